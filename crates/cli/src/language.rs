//! A text in, out the reason why it is not read: it is not English.
//!
//! The model knows English only, and facts of a text in another language are noise. To pass over an English
//! article is worse than to read a foreign one, so three things must come together: the text is not short,
//! hardly any of its words are those that no English text does without, and its letters look like those of
//! another language (`whatlang`). A foreign quotation in an English article leaves the article what it is.

use whatlang::Lang;

/// Letters of the shortest text of which the language is told.
const MIN_LETTERS: usize = 200;

/// Bytes at the start of a text that are looked at.
const SAMPLE: usize = 100_000;

/// In English at least one word in so many is one of [`WORDS`]; of news it is one in four.
const MOST_WORDS: usize = 20;

/// How sure it must be that the language is another one.
const CONFIDENCE: f64 = 0.9;

/// Frequent English words that other languages have seldom or not at all.
const WORDS: [&str; 32] = [
    "and", "are", "been", "but", "by", "for", "from", "had", "has", "have", "his", "it", "its", "not", "of",
    "on", "said", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will",
    "with", "would", "after", "be",
];

/// Why the text is passed over: "language: German (0.99)".
pub(crate) fn foreign(text: &str) -> Option<String> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS {
        return None;
    }
    let words = || sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let english = words().filter(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))).count();
    if english * MOST_WORDS >= words().count() {
        return None;
    }
    // Results of matches and lists of names are in no language.
    let capitalised = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    if capitalised * 2 > words().count() {
        return None;
    }
    let found = whatlang::detect(sample)?;
    (found.lang() != Lang::Eng && found.confidence() >= CONFIDENCE)
        .then(|| format!("language: {} ({:.2})", found.lang().eng_name(), found.confidence()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Die Regierung in Berlin hat am Montag beschlossen, die Grenzen zu Polen wieder zu \
        öffnen. Der Minister sagte, die Lage habe sich in den vergangenen Wochen deutlich gebessert. Kritik kam \
        aus der Opposition, die den Beschluss für verfrüht hält und eine Abstimmung im Bundestag verlangt.";

    const ENGLISH: &str = "The government in Berlin decided on Monday to open the borders with Poland again. \
        The minister said that things had become much better in the past weeks.";

    #[test]
    fn articles_in_other_languages_are_told() {
        let texts = [
            (GERMAN, "language: German (1.00)"),
            (
                "Le gouvernement français a annoncé lundi la réouverture des frontières avec l'Italie. Le ministre a \
                 déclaré que la situation s'était nettement améliorée au cours des dernières semaines, mais \
                 l'opposition juge cette décision prématurée et demande un vote au parlement.",
                "language: French",
            ),
            (
                "El gobierno español anunció el lunes la reapertura de las fronteras con Portugal. El ministro dijo \
                 que la situación había mejorado mucho en las últimas semanas, pero la oposición considera que la \
                 decisión es prematura y pide una votación en el parlamento.",
                "language: Spanish",
            ),
            (
                "De regering in Den Haag heeft maandag besloten de grenzen met België weer te openen. De minister zei \
                 dat de toestand de afgelopen weken veel beter was geworden. De oppositie vindt het besluit te vroeg en \
                 wil dat de Tweede Kamer erover stemt, zei een woordvoerder later op de avond.",
                "language: Dutch",
            ),
            (
                "Правительство в Киеве решило в понедельник снова открыть границы с Польшей после долгих споров. Министр сказал, что \
                 положение за последние недели заметно улучшилось, но оппозиция считает это решение преждевременным \
                 и требует голосования в парламенте.",
                "language: Russian",
            ),
            (
                "أعلنت الحكومة في دمشق يوم الاثنين إعادة فتح الحدود مع لبنان. وقال الوزير إن الوضع تحسن كثيرا في الأسابيع \
                 الماضية، لكن المعارضة ترى أن القرار سابق لأوانه وتطالب بالتصويت عليه في البرلمان، كما قال المتحدث باسمها \
                 في مؤتمر صحفي عقده مساء أمس في العاصمة.",
                "language: Arabic",
            ),
        ];
        for (text, reason) in texts {
            let found = foreign(text);
            assert!(found.as_deref().is_some_and(|found| found.starts_with(reason)), "{found:?}: {text}");
        }
    }

    #[test]
    fn english_and_short_texts_are_read() {
        for text in [
            ENGLISH.to_owned(),
            "Ja, sagte der Minister, und ging.".to_owned(),
            GERMAN[..GERMAN.floor_char_boundary(200)].to_owned(),
            // An article with a long foreign quotation.
            format!("{ENGLISH} He said: “{GERMAN}” {ENGLISH}"),
            "Bayern Munich 3 Schalke 04 1; Borussia Dortmund 2 Hertha Berlin 2; ".repeat(10),
            "1 2 3 4 ".repeat(200),
            String::new(),
        ] {
            assert_eq!(foreign(&text), None, "{text}");
        }
    }
}
