//! An amount in words or digits in, its number, unit and currency out.
//!
//! As with times an amount is understood as a whole or not at all.

use super::{
    approximation::{Approximation, phrase},
    currencies, with_atoms,
};
use crate::atoms::{Atom, Kind};

/// An amount of money, a percentage, a count or a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// How many.
    pub number: Number,
    /// How exact the number is.
    pub approximation: Option<Approximation>,
    /// The symbol of the unit of measure (`km`, `t`, `%`); `pp` for percentage points.
    pub unit: Option<&'static str>,
    /// The code of the currency in ISO 4217, where the words tell which it is.
    pub currency: Option<&'static str>,
}

/// How many, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// One number.
    Exactly(f64),
    /// From one number to another.
    Between(f64, f64),
    /// Some multiple of a number: "dozens" of 12, "tens of thousands" of 10,000.
    MultipleOf(f64),
    /// The place in an order: "third".
    Ordinal(u32),
}

/// The value of an amount; `None` where it is not understood.
///
/// ```
/// use triplewire_entities::values::{Approximation, Number, amount};
///
/// let found = amount("more than US$5.3 million").unwrap();
/// assert_eq!(found.number, Number::Exactly(5_300_000.0));
/// assert_eq!(found.approximation, Some(Approximation::MoreThan));
/// assert_eq!(found.currency, Some("USD"));
/// assert_eq!(amount("dozens").unwrap().number, Number::MultipleOf(12.0));
/// assert_eq!(amount("no idea"), None);
/// ```
#[must_use]
pub fn amount(text: &str) -> Option<Amount> {
    with_atoms(text, |atoms| Cursor { atoms, at: 0 }.amount())?
}

/// A place in the atoms of an amount; methods that read something move it, and leave it where they do not.
#[derive(Clone, Copy)]
struct Cursor<'v> {
    atoms: &'v [Atom<'v>],
    at: usize,
}

/// A number and what it was multiplied with in words.
#[derive(Clone, Copy)]
struct Told {
    value: f64,
    magnitude: f64,
    /// Whether only the magnitude is told ("several million").
    some: bool,
}

impl<'v> Cursor<'v> {
    fn amount(mut self) -> Option<Amount> {
        if let Some(ordinal) = self.ordinal() {
            return Some(Amount {
                number: Number::Ordinal(ordinal),
                approximation: None,
                unit: None,
                currency: None,
            });
        }
        let between = self.word("between");
        let approximation = if between { None } else { self.approximation() };
        let mut currency = self.currency_before();
        let first = self.number()?;
        let mut unit = self.unit();
        let joined =
            if between { self.word("and") } else { self.word("to") || self.word("or") || self.hyphen() };
        let number = if joined {
            currency = currency.or(self.currency_before());
            let second = self.number()?;
            let first = shared(first, second);
            (first < second.value).then_some(Number::Between(first, second.value))?
        } else if between {
            return None;
        } else if first.some {
            Number::MultipleOf(first.value)
        } else {
            Number::Exactly(first.value)
        };
        let last = self.unit();
        unit = unit.or(last);
        if unit.is_none() && currency.is_none() {
            (currency, unit) = self.currency_after();
        }
        (self.at == self.atoms.len()).then_some(Amount { number, approximation, unit, currency })
    }

