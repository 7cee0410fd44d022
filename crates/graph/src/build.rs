//! The lines of result folders in, the files of a graph out.
//!
//! Folders are read twice: [`Builder::read_folder`] learns the articles and entities of all of them, and
//! [`Facts::read`] then turns each fact into a line of evidence that opens with its claim. Sorting brings the
//! evidence of a claim together. Memory grows with the articles and names, not with the facts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{BufRead, Write};

use serde::Serialize;

use crate::claim::{self, Says};
use crate::copies::{Sketch, firsts};
use crate::error::GraphError;
use crate::hash::{hash, id};
use crate::input::{EntityLine, FactLine, LedgerLine, Part, each_line};
use crate::merge::{Entities, Merged, is_value};
use crate::model::{Article, FORMAT, Manifest, Node, NodeKind};
use crate::quote::{ArticleText, Text};
use crate::sort::{Scratch, Sorter};
use crate::words::phrase;

/// Bytes of facts to hold in memory at a time.
const LIMIT: usize = 192 << 20;

/// Where an article of a result folder stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id in the graph.
    id: String,
    /// Path, or path and line.
    pub source: Option<String>,
}

/// A result folder whose articles and entities are known.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// By name.
    places: HashMap<String, Place>,
}

impl Folder {
    /// Where the article of this name stands.
    #[must_use]
    pub fn place(&self, article: &str) -> Option<&Place> {
        self.places.get(article)
    }

    fn id(&self, article: &str) -> String {
        // Facts without a ledger still have an article.
        self.places.get(article).map_or_else(|| id('a', &[article]), |place| place.id.clone())
    }
}

/// Learns articles and entities.
#[derive(Debug, Default)]
pub struct Builder {
    /// By id.
    articles: BTreeMap<String, Article>,
    entities: Entities,
}

impl Builder {
    /// Reads the ledger and the entities of a folder; `name` is for errors.
    ///
    /// # Errors
    ///
    /// Lines that are not what they should be, and what the readers say.
    pub fn read_folder(
        &mut self,
        name: &str,
        ledger: impl BufRead,
        entities: impl BufRead,
    ) -> Result<Folder, GraphError> {
        let mut folder = Folder::default();
        each_line(ledger, &format!("{name}/ledger.jsonl"), |line: LedgerLine, _| {
            if line.status == "done" {
                self.add_article(line, &mut folder);
            }
            Ok(())
        })?;
        each_line(entities, &format!("{name}/entities.jsonl"), |line: EntityLine, _| {
            self.entities.add(&folder.id(&line.article), line);
            Ok(())
        })?;
        Ok(folder)
    }

    fn add_article(&mut self, line: LedgerLine, folder: &mut Folder) {
        let bytes = line.bytes.map(|bytes| bytes.to_string()).unwrap_or_default();
        let article = Article {
            id: id('a', &[&line.article, &bytes]),
            name: line.article,
            date: line.published.and_then(|published| published.date),
            title: line.title.or_else(|| Some(line.headline?.value)),
            url: line.url,
            copy_of: None,
        };
        let place = Place { id: article.id.clone(), source: line.source };
        // Of two articles of one name, which facts do not tell apart, the same one whatever their order.
        let known = folder.places.entry(article.name.clone()).or_insert_with(|| place.clone());
        if (&place.id, &place.source) < (&known.id, &known.source) {
            *known = place;
        }
        let known = self.articles.entry(article.id.clone()).or_insert_with(|| article.clone());
        known.date = least(known.date.take(), article.date);
        known.title = least(known.title.take(), article.title);
        known.url = least(known.url.take(), article.url);
    }

    /// All folders have been read: their facts can be.
    #[must_use]
    pub fn facts<S: Scratch>(self, scratch: S) -> Facts<S> {
        Facts {
            articles: self.articles,
            entities: self.entities.merge(),
            sketches: BTreeMap::new(),
            nodes: Sorter::new(LIMIT / 4),
            claims: Sorter::new(LIMIT),
            noted: HashSet::new(),
            scratch,
            line: Vec::new(),
        }
    }
}

/// Of two values the first in the alphabet, so that the order of folders does not matter.
fn least(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Turns facts into claims and nodes.
pub struct Facts<S: Scratch> {
    articles: BTreeMap<String, Article>,
    entities: Merged,
    sketches: BTreeMap<String, Sketch>,
    nodes: Sorter<S::Run>,
    claims: Sorter<S::Run>,
    /// Hashes of phrases that have been sent to be sorted: most come again and again.
    noted: HashSet<u64>,
    scratch: S,
    line: Vec<u8>,
}

/// A phrase on its way to being a node, with fields in the order by which the better one comes first.
#[derive(Serialize)]
struct Phrase<'a> {
    name: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    entity_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
}

/// Phrases to remember at most.
const NOTED: usize = 1 << 20;

/// The node that a part of a fact is.
pub(crate) struct NodeOf {
    pub(crate) id: String,
    /// Whether it is something with a name.
    pub(crate) is_entity: bool,
    /// What it says, to be compared without its numbers; empty for entities.
    pub(crate) words: String,
}

