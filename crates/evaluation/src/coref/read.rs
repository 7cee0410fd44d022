//! CoNLL-U with `Entity` annotations (CorefUD, GUM), or CoNLL columns with bracketed cluster numbers
//! (CoNLL 2012, OntoGUM) in; clusters of mentions by document out.

use std::collections::BTreeMap;

use super::pronouns::is_pronoun;
use crate::error::ReadError;

/// Words `start..end` of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
}

/// A document and its clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorefDocument {
    /// Its name.
    pub name: String,
    /// Line where it starts.
    pub line: usize,
    /// How many words it has.
    pub words: usize,
    /// Which of them are personal pronouns.
    pub pronouns: Vec<usize>,
    /// Mentions of one entity, in order.
    pub clusters: Vec<Vec<Mention>>,
}

/// Reads CoNLL-U: mentions are in MISC as `Entity=(e1-person…e2)…`, the entity's name being what
/// stands before the first hyphen. Empty nodes are passed over; of a discontinuous mention each
/// part is a mention.
///
/// # Errors
/// A word without ten columns, brackets that do not pair, or no word at all.
pub fn read_conllu(text: &str, file: &str) -> Result<Vec<CorefDocument>, ReadError> {
    let mut reader = Reader::new(file);
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let line_number = index + 1;
        if let Some(rest) = line.strip_prefix("# newdoc") {
            let name = rest.split_once('=').map_or("", |(_, name)| name.trim());
            reader.begin(name, line_number)?;
        }
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, _, _, _, _, _, _, misc] = columns[..] else {
            let message = format!("{} columns, CoNLL-U has 10", columns.len());
            return Err(ReadError::new(file, line_number, message));
        };
        if id.contains(['-', '.']) {
            continue;
        }
        let entity = misc.split('|').find_map(|item| item.strip_prefix("Entity="));
        reader.word(form, entity.unwrap_or_default(), line_number)?;
    }
    reader.finish()
}

/// Reads CoNLL columns: the last column has `_` or `-`, or cluster numbers as in `(3(4)` and `2)3)`;
/// documents are between `# begin document NAME` and `# end document`.
///
/// # Errors
/// Brackets that do not pair, or no word at all.
pub fn read_conll(text: &str, file: &str) -> Result<Vec<CorefDocument>, ReadError> {
    let mut reader = Reader::new(file);
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if let Some(rest) = line.trim_start_matches('#').trim_start().strip_prefix("begin document")
            && line.starts_with('#')
        {
            reader.begin(rest.trim(), index + 1)?;
        }
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split_whitespace().collect();
        let last = columns.last().copied().unwrap_or_default();
        let entity = if matches!(last, "_" | "-") { "" } else { last };
        reader.word(conll_form(&columns), entity, index + 1)?;
    }
    reader.finish()
}

/// The word of a line of CoNLL columns: the fourth of CoNLL 2012's eleven or more, the second of fewer.
#[must_use]
pub fn conll_form<'a>(columns: &[&'a str]) -> &'a str {
    let place = if columns.len() >= 11 { 3 } else { 1 };
    columns.get(place).or(columns.last()).copied().unwrap_or_default()
}