    fn lower(self, offset: usize) -> &'v str {
        match self.atoms.get(self.at + offset).map(|atom| atom.kind) {
            Some(Kind::Letters(letters, _)) => letters,
            _ => "",
        }
    }

    fn symbol(self, offset: usize) -> Option<char> {
        match self.atoms.get(self.at + offset)?.kind {
            Kind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.lower(0) == word;
        self.at += usize::from(found);
        found
    }

    fn hyphen(&mut self) -> bool {
        let found = matches!(self.symbol(0), Some('-' | '–' | '—' | '‑'));
        self.at += usize::from(found);
        found
    }

    fn approximation(&mut self) -> Option<Approximation> {
        let (found, count) = phrase(|offset| self.lower(offset))?;
        self.at += count;
        Some(found)
    }

    /// "Third", "21st".
    fn ordinal(&mut self) -> Option<u32> {
        let [first, rest @ ..] = self.atoms else { return None };
        match (first.kind, rest) {
            (Kind::Number(digits), [suffix]) if suffix.glued => {
                let suffix = Cursor { at: 1, ..*self }.lower(0);
                matches!(suffix, "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
            }
            (Kind::Letters(letters, _), []) => super::pieces::ordinal(letters),
            _ => None,
        }
    }

    /// A number with its magnitudes.
    fn number(&mut self) -> Option<Told> {
        if let Some(Kind::Number(digits)) = self.atoms.get(self.at).map(|atom| atom.kind) {
            let value = decimal(digits)?;
            self.at += 1;
            let magnitude = self.magnitudes();
            return Some(Told { value: value * magnitude, magnitude, some: false });
        }
        if let Some(found) = self.some() {
            return Some(found);
        }
        self.spelled()
    }

    /// "Dozens", "tens of thousands", "several million", "a few hundred": a multiple of something.
    fn some(&mut self) -> Option<Told> {
        let start = self.at;
        let plural = |word: &str| match word {
            "tens" => Some(10.0),
            word => magnitude(word.strip_suffix('s')?),
        };
        let mut value = 1.0;
        let mut found = false;
        while let Some(times) = plural(self.lower(0)) {
            value *= times;
            found = true;
            self.at += 1;
            let more = self.lower(0) == "of" && plural(self.lower(1)).is_some();
            if !more {
                break;
            }
            self.at += 1;
        }
        if !found {
            let unsaid = self.word("several")
                || self.lower(0) == "a" && self.lower(1) == "few" && {
                    self.at += 2;
                    true
                };
            let magnitude = if unsaid { self.magnitudes() } else { 1.0 };
            if magnitude <= 1.0 {
                self.at = start;
                return None;
            }
            value = magnitude;
        }
        // "Millions of dollars".
        if self.lower(0) == "of" && self.at + 1 < self.atoms.len() {
            self.at += 1;
        }
        Some(Told { value, magnitude: 1.0, some: true })
    }

    /// "Two hundred and fifty", "twenty-five", "half a million", "a dozen", "a couple of hundred".
    fn spelled(&mut self) -> Option<Told> {
        let start = self.at;
        let half = self.lower(0) == "half" && self.lower(1) == "a";
        let couple = self.lower(0) == "a" && self.lower(1) == "couple" && self.lower(2) == "of";
        let lead = if half {
            self.at += 2;
            Some(0.5)
        } else if couple {
            self.at += 3;
            Some(2.0)
        } else if magnitude(self.lower(1)).is_some() && matches!(self.lower(0), "a" | "an") {
            self.at += 1;
            Some(1.0)
        } else {
            None
        };
        let (mut total, mut group) = (0.0, lead.unwrap_or(0.0));
        let (mut words, mut last) = (usize::from(lead.is_some()), 1.0);
        loop {
            if words > 0 && self.lower(0) == "and" && super::pieces::cardinal(self.lower(1)).is_some() {
                self.at += 1;
            }
            let joined = words > 0 && self.symbol(0) == Some('-');
            let offset =
                usize::from(joined && super::pieces::cardinal(self.lower(1)).is_some_and(|n| n < 10));
            if let Some(number) = super::pieces::cardinal(self.lower(offset)) {
                group += f64::from(number);
                self.at += offset + 1;
            } else if let Some(times) = magnitude(self.lower(0)) {
                if times >= 1000.0 {
                    total += group * times;
                    group = 0.0;
                } else {
                    group *= times;
                }
                last = times;
                self.at += 1;
            } else {
                break;
            }
            words += 1;
        }
        if words == 0 || (lead.is_some() && words == 1) {
            self.at = start;
            return None;
        }
        Some(Told { value: total + group, magnitude: last, some: false })
    }

    /// The product of the magnitudes that follow, glued or not: " million", "-million", "bn", "k".
    fn magnitudes(&mut self) -> f64 {
        let mut product = 1.0;
        loop {
            let glued = self.atoms.get(self.at).is_some_and(|atom| atom.glued);
            let short = match self.lower(0) {
                "k" if glued => Some(1e3),
                "m" if glued && self.at + 1 == self.atoms.len() && product < 2.0 => Some(1e6),
                "b" if glued => Some(1e9),
                "t" if glued && self.at + 1 == self.atoms.len() => Some(1e12),
                word => magnitude(word),
            };
            if let Some(times) = short {
                product *= times;
                self.at += 1;
            } else if self.symbol(0) == Some('-') && magnitude(self.lower(1)).is_some() {
                self.at += 1;
            } else {
                return product;
            }
        }
    }

    /// "$", "US$", "USD" before a number.
    fn currency_before(&mut self) -> Option<&'static str> {
        if let Some(code) = self.symbol(0).and_then(|symbol| currencies::sign("", symbol)) {
            self.at += 1;
            return Some(code);
        }
        if let Some(code) = self.symbol(1).and_then(|symbol| currencies::sign(self.lower(0), symbol)) {
            self.at += 2;
            return Some(code);
        }
        let code = currencies::code(self.lower(0))?;
        self.at += 1;
        Some(code)
    }

    /// "Dollars", "Syrian pounds", "EUR", "€" after a number; a unit for coins.
    fn currency_after(&mut self) -> (Option<&'static str>, Option<&'static str>) {
        let start = self.at;
        self.hyphen();
        if let Some(code) = self.symbol(0).and_then(|symbol| currencies::sign("", symbol)) {
            self.at += 1;
            return (Some(code), None);
        }
        if let Some(code) = currencies::code(self.lower(0)) {
            self.at += 1;
            return (Some(code), None);
        }
        let named = |nation: &str, noun: &str| currencies::name(nation, noun);
        if let Some(found) = named("", self.lower(0)) {
            self.at += 1;
            return found;
        }
        if let Some(found) = named(self.lower(0), self.lower(1)) {
            self.at += 2;
            return found;
        }
        self.at = start;
        (None, None)
    }

    /// A unit of measure or of share after a number.
    fn unit(&mut self) -> Option<&'static str> {
        if self.symbol(0) == Some('%') {
            self.at += 1;
            return Some("%");
        }
        let start = self.at;
        self.hyphen();
        let [first, second] = [self.lower(0), self.lower(1)];
        let (count, unit) = match (first, second) {
            ("per", "cent") => (2, Some("%")),
            ("percent" | "pct", _) => (1, Some("%")),
            ("percentage", "point" | "points") => (2, Some("pp")),
            ("square" | "cubic" | "nautical" | "metric", unit) => (2, qualified(first, unit)),
            (unit, _) => (1, measure(unit)),
        };
        if unit.is_none() {
            self.at = start;
        } else {
            self.at += count;
        }
        unit
    }
}