impl<S: Scratch> Facts<S> {
    /// Reads the facts of a folder. `text` gives an article's text by name, or `None` where it cannot be had;
    /// it is asked once for each article, in the order of the facts.
    ///
    /// # Errors
    ///
    /// Lines that are not what they should be, and what the reader and the scratch space say.
    pub fn read(
        &mut self,
        name: &str,
        folder: &Folder,
        facts: impl BufRead,
        mut text: impl FnMut(&str) -> Option<ArticleText>,
    ) -> Result<(), GraphError> {
        let file = format!("{name}/facts.jsonl");
        let mut article = String::new();
        let mut id = String::new();
        let mut owned: Option<ArticleText> = None;
        let mut pending: Vec<FactLine> = Vec::new();
        each_line(facts, &file, |fact: FactLine, _| {
            if fact.article != article {
                self.article_facts(&id, owned.as_ref(), &mut pending)?;
                article.clone_from(&fact.article);
                id = folder.id(&article);
                owned = text(&article);
            }
            pending.push(fact);
            Ok(())
        })?;
        self.article_facts(&id, owned.as_ref(), &mut pending)
    }

    /// Takes the facts of one article.
    fn article_facts(
        &mut self,
        article: &str,
        text: Option<&ArticleText>,
        facts: &mut Vec<FactLine>,
    ) -> Result<(), GraphError> {
        if facts.is_empty() {
            return Ok(());
        }
        let text = text.map(Text::new);
        let mut sketch = self.sketches.remove(article).unwrap_or_default();
        for fact in facts.drain(..) {
            self.articles.entry(article.to_owned()).or_insert_with(|| Article {
                id: article.to_owned(),
                name: fact.article.clone(),
                ..Article::default()
            });
            let object = fact.object.as_ref().map_or("", |object| &object.text);
            sketch.add(&format!("{} {} {object}", fact.subject.text, fact.relation.text));
            self.fact(article, text.as_ref(), &fact)?;
        }
        self.sketches.insert(article.to_owned(), sketch);
        Ok(())
    }

    fn fact(&mut self, article: &str, text: Option<&Text<'_>>, fact: &FactLine) -> Result<(), GraphError> {
        let subject = self.node(article, &fact.subject)?;
        let object = fact.object.as_ref().map(|object| self.node(article, object)).transpose()?;
        let by = fact.by.iter().map(|source| Ok(self.node(article, source)?.id));
        let by = by.collect::<Result<Vec<String>, GraphError>>()?;
        let place = fact.place.as_ref().map(|place| self.node(article, place)).transpose()?;
        let says = Says::new(article, fact, &subject, object.as_ref(), &by);
        let mut line = std::mem::take(&mut self.line);
        claim::write_line(
            &mut line,
            &says,
            article,
            fact,
            text,
            place.as_ref().map(|place| place.id.as_str()),
        )?;
        self.claims.push(&line, &mut self.scratch)?;
        self.line = line;
        Ok(())
    }

    /// The node that a part is, which it notes where it is a phrase.
    fn node(&mut self, article: &str, part: &Part) -> Result<NodeOf, GraphError> {
        let value = part.entity.as_deref().and_then(|entity| self.entities.value(article, entity));
        let is_value = value.is_some() || part.entity_type.as_deref().is_some_and(is_value);
        if let (Some(entity), false) = (&part.entity, is_value) {
            if let Some(node) = self.entities.node(entity) {
                return Ok(NodeOf { id: node.id.clone(), is_entity: true, words: String::new() });
            }
            // Its folder has no line for it.
            let node = Node {
                id: id('n', &["entity", entity]),
                kind: NodeKind::Entity,
                name: part.name.clone().unwrap_or_else(|| part.text.clone()),
                entity_type: part.entity_type.clone(),
                aliases: Vec::new(),
                entities: vec![entity.clone()],
                value: None,
                links: BTreeMap::new(),
            };
            let json = serde_json::to_string(&node).map_err(std::io::Error::from)?;
            self.note(&node.id, 'e', &json)?;
            return Ok(NodeOf { id: node.id, is_entity: true, words: String::new() });
        }
        // "his lawyer" has the name "Rehn's lawyer".
        let name = part.name.as_ref().or(part.core.as_ref()).unwrap_or(&part.text);
        let words = phrase(name);
        let value = value.filter(|value| !value.is_empty()).map(str::to_owned).or_else(|| part.value.clone());
        let entity_type = part.entity_type.as_deref().filter(|_| is_value);
        let node = id('n', &["phrase", &words, value.as_deref().unwrap_or_default()]);
        let known = Phrase { name, entity_type, value: value.as_deref() };
        let json = serde_json::to_string(&known).map_err(std::io::Error::from)?;
        self.note(&node, 'p', &json)?;
        Ok(NodeOf { id: node, is_entity: false, words })
    }

