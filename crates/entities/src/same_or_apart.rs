//! Names that are one and names that are two, each row an article of one name a sentence.

use crate::testing::{entities_of, recognized};

/// Spellings of one place, in the order of an article.
const PLACES: &[&[&str]] = &[
    &[
        "Deir ez-Zor",
        "Deir Ezzor",
        "Deir al-Zour",
        "Deir al-Zor",
        "Dayr az-Zawr",
        "Dayr al-Zawr",
        "Deir Az Zor",
        "Der Ezzor",
        "Deir-ez-Zor",
        "Deir el-Zour",
        "Deirezzor",
        "Dair Azzour",
        "Deir Al Zur",
        "Deyr ez-Zor",
    ],
    &[
        "Raqqa",
        "Raqqah",
        "al-Raqqa",
        "ar-Raqqah",
        "Rakka",
        "Al Raqqah",
        "Raqa",
        "Rakkah",
        "er-Raqqa",
        "Racca",
        "Ar Raqqa",
        "Arraqqah",
    ],
    &[
        "al-Shaddadi",
        "Shaddadi",
        "Ash Shaddadi",
        "Shadadi",
        "al-Shaddadah",
        "Al Shaddadeh",
        "Ash-Shaddadah",
        "Alshaddadi",
        "Al-Shadadi",
        "Shaddadah",
        "el-Shaddadi",
        "ash-Shadadi",
        "Shaddady",
    ],
    &["As-Suwayda", "Sweida", "al-Suwayda", "Suwaida", "Soueida", "as-Suweida"],
    &["Hasakah", "al-Hasakah", "Hassakeh", "Al Hasaka", "Hasake"],
    &["Kyiv", "Kiev"],
];

/// Spellings of one person.
const PERSONS: &[&[&str]] = &[
    &[
        "Muammar Gaddafi",
        "Moammar Gadhafi",
        "Muammar Qaddafi",
        "Moammar Kadafi",
        "Mu'ammar al-Qadhafi",
        "Moamer Kadhafi",
        "Muammar Khadafy",
        "Muammar al-Gaddafi",
        "Moamar Gaddafi",
        "Mouammar Kadhafi",
        "Muammar el-Qaddafi",
        "Gaddafi",
        "Qaddafi",
        "Kadafi",
    ],
    &[
        "Mohammed bin Salman",
        "Muhammad bin Salman",
        "Mohamed bin Salman",
        "Mohammad bin Salman",
        "Muhammed bin Salman",
        "Mohammed Bin Salman",
        "Mohammed bin Salman Al Saud",
        "Muhammad ibn Salman",
        "Mohammed ben Salman",
        "bin Salman",
        "Mohamad bin Salman",
    ],
    &[
        "Volodymyr Zelensky",
        "Volodymyr Zelenskyy",
        "Volodymyr Zelenskiy",
        "Volodymyr Zelenskyi",
        "Vladimir Zelensky",
        "Volodymyr Zelenski",
        "Wolodymyr Selenskyj",
        "Volodimir Zelensky",
        "Zelenskyy",
        "Zelensky",
        "Vladimir Zelenskiy",
    ],
    &[
        "Recep Tayyip Erdoğan",
        "Recep Tayyip Erdogan",
        "Recep Erdogan",
        "Tayyip Erdogan",
        "Erdoğan",
        "Recep Tayip Erdogan",
        "Erdogan",
        "R. T. Erdogan",
        "Recep T. Erdogan",
        "Recep Tayyip Erdoghan",
    ],
    &[
        "Ahmed al-Sharaa",
        "Ahmad al-Sharaa",
        "Ahmed al-Shara",
        "Ahmad Al-Shara",
        "Ahmed Hussein al-Sharaa",
        "Ahmed Sharaa",
        "al-Sharaa",
        "Ahmed al-Shara'a",
        "Abu Mohammed al-Jolani",
        "Abu Mohammad al-Golani",
        "Abu Muhammad al-Julani",
        "Ahmed el-Charaa",
        "Sharaa",
    ],
    &[
        "Abu Bakr al-Baghdadi",
        "Abu Bakr al Baghdadi",
        "Abu Bakr el-Baghdadi",
        "Abou Bakr al-Baghdadi",
        "Abubakr al-Baghdadi",
        "Abu Bakr Al-Bagdadi",
        "Baghdadi",
        "al-Baghdadi",
        "Abu Bakr Baghdadi",
        "Abu Bakr al-Baghdady",
    ],
    &["Xi Jinping", "Xi Jin-ping", "Xi Jin Ping", "Xi", "Jinping Xi", "XI JINPING", "Xi Jìnpíng"],
    &["Aung San Suu Kyi", "Aung San Su Kyi", "Daw Aung San Suu Kyi", "Suu Kyi", "Aung San Suu-Kyi"],
    &[
        "Hosni Mubarak",
        "Husni Mubarak",
        "Hosny Mubarak",
        "Mubarak",
        "Mohammed Hosni Mubarak",
        "Hosni Moubarak",
        "Husny Mubarak",
        "Housni Moubarak",
        "Muhammad Hosni Mubarak",
        "Hosni Mubarek",
    ],
    &[
        "Bashar al-Assad",
        "Bashar Assad",
        "Bachar el-Assad",
        "Bashar Al Asad",
        "Bashar al-Asad",
        "Assad",
        "al-Assad",
        "Bashshar al-Assad",
        "Bachar al-Assad",
    ],
    &[
        "Osama bin Laden",
        "Usama bin Ladin",
        "Usama Bin Laden",
        "Ussama bin Laden",
        "bin Laden",
        "Osama Bin Ladin",
    ],
    &["Hassan Rouhani", "Hasan Rouhani", "Hassan Ruhani", "Hassan Rohani", "Rouhani", "Hasan Ruhani"],
    &["Viktor Yushchenko", "Victor Yushchenko", "Viktor Iushchenko", "Yushchenko"],
    &["Sergei Lavrov", "Sergey Lavrov", "Serguei Lavrov", "Lavrov"],
    &[
        "Abdel Fattah al-Sisi",
        "Abdelfattah el-Sissi",
        "Abdul Fattah al-Sisi",
        "Abd al-Fattah al-Sisi",
        "Sisi",
    ],
    &["Khaled Meshaal", "Khalid Mashal", "Khaled Mashaal", "Khalid Mish'al"],
];

