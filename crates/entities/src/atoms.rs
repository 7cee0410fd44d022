//! A sentence in, the pieces that dates and amounts are made of out.
//!
//! An atom is finer than a word: "US$300bn" is "US", "$", "300" and "bn" however it was split into
//! words. No atom crosses a word's edge.

use std::collections::HashMap;

use triplewire_tokenizer::Span;

use crate::{values::holiday_names, view::View};

/// What a word means to the grammars of dates and amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Month,
    Weekday,
    /// Day, week, month, year, …
    DateUnit,
    /// Hour, minute, seconds.
    ClockUnit,
    Season,
    /// Morning, night, …
    DayPart,
    /// "Yesterday": a date on its own.
    Day,
    /// Zero to ninety.
    Cardinal,
    /// Hundred, dozen, million, bn.
    Magnitude,
    /// Dozens, thousands.
    Plural,
    /// Kilometres, tons.
    Unit,
    /// Dollars, roubles.
    Currency,
    /// First, second, third.
    Ordinal,
    /// What the name of a holiday starts with.
    Holiday,
    /// A word that may open an expression and means nothing alone.
    Opener,
}

const WORDS: &[(Class, &str)] = &[
    (Class::Month, "january february march april may june july august september october november december"),
    (Class::Month, "jan feb mar apr jun jul aug sep sept oct nov dec"),
    (Class::Weekday, "monday tuesday wednesday thursday friday saturday sunday tue tues wed thu thurs fri"),
    (Class::Weekday, "mondays tuesdays wednesdays thursdays fridays saturdays sundays"),
    (Class::DateUnit, "day days week weeks month months year years decade decades century centuries"),
    (Class::DateUnit, "weekend weekends fortnight"),
    (Class::ClockUnit, "hour hours minute minutes seconds"),
    (Class::Season, "spring summer autumn winter"),
    (Class::DayPart, "morning afternoon evening night mornings evenings nights"),
    (Class::Day, "today yesterday tomorrow"),
    (
        Class::Cardinal,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
    ),
    (Class::Cardinal, "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy"),
    (Class::Cardinal, "eighty ninety"),
    (Class::Magnitude, "hundred thousand million billion trillion dozen bn mn tn"),
    (Class::Plural, "dozens hundreds thousands millions billions"),
    (
        Class::Unit,
        "km kilometer kilometers kilometre kilometres meter meters metre metres mile miles feet foot",
    ),
    (
        Class::Unit,
        "inch inches centimeters centimetres cm mm ton tons tonne tonnes kg kilogram kilograms kilos",
    ),
    (
        Class::Unit,
        "grams hectares hectare acres acre barrels litres liters gallons megawatts mw gigawatts gw",
    ),
    (Class::Unit, "degrees kph mph knots ounces carats"),
    (
        Class::Currency,
        "dollar dollars euro euros pound pounds sterling yen yuan renminbi ruble rubles rouble",
    ),
    (Class::Currency, "roubles rupee rupees lira liras franc francs peso pesos shekel shekels dinar dinars"),
    (
        Class::Currency,
        "riyal riyals rial rials dirham dirhams won hryvnia hryvnias krona kronor krone kroner",
    ),
    (Class::Currency, "real reais rand baht zloty forint cents pence naira"),
    (
        Class::Opener,
        "the a an more less fewer greater no at up as close just well over under about around nearly",
    ),
    (
        Class::Opener,
        "almost roughly approximately some below above exactly upwards between half several many few",
    ),
    (
        Class::Opener,
        "couple last this next past previous coming following same current recent every each that",
    ),
    (
        Class::Opener,
        "early late mid earlier later tens noon midnight tonight us usd eur gbp jpy cny rub chf rs",
    ),
    (Class::Opener, "u.s. c can hk nz s nt r aus beginning start end midday quarter"),
    (Class::Holiday, "presidents veterans mothers fathers valentines womens"),
    (Class::Ordinal, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    (Class::Ordinal, "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
    (Class::Ordinal, "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"),
];

/// The class of every word the grammars know.
#[derive(Debug)]
pub(crate) struct Lexicon(HashMap<&'static str, Class>);

impl Lexicon {
    pub(crate) fn new() -> Self {
        let mut words = HashMap::with_capacity(400);
        for (class, list) in WORDS {
            words.extend(list.split(' ').map(|word| (word, *class)));
        }
        for first in holiday_names().filter_map(|name| name.split(' ').next()) {
            words.entry(first).or_insert(Class::Holiday);
        }
        Self(words)
    }

    /// Knows no word: for readers of atoms that have words of their own.
    pub(crate) fn empty() -> Self {
        Self(HashMap::new())
    }
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'v> {
    /// Digits, with separators for thousands or decimals inside.
    Number(&'v str),
    /// Letters, as in the word's lower case; empty where that cannot be told.
    Letters(&'v str, Option<Class>),
    /// Any other character.
    Symbol(char),
}

/// A piece of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom<'v> {
    pub(crate) kind: Kind<'v>,
    pub(crate) span: Span,
    /// Index of the word it is part of.
    pub(crate) word: usize,
    /// Whether it follows the atom before without white space.
    pub(crate) glued: bool,
    pub(crate) capital: bool,
}

/// The atoms of a sentence, in order.
pub(crate) fn atoms<'v>(view: &'v View<'_>, lexicon: &Lexicon) -> Vec<Atom<'v>> {
    let mut out = Vec::with_capacity(view.len() + view.len() / 4);
    let mut end_before = usize::MAX;
    for (index, word) in view.words.iter().enumerate() {
        let form = view.form(index);
        let mut at = 0;
        while let Some(first) = form[at..].chars().next() {
            let length = length(&form[at..], first);
            let span = Span::new(word.span.start + at, word.span.start + at + length);
            let kind = if first.is_ascii_digit() {
                Kind::Number(&form[at..at + length])
            } else if first.is_alphabetic() {
                // Lower case may differ in length, then no offset of the word holds.
                let same = view.lower(index).len() == form.len();
                let part = view.lower(index).get(at..at + length).filter(|_| same);
                let letters = if length == form.len() { view.lower(index) } else { part.unwrap_or_default() };
                Kind::Letters(letters, lexicon.0.get(letters).copied())
            } else {
                Kind::Symbol(first)
            };
            let glued = span.start == end_before;
            end_before = span.end;
            out.push(Atom { kind, span, word: index, glued, capital: first.is_uppercase() });
            at += length;
        }
    }
    out
}

/// How many bytes of `rest` are one atom.
fn length(rest: &str, first: char) -> usize {
    let bytes = rest.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    if first.is_ascii_digit() {
        let mut end = 1;
        loop {
            if digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1)) {
                end += 1;
            } else {
                return end;
            }
        }
    }
    if !first.is_alphabetic() {
        return first.len_utf8();
    }
    // "p.m.", "U.S."
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    let mut end = 0;
    while letter(end) && bytes.get(end + 1) == Some(&b'.') && (letter(end + 2) || end > 0) {
        end += 2;
    }
    if end > 0 {
        return if letter(end) && !letter(end + 1) { end + 1 } else { end };
    }
    let apostrophe = |i: usize, c: char| c == '\'' && rest[i + 1..].starts_with(char::is_alphabetic);
    rest.char_indices().find(|&(i, c)| !c.is_alphabetic() && !apostrophe(i, c)).map_or(rest.len(), |(i, _)| i)
}

/// A place in the atoms of a sentence, as the grammars ask about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grammar<'v> {
    pub(crate) atoms: &'v [Atom<'v>],
}

