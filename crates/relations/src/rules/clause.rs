//! A verb with its subject, objects and obliques: one fact for each object or oblique.

use super::Sentence;
use crate::{
    claims::{is_according, is_place, is_temporal, stance},
    clause::{self, Clause, Kind, is_agent, object_controls},
    draft::{Draft, RelationWords},
    lexicon,
    phrase::{Phrase, conjuncts},
    relative::{self, resolve},
    syntax::Tree,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    for &predicate in sentence.clauses.heads() {
        if let Some(clause) = sentence.clauses.get(predicate)
            && clause.kind == Kind::Verb
            && !sentence.tree.has(predicate, "expl")
        {
            facts(sentence, predicate, clause, drafts);
        }
    }
}

/// What completes a verb: an object or an oblique with the words that lead to it.
struct Complement {
    rule: &'static str,
    leads: Vec<usize>,
    phrase: Phrase,
    weight: f32,
}

fn facts(sentence: &Sentence<'_, '_>, predicate: usize, clause: &Clause, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    let mut complements = objects(tree, predicate);
    obliques(tree, predicate, clause, &mut complements);
    if complements.is_empty() && clause.chained.is_none() && !tree.has(predicate, "ccomp") {
        times(tree, predicate, &mut complements);
    }
    let examples: Vec<Complement> =
        complements.iter().flat_map(|complement| examples_of(tree, complement)).collect();
    complements.extend(examples);
    let relation = RelationWords::new(clause.relation.clone());
    let attributes = sentence.attributes(predicate);
    for subject in &clause.subjects {
        let phrase = Phrase::subject(tree, subject.head, predicate);
        for complement in &complements {
            let unnamed = |word: usize| tree.is_pronoun(word) && tree.entity(word).is_none();
            if complement.phrase.head == subject.head
                || (unnamed(subject.head) && unnamed(complement.phrase.head))
            {
                continue;
            }
            drafts.push(Draft {
                rule: complement.rule,
                subject: phrase.clone(),
                relation: relation.with(&complement.leads),
                object: Some(complement.phrase.clone()),
                attributes: {
                    let mut attributes = attributes.clone();
                    stance::of_complement(tree, complement.phrase.head, &mut attributes);
                    attributes
                },
                weight: subject.weight * complement.weight,
            });
        }
        if let Some((receiver, given)) = receiver(tree, predicate).filter(|pair| pair.0 != subject.head) {
            let words = relation.with(&Phrase::of(tree, given).core);
            drafts.push(Draft {
                rule: "clause.receiver",
                subject: phrase.clone(),
                relation: RelationWords::supplied(format!("{} to", words.text(tree)), words.words),
                object: Some(Phrase::named(tree, receiver)),
                attributes: attributes.clone(),
                weight: subject.weight,
            });
        }
        let alone = complements.is_empty() && clause.chained.is_none() && !tree.has(predicate, "ccomp");
        let speaks = clause::saying(tree, predicate).is_some();
        let chain = tree.rel(predicate) == "xcomp"
            && tree.head(predicate).is_some_and(|head| lexicon::WANTS.contains(&tree.lemma(head)));
        let purpose = tree
            .children_by(predicate, "advcl")
            .any(|child| tree.child(child, "mark").is_some_and(|mark| tree.is(mark, &["to"])));
        if alone && (clause.passive || chain || !(speaks || purpose)) {
            drafts.push(Draft {
                rule: match (chain, clause.passive) {
                    (true, _) => "clause.chain",
                    (false, true) => "clause.passive",
                    (false, false) => "clause.intransitive",
                },
                subject: phrase,
                relation: relation.clone(),
                object: None,
                attributes: attributes.clone(),
                weight: subject.weight,
            });
        }
    }
}

/// Who is given what: "sent Syria tanks" is also "sent tanks to | Syria".
fn receiver(tree: &Tree<'_>, predicate: usize) -> Option<(usize, usize)> {
    let receiver = resolve(tree, tree.child(predicate, "iobj")?)?;
    Some((receiver, tree.child(predicate, "obj")?))
}

