//! Signs, codes and names of currencies in, their codes in ISO 4217 out.

/// The currency of a sign after the letters before it ("US$", "A$"; no letters: the sign alone).
pub(super) fn sign(letters: &str, sign: char) -> Option<&'static str> {
    Some(match (letters, sign) {
        // A bare dollar sign is the United States' in news for readers everywhere.
        ("" | "us" | "u.s.", '$') => "USD",
        ("a" | "aus", '$') => "AUD",
        ("c" | "can", '$') => "CAD",
        ("hk", '$') => "HKD",
        ("nz", '$') => "NZD",
        ("s", '$') => "SGD",
        ("nt", '$') => "TWD",
        ("r", '$') => "BRL",
        ("", '€') => "EUR",
        ("", '£') => "GBP",
        ("", '¥') => "JPY",
        ("", '₹') => "INR",
        ("", '₽') => "RUB",
        ("", '₺') => "TRY",
        ("", '₪') => "ILS",
        ("", '₩') => "KRW",
        ("", '₴') => "UAH",
        _ => return None,
    })
}

/// The code that is written in lower case.
pub(super) fn code(letters: &str) -> Option<&'static str> {
    const CODES: [&str; 7] = ["USD", "EUR", "GBP", "JPY", "CNY", "RUB", "CHF"];
    CODES.into_iter().find(|code| code.eq_ignore_ascii_case(letters))
}

/// Nations, nouns of money, and the code of the two together; no nation: the noun alone tells.
const NAMES: &[(&str, &[&str], &str)] = &[
    ("", &["dollar", "dollars"], "USD"),
    ("us", &["dollar", "dollars"], "USD"),
    ("u.s.", &["dollar", "dollars"], "USD"),
    ("american", &["dollar", "dollars"], "USD"),
    ("canadian", &["dollar", "dollars"], "CAD"),
    ("australian", &["dollar", "dollars"], "AUD"),
    ("", &["euro", "euros"], "EUR"),
    ("", &["pound", "pounds", "sterling"], "GBP"),
    ("british", &["pound", "pounds"], "GBP"),
    ("syrian", &["pound", "pounds", "lira", "liras"], "SYP"),
    ("egyptian", &["pound", "pounds"], "EGP"),
    ("lebanese", &["pound", "pounds", "lira", "liras"], "LBP"),
    ("turkish", &["lira", "liras"], "TRY"),
    ("", &["yen"], "JPY"),
    ("", &["yuan", "renminbi"], "CNY"),
    ("", &["ruble", "rubles", "rouble", "roubles"], "RUB"),
    ("", &["shekel", "shekels"], "ILS"),
    ("", &["won"], "KRW"),
    ("", &["hryvnia", "hryvnias"], "UAH"),
    ("", &["krona", "kronor"], "SEK"),
    ("", &["real", "reais"], "BRL"),
    ("", &["rand"], "ZAR"),
    ("", &["baht"], "THB"),
    ("", &["zloty"], "PLN"),
    ("", &["forint"], "HUF"),
    ("", &["naira"], "NGN"),
    ("indian", &["rupee", "rupees"], "INR"),
    ("pakistani", &["rupee", "rupees"], "PKR"),
    ("swiss", &["franc", "francs"], "CHF"),
    ("mexican", &["peso", "pesos"], "MXN"),
    ("philippine", &["peso", "pesos"], "PHP"),
    ("iraqi", &["dinar", "dinars"], "IQD"),
    ("kuwaiti", &["dinar", "dinars"], "KWD"),
    ("jordanian", &["dinar", "dinars"], "JOD"),
    ("libyan", &["dinar", "dinars"], "LYD"),
    ("serbian", &["dinar", "dinars"], "RSD"),
    ("saudi", &["riyal", "riyals"], "SAR"),
    ("qatari", &["riyal", "riyals"], "QAR"),
    ("yemeni", &["rial", "rials", "riyal", "riyals"], "YER"),
    ("iranian", &["rial", "rials"], "IRR"),
    ("omani", &["rial", "rials"], "OMR"),
    ("moroccan", &["dirham", "dirhams"], "MAD"),
    ("norwegian", &["krone", "kroner"], "NOK"),
    ("danish", &["krone", "kroner"], "DKK"),
];

/// Nouns of money that several nations use and that alone tell no currency.
const OPEN: &[&str] = &[
    "rupee", "rupees", "lira", "liras", "franc", "francs", "peso", "pesos", "dinar", "dinars", "riyal",
    "riyals", "rial", "rials", "dirham", "dirhams", "krone", "kroner",
];

/// The nations whose adjectives stand before a noun of money.
pub(crate) fn is_nation(word: &str) -> bool {
    !word.is_empty() && NAMES.iter().any(|(nation, ..)| *nation == word)
}

/// The code of a currency by its name, and a unit for coins; `None` where it is no currency.
pub(super) fn name(nation: &str, noun: &str) -> Option<(Option<&'static str>, Option<&'static str>)> {
    if let Some((.., code)) = NAMES.iter().find(|(n, nouns, _)| *n == nation && nouns.contains(&noun)) {
        return Some((Some(*code), None));
    }
    let open = nation.is_empty() && OPEN.contains(&noun);
    let coin = match noun {
        "cents" => Some("cent"),
        "pence" => Some("penny"),
        _ => None,
    };
    (open || nation.is_empty() && coin.is_some()).then_some((None, coin))
}
