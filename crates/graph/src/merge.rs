//! The entities of many articles in, the nodes that they are out.
//!
//! Entities are one node where they have the same id, stand in a public data set as the same thing, have
//! the same name and type, or where one's name is another's alias and can mean nothing else.
//! All of it is read off sets, so that order and repetition of the input change nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::value::RawValue;

use crate::copies::root;
use crate::hash::{hash, id};
use crate::input::EntityLine;
use crate::model::{Node, NodeKind};
use crate::words::fold;

/// Whether entities of a type are values: told by what they say, not by whom they name.
pub(crate) fn is_value(entity_type: &str) -> bool {
    matches!(entity_type, "DATE" | "TIME" | "MONEY" | "QUANTITY" | "PERCENT")
}

/// What the articles say of an entity id.
#[derive(Debug, Default)]
struct Seen {
    names: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
    links: BTreeSet<(String, String)>,
}

/// Entities as they are read.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    /// By id, without those that are values.
    seen: BTreeMap<String, Seen>,
    /// Hashes of what was counted, since folders may overlap.
    counted: HashSet<u64>,
    /// What an article's times and amounts come to, by hash of article and id.
    values: HashMap<u64, Box<str>>,
}

impl Entities {
    /// Adds an entity of the article whose id is `article`.
    pub(crate) fn add(&mut self, article: &str, entity: EntityLine) {
        if is_value(&entity.entity_type) {
            let value: Box<str> = entity.value.as_deref().map(value_text).unwrap_or_default().into();
            let kept = self.values.entry(hash(&[article, &entity.id])).or_insert_with(|| value.clone());
            if value < *kept {
                *kept = value;
            }
            return;
        }
        let EntityLine { id, name, entity_type, aliases, links, .. } = entity;
        let mut fields: Vec<&str> = vec![article, &id, &name, &entity_type];
        fields.extend(aliases.iter().map(String::as_str));
        fields.extend(links.values().map(String::as_str));
        if !self.counted.insert(hash(&fields)) {
            return;
        }
        let seen = self.seen.entry(id).or_default();
        *seen.names.entry(name).or_default() += 1;
        *seen.types.entry(entity_type).or_default() += 1;
        seen.aliases.extend(aliases);
        seen.links.extend(links);
    }

    /// Puts together what is one.
    pub(crate) fn merge(self) -> Merged {
        let ids: Vec<String> = self.seen.keys().cloned().collect();
        let seen: Vec<Seen> = self.seen.into_values().collect();
        let mut first: Vec<usize> = (0..ids.len()).collect();
        let mut unite = |groups: BTreeMap<(String, String), Vec<usize>>| {
            for members in groups.into_values() {
                for pair in members.windows(2) {
                    let (a, b) = (root(&mut first, pair[0]), root(&mut first, pair[1]));
                    first[a.max(b)] = a.min(b);
                }
            }
        };

        let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (index, entity) in seen.iter().enumerate() {
            for link in &entity.links {
                groups.entry(link.clone()).or_default().push(index);
            }
        }
        unite(groups);
        let mut named: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (index, entity) in seen.iter().enumerate() {
            let entity_type = most(&entity.types);
            named.entry((entity_type, fold(&most(&entity.names)))).or_default().push(index);
        }
        unite(named.clone());

        let mut claimants: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for (index, entity) in seen.iter().enumerate() {
            let entity_type = most(&entity.types);
            for alias in entity.aliases.iter().filter(|alias| is_telling(alias)) {
                let key = (entity_type.clone(), fold(alias));
                if named.contains_key(&key) {
                    claimants.entry(key).or_default().insert(root(&mut first, index));
                }
            }
        }
        let unambiguous = claimants.into_iter().filter(|(_, by)| by.len() == 1);
        let pairs: Vec<(usize, usize)> = unambiguous
            .flat_map(|(key, by)| by.into_iter().map(move |owner| (owner, key.clone())))
            .filter_map(|(owner, key)| Some((owner, *named.get(&key)?.first()?)))
            .collect();
        for (owner, other) in pairs {
            let (a, b) = (root(&mut first, owner), root(&mut first, other));
            first[a.max(b)] = a.min(b);
        }

        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..ids.len() {
            groups.entry(root(&mut first, index)).or_default().push(index);
        }
        let nodes: Vec<Node> = groups.into_values().map(|members| node(&members, &ids, &seen)).collect();
        let mut of_id = HashMap::with_capacity(ids.len());
        for (index, node) in nodes.iter().enumerate() {
            of_id.extend(node.entities.iter().map(|id| (id.clone(), index)));
        }
        Merged { nodes, of_id, values: self.values }
    }
}

/// A date as it is, anything else as JSON.
fn value_text(value: &RawValue) -> String {
    serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned())
}

/// Whether an alias alone says who is meant: several words, or an abbreviation. A surname or a nickname does
/// not.
fn is_telling(alias: &str) -> bool {
    let abbreviation = alias.chars().filter(|c| c.is_uppercase()).count() >= 2
        && alias.chars().all(|c| !c.is_lowercase() && !c.is_whitespace());
    abbreviation || alias.split_whitespace().count() > 1
}