fn objects(tree: &Tree<'_>, predicate: usize) -> Vec<Complement> {
    let mut found = Vec::new();
    let receiver = tree.child(predicate, "iobj");
    let direct = if tree.has(predicate, "obj") { "obj" } else { "iobj" };
    let gap = relative::gap(tree, predicate).filter(|gap| gap.preposition.is_none());
    let own = tree.children_by(predicate, direct).filter_map(|child| Some((child, resolve(tree, child)?)));
    for (child, object) in own.chain(gap.map(|gap| (gap.noun, gap.noun))) {
        let attached = attached_to_bare_noun(tree, predicate, object);
        if !attached.is_empty() {
            // "claimed responsibility for | attacks"
            for attached in attached {
                let mut leads = vec![object];
                leads.extend(lead_words(tree, attached));
                for head in conjuncts(tree, attached) {
                    found.push(Complement {
                        rule: "clause.light",
                        leads: leads.clone(),
                        phrase: Phrase::named(tree, head),
                        weight: 1.0,
                    });
                }
            }
            continue;
        }
        for head in conjuncts(tree, object) {
            let mut phrase = Phrase::named(tree, head);
            complete(tree, predicate, &mut phrase);
            if let Some(receiver) = receiver.filter(|&receiver| receiver != child) {
                // "sent | his girlfriend videos"
                let more = Phrase::of(tree, receiver).text;
                phrase.join(&more, &[]);
            }
            add_obliques(tree, predicate, head, &mut phrase);
            found.push(Complement { rule: "clause.svo", leads: Vec::new(), phrase, weight: 1.0 });
        }
    }
    found
}

/// Adds to the long form what else the verb asks for behind it: "attributed | the bombing to rebels".
fn add_obliques(tree: &Tree<'_>, predicate: usize, after: usize, phrase: &mut Phrase) {
    for oblique in tree.children_by(predicate, "obl").filter(|&oblique| oblique > after) {
        if !is_temporal(tree, oblique)
            && !is_place(tree, oblique)
            && !is_according(tree, oblique)
            && !is_agent(tree, oblique)
        {
            phrase.join(&lead_words(tree, oblique), &[]);
            phrase.join(&Phrase::of(tree, oblique).text, &[]);
        }
    }
}

/// What a noun without article that makes one predicate with its verb is completed by.
fn attached_to_bare_noun(tree: &Tree<'_>, predicate: usize, object: usize) -> Vec<usize> {
    let bare = tree.xpos(object) == "NN"
        && tree.mention(object).is_none()
        && lexicon::LIGHT_VERBS.contains(&tree.lemma(predicate))
        && !tree.children(object).iter().any(|&child| {
            matches!(tree.rel(child), "det" | "amod" | "compound" | "nummod" | "conj" | "acl")
                || tree.label(child) == "nmod:poss"
        });
    if !bare {
        return Vec::new();
    }
    let own = tree.children_by(object, "nmod");
    let verbs = tree.children_by(predicate, "obl").filter(|&child| child > object);
    own.chain(verbs).filter(|&child| !is_temporal(tree, child) && tree.has(child, "case")).collect()
}

/// Adds to an object what the verb says of it: "foreign powers to leave", "the man dead".
fn complete(tree: &Tree<'_>, predicate: usize, object: &mut Phrase) {
    let infinitive = tree.child(predicate, "xcomp").filter(|_| object_controls(tree, predicate));
    let called = || {
        tree.children_by(predicate, "advcl")
            .find(|&clause| clause::called_upon(tree, clause, predicate) == Some(object.head))
    };
    let Some(said) = infinitive.or_else(called).filter(|&said| said > object.head) else { return };
    let mut without: Vec<usize> = tree.children_by(said, "punct").collect();
    without.extend(tree.children_by(said, "conj"));
    without.extend(tree.children_by(said, "cc"));
    let clause = Phrase::clause(tree, said, &without);
    let mut core = vec![said];
    for &child in tree.children(said) {
        match tree.rel(child) {
            "mark" | "cop" | "aux" => core.push(child),
            "obj" => core.extend(Phrase::of(tree, child).core),
            "compound" if tree.label(child) == "compound:prt" => core.push(child),
            "obl" if !is_temporal(tree, child) => {
                core.extend(lead_words(tree, child));
                core.extend(Phrase::of(tree, child).core);
            }
            _ => {}
        }
    }
    core.retain(|word| clause.text.contains(word));
    object.join(&clause.text, &core);
}

