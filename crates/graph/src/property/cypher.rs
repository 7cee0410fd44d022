//! The records of a graph in, a Cypher script out, in the shape of [`super::neo4j`].
//!
//! All statements `MERGE`, so that the script may run twice. It keeps to what Neo4j and Kuzu both read: one label
//! a node, no null but for text, one type for each key of a list's maps, no words that are reserved.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use super::{Kinds, Stream, kind, links, time};
use crate::error::GraphError;
use crate::model::{Article, Claim, Evidence, Node};

/// To be run before the script in Neo4j, which without it looks through all nodes for each.
pub const NEO4J_SCHEMA: &str = include_str!("schema.neo4j.cypher");

/// To be run before the script in Kuzu, where nodes need tables.
pub const KUZU_SCHEMA: &str = include_str!("schema.kuzu.cypher");

/// Rows of a statement before it is written.
const ROWS: usize = 200;

/// Writes the script.
///
/// # Errors
///
/// What the readers and the writer say.
pub fn write(
    articles: impl Stream<Article>,
    nodes: impl Stream<Node>,
    claims: impl Stream<Claim>,
    output: impl Write,
) -> Result<(), GraphError> {
    let mut script = Script { output, batches: BTreeMap::new() };
    for article in articles {
        script.article(&article?)?;
    }
    script.flush()?;
    let mut kinds = Kinds::default();
    for node in nodes {
        let node = node?;
        kinds.note(&node);
        script.node(&node, kinds.label(&node.id))?;
    }
    script.flush()?;
    for claim in claims {
        script.claim(&claim?, &kinds)?;
    }
    script.flush()?;
    Ok(script.output.flush()?)
}

