//! The atoms of an expression in, what each of them means out.

use jiff::civil::Weekday;

use super::value::{DayPart, Unit};
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
    DayPart(DayPart),
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
    ("century", Unit::Century),
    ("centurie", Unit::Century),
    ("sec", Unit::Second),
    ("min", Unit::Minute),
    ("hr", Unit::Hour),
    ("wk", Unit::Week),
    ("wkend", Unit::Weekend),
    ("qtr", Unit::Quarter),
    ("yr", Unit::Year),
];
const ZONES: &[(&str, &str)] = &[
    ("gmt", "Z"),
    ("utc", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("mdt", "-06:00"),
    ("akst", "-09:00"),
    ("hst", "-10:00"),
    ("wet", "Z"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("sast", "+02:00"),
    ("eat", "+03:00"),
    ("trt", "+03:00"),
    ("pkt", "+05:00"),
    ("wib", "+07:00"),
    ("sgt", "+08:00"),
    ("hkt", "+08:00"),
    ("jst", "+09:00"),
    ("kst", "+09:00"),
    ("aest", "+10:00"),
    ("aedt", "+11:00"),
    ("nzst", "+12:00"),
    ("nzdt", "+13:00"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("msk", "+03:00"),
    // Summer or winter; American or Chinese; Indian, Irish or Israeli: the time stays local.
    ("et", ""),
    ("pt", ""),
    ("ct", ""),
    ("mt", ""),
    ("mst", ""),
    ("cst", ""),
    ("cdt", ""),
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
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const ORDINAL_TENS: [&str; 8] =
    ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];
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
                    // "O’clock" with a curved apostrophe is three atoms.
                    (Some(Piece::Symbol('’')), "clock") => {
                        out.pop();
                        out.pop();
                        out.push(Piece::Word("o'clock"));
                    }
                    (Some(Piece::Word("p")), "m") => {
                        out.pop();
                        out.push(Piece::Afternoon(true));
                    }
                    (Some(Piece::Number(1, 0)), "m") => {
                        out.pop();
                        out.push(Piece::Afternoon(false));
                    }
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
                join(&mut out);
            }
            Kind::Symbol(',') => {}
            Kind::Symbol('.') if index + 1 == atoms.len() => {}
            Kind::Symbol('.') if matches!(out.last(), Some(Piece::Month(_) | Piece::Weekday(_))) => {}
            Kind::Symbol('@') => out.push(Piece::Word("at")),
            Kind::Symbol('–' | '—' | '‑' | '−') => out.push(Piece::Symbol('-')),
            Kind::Symbol(symbol) => out.push(Piece::Symbol(symbol)),
        }
    }
    out
}

/// "31.10.1974" is three numbers, "1,000" one; a number that no date has is a word that no form has.
fn numbers<'a>(digits: &'a str, out: &mut Vec<Piece<'a>>) {
    if digits.contains(',') {
        let number = thousands(digits).filter(|_| !digits.contains('.'));
        out.push(number.map_or(Piece::Word(digits), |number| Piece::Number(number, 0)));
        return;
    }
    for (index, part) in digits.split('.').enumerate() {
        if index > 0 {
            out.push(Piece::Symbol('.'));
        }
        let number = part.parse().ok().filter(|_| part.len() <= 4);
        out.push(number.map_or(Piece::Word(part), |number| Piece::Number(number, part.len())));
    }
}

/// "1,000" with commas where they belong.
fn thousands(digits: &str) -> Option<u32> {
    let mut groups = digits.split(',');
    let mut number: u32 = groups.next().filter(|first| (1..=3).contains(&first.len()))?.parse().ok()?;
    for group in groups {
        let group: u32 = Some(group).filter(|group| group.len() == 3)?.parse().ok()?;
        number = number.checked_mul(1000)?.checked_add(group)?;
    }
    Some(number)
}