fn obliques(tree: &Tree<'_>, predicate: usize, clause: &Clause, found: &mut Vec<Complement>) {
    let light = found.iter().any(|complement| complement.rule == "clause.light");
    let object = found.first().map(|object| object.phrase.clone());
    if let Some((noun, preposition)) =
        relative::gap(tree, predicate).and_then(|gap| Some((gap.noun, gap.preposition?)))
    {
        // "the company he works for"
        let mut leads = object.as_ref().map(|object| object.core.clone()).unwrap_or_default();
        // "came in contact with"
        let between = tree.children_by(predicate, "obl").filter(|&oblique| {
            predicate < oblique
                && oblique < preposition
                && !tree.has(oblique, "det")
                && tree.has(oblique, "case")
        });
        for oblique in between {
            leads.extend(lead_words(tree, oblique));
            leads.push(oblique);
        }
        leads.push(preposition);
        let phrase = Phrase::named(tree, noun);
        found.push(Complement { rule: "clause.oblique", leads, phrase, weight: 1.0 });
    }
    let plain_speech = lexicon::PLAIN_SPEECH.contains(&tree.lemma(predicate)) && !clause.passive;
    if light || plain_speech {
        return;
    }
    for child in tree.children_by(predicate, "obl") {
        let mut leads = lead_words(tree, child);
        let adverb = tree.is(child, &["least", "most", "first", "last", "once", "all"]);
        // "agencies where it applies, such as the police": nothing is done such as them.
        if leads.first().is_some_and(|&lead| tree.is(lead, &["such", "including"])) {
            continue;
        }
        // "For example, …"
        let example =
            tree.is(child, &["example", "instance"]) && leads.len() == 1 && tree.is(leads[0], &["for"]);
        if leads.is_empty() || adverb || example || is_according(tree, child) || is_temporal(tree, child) {
            continue;
        }
        let agent = clause.passive && is_agent(tree, child);
        let Some(target) = resolve(tree, child) else { continue };
        let rule = match &object {
            _ if agent => "clause.agent",
            Some(object) => {
                // "described Hamza as | an emerging figure"
                leads.splice(0..0, object.core.iter().copied());
                "clause.object-oblique"
            }
            None => "clause.oblique",
        };
        for head in conjuncts(tree, target) {
            let mut phrase = Phrase::named(tree, head);
            if object.is_none() {
                // "called on members to fight"
                complete(tree, predicate, &mut phrase);
                add_obliques(tree, predicate, child, &mut phrase);
            }
            found.push(Complement { rule, leads: leads.clone(), phrase, weight: 1.0 });
        }
    }
    for child in tree.children_by(predicate, "advcl") {
        // "accused of putting …"
        let leads: Vec<usize> = tree.children_by(child, "mark").collect();
        let gerund = tree.xpos(child) == "VBG"
            && !leads.is_empty()
            && tree.is(leads[0], &["of", "for", "from", "to", "with", "in", "at", "against", "into"]);
        if !gerund || child < predicate {
            continue;
        }
        let mut without = leads.clone();
        without.extend(tree.children_by(child, "punct"));
        let phrase = Phrase::clause(tree, child, &without);
        let mut leads = leads;
        if let Some(object) = &object {
            leads.splice(0..0, object.core.iter().copied());
        }
        found.push(Complement { rule: "clause.gerund", leads, phrase, weight: 1.0 });
    }
}

/// The members that a group names: "from bases including al-Tanf" is also "from al-Tanf".
fn examples_of(tree: &Tree<'_>, group: &Complement) -> Vec<Complement> {
    let named =
        tree.children_by(group.phrase.head, "nmod").filter(|&example| introduces_example(tree, example));
    named
        .flat_map(|example| conjuncts(tree, example))
        .map(|head| Complement {
            rule: "clause.example",
            leads: group.leads.clone(),
            phrase: Phrase::of(tree, head),
            weight: group.weight * 0.9,
        })
        .collect()
}

/// Whether a phrase names members of the group that it hangs from.
fn introduces_example(tree: &Tree<'_>, word: usize) -> bool {
    tree.children_by(word, "case").any(|case| tree.is(case, &["including", "such"]))
}

/// When it happened, as the only thing that is said besides who.
fn times(tree: &Tree<'_>, predicate: usize, found: &mut Vec<Complement>) {
    for child in tree.children_by(predicate, "obl").filter(|&child| is_temporal(tree, child)) {
        let leads = lead_words(tree, child);
        found.push(Complement { rule: "clause.time", leads, phrase: Phrase::of(tree, child), weight: 1.0 });
    }
}

/// The prepositions of an oblique.
fn lead_words(tree: &Tree<'_>, oblique: usize) -> Vec<usize> {
    let mut leads = Vec::new();
    for case in tree.children_by(oblique, "case") {
        leads.push(case);
        leads.extend(tree.children_by(case, "fixed"));
    }
    leads.sort_unstable();
    leads
}