/// What is done with rows, in an order in which what a statement looks for is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Statement {
    Article,
    Node(&'static str),
    /// Label and property.
    List(&'static str, &'static str),
    Claim,
    /// Role and label of what plays it.
    Role(&'static str, &'static str),
    Says(&'static str),
    Evidence,
    Position,
    Fact,
}

impl Statement {
    fn text(self) -> String {
        let set = |node: &str, properties: &[&str]| {
            let sets: Vec<String> =
                properties.iter().map(|key| format!("{node}.{key} = row.{key}")).collect();
            sets.join(", ")
        };
        match self {
            Self::Article => {
                let set = set("a", &["name", "date", "title", "url", "copy_of"]);
                format!("MERGE (a:Article {{id: row.id}}) SET {set}")
            }
            Self::Node(label) => {
                let set = set("n", &["name", "kind", "type", "value"]);
                format!("MERGE (n:{label} {{id: row.id}}) SET {set}")
            }
            Self::List(label, key) => format!("MATCH (n:{label} {{id: row.id}}) SET n.{key} = row.items"),
            Self::Claim => {
                let words = ["text", "relation", "polarity", "modality", "time", "only_in", "figures"];
                let set = set("c", &[&words[..], &["confidence", "sources", "evidence"]].concat());
                format!("MERGE (c:Claim {{id: row.id}}) SET {set}")
            }
            Self::Role(role, label) => format!(
                "MATCH (c:Claim {{id: row.claim}}), (n:{label} {{id: row.node}}) \
                 MERGE (c)-[:{role} {{position: row.position}}]->(n)"
            ),
            Self::Says(label) => format!(
                "MATCH (c:Claim {{id: row.claim}}), (n:{label} {{id: row.node}}) \
                 MERGE (n)-[:SAYS {{position: row.position}}]->(c)"
            ),
            Self::Evidence => {
                let set = set("e", &["sentence", "quote", "before", "after", "confidence", "rule"]);
                format!(
                    "MATCH (c:Claim {{id: row.claim}}), (a:Article {{id: row.article}}) \
                     MERGE (c)-[e:EVIDENCE {{fact: row.fact}}]->(a) SET {set}"
                )
            }
            Self::Position => format!(
                "MATCH (c:Claim {{id: row.claim}})-[e:EVIDENCE {{fact: row.fact}}]->(a:Article {{id: row.article}}) \
                 SET {}",
                set("e", &["from_char", "to_char"])
            ),
            Self::Fact => format!(
                "MATCH (a:Entity {{id: row.subject}}), (b:Entity {{id: row.object}}) \
                 MERGE (a)-[f:FACT {{claim: row.claim}}]->(b) SET {}",
                set("f", &["relation", "time", "sources", "confidence"])
            ),
        }
    }
}

/// A value of a row.
enum Value<'a> {
    Text(&'a str),
    /// Absent where there is none.
    Maybe(Option<&'a str>),
    Integer(usize),
    Number(f64),
    List(&'a [String]),
}

struct Script<W: Write> {
    output: W,
    /// Rows, and how many.
    batches: BTreeMap<Statement, (String, usize)>,
}

impl<W: Write> Script<W> {
    fn article(&mut self, article: &Article) -> Result<(), GraphError> {
        let row = [
            ("id", Value::Text(&article.id)),
            ("name", Value::Text(&article.name)),
            ("date", Value::Maybe(article.date.as_deref())),
            ("title", Value::Maybe(article.title.as_deref())),
            ("url", Value::Maybe(article.url.as_deref())),
            ("copy_of", Value::Maybe(article.copy_of.as_deref())),
        ];
        self.add(Statement::Article, &row);
        self.flush_if_full(Statement::Article)
    }

    fn node(&mut self, node: &Node, label: &'static str) -> Result<(), GraphError> {
        let id = ("id", Value::Text(&node.id));
        let row = [
            id,
            ("name", Value::Text(&node.name)),
            ("kind", Value::Text(kind(node))),
            ("type", Value::Maybe(node.entity_type.as_deref())),
            ("value", Value::Maybe(node.value.as_deref())),
        ];
        self.add(Statement::Node(label), &row);
        let links = links(node);
        for (key, items) in [("aliases", &node.aliases), ("entities", &node.entities), ("links", &links)] {
            if !items.is_empty() {
                let row = [("id", Value::Text(&node.id)), ("items", Value::List(items))];
                self.add(Statement::List(label, key), &row);
            }
        }
        self.flush_if_full(Statement::Node(label))
    }

    fn claim(&mut self, claim: &Claim, kinds: &Kinds) -> Result<(), GraphError> {
        let time = time(claim);
        let row = [
            ("id", Value::Text(&claim.id)),
            ("text", Value::Text(&claim.text)),
            ("relation", Value::Text(&claim.relation)),
            ("polarity", Value::Text(&claim.polarity)),
            ("modality", Value::Text(&claim.modality)),
            ("time", Value::Maybe(time)),
            ("only_in", Value::Maybe(claim.only_in.as_deref())),
            ("figures", Value::Maybe(claim.figures.as_deref())),
            ("confidence", Value::Number(claim.confidence)),
            ("sources", Value::Integer(claim.sources)),
            ("evidence", Value::Integer(claim.evidence.len())),
        ];
        self.add(Statement::Claim, &row);
        let mut role = |statement, node: &str, position| {
            let row = [
                ("claim", Value::Text(&claim.id)),
                ("node", Value::Text(node)),
                ("position", Value::Integer(position)),
            ];
            self.add(statement, &row);
        };
        role(Statement::Role("SUBJECT", kinds.label(&claim.subject)), &claim.subject, 0);
        if let Some(object) = &claim.object {
            role(Statement::Role("OBJECT", kinds.label(object)), object, 0);
        }
        for (position, place) in claim.places.iter().enumerate() {
            role(Statement::Role("PLACE", kinds.label(place)), place, position);
        }
        for (position, source) in claim.by.iter().enumerate() {
            role(Statement::Says(kinds.label(source)), source, position);
        }
        for evidence in &claim.evidence {
            self.evidence(&claim.id, evidence);
        }
        if let Some((subject, object)) = kinds.direct(claim) {
            let row = [
                ("subject", Value::Text(subject)),
                ("object", Value::Text(object)),
                ("claim", Value::Text(&claim.id)),
                ("relation", Value::Text(&claim.relation)),
                ("time", Value::Maybe(time)),
                ("sources", Value::Integer(claim.sources)),
                ("confidence", Value::Number(claim.confidence)),
            ];
            self.add(Statement::Fact, &row);
        }
        self.flush_if_full(Statement::Claim)
    }

    fn evidence(&mut self, claim: &str, evidence: &Evidence) {
        let of = || {
            [
                ("claim", Value::Text(claim)),
                ("article", Value::Text(&evidence.article)),
                ("fact", Value::Text(&evidence.fact)),
            ]
        };
        let said = [
            ("sentence", Value::Integer(evidence.sentence)),
            ("quote", Value::Text(&evidence.quote)),
            ("before", Value::Maybe(evidence.before.as_deref())),
            ("after", Value::Maybe(evidence.after.as_deref())),
            ("confidence", Value::Number(evidence.confidence)),
            ("rule", Value::Maybe(evidence.rule.as_deref())),
        ];
        self.add(Statement::Evidence, of().iter().chain(&said));
        if let (Some(start), Some(end)) = (evidence.start, evidence.end) {
            let place = [("from_char", Value::Integer(start)), ("to_char", Value::Integer(end))];
            self.add(Statement::Position, of().iter().chain(&place));
        }
    }

    fn add<'a>(&mut self, statement: Statement, row: impl IntoIterator<Item = &'a (&'a str, Value<'a>)>) {
        let (rows, count) = self.batches.entry(statement).or_default();
        rows.push_str(if *count == 0 { "\n{" } else { ",\n{" });
        for (index, (key, value)) in row.into_iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            rows.push_str(comma);
            rows.push_str(key);
            rows.push_str(": ");
            push_value(rows, value);
        }
        rows.push('}');
        *count += 1;
    }

    /// Whatever else waits is about the rows of this statement, and goes with them.
    fn flush_if_full(&mut self, statement: Statement) -> Result<(), GraphError> {
        let count = self.batches.get(&statement).map_or(0, |(_, count)| *count);
        if count >= ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), GraphError> {
        for (statement, (rows, _)) in std::mem::take(&mut self.batches) {
            writeln!(self.output, "UNWIND [{rows}] AS row\n{};", statement.text())?;
        }
        Ok(())
    }
}

fn push_value(rows: &mut String, value: &Value<'_>) {
    match value {
        Value::Text(text) | Value::Maybe(Some(text)) => push_string(rows, text),
        Value::Maybe(None) => rows.push_str("null"),
        // Writing to a string cannot fail.
        Value::Integer(number) => drop(write!(rows, "{number}")),
        Value::Number(number) => drop(write!(rows, "{number:?}")),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                rows.push_str(if index == 0 { "[" } else { ", " });
                push_string(rows, item);
            }
            rows.push(']');
        }
    }
}

