//! The note of a fact in, what it says of each part out.

/// What the note of a fact says, key by key.
#[derive(Default)]
pub(super) struct FactNote {
    pub(super) subject: Option<String>,
    pub(super) relation: Option<String>,
    pub(super) object: Option<String>,
    pub(super) by: Option<String>,
    pub(super) place: Option<String>,
    /// Lines that are the same in a `.facts` file.
    pub(super) lines: Vec<String>,
    /// Whether one of them is the time.
    pub(super) has_time: bool,
}

impl FactNote {
    /// Reads the lines of the note at `place`; a remark names each that says nothing of a fact.
    pub(super) fn read(place: &str, lines: &[String], remarks: &mut Vec<String>) -> Self {
        let mut note = Self::default();
        for line in lines {
            let (key, value) = line.split_once(':').unwrap_or_default();
            let (key, value) = (key.trim(), value.trim());
            let slot = match key {
                "subject" => &mut note.subject,
                "relation" => &mut note.relation,
                "object" => &mut note.object,
                "by" => &mut note.by,
                "where" => &mut note.place,
                "or" | "when" | "polarity" | "modality" | "optional" => {
                    note.has_time |= key == "when";
                    note.lines.push(format!("{key}: {value}"));
                    continue;
                }
                _ => {
                    remarks.push(format!("{place}: left out, as no line of a fact: {line}"));
                    continue;
                }
            };
            if slot.is_some() {
                remarks.push(format!("{place}: left out, as a second '{key}:' of one fact: {line}"));
            } else if value.is_empty() {
                remarks.push(format!("{place}: '{key}:' has no value"));
            } else {
                *slot = Some(value.to_owned());
            }
        }
        note
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_to_their_parts_and_the_rest_is_named() {
        let lines = ["object: [the] base", "or: a | b | c", "by: X > Y", "object: c", "check this", "where:"];
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let mut remarks = Vec::new();
        let note = FactNote::read("E1", &lines, &mut remarks);
        assert_eq!(note.object.as_deref(), Some("[the] base"));
        assert_eq!(note.by.as_deref(), Some("X > Y"));
        assert_eq!((note.lines, note.has_time), (vec!["or: a | b | c".to_owned()], false));
        assert_eq!(
            remarks,
            [
                "E1: left out, as a second 'object:' of one fact: object: c",
                "E1: left out, as no line of a fact: check this",
                "E1: 'where:' has no value",
            ]
        );
    }
}