impl<'v> Grammar<'v> {
    /// The letters of atom `i` in lower case; empty where it has none.
    pub(crate) fn lower(self, i: usize) -> &'v str {
        match self.atoms.get(i).map(|atom| atom.kind) {
            Some(Kind::Letters(letters, _)) => letters,
            _ => "",
        }
    }

    /// The letters of the atom before `i`.
    pub(crate) fn before(self, i: usize) -> &'v str {
        i.checked_sub(1).map_or("", |i| self.lower(i))
    }

    pub(crate) fn class(self, i: usize) -> Option<Class> {
        match self.atoms.get(i).map(|atom| atom.kind) {
            Some(Kind::Letters(_, class)) => class,
            _ => None,
        }
    }

    pub(crate) fn is_class(self, i: usize, class: Class) -> bool {
        self.class(i) == Some(class)
    }

    /// One past atom `i` where it is one of `words`.
    pub(crate) fn word(self, i: usize, words: &[&str]) -> Option<usize> {
        let lower = self.lower(i);
        (!lower.is_empty() && words.contains(&lower)).then_some(i + 1)
    }

    /// One past the phrase where it starts at atom `i`.
    pub(crate) fn phrase(self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().enumerate().all(|(k, word)| self.lower(i + k) == *word).then_some(i + words.len())
    }

    pub(crate) fn symbol(self, i: usize) -> Option<char> {
        match self.atoms.get(i)?.kind {
            Kind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    pub(crate) fn is_symbol(self, i: usize, symbols: &[char]) -> bool {
        self.symbol(i).is_some_and(|symbol| symbols.contains(&symbol))
    }

    pub(crate) fn is_hyphen(self, i: usize) -> bool {
        self.is_symbol(i, &['-', '–', '—', '‑'])
    }

    /// The digits of atom `i`, separators included.
    pub(crate) fn digits(self, i: usize) -> Option<&'v str> {
        match self.atoms.get(i)?.kind {
            Kind::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// The value of atom `i` where it is digits alone.
    pub(crate) fn integer(self, i: usize) -> Option<u32> {
        self.digits(i)?.parse().ok()
    }

    pub(crate) fn glued(self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|atom| atom.glued)
    }

    pub(crate) fn capital(self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|atom| atom.capital)
    }

    /// Whether atom `i` continues a token, as "16" does in "F-16" and "30" in "5:30".
    pub(crate) fn continues(self, i: usize) -> bool {
        if i == 0 || !self.glued(i) {
            return false;
        }
        match self.symbol(i - 1) {
            Some('-' | '–' | '‑' | '/' | ':' | '.' | '#' | '&' | '_') => i >= 2 && self.glued(i - 1),
            Some(_) => false,
            None => true,
        }
    }

    /// Whether a token goes on after atom `end - 1`, as "20" does in "20-strong" and "21" in "21st".
    pub(crate) fn continued(self, end: usize) -> bool {
        if !self.glued(end) {
            return false;
        }
        match self.symbol(end) {
            Some('-' | '–' | '‑' | '/' | ':') => self.glued(end + 1) && self.symbol(end + 1).is_none(),
            Some(_) => false,
            None => self.atoms[end].kind != Kind::Letters("'s", None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    fn split(text: &str) -> Vec<String> {
        let document = document(text);
        let view = View::new(&document, 0);
        atoms(&view, &Lexicon::new()).iter().map(|atom| atom.span.of(text).to_owned()).collect()
    }

    #[test]
    fn cuts_where_the_grammars_need_it() {
        for (text, expected) in [
            ("US$300bn", vec!["US", "$", "300", "bn"]),
            ("1,234.5 km", vec!["1,234.5", "km"]),
            ("5:30 p.m. GMT", vec!["5", ":", "30", "p.m.", "GMT"]),
            ("21, 2026.", vec!["21", ",", "2026", "."]),
            ("U.S.-led", vec!["U.S.", "-", "led"]),
            ("o'clock", vec!["o'clock"]),
            ("Feb.", vec!["Feb", "."]),
            ("é5", vec!["é", "5"]),
            ("€4bn", vec!["€", "4", "bn"]),
        ] {
            assert_eq!(split(text), expected);
        }
    }
}