/// Forms of one organisation.
const ORGANISATIONS: &[&[&str]] = &[
    &["Islamic State", "IS", "ISIS", "ISIL", "Daesh", "Da'esh", "Islamic State of Iraq and Syria", "I.S."],
    &["al-Qaeda", "al-Qaida", "Al Qaeda", "al-Qa'ida", "al-Qa’ida", "Al-Qaida", "Al-Kaida"],
    &["Hezbollah", "Hizbullah", "Hizballah", "Hezballah", "Hizbollah", "Hizb Allah"],
    &[
        "Syrian Defense Ministry",
        "Ministry of Defense",
        "Syrian Ministry of Defence",
        "Defence Ministry",
        "Syria Defense Ministry",
        "Ministry of Defense of Syria",
    ],
    &["Syrian Army", "Army of Syria", "Syrian army"],
];

/// Names of things that are not one: kind and name.
const APART: &[&[&str]] = &[
    &["LOC Georgia", "PER Georgia Meloni"],
    &["PER Paris Hilton", "LOC Paris"],
    &["LOC Iraq", "LOC Iran"],
    &["LOC Democratic Republic of the Congo", "LOC Republic of the Congo"],
    &["LOC Congo", "LOC Togo"],
    &["LOC Niger", "LOC Nigeria"],
    &["LOC Slovakia", "LOC Slovenia"],
    &["LOC Austria", "LOC Australia"],
    &["LOC North Korea", "LOC South Korea"],
    &["LOC Washington", "PER Denzel Washington"],
    &["LOC Mali", "LOC Malawi", "LOC Malta", "LOC Male"],
    &["LOC Sudan", "LOC South Sudan"],
    &["LOC Dominica", "LOC Dominican Republic"],
    &["LOC Guinea", "LOC Guinea-Bissau", "LOC Equatorial Guinea", "LOC Papua New Guinea"],
    &["PER George H. W. Bush", "PER George W. Bush"],
    &["PER Bashar al-Assad", "PER Hafez al-Assad"],
    &["PER Mohammed bin Salman", "PER Mohammed bin Nayef", "PER Mohammed bin Zayed"],
    &["ORG Health Ministry", "ORG Defense Ministry", "ORG Interior Ministry"],
    &["ORG Islamic State", "ORG Islamic Jihad", "ORG Islamic Front"],
    &["LOC Libya", "LOC Liberia", "LOC Lebanon"],
    &["LOC Latvia", "LOC Lithuania"],
    &["LOC Jordan", "PER Michael Jordan"],
    &["LOC Basra", "LOC Bosra"],
    &["LOC Homs", "ORG Hamas", "LOC Hama"],
    &["LOC Oman", "LOC Amman"],
    &["LOC Armenia", "LOC Romania"],
    &["LOC Gambia", "LOC Zambia"],
    &["LOC Mauritania", "LOC Mauritius"],
    &["LOC Virginia", "LOC West Virginia"],
    &["LOC Tripoli", "LOC Tivoli"],
    &["PER Ali Khamenei", "PER Ruhollah Khomeini"],
    &["PER Bill Clinton", "PER Hillary Clinton"],
    &["PER Donald Trump", "PER Donald Trump Jr.", "PER Melania Trump"],
    &["PER Kim Jong Un", "PER Kim Jong Il", "PER Kim Yo Jong"],
    &["PER Osama bin Laden", "PER Hamza bin Laden"],
    &["PER Volodymyr Zelensky", "PER Olena Zelenska"],
    &["PER Mahmoud Abbas", "PER Mohammed Abbas"],
    &["PER Saddam Hussein", "PER Qusay Hussein"],
    &["ORG Free Syrian Army", "ORG Syrian Army", "ORG Syrian National Army"],
    &["ORG Syrian Government", "LOC Syria", "MISC Syrian"],
    &["ORG Bank of America", "LOC America"],
    &["ORG Washington Post", "LOC Washington"],
    &["ORG Apple", "ORG Apple Daily"],
    &["ORG Syrian Health Ministry", "ORG Iraqi Health Ministry", "ORG Health Ministry"],
    &["PER Vladimir Putin", "PER Vladimir Medvedev"],
    &["PER Barack Obama", "PER Michelle Obama"],
    &["PER Ahmed Hassan", "PER Ahmed Hussein", "PER Mohammed Hassan"],
];

