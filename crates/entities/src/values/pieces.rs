//! The atoms of an expression in, what each of them means out.

use jiff::civil::Weekday;

use super::value::Unit;
use crate::atoms::{Atom, Kind};

/// A word, number or sign with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A number, and how many digits it is written with (0: in letters).
    Number(u32, usize),
    /// "21st", "first".
    Ordinal(u32),
    /// 1 to 12.
    Month(i8),
    Weekday(Weekday),
    Unit(Unit),
    /// Spring is 0.
    Season(i8),
    /// Morning, night, …
    DayPart(&'a str),
    /// "p.m." is true.
    Afternoon(bool),
    /// Offset from UTC as ISO 8601 writes it; empty for abbreviations that mean several.
    Zone(&'static str),
    Word(&'a str),
    Symbol(char),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
const UNITS: &[(&str, Unit)] = &[
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("weekend", Unit::Weekend),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
];
const ZONES: &[(&str, &str)] = &[
    ("gmt", "Z"),
    ("utc", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("msk", "+03:00"),
    // Summer or winter, Indian, Irish or Israeli: the time stays local.
    ("et", ""),
    ("pt", ""),
    ("ist", ""),
];
const NUMBERS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ORDINALS: [&str; 13] = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The pieces of an expression, without commas, articles and what else carries no meaning here.
pub(super) fn pieces<'a>(atoms: &[Atom<'a>]) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece<'a>> = Vec::with_capacity(atoms.len());
    for (index, atom) in atoms.iter().enumerate() {
        match atom.kind {
            Kind::Number(digits) => numbers(digits, &mut out),
            Kind::Letters(letters, _) => {
                let letters = letters.strip_suffix("'s").unwrap_or(letters);
                match (out.last(), letters) {
                    (_, "the") => {}
                    // "This past week" is the past week.
                    (Some(Piece::Word("this")), "past" | "coming") => {
                        out.pop();
                        out.push(Piece::Word(letters));
                    }
                    (Some(&Piece::Number(day, 1..=2)), "st" | "nd" | "rd" | "th") if atom.glued => {
                        out.pop();
                        out.push(Piece::Ordinal(day));
                    }
                    (Some(Piece::Symbol('\'' | '’')), "s") => {
                        out.pop();
                    }
                    _ => out.push(word(letters)),
                }
                twenty_one(&mut out);
            }
            Kind::Symbol(',') => {}
            Kind::Symbol('.') if index + 1 == atoms.len() => {}
            Kind::Symbol('.') if matches!(out.last(), Some(Piece::Month(_) | Piece::Weekday(_))) => {}
            Kind::Symbol('–' | '—' | '‑' | '−') => out.push(Piece::Symbol('-')),
            Kind::Symbol(symbol) => out.push(Piece::Symbol(symbol)),
        }
    }
    out
}

/// "31.10.1974" is three numbers; a number that no date has is a word that no form has.
fn numbers<'a>(digits: &'a str, out: &mut Vec<Piece<'a>>) {
    for (index, part) in digits.split('.').enumerate() {
        if index > 0 {
            out.push(Piece::Symbol('.'));
        }
        let number = part.parse().ok().filter(|_| part.len() <= 4);
        out.push(number.map_or(Piece::Word(part), |number| Piece::Number(number, part.len())));
    }
}

/// Joins "twenty" and "one", "twenty", "-" and "first".
fn twenty_one(out: &mut Vec<Piece<'_>>) {
    let joined = match out[..] {
        [.., Piece::Number(tens @ 20..=90, 0), Piece::Symbol('-'), Piece::Number(one @ 1..=9, 0)] => {
            Some((3, Piece::Number(tens + one, 0)))
        }
        [.., Piece::Number(tens @ 20..=90, 0), Piece::Number(one @ 1..=9, 0)] => {
            Some((2, Piece::Number(tens + one, 0)))
        }
        [.., Piece::Number(tens @ 20..=90, 0), Piece::Symbol('-'), Piece::Ordinal(one @ 1..=9)] => {
            Some((3, Piece::Ordinal(tens + one)))
        }
        [.., Piece::Unit(Unit::Week), Piece::Symbol('-'), Piece::Word("end")] => {
            Some((3, Piece::Unit(Unit::Weekend)))
        }
        _ => None,
    };
    if let Some((count, piece)) = joined {
        out.truncate(out.len() - count);
        out.push(piece);
    }
}

/// What a word in lower case means.
fn word(letters: &str) -> Piece<'_> {
    let singular = letters.strip_suffix('s').unwrap_or(letters);
    if let Some(month) = month(letters) {
        return Piece::Month(month);
    }
    if let Some(weekday) = weekday(singular).or_else(|| weekday(letters)) {
        return Piece::Weekday(weekday);
    }
    if let Some(ordinal) = ORDINALS.iter().position(|&name| name == letters) {
        return Piece::Ordinal(ordinal as u32);
    }
    if let Some(&(_, unit)) = UNITS.iter().find(|(name, _)| *name == singular) {
        return Piece::Unit(unit);
    }
    if let Some(number) = NUMBERS.iter().position(|&name| name == letters) {
        return Piece::Number(number as u32, 0);
    }
    if let Some(ten) = TENS.iter().position(|&name| name == letters) {
        return Piece::Number(ten as u32 * 10 + 20, 0);
    }
    if let Some(&(_, offset)) = ZONES.iter().find(|(name, _)| *name == letters) {
        return Piece::Zone(offset);
    }
    if let "todays" | "yesterdays" | "tomorrows" = letters {
        return Piece::Word(singular);
    }
    match letters {
        "a" | "an" => Piece::Number(1, 0),
        "thirtieth" => Piece::Ordinal(30),
        "twentieth" => Piece::Ordinal(20),
        "spring" => Piece::Season(0),
        "summer" => Piece::Season(1),
        "autumn" | "fall" => Piece::Season(2),
        "winter" => Piece::Season(3),
        "morning" | "afternoon" | "evening" | "night" => Piece::DayPart(letters),
        "a.m." | "a.m" | "am" => Piece::Afternoon(false),
        "p.m." | "p.m" | "pm" => Piece::Afternoon(true),
        "qtr" => Piece::Unit(Unit::Quarter),
        "yr" | "yrs" => Piece::Unit(Unit::Year),
        other => Piece::Word(other),
    }
}

/// 1 to 12 for a name or an abbreviation of it.
fn month(letters: &str) -> Option<i8> {
    let short = letters.len() == 3 || letters == "sept";
    let index = MONTHS.iter().position(|name| *name == letters || short && name.starts_with(letters))?;
    i8::try_from(index + 1).ok()
}

fn weekday(letters: &str) -> Option<Weekday> {
    let short = |name: &str| match letters {
        "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun" => {
            name.starts_with(letters)
        }
        _ => letters == name,
    };
    WEEKDAYS.iter().find(|(name, _)| short(name)).map(|&(_, weekday)| weekday)
}