/// Joins what is one piece in several words: "twenty-one", "two hundred", "a couple of", "week-end".
fn join(out: &mut Vec<Piece<'_>>) {
    use Piece::{Number, Ordinal, Symbol, Unit as U, Word};
    let joined = match out[..] {
        [.., Number(tens @ 20..=90, 0), Symbol('-'), Number(one @ 1..=9, 0)] if tens % 10 == 0 => {
            Some((3, Number(tens + one, 0)))
        }
        [.., Number(tens @ 20..=90, 0), Number(one @ 1..=9, 0)] if tens % 10 == 0 => {
            Some((2, Number(tens + one, 0)))
        }
        [.., Number(tens @ 20..=90, 0), Symbol('-'), Ordinal(one @ 1..=9)] if tens % 10 == 0 => {
            Some((3, Ordinal(tens + one)))
        }
        [.., Number(count @ 1..=99, _), Word("hundred")] => Some((2, Number(count * 100, 0))),
        [.., Number(count @ 1..=99_999, _), Word("thousand")] => Some((2, Number(count * 1000, 0))),
        [.., Number(1, 0), Word("couple" | "pair"), Word("of")] => Some((3, Number(2, 0))),
        // "A couple hours".
        [.., Number(1, 0), Word("couple"), unit @ U(_)] => {
            out.truncate(out.len() - 3);
            out.push(Number(2, 0));
            Some((0, unit))
        }
        [.., Number(1, 0), Word("dozen")] => Some((2, Number(12, 0))),
        [.., U(Unit::Week), Symbol('-'), Word("end")] => Some((3, U(Unit::Weekend))),
        [.., U(Unit::Week), Word("end")] => Some((2, U(Unit::Weekend))),
        [.., Word("mid"), U(Unit::Day)] => Some((2, Word("midday"))),
        _ => None,
    };
    if let Some((count, piece)) = joined {
        out.truncate(out.len() - count);
        out.push(piece);
    }
}

/// Zero to twenty and the tens.
pub(super) fn cardinal(letters: &str) -> Option<u32> {
    let ten = || TENS.iter().position(|&name| name == letters).map(|ten| ten * 10 + 20);
    NUMBERS.iter().position(|&name| name == letters).or_else(ten).map(|number| number as u32)
}

/// Zeroth to twentieth and the tens.
pub(super) fn ordinal(letters: &str) -> Option<u32> {
    let ten = || ORDINAL_TENS.iter().position(|&name| name == letters).map(|ten| ten * 10 + 20);
    ORDINALS.iter().position(|&name| name == letters).or_else(ten).map(|number| number as u32)
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
    if let Some(ordinal) = ordinal(letters) {
        return Piece::Ordinal(ordinal);
    }
    if let Some(&(_, unit)) = UNITS.iter().find(|(name, _)| *name == singular) {
        return Piece::Unit(unit);
    }
    if let Some(number) = cardinal(letters) {
        return Piece::Number(number, 0);
    }
    if let Some(&(_, offset)) = ZONES.iter().find(|(name, _)| *name == letters) {
        return Piece::Zone(offset);
    }
    if let "todays" | "yesterdays" | "tomorrows" = letters {
        return Piece::Word(singular);
    }
    match letters {
        "a" | "an" => Piece::Number(1, 0),
        "spring" | "springtime" => Piece::Season(0),
        "summer" | "summertime" => Piece::Season(1),
        "autumn" | "fall" => Piece::Season(2),
        "winter" | "wintertime" => Piece::Season(3),
        "morning" | "mornings" | "dawn" | "daybreak" => Piece::DayPart(DayPart::Morning),
        "afternoon" | "afternoons" => Piece::DayPart(DayPart::Afternoon),
        "evening" | "evenings" | "dusk" => Piece::DayPart(DayPart::Evening),
        "night" | "nights" | "overnight" => Piece::DayPart(DayPart::Night),
        "lunch" | "lunchtime" => Piece::DayPart(DayPart::Midday),
        "tonite" => Piece::Word("tonight"),
        "untill" => Piece::Word("until"),
        "oclock" => Piece::Word("o'clock"),
        "a.m." | "a.m" | "am" => Piece::Afternoon(false),
        "p.m." | "p.m" | "pm" => Piece::Afternoon(true),
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
