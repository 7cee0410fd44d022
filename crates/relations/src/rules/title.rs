//! Titles before names: "Syrian Foreign Minister Asaad al-Shaibani", "IS spokesman Abu Hudhayfa".

use std::ops::{Range, RangeInclusive};

use triplewire_entities::EntityType;

use super::Sentence;
use crate::{
    claims::Attributes,
    draft::{Draft, RelationWords},
    lexicon,
    phrase::Phrase,
    rules::copula::role_words,
    syntax::Tree,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for name in 0..tree.len() {
        let Some(mention) = tree.name(name).filter(|_| tree.entity_type(name) == Some(EntityType::Per))
        else {
            continue;
        };
        let start = title_start(tree, mention.words.start);
        if start == mention.words.start {
            continue;
        }
        let role = mention.words.start - 1;
        let of = start.checked_sub(1).filter(|&of| tree.is(of, &["of"]));
        if let Some(of) = of.filter(|&of| of > 0 && lexicon::is_role(tree.lemma(of - 1))) {
            office(sentence, name, title_start(tree, of)..of, start..=role, drafts);
            continue;
        }
        if !lexicon::is_role(tree.lemma(role)) {
            continue;
        }
        facts(sentence, name, start, role, drafts);
    }
}

/// Where the run of nouns and adjectives before a name begins.
fn title_start(tree: &Tree<'_>, name: usize) -> usize {
    let mut start = name;
    while start > 0 {
        let word = start - 1;
        let part = matches!(tree.upos(word), "NOUN" | "PROPN" | "ADJ")
            || matches!(tree.form(word), "-" | "–")
            || (tree.is(word, &["'s", "’s"]) && tree.upos(word) == "PART")
            // "Department of Transportation official"
            || tree.name(word).is_some_and(|name| name.words.start < word && name.words.contains(&start));
        // "This Wednesday Foreign Minister X …"
        if !part
            || tree.is(word, lexicon::WEEKDAYS)
            || tree.name(word).is_some_and(|mention| {
                mention.kind == triplewire_entities::MentionKind::Name
                    && tree.entity_type(word) == Some(EntityType::Per)
            })
        {
            break;
        }
        start -= 1;
    }
    start
}

/// "Secretary of Justice Wanda Vázquez"
fn office(
    sentence: &Sentence<'_, '_>,
    name: usize,
    held: Range<usize>,
    what: RangeInclusive<usize>,
    drafts: &mut Vec<Draft>,
) {
    let tree = sentence.tree;
    let said = held.clone().map(|word| tree.form(word)).collect::<Vec<_>>().join(" ");
    let core = Phrase::of(tree, name).core;
    let what: Vec<usize> = what.collect();
    drafts.push(Draft {
        rule: "title.of",
        subject: Phrase { head: name, text: core.clone(), core },
        relation: RelationWords::supplied(format!("is {said} of"), held.collect()),
        object: what.last().map(|&head| Phrase { head, text: what.clone(), core: what.clone() }),
        attributes: Attributes::default(),
        weight: 1.0,
    });
}

fn facts(sentence: &Sentence<'_, '_>, name: usize, start: usize, role: usize, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    let attributes = Attributes::default();
    let subject = Phrase::of(tree, name);
    let subject = Phrase { text: subject.core.clone(), ..subject };
    // The organisation or place that the title names, if any.
    let whose = (start..role).rev().find_map(|word| {
        let kind = tree.entity_type(word)?;
        // A people's name ("Syrian President") stays an adjective of the role.
        matches!(kind, EntityType::Org | EntityType::Gpe | EntityType::Loc)
            .then(|| tree.mention(word))
            .flatten()
    });
    let words: Vec<usize> = (start..=role).collect();
    if let Some(whose) = whose {
        let between: Vec<usize> = (whose.words.end..=role)
            .filter(|&word| tree.upos(word) != "PART" && tree.upos(word) != "PUNCT")
            .collect();
        if whose.words.start >= start && !between.is_empty() {
            let head = whose
                .words
                .clone()
                .rev()
                .find(|&word| tree.head(word).is_none_or(|head| !whose.words.contains(&head)))
                .unwrap_or(whose.words.start);
            let names: Vec<usize> = whose.words.clone().collect();
            let said = between.iter().map(|&word| tree.form(word)).collect::<Vec<_>>().join(" ");
            let object = Phrase { head, text: names.clone(), core: names };
            drafts.push(Draft {
                rule: "title.of",
                subject: subject.clone(),
                relation: RelationWords::supplied(format!("is {said} of"), between),
                object: Some(object),
                attributes: attributes.clone(),
                weight: 1.0,
            });
            return;
        }
    }
    let core = role_words(tree, role);
    let of = tree.children_by(name, "nmod").find(|&place| {
        matches!(tree.entity_type(place), Some(EntityType::Gpe | EntityType::Org | EntityType::Loc))
            && tree.children_by(place, "case").any(|case| tree.is(case, &["of"]))
    });
    if let Some(of) = of {
        // "President Hassan Rouhani of Iran"
        let said = core.iter().map(|&word| tree.form(word)).collect::<Vec<_>>().join(" ");
        drafts.push(Draft {
            rule: "title.of",
            subject,
            relation: RelationWords::supplied(format!("is {said} of"), core),
            object: Some(Phrase::of(tree, of)),
            attributes,
            weight: 1.0,
        });
        return;
    }
    drafts.push(Draft {
        rule: "title.is",
        subject,
        relation: RelationWords::supplied("is", words.clone()),
        object: Some(Phrase { head: role, text: words, core }),
        attributes,
        weight: 1.0,
    });
}