/// The first of two numbers, with the magnitude that only the second tells: "3 to 5 million".
fn shared(first: Told, second: Told) -> f64 {
    let alone = first.magnitude <= 1.0 && second.magnitude > 1.0;
    if alone && first.value < second.value / second.magnitude {
        first.value * second.magnitude
    } else {
        first.value
    }
}

/// "1,234.5"; `None` for two points.
fn decimal(digits: &str) -> Option<f64> {
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    plain.parse().ok()
}

/// What a word multiplies with.
fn magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return None,
    })
}

/// The symbol of a unit of measure.
fn measure(word: &str) -> Option<&'static str> {
    Some(match word {
        "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => "km",
        "m" | "meter" | "meters" | "metre" | "metres" => "m",
        "cm" | "centimeters" | "centimetres" => "cm",
        "mm" => "mm",
        "mile" | "miles" => "mi",
        "feet" | "foot" => "ft",
        "inch" | "inches" => "in",
        "ton" | "tons" | "tonne" | "tonnes" => "t",
        "kg" | "kilogram" | "kilograms" | "kilos" => "kg",
        "grams" => "g",
        "ounces" => "oz",
        "carats" => "ct",
        "hectare" | "hectares" => "ha",
        "acre" | "acres" => "acre",
        "barrels" => "bbl",
        "litres" | "liters" => "L",
        "gallons" => "gal",
        "mw" | "megawatts" => "MW",
        "gw" | "gigawatts" => "GW",
        "degrees" => "°",
        "kph" => "km/h",
        "mph" => "mph",
        "knots" => "kn",
        _ => return None,
    })
}

