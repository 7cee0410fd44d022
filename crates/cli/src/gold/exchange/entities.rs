//! Mentions of a markup in, the entities of the article out.
//!
//! A mention whose note has an `entity:` line stands for that entity. Any other mention stands
//! for an entity that has its words as a name, else for a new one. `Alias` links join names.

use triplewire_evaluation::facts::{GoldEntity, parse};

use super::locate::{fold, wording};
use super::markup::{ALIAS, Label, Markup};
use super::unmark::words;

/// The entities: those with a mention in the order of the mentions, then the `others`.
pub(super) fn read(
    text: &str,
    markup: &Markup,
    others: &[GoldEntity],
    remarks: &mut Vec<String>,
) -> Vec<GoldEntity> {
    let mut reader =
        Reader { text, markup, entities: Vec::new(), of_node: vec![None; markup.nodes.len()], remarks };
    for index in 0..markup.nodes.len() {
        reader.noted(index);
    }
    reader.entities.extend_from_slice(others);
    for index in 0..markup.nodes.len() {
        reader.mention(index);
    }
    for (from, to, place) in aliases(markup) {
        reader.alias(from, to, place);
    }
    // Those that were joined to others have no names left.
    reader.entities.retain(|entity| !entity.names.is_empty());
    reader.entities
}

/// Is the node an end of an `Alias` link?
pub(super) fn is_alias(markup: &Markup, node: usize) -> bool {
    aliases(markup).any(|(from, to, _)| from == node || to == node)
}

fn aliases(markup: &Markup) -> impl Iterator<Item = (usize, usize, &str)> {
    let links = markup.links.iter().filter(|link| link.name.eq_ignore_ascii_case(ALIAS));
    links.map(|link| (link.from, link.to, link.place.as_str()))
}

struct Reader<'a> {
    text: &'a str,
    markup: &'a Markup,
    entities: Vec<GoldEntity>,
    /// Index into `entities` for each node.
    of_node: Vec<Option<usize>>,
    remarks: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn remark(&mut self, place: &str, message: &str) {
        self.remarks.push(format!("{place}: {message}"));
    }

    /// The entity that a mention's note names.
    fn noted(&mut self, index: usize) {
        let markup = self.markup;
        let node = &markup.nodes[index];
        let Label::Mention(kind) = &node.label else { return };
        for line in &node.note {
            if self.of_node[index].is_some() || !line.starts_with("entity") {
                self.remark(&node.place, &format!("left out, as no line of an entity: {line}"));
                continue;
            }
            let (article, findings) = parse(line, "");
            for finding in findings {
                self.remark(&node.place, &format!("{}: {line}", finding.message));
            }
            for entity in article.entities {
                if entity.kind != *kind {
                    let message = format!("the note says {}, the label {kind}: {kind} is taken", entity.kind);
                    self.remark(&node.place, &message);
                }
                self.of_node[index] = Some(self.entities.len());
                self.entities.push(GoldEntity { kind: kind.clone(), ..entity });
            }
        }
    }

    /// The entity of a mention without a note.
    fn mention(&mut self, index: usize) {
        let markup = self.markup;
        let node = &markup.nodes[index];
        let Label::Mention(kind) = &node.label else { return };
        if self.of_node[index].is_some() {
            return;
        }
        let words = words(self.text, &node.spans);
        let name = wording(&words);
        if name.is_empty() {
            self.remark(&node.place, "left out: a mention without words");
            return;
        }
        let is_name =
            |entity: &GoldEntity| entity.names.iter().any(|known| fold(known) == words || *known == name);
        let with_kind = |(_, entity): &(usize, &GoldEntity)| entity.kind == *kind && is_name(entity);
        let known = self.entities.iter().enumerate().find(with_kind);
        let known = known.or_else(|| self.entities.iter().enumerate().find(|(_, entity)| is_name(entity)));
        if let Some((known, entity)) = known {
            let message = format!("labelled {kind}, but {words} is {entity}: {} is taken", entity.kind);
            if entity.kind != *kind {
                self.remark(&node.place, &message);
            }
            self.of_node[index] = Some(known);
        } else {
            self.of_node[index] = Some(self.entities.len());
            self.entities.push(GoldEntity { line: 0, kind: kind.clone(), names: vec![name] });
        }
    }

    /// Joins the names at both ends of a link.
    fn alias(&mut self, from: usize, to: usize, place: &str) {
        let is_fact = |node: usize| self.markup.nodes[node].label.modifiers().is_some();
        if is_fact(from) || is_fact(to) {
            return self.remark(place, "left out: a fact has no alias");
        }
        match (self.of_node[from], self.of_node[to]) {
            (None, None) => {
                self.remark(place, "left out: neither end of this alias is a mention of an entity");
            }
            (Some(entity), None) => self.name(entity, to),
            (None, Some(entity)) => self.name(entity, from),
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => self.join(one.min(other), one.max(other), place),
        }
    }

    /// Adds a phrase to the names of an entity.
    fn name(&mut self, entity: usize, node: usize) {
        let name = wording(&words(self.text, &self.markup.nodes[node].spans));
        self.of_node[node] = Some(entity);
        let names = &mut self.entities[entity].names;
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }

    /// Makes two entities one.
    fn join(&mut self, kept: usize, other: usize, place: &str) {
        let names = std::mem::take(&mut self.entities[other].names);
        let kinds = (self.entities[kept].kind.clone(), self.entities[other].kind.clone());
        if kinds.0 != kinds.1 {
            self.remark(place, &format!("an alias of {} and {}: {} is taken", kinds.0, kinds.1, kinds.0));
        }
        for name in names {
            if !self.entities[kept].names.contains(&name) {
                self.entities[kept].names.push(name);
            }
        }
        for entity in self.of_node.iter_mut().flatten().filter(|entity| **entity == other) {
            *entity = kept;
        }
    }
}
