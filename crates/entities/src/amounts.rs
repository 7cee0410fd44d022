//! Atoms in, the ends of amounts out: money, percentages, counts and measures.
//!
//! Every method takes the index of an atom and gives one past the last atom of the longest
//! expression of its kind that starts there.

use crate::{
    atoms::{Class, Grammar},
    values::is_nation,
};

/// What may stand before an amount and belongs to it. Longer phrases first.
const MODIFIERS: &[&[&str]] = &[
    &["no", "more", "than"],
    &["no", "fewer", "than"],
    &["no", "less", "than"],
    &["as", "many", "as"],
    &["as", "much", "as"],
    &["as", "few", "as"],
    &["as", "little", "as"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["greater", "than"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["close", "to"],
    &["just", "over"],
    &["just", "under"],
    &["well", "over"],
    &["an", "estimated"],
    &["upwards", "of"],
    &["over"],
    &["under"],
    &["about"],
    &["around"],
    &["nearly"],
    &["almost"],
    &["roughly"],
    &["approximately"],
    &["some"],
    &["below"],
    &["above"],
    &["exactly"],
];

const CODES: &[&str] = &["usd", "eur", "gbp", "jpy", "cny", "rub", "chf"];
impl Grammar<'_> {
    /// One past a modifier at `i`; `i` where there is none.
    pub(crate) fn modifier(self, i: usize) -> usize {
        if self.class(i) != Some(Class::Opener) {
            return i;
        }
        MODIFIERS.iter().find_map(|words| self.phrase(i, words)).unwrap_or(i)
    }

    /// "20,000", "5.3 million", "two hundred and fifty", "twenty-five", "a dozen", "half a million".
    pub(crate) fn number(self, i: usize) -> Option<usize> {
        if self.digits(i).is_some() {
            return Some(self.magnitudes(i + 1));
        }
        if self.is_class(i, Class::Cardinal) {
            let mut end = i + 1;
            if self.is_hyphen(end) && self.is_class(end + 1, Class::Cardinal) {
                end += 2;
            }
            return Some(self.hundreds(end));
        }
        let article = self
            .phrase(i, &["half", "a"])
            .or_else(|| self.phrase(i, &["a", "couple", "of"]))
            .or_else(|| self.phrase(i, &["a", "few"]))
            .or_else(|| self.word(i, &["a", "an", "several"]))?;
        self.is_class(article, Class::Magnitude).then(|| self.hundreds(article + 1))
    }

    /// Magnitudes after digits, glued or not: " million", "-million", "bn", "m".
    fn magnitudes(self, mut end: usize) -> usize {
        if self.glued(end) && self.word(end, &["m", "k", "b", "t"]).is_some() {
            return end + 1;
        }
        loop {
            if self.is_class(end, Class::Magnitude) {
                end += 1;
            } else if self.is_hyphen(end) && self.is_class(end + 1, Class::Magnitude) {
                end += 2;
            } else {
                return end;
            }
        }
    }

    /// What may follow a spelled number: " hundred and fifty", " thousand two hundred".
    fn hundreds(self, mut end: usize) -> usize {
        let mut after_magnitude = end > 0 && self.is_class(end - 1, Class::Magnitude);
        loop {
            if self.is_class(end, Class::Magnitude) {
                after_magnitude = true;
                end += 1;
                continue;
            }
            let next = if self.lower(end) == "and" { end + 1 } else { end };
            if !after_magnitude || !self.is_class(next, Class::Cardinal) {
                return end;
            }
            after_magnitude = false;
            end = next + 1;
            if self.is_hyphen(end) && self.is_class(end + 1, Class::Cardinal) {
                end += 2;
            }
        }
    }

    /// A number or a range of two: "5-10", "5 to 10", "two or three".
    pub(crate) fn range(self, i: usize) -> Option<usize> {
        let end = self.number(i)?;
        let joined = self.is_hyphen(end) || self.word(end, &["to", "or"]).is_some();
        if joined && let Some(second) = self.number(end + 1) {
            return Some(second);
        }
        Some(end)
    }

    /// "More than 20", "between 300 and 400", "5 to 10".
    fn amount(self, i: usize) -> Option<usize> {
        if self.lower(i) == "between" {
            let end = self.number(i + 1)?;
            return self.number(self.word(end, &["and"])?);
        }
        self.range(self.modifier(i))
    }

    /// "$5.3 million", "between US$300 and 400 billion", "300 million euros", "millions of dollars".
    pub(crate) fn money(self, i: usize) -> Option<usize> {
        if self.lower(i) == "between"
            && let Some(end) = self.priced(i + 1).or_else(|| self.number(i + 1))
            && let Some(second) = self.word(end, &["and"])
        {
            return self.priced(second).or_else(|| {
                let symbol = self.symbol_end(i + 1).is_some();
                if symbol { self.number(second) } else { self.currency(self.number(second)?) }
            });
        }
        let start = self.modifier(i);
        if let Some(end) = self.priced(start) {
            // "$3 to 5 million", but "$3 million to 5 families".
            let large = |second: &usize| self.is_hyphen(end) || self.is_class(second - 1, Class::Magnitude);
            let joined = self.is_hyphen(end) || self.word(end, &["to", "or"]).is_some();
            let bare = || self.number(end + 1).filter(large);
            let second = if joined { self.priced(end + 1).or_else(bare) } else { None };
            return Some(second.unwrap_or(end));
        }
        self.currency(
            self.plural(start).and_then(|end| self.word(end, &["of"])).or_else(|| self.range(start))?,
        )
    }

    /// A currency sign and a number.
    fn priced(self, i: usize) -> Option<usize> {
        self.number(self.symbol_end(i)?)
    }

    /// One past "$", "US$", "Rs", "USD".
    fn symbol_end(self, i: usize) -> Option<usize> {
        if self.is_symbol(i, &['$', '€', '£', '¥', '₹', '₽', '₺', '₪', '₩', '₴']) {
            return Some(i + 1);
        }
        if self.word(i, &["us", "u.s.", "a", "c", "can", "hk", "nz", "s", "nt", "r", "aus"]).is_some()
            && self.symbol(i + 1) == Some('$')
            && (self.glued(i + 1) || (self.lower(i).starts_with('u') && self.capital(i)))
        {
            return Some(i + 2);
        }
        let code = self.word(i, CODES).or_else(|| self.word(i, &["rs"]))?;
        self.capital(i).then_some(code)
    }

    /// One past the name or sign of a currency after a number.
    fn currency(self, i: usize) -> Option<usize> {
        if self.is_symbol(i, &['$', '€', '£']) && self.glued(i) {
            return Some(i + 1);
        }
        let i = if self.is_hyphen(i) { i + 1 } else { i };
        let i = if is_nation(self.lower(i)) { i + 1 } else { i };
        if self.is_class(i, Class::Currency) {
            return Some(i + 1);
        }
        self.word(i, CODES).filter(|_| self.capital(i))
    }

    /// "5 percent", "50-60%", "more than 10 percentage points".
    pub(crate) fn percent(self, i: usize) -> Option<usize> {
        let mut end = self.amount(i)?;
        if self.symbol(end) == Some('%') {
            end += 1;
            if self.is_hyphen(end) || self.word(end, &["to"]).is_some() {
                let second = self.number(end + 1).filter(|&second| self.symbol(second) == Some('%'));
                return Some(second.map_or(end, |second| second + 1));
            }
            return Some(end);
        }
        let end = if self.is_hyphen(end) { end + 1 } else { end };
        self.phrase(end, &["per", "cent"])
            .or_else(|| self.word(end, &["percent", "pct"]))
            .or_else(|| self.word(self.word(end, &["percentage"])?, &["point", "points"]))
    }

    /// "Dozens", "tens of thousands", "hundreds of millions".
    fn plural(self, i: usize) -> Option<usize> {
        let mut end = i + 1;
        if !self.is_class(i, Class::Plural) {
            end = self.word(self.word(i, &["tens"])?, &["of"])?;
            if !self.is_class(end, Class::Plural) {
                return None;
            }
            end += 1;
        }
        while self.lower(end) == "of" && self.is_class(end + 1, Class::Plural) {
            end += 2;
        }
        Some(end)
    }

    /// A count or a measure: "more than 20,000", "at least 20", "dozens", "300 square kilometers".
    ///
    /// A small number before a noun counts ("two attacks"); "one" alone does not, since it is most
    /// often a pronoun.
    pub(crate) fn quantity(self, i: usize) -> Option<usize> {
        let start = self.modifier(i);
        if self.continues(start) {
            return None;
        }
        if let Some(end) = self.plural(start) {
            return Some(end);
        }
        let end = self.amount(i)?;
        if let Some(measured) = self.unit(end) {
            return Some(measured);
        }
        let alone = end == i + 1 && (self.lower(i) == "one" || self.is_year(i));
        (!alone && !self.continued(end)).then_some(end)
    }

    /// One past a unit of measure after a number.
    fn unit(self, i: usize) -> Option<usize> {
        let i = if self.is_hyphen(i) { i + 1 } else { i };
        let i = self.word(i, &["square", "cubic", "nautical", "metric"]).unwrap_or(i);
        if self.is_class(i, Class::Unit) && !self.continued(i + 1) {
            return Some(i + 1);
        }
        None
    }
}