/// What was counted most; of equals the first in the alphabet.
fn most(counts: &BTreeMap<String, usize>) -> String {
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map_or_else(String::new, |(text, _)| text.clone())
}

fn node(members: &[usize], ids: &[String], seen: &[Seen]) -> Node {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut types: BTreeMap<String, usize> = BTreeMap::new();
    let mut aliases = BTreeSet::new();
    let mut links = BTreeMap::new();
    for &member in members {
        let entity = &seen[member];
        for (name, count) in &entity.names {
            *names.entry(name.clone()).or_default() += count;
        }
        for (entity_type, count) in &entity.types {
            *types.entry(entity_type.clone()).or_default() += count;
        }
        aliases.extend(entity.aliases.iter().cloned());
        for (set, link) in &entity.links {
            links.entry(set.clone()).or_insert_with(|| link.clone());
        }
    }
    let name = most(&names);
    aliases.extend(names.into_keys());
    aliases.remove(&name);
    let entities: Vec<String> = members.iter().map(|&member| ids[member].clone()).collect();
    Node {
        id: id('n', &["entity", entities.first().map_or("", String::as_str)]),
        kind: NodeKind::Entity,
        name,
        entity_type: Some(most(&types)),
        aliases: aliases.into_iter().collect(),
        entities,
        value: None,
        links,
    }
}

/// Nodes that stand for entities.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) nodes: Vec<Node>,
    of_id: HashMap<String, usize>,
    values: HashMap<u64, Box<str>>,
}

impl Merged {
    /// The node of an entity id.
    pub(crate) fn node(&self, entity: &str) -> Option<&Node> {
        self.nodes.get(*self.of_id.get(entity)?)
    }

    /// What an article's entity comes to, if it is a value: empty where that is not known.
    pub(crate) fn value(&self, article: &str, entity: &str) -> Option<&str> {
        self.values.get(&hash(&[article, entity])).map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(id: &str, name: &str, entity_type: &str, aliases: &[&str], link: Option<&str>) -> EntityLine {
        EntityLine {
            article: "a".to_owned(),
            id: id.to_owned(),
            name: name.to_owned(),
            entity_type: entity_type.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            value: None,
            links: link.map(|link| ("wikidata".to_owned(), link.to_owned())).into_iter().collect(),
        }
    }

    fn merged(entities: impl IntoIterator<Item = (&'static str, EntityLine)>) -> Merged {
        let mut all = Entities::default();
        for (article, line) in entities {
            all.add(article, line);
        }
        all.merge()
    }

    fn same(merged: &Merged, a: &str, b: &str) -> bool {
        merged.node(a).unwrap().id == merged.node(b).unwrap().id
    }

    #[test]
    fn ids_links_names_and_telling_aliases_make_one() {
        let merged = merged([
            ("a", entity("e:burma", "Burma", "GPE", &[], Some("Q836"))),
            ("b", entity("e:myanmar", "Myanmar", "GPE", &[], Some("Q836"))),
            ("a", entity("e:red-cross", "Red Cross", "ORG", &[], None)),
            ("b", entity("e:red-cross-2", "red cross", "ORG", &[], None)),
            ("a", entity("e:iaea", "IAEA", "ORG", &[], None)),
            ("b", entity("e:energy-agency", "International Atomic Energy Agency", "ORG", &["IAEA"], None)),
        ]);
        assert_eq!(merged.nodes.len(), 3);
        assert!(same(&merged, "e:burma", "e:myanmar"));
        assert!(same(&merged, "e:red-cross", "e:red-cross-2"));
        assert!(same(&merged, "e:iaea", "e:energy-agency"));
    }

    #[test]
    fn surnames_other_types_and_ambiguous_aliases_do_not() {
        let merged = merged([
            ("a", entity("e:ann-smith", "Ann Smith", "PER", &["Smith"], None)),
            ("b", entity("e:smith", "Smith", "PER", &[], None)),
            ("a", entity("e:jordan", "Jordan", "GPE", &[], None)),
            ("b", entity("e:jordan-2", "Jordan", "PER", &[], None)),
            ("a", entity("e:agency-one", "Agency One", "ORG", &["AO"], None)),
            ("b", entity("e:agency-other", "Agency Other", "ORG", &["AO"], None)),
            ("c", entity("e:ao", "AO", "ORG", &[], None)),
        ]);
        assert_eq!(merged.nodes.len(), 7);
    }

    #[test]
    fn the_name_is_what_most_articles_use_and_repetition_does_not_count() {
        let us = |article, name| (article, entity("e:us", name, "GPE", &[], None));
        let merged = merged([
            us("a", "U.S."),
            us("b", "United States"),
            us("c", "United States"),
            us("a", "U.S."),
            us("a", "U.S."),
        ]);
        assert_eq!(merged.nodes[0].name, "United States");
        assert_eq!(merged.nodes[0].aliases, ["U.S."]);
    }
}