/// An article of one name a sentence.
fn article<'a>(kind: &str, names: impl Iterator<Item = &'a &'a str>) -> String {
    names.map(|name| format!("[{kind} {name}] spoke .\n")).collect::<Vec<_>>().concat()
}

/// All together, in both orders, and each with the first.
#[track_caller]
fn check_one(kind: &str, names: &[&str], failures: &mut Vec<String>) {
    let mut articles = vec![article(kind, names.iter()), article(kind, names.iter().rev())];
    articles.extend(names[1..].iter().map(|name| article(kind, [&names[0], name].into_iter())));
    for article in articles {
        let found = entities_of(&article);
        if found.len() != 1 {
            failures.push(format!("{found:?}"));
        }
    }
}

#[test]
fn spellings_of_one_name_fall_together() {
    let mut failures = Vec::new();
    for (kind, rows) in [("LOC", PLACES), ("PER", PERSONS), ("ORG", ORGANISATIONS)] {
        for names in rows {
            check_one(kind, names, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{} articles with more than one:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn names_of_two_stay_apart() {
    let mut failures = Vec::new();
    for names in APART {
        for reversed in [false, true] {
            let mut lines: Vec<String> = names.iter().map(|name| format!("[{name}] spoke .\n")).collect();
            if reversed {
                lines.reverse();
            }
            let found = entities_of(&lines.concat());
            if found.len() != names.len() {
                failures.push(format!("{found:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} articles with too few:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_merge_is_explained() {
    for (kind, rows) in [("LOC", PLACES), ("PER", PERSONS), ("ORG", ORGANISATIONS)] {
        for names in rows {
            for entity in recognized(&article(kind, names.iter())).entities {
                // The reasons lead from every form to every other, and to the name.
                let mut reached = vec![entity.name.as_str()];
                while let Some(next) = entity.merges.iter().find_map(|merge| {
                    let (form, other) = (merge.form.as_str(), merge.other.as_str());
                    match (reached.contains(&form), reached.contains(&other)) {
                        (true, false) => Some(other),
                        (false, true) => Some(form),
                        _ => None,
                    }
                }) {
                    reached.push(next);
                }
                for alias in &entity.aliases {
                    assert!(reached.contains(&alias.as_str()), "{alias} is unexplained in {entity:?}");
                }
            }
        }
    }
}

#[test]
fn a_surname_is_that_of_whom_the_article_is_about() {
    let persons = |names: &[&str]| entities_of(&article("PER", names.iter())).len();
    assert_eq!(persons(&["Ginger Baker", "Ginger Baker", "Nettie Baker", "Baker"]), 2);
    assert_eq!(persons(&["Ginger Baker", "Nettie Baker", "Baker"]), 3);
    assert_eq!(persons(&["Nettie Baker", "Ginger Baker", "Ginger Baker", "Baker"]), 3);
}