/// The symbol of a unit after "square", "cubic", "nautical" or "metric".
fn qualified(qualifier: &str, word: &str) -> Option<&'static str> {
    Some(match (qualifier, measure(word)?) {
        ("square", "km") => "km²",
        ("square", "m") => "m²",
        ("square", "mi") => "mi²",
        ("square", "ft") => "ft²",
        ("cubic", "m") => "m³",
        ("cubic", "km") => "km³",
        ("cubic", "ft") => "ft³",
        ("nautical", "mi") => "nmi",
        ("metric", "t") => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let Some(found) = amount(text) else { return String::new() };
        let number = match found.number {
            Number::Exactly(number) => format!("{number}"),
            Number::Between(from, to) => format!("{from} to {to}"),
            Number::MultipleOf(number) => format!("n*{number}"),
            Number::Ordinal(number) => format!("#{number}"),
        };
        let rest = [
            found.approximation.map(Approximation::as_str),
            Some(number.as_str()),
            found.unit,
            found.currency,
        ];
        rest.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn amounts() {
        let cases = [
            ("20,000", "20000"),
            ("more than 20,000", "more than 20000"),
            ("at least 20", "at least 20"),
            ("no more than five", "at most 5"),
            ("about 1.5 million", "about 1500000"),
            ("two hundred and fifty", "250"),
            ("twenty-five", "25"),
            ("two million three hundred thousand", "2300000"),
            ("half a million", "500000"),
            ("a dozen", "12"),
            ("a couple of hundred", "200"),
            ("dozens", "n*12"),
            ("tens of thousands", "n*10000"),
            ("hundreds of millions", "n*100000000"),
            ("several million", "n*1000000"),
            ("between 300 and 400", "300 to 400"),
            ("5-10", "5 to 10"),
            ("two or three", "2 to 3"),
            ("third", "#3"),
            ("21st", "#21"),
            ("$5.3 million", "5300000 USD"),
            ("US$300bn", "300000000000 USD"),
            ("between US$300 and 400 billion", "300000000000 to 400000000000 USD"),
            ("$3-4 million", "3000000 to 4000000 USD"),
            ("€4bn", "4000000000 EUR"),
            ("£20m", "20000000 GBP"),
            ("300 million euros", "300000000 EUR"),
            ("at least 500 Syrian pounds", "at least 500 SYP"),
            ("millions of dollars", "n*1000000 USD"),
            ("A$20", "20 AUD"),
            ("USD 300", "300 USD"),
            ("20 rupees", "20"),
            ("50 cents", "50 cent"),
            ("5 percent", "5 %"),
            ("50-60%", "50 to 60 %"),
            ("5% to 6%", "5 to 6 %"),
            ("2.5 per cent", "2.5 %"),
            ("10 percentage points", "10 pp"),
            ("20 km", "20 km"),
            ("300 square kilometers", "300 km²"),
            ("20-mile", "20 mi"),
            ("two million barrels", "2000000 bbl"),
            ("12 nautical miles", "12 nmi"),
            ("10 to 5", ""),
            ("", ""),
            ("a", ""),
            ("half", ""),
            ("several", ""),
            ("20 men", ""),
            ("1.2.3", ""),
        ];
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, expected)| told(text) != *expected)
            .map(|(text, expected)| format!("{text}: {:?} is not {expected:?}", told(text)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
