//! In: the text of an `.examples` file. Out: what it shows, construction by construction.
//!
//! ```text
//! # Title of the file
//! > What it is about.
//!
//! ## Title of a construction
//! > A remark.
//!
//! Mokha PROPN NNP Mokha 4 nsubj B-GPE
//! _, PUNCT , , 3 punct
//! Yemen PROPN NNP Yemen 1 appos B-GPE
//! fell VERB VBD fall 0 root
//! => apposition.place: Mokha | is in | Yemen
//! ```
//!
//! Trees are written as `testing` reads them, a blank line between sentences. Behind the last sentence of
//! an example stands each fact with its rule, in the order in which they come, or `=> nothing`. `in full:`
//! below a fact gives it with whole phrases in place of short forms.

use crate::testing::{Form, article, written};

/// A file of examples.
#[derive(Debug, Default)]
pub(super) struct File<'t> {
    pub(super) title: &'t str,
    pub(super) remarks: Vec<&'t str>,
    pub(super) constructions: Vec<Construction<'t>>,
}

/// Examples of one construction.
#[derive(Debug, Default)]
pub(super) struct Construction<'t> {
    pub(super) title: &'t str,
    pub(super) remarks: Vec<&'t str>,
    pub(super) examples: Vec<Example<'t>>,
}

/// One or more sentences and the facts that they should give; none for "nothing".
#[derive(Debug, Default)]
pub(super) struct Example<'t> {
    /// Where it begins, from 1.
    pub(super) line: usize,
    pub(super) trees: String,
    pub(super) facts: Vec<Shown<'t>>,
}

/// A fact as the file has it.
#[derive(Debug)]
pub(super) struct Shown<'t> {
    pub(super) rule: &'t str,
    pub(super) short: &'t str,
    /// With whole phrases, where the file says so.
    pub(super) full: Option<&'t str>,
}

/// Reads a file.
pub(super) fn read(text: &str) -> File<'_> {
    let mut file = File::default();
    let mut example = Example::default();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let at = index + 1;
        if let Some(title) = line.strip_prefix("# ") {
            file.title = title;
        } else if let Some(title) = line.strip_prefix("## ") {
            file.constructions.push(Construction { title, ..Construction::default() });
        } else if let Some(remark) = line.strip_prefix("> ") {
            let last = file.constructions.last_mut();
            last.map_or(&mut file.remarks, |construction| &mut construction.remarks).push(remark);
        } else if let Some(fact) = line.strip_prefix("=> ") {
            if let Some((rule, short)) = fact.split_once(": ") {
                example.facts.push(Shown { rule, short, full: None });
            } else {
                assert!(fact == "nothing" && example.facts.is_empty(), "line {at}: neither fact nor nothing");
            }
            if !lines.peek().is_some_and(|(_, next)| is_result(next)) {
                finish(&mut file, &mut example, at);
            }
        } else if let Some(full) = line.strip_prefix("in full: ") {
            let Some(last) = example.facts.last_mut() else { panic!("line {at}: of which fact?") };
            last.full = Some(full);
            if !lines.peek().is_some_and(|(_, next)| is_result(next)) {
                finish(&mut file, &mut example, at);
            }
        } else {
            if !line.is_empty() && example.trees.trim().is_empty() {
                example.line = at;
            }
            example.trees.push_str(line);
            example.trees.push('\n');
        }
    }
    assert!(example.trees.trim().is_empty(), "line {}: an example without what it gives", example.line);
    file
}

fn is_result(line: &str) -> bool {
    line.starts_with("=> ") || line.starts_with("in full: ")
}

fn finish<'t>(file: &mut File<'t>, example: &mut Example<'t>, at: usize) {
    assert!(!example.trees.trim().is_empty(), "line {at}: a result without a sentence");
    let Some(last) = file.constructions.last_mut() else { panic!("line {at}: of which construction?") };
    last.examples.push(std::mem::take(example));
}

impl Example<'_> {
    /// The sentences as text.
    pub(super) fn text(&self) -> String {
        article(&self.trees).text
    }

    /// What the file says, as [`Example::found`] writes it.
    pub(super) fn expected(&self) -> Vec<String> {
        if self.facts.is_empty() {
            return vec!["=> nothing".to_owned()];
        }
        let mut lines = Vec::new();
        for fact in &self.facts {
            lines.push(format!("=> {}: {}", fact.rule, fact.short));
            lines.extend(fact.full.map(|full| format!("in full: {full}")));
        }
        lines
    }

    /// The lines that would be right: the facts of a family, or of all rules, that the sentences give, with
    /// whole phrases where the file has them.
    pub(super) fn found(&self, family: Option<&str>) -> Vec<String> {
        let article = article(&self.trees);
        let mut lines = Vec::new();
        for fact in article.facts() {
            if family.is_some_and(|family| fact.rule.split('.').next() != Some(family)) {
                continue;
            }
            let short = written(&article.text, &fact, Form::Short);
            let same = |shown: &&Shown<'_>| shown.rule == fact.rule && shown.short == short;
            let full = self.facts.iter().find(same).and_then(|shown| shown.full);
            lines.push(format!("=> {}: {short}", fact.rule));
            lines.extend(full.map(|_| format!("in full: {}", written(&article.text, &fact, Form::Full))));
        }
        if lines.is_empty() {
            lines.push("=> nothing".to_owned());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    const FILE: &str = "\
# Title
> About.

## One
> Remark.

a NOUN NN a 0 root

b NOUN NN b 0 root
=> r.s: a | is | b
in full: the a | is | b
=> r: b | is | a

c NOUN NN c 0 root
=> nothing
";

    #[test]
    fn a_file_is_read() {
        let file = read(FILE);
        assert_eq!((file.title, file.remarks), ("Title", vec!["About."]));
        let [one] = &file.constructions[..] else { panic!("one construction") };
        assert_eq!((one.title, &one.remarks[..]), ("One", &["Remark."][..]));
        let lines: Vec<usize> = one.examples.iter().map(|example| example.line).collect();
        assert_eq!(lines, [7, 14]);
        assert_eq!(one.examples[0].text(), "a b");
        assert_eq!(
            one.examples[0].expected(),
            ["=> r.s: a | is | b", "in full: the a | is | b", "=> r: b | is | a"]
        );
        assert_eq!(one.examples[1].expected(), ["=> nothing"]);
    }

    #[test]
    #[should_panic(expected = "line 4: an example without what it gives")]
    fn a_sentence_without_a_result_is_an_error() {
        read("## One\n\n\na NOUN NN a 0 root\n");
    }

    #[test]
    #[should_panic(expected = "line 2: neither fact nor nothing")]
    fn a_fact_without_its_rule_is_an_error() {
        read("a NOUN NN a 0 root\n=> a | is | b\n");
    }
}