/// Writes a literal. Only the quote and the backslash are escaped, since Kuzu knows no `\n`. Neo4j replaces
/// `\u` and four digits before it reads anything else, so that no `u` may follow a backslash, be it escaped.
fn push_string(rows: &mut String, text: &str) {
    rows.push('\'');
    let mut after_backslash = false;
    for character in text.chars() {
        match character {
            '\\' => rows.push_str("\\\\"),
            '\'' => rows.push_str("\\'"),
            'u' if after_backslash => rows.push_str("' + 'u"),
            // Some shells end a statement at it.
            '\0' => rows.push('\u{FFFD}'),
            other => rows.push(other),
        }
        after_backslash = character == '\\';
    }
    rows.push('\'');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::property::fixture;

    #[derive(Clone, Debug, PartialEq)]
    enum Token {
        Text(String),
        Sign(char),
        Word(String),
    }

    /// The tokens of a script, with joined strings as one, read the way openCypher's grammar has it.
    fn tokens(script: &str) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut rest = script.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                '\'' => {
                    let mut text = String::new();
                    loop {
                        match rest.next().expect("a string ends") {
                            '\'' => break,
                            '\\' => match rest.next().expect("something is escaped") {
                                escaped @ ('\\' | '\'') => text.push(escaped),
                                other => panic!("escape of {other:?}"),
                            },
                            other => text.push(other),
                        }
                    }
                    if tokens.ends_with(&[Token::Sign('+')]) {
                        tokens.pop();
                        let Some(Token::Text(first)) = tokens.last_mut() else { panic!("+ joins strings") };
                        first.push_str(&text);
                    } else {
                        tokens.push(Token::Text(text));
                    }
                }
                '"' | '`' | '/' | '\\' => panic!("{character:?} outside strings"),
                space if space.is_whitespace() => {}
                word if word.is_alphanumeric() || word == '_' || word == '.' => {
                    let mut text = String::from(word);
                    while let Some(next) = rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                        text.push(next);
                    }
                    tokens.push(Token::Word(text));
                }
                sign => tokens.push(Token::Sign(sign)),
            }
        }
        tokens
    }

    fn script() -> String {
        let mut script = Vec::new();
        let (articles, nodes, claims) = fixture::records();
        write(articles, nodes, claims, &mut script).unwrap();
        String::from_utf8(script).unwrap()
    }

    #[test]
    fn names_are_strings_and_nothing_else() {
        let tokens = tokens(&script());
        let words: std::collections::BTreeSet<&str> = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect();
        assert!(!words.contains("DETACH") && !words.contains("DELETE") && words.contains("MERGE"));
        let after_key = |key: &str| -> Vec<String> {
            let pairs = tokens.windows(3).filter_map(|window| match window {
                [Token::Word(word), Token::Sign(':'), Token::Text(text)] if word == key => Some(text.clone()),
                _ => None,
            });
            pairs.collect()
        };
        let mut names = after_key("name");
        names.drain(..fixture::articles().len());
        names.sort();
        let mut expected = fixture::NAMES.map(str::to_owned);
        expected.sort();
        assert_eq!(names, expected);
        assert_eq!(after_key("quote"), fixture::quotes());
    }

    #[test]
    fn statements_come_after_what_they_look_for() {
        let script = script();
        let place = |text: &str| script.find(text).unwrap_or_else(|| panic!("{text} in the script"));
        assert!(place("MERGE (a:Article") < place("EVIDENCE"));
        assert!(place("MERGE (n:Entity") < place("[:SUBJECT"));
        assert!(place("MERGE (c:Claim") < place("[:SUBJECT"));
        assert!(place("[e:EVIDENCE") < place("e.from_char"));
        assert!(script.contains("[f:FACT") && script.contains("[:SAYS"));
    }

    #[test]
    fn statements_have_a_bounded_number_of_rows() {
        let claims: Vec<Claim> = (0..10).flat_map(|_| fixture::claims()).collect();
        let count = claims.len();
        let mut script = Vec::new();
        let (articles, nodes, _) = fixture::records();
        write(articles, nodes, fixture::stream(claims), &mut script).unwrap();
        let script = String::from_utf8(script).unwrap();
        assert_eq!(script.matches("MERGE (c:Claim").count(), count.div_ceil(ROWS));
    }

    proptest! {
        #[test]
        fn any_text_is_one_string(text in "(\\PC|[\\\\'u\n\r\"`;0-9]){0,30}") {
            let mut literal = String::new();
            push_string(&mut literal, &text);
            prop_assert_eq!(tokens(&literal), [Token::Text(text)]);
            // Nothing for what replaces Unicode escapes before it reads.
            prop_assert!(!literal.contains("\\u"));
        }
    }
}