struct Reader<'a> {
    file: &'a str,
    documents: Vec<CorefDocument>,
    current: CorefDocument,
    started: bool,
    clusters: BTreeMap<String, Vec<Mention>>,
    /// Entity and first word of mentions that have not ended, and the line.
    open: Vec<(String, usize, usize)>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str) -> Self {
        Self {
            file,
            documents: Vec::new(),
            current: CorefDocument::default(),
            started: false,
            clusters: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    fn begin(&mut self, name: &str, line: usize) -> Result<(), ReadError> {
        self.end()?;
        self.current = CorefDocument { name: name.to_owned(), line, ..CorefDocument::default() };
        self.started = true;
        Ok(())
    }

    fn end(&mut self) -> Result<(), ReadError> {
        if let Some((entity, _, line)) = self.open.first() {
            let message = format!("the mention of '{entity}' that starts here does not end");
            return Err(ReadError::new(self.file, *line, message));
        }
        let mut clusters: Vec<Vec<Mention>> = std::mem::take(&mut self.clusters).into_values().collect();
        // A span that is labelled twice stays with the entity that comes first.
        let mut seen = std::collections::BTreeSet::new();
        for cluster in &mut clusters {
            cluster.sort();
            cluster.retain(|mention| seen.insert(*mention));
        }
        clusters.retain(|cluster| !cluster.is_empty());
        clusters.sort();
        let mut document = std::mem::take(&mut self.current);
        if self.started || document.words > 0 {
            document.clusters = clusters;
            self.documents.push(document);
        }
        Ok(())
    }

    fn word(&mut self, form: &str, brackets: &str, line: usize) -> Result<(), ReadError> {
        let at = self.current.words;
        self.current.words += 1;
        if is_pronoun(form) {
            self.current.pronouns.push(at);
        }
        let error = |message: String| ReadError::new(self.file, line, message);
        let mut rest = brackets.trim_start_matches('|');
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')', '|']).unwrap_or(inner.len());
                let entity = entity_name(&inner[..end]);
                if entity.is_empty() {
                    return Err(error(format!("a mention without an entity: {brackets}")));
                }
                rest = &inner[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    let mention = Mention { start: at, end: at + 1 };
                    self.clusters.entry(entity).or_default().push(mention);
                    rest = after;
                } else {
                    self.open.push((entity, at, line));
                }
            } else {
                let Some((closed, after)) = rest.split_once(')') else {
                    return Err(error(format!("brackets that do not pair: {brackets}")));
                };
                let entity = entity_name(closed);
                let Some(place) = self.open.iter().rposition(|open| open.0 == entity) else {
                    return Err(error(format!("no open mention of '{entity}' ends here")));
                };
                let (entity, start, _) = self.open.remove(place);
                let mention = Mention { start, end: at + 1 };
                self.clusters.entry(entity).or_default().push(mention);
                rest = after;
            }
            rest = rest.trim_start_matches('|');
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<CorefDocument>, ReadError> {
        self.end()?;
        if self.documents.iter().all(|document| document.words == 0) {
            return Err(ReadError::new(self.file, 1, "no word in this file"));
        }
        Ok(self.documents)
    }
}

/// What stands before the first hyphen, without the part number of a discontinuous mention.
fn entity_name(text: &str) -> String {
    let name = text.split('-').next().unwrap_or_default();
    name.split('[').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(document: &CorefDocument) -> Vec<Vec<(usize, usize)>> {
        let span = |m: &Mention| (m.start, m.end);
        document.clusters.iter().map(|c| c.iter().map(span).collect()).collect()
    }

    #[test]
    fn conll_columns() {
        let text = "# begin document d1\n0\tDurham\t(3(4)\n1\tis\t_\n2\thome\t3)\n\n3\tit\t(4)\n\
                    # end document\n# begin document d2\n0\tx\t_\n";
        let documents = read_conll(text, "f").unwrap();
        assert_eq!(documents.len(), 2);
        assert_eq!((documents[0].name.as_str(), documents[0].words), ("d1", 4));
        assert_eq!(spans(&documents[0]), [vec![(0, 1), (3, 4)], vec![(0, 3)]]);
        assert!(documents[1].clusters.is_empty());
    }

    #[test]
    fn conllu_entities() {
        let row = |id: &str, misc: &str| format!("{id}\tw{}{misc}\n", "\t_".repeat(7) + "\t");
        let text = format!(
            "# newdoc id = a\n{}{}{}{}{}",
            row("1-2", "_"),
            row("1", "Entity=(1-person-new-cf1-2-coref|SpaceAfter=No"),
            row("2", "MSeg=x|Entity=(2-place-x)1)"),
            row("2.1", "Entity=(9-x)"),
            row("3", "Entity=(1-person)")
        );
        let documents = read_conllu(&text, "f").unwrap();
        assert_eq!(documents[0].name, "a");
        assert_eq!(spans(&documents[0]), [vec![(0, 2), (2, 3)], vec![(1, 2)]]);
    }

    #[test]
    fn malformed_lines_are_named() {
        for (text, message) in [
            ("0\ta\t(1\n1\tb\t_\n", "f:1: the mention of '1' that starts here does not end"),
            ("0\ta\t1)\n", "f:1: no open mention of '1' ends here"),
            ("0\ta\t1\n", "f:1: brackets that do not pair: 1"),
            ("0\ta\t()\n", "f:1: a mention without an entity: ()"),
            ("", "f:1: no word in this file"),
        ] {
            assert_eq!(read_conll(text, "f").unwrap_err().to_string(), message);
        }
        let error = read_conllu("1\ta\n", "f").unwrap_err().to_string();
        assert_eq!(error, "f:1: 2 columns, CoNLL-U has 10");
    }
}