    fn note(&mut self, node: &str, kind: char, json: &str) -> Result<(), GraphError> {
        if self.noted.len() >= NOTED {
            self.noted.clear();
        }
        if self.noted.insert(hash(&[node, json])) {
            let line = format!("{node}\t{kind}\t{json}");
            self.nodes.push(line.as_bytes(), &mut self.scratch)?;
        }
        Ok(())
    }

    /// Writes the graph's files. `base` is what its IRIs start with.
    ///
    /// # Errors
    ///
    /// What the writers and the scratch space say.
    pub fn write(
        mut self,
        base: &str,
        articles: impl Write,
        nodes: impl Write,
        claims: impl Write,
    ) -> Result<Manifest, GraphError> {
        let groups = self.groups();
        let articles = self.write_articles(&groups, articles)?;
        let (entities, scratch) = (std::mem::take(&mut self.entities.nodes), &mut self.scratch);
        for node in entities {
            let json = serde_json::to_string(&node).map_err(std::io::Error::from)?;
            // A capital comes before what facts alone say.
            self.nodes.push(format!("{}\tE\t{json}", node.id).as_bytes(), scratch)?;
        }
        let nodes = write_nodes(self.nodes, nodes)?;
        let (claims, evidence) = claim::write_claims(self.claims, &groups, claims)?;
        Ok(Manifest { format: FORMAT, base: base.to_owned(), articles, nodes, claims, evidence })
    }

    /// For each article that is a copy the first one that is like it.
    fn groups(&self) -> BTreeMap<String, String> {
        let mut order: Vec<(&Article, &Sketch)> = Vec::new();
        for (id, sketch) in &self.sketches {
            order.extend(self.articles.get(id).map(|article| (article, sketch)));
        }
        // Of unknown date comes last.
        order.sort_by_key(|(article, _)| (article.date.is_none(), &article.date, &article.id));
        let sketches: Vec<&Sketch> = order.iter().map(|(_, sketch)| *sketch).collect();
        let pairs = firsts(&sketches).into_iter().enumerate().filter(|(index, first)| index != first);
        pairs.map(|(index, first)| (order[index].0.id.clone(), order[first].0.id.clone())).collect()
    }

    fn write_articles(
        &self,
        groups: &BTreeMap<String, String>,
        mut output: impl Write,
    ) -> Result<usize, GraphError> {
        for (id, article) in &self.articles {
            let article = Article { copy_of: groups.get(id).cloned(), ..article.clone() };
            write_record(&mut output, &article)?;
        }
        output.flush()?;
        Ok(self.articles.len())
    }
}

fn write_record(output: &mut impl Write, record: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *output, record)?;
    output.write_all(b"\n")
}

/// A line of the sorter in three: node, kind and JSON.
fn split(line: &[u8]) -> Option<(&str, &str, &str)> {
    let (id, rest) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let (kind, json) = rest.split_once('\t')?;
    Some((id, kind, json))
}

/// Of each node the first line, which says most; a phrase has its other spellings as aliases.
fn write_nodes<R: std::io::Read>(lines: Sorter<R>, mut output: impl Write) -> Result<usize, GraphError> {
    #[derive(serde::Deserialize)]
    struct Known {
        name: String,
        #[serde(rename = "type")]
        entity_type: Option<String>,
        value: Option<String>,
    }
    let mut lines = lines.finish()?;
    let mut count = 0;
    let mut done = String::new();
    let mut node: Option<(Node, BTreeSet<String>)> = None;
    let finish = |node: Option<(Node, BTreeSet<String>)>, output: &mut dyn Write| -> std::io::Result<()> {
        let Some((mut node, names)) = node else { return Ok(()) };
        // As it stands within a sentence, where one has it so.
        let lower = names.iter().find(|name| name.starts_with(char::is_lowercase));
        node.name = lower.or(names.first()).cloned().unwrap_or_default();
        serde_json::to_writer(&mut *output, &node)?;
        output.write_all(b"\n")
    };
    while let Some(line) = lines.next()? {
        let Some((id, kind, json)) = split(line) else { continue };
        if kind == "p" {
            let known: Known = serde_json::from_str(json).map_err(std::io::Error::from)?;
            if id == done {
                if let Some((node, names)) = &mut node {
                    node.entity_type = least(node.entity_type.take(), known.entity_type);
                    names.insert(known.name);
                }
                continue;
            }
            finish(node.take(), &mut output)?;
            let new = Node {
                id: id.to_owned(),
                kind: NodeKind::Phrase,
                name: String::new(),
                entity_type: known.entity_type,
                aliases: Vec::new(),
                entities: Vec::new(),
                value: known.value,
                links: BTreeMap::new(),
            };
            node = Some((new, BTreeSet::from([known.name])));
        } else {
            if id == done {
                continue;
            }
            finish(node.take(), &mut output)?;
            output.write_all(json.as_bytes())?;
            output.write_all(b"\n")?;
        }
        id.clone_into(&mut done);
        count += 1;
    }
    finish(node, &mut output)?;
    output.flush()?;
    Ok(count)
}
