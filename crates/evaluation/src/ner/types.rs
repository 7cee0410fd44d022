//! A corpus's name for a type of entity in, that of CoNLL-2003 out.

/// The one of PER, LOC, ORG and MISC that a type stands for: WNUT 2017's (`creative-work`), OntoNotes'
/// (`GPE`), long names (`person`). Nothing for a type that none of them covers.
#[must_use]
pub fn conll_type(kind: &str) -> Option<&'static str> {
    Some(match kind.to_ascii_lowercase().as_str() {
        "per" | "person" => "PER",
        "loc" | "location" | "gpe" | "fac" | "facility" | "geo-loc" => "LOC",
        "org" | "organisation" | "organization" | "corporation" | "company" | "group" => "ORG",
        "misc" | "other" | "creative-work" | "product" | "norp" | "event" | "work" | "work_of_art"
        | "law" | "language" => "MISC",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_other_corpora() {
        for (kind, expected) in [
            ("PER", Some("PER")),
            ("creative-work", Some("MISC")),
            ("corporation", Some("ORG")),
            ("GPE", Some("LOC")),
            ("DATE", None),
        ] {
            assert_eq!(conll_type(kind), expected, "{kind}");
        }
    }
}
