//! A verb with its subject, objects and obliques: one fact for each object or oblique.

use super::{Sentence, including};
use crate::{
    attributes::{is_according, is_place, is_temporal},
    clause::{Clause, Kind, is_agent, object_controls, resolve},
    draft::{Draft, RelationWords},
    lexicon,
    phrase::{Phrase, conjuncts},
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
    let nested: Vec<Complement> =
        complements.iter().flat_map(|complement| nested_in(tree, complement)).collect();
    complements.extend(nested);
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
                attributes: attributes.clone(),
                weight: subject.weight * complement.weight,
            });
        }
        let alone = complements.is_empty() && clause.chained.is_none() && !tree.has(predicate, "ccomp");
        let chain = tree.rel(predicate) == "xcomp"
            && tree.head(predicate).is_some_and(|head| lexicon::WANTS.contains(&tree.lemma(head)));
        if alone {
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

fn objects(tree: &Tree<'_>, predicate: usize) -> Vec<Complement> {
    let mut found = Vec::new();
    let receiver = tree.child(predicate, "iobj");
    let direct = if tree.has(predicate, "obj") { "obj" } else { "iobj" };
    for child in tree.children_by(predicate, direct) {
        let Some(object) = resolve(tree, child) else { continue };
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
    let Some(said) = tree.child(predicate, "xcomp").filter(|&said| said > object.head) else { return };
    if !object_controls(tree, predicate) {
        return;
    }
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
    let plain_speech = lexicon::PLAIN_SPEECH.contains(&tree.lemma(predicate)) && !clause.passive;
    if light || plain_speech {
        return;
    }
    for child in tree.children_by(predicate, "obl") {
        let mut leads = lead_words(tree, child);
        let adverb = tree.is(child, &["least", "most", "first", "last", "once", "all"]);
        if leads.is_empty() || adverb || is_according(tree, child) || is_temporal(tree, child) {
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
    let named = tree
        .children_by(group.phrase.head, "nmod")
        .filter(|&example| including::introduces_example(tree, example));
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

/// What the noun of a complement leads to: "increased cooperation with navies" also links to the navies.
fn nested_in(tree: &Tree<'_>, outer: &Complement) -> Vec<Complement> {
    let rule = match outer.rule {
        "clause.svo" | "clause.oblique" => "clause.nested",
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for attached in tree.children_by(outer.phrase.head, "nmod") {
        let own = lead_words(tree, attached);
        if tree.label(attached) != "nmod" || own.is_empty() || attached < outer.phrase.head || is_temporal(tree, attached) || including::introduces_example(tree, attached) {
            continue;
        }
        let leads: Vec<usize> = outer.leads.iter().chain(outer.phrase.core.iter().filter(|&&w| !tree.under(w, attached))).chain(&own).copied().collect();
        let targets = conjuncts(tree, attached);
        let linked = targets.iter().any(|&target| tree.name(target).is_some());
        for head in targets.into_iter().filter(|_| linked) {
            found.push(Complement { rule, leads: leads.clone(), phrase: Phrase::named(tree, head), weight: outer.weight });
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use crate::testing::facts_by;

    #[test]
    fn each_object_and_each_oblique_is_a_fact() {
        let found = facts_by(
            "clause",
            "
Rebels NOUN NNS rebel 2 nsubj
attacked VERB VBD attack 0 root
bases NOUN NNS base 2 obj
and CCONJ CC and 5 cc
camps NOUN NNS camp 3 conj
yesterday NOUN NN yesterday 2 obl:unmarked B-DATE",
        );
        assert_eq!(
            found,
            ["Rebels | attacked | bases [when yesterday]", "Rebels | attacked | camps [when yesterday]"]
        );

        let found = facts_by(
            "clause",
            "
Forces NOUN NNS force 2 nsubj
withdrew VERB VBD withdraw 0 root
from ADP IN from 4 case
bases NOUN NNS base 2 obl
in ADP IN in 6 case
Syria PROPN NNP Syria 4 nmod B-GPE",
        );
        assert_eq!(found, ["Forces | withdrew from | bases", "Forces | withdrew from bases in | Syria"]);
    }

    #[test]
    fn an_object_does_not_say_when() {
        let found = facts_by(
            "clause",
            "
Prosecutors NOUN NNS prosecutor 2 nsubj
asked VERB VBD ask 0 root
for ADP IN for 5 case
16 NUM CD 16 5 nummod
years NOUN NNS year 2 obl B-DATE",
        );
        assert!(found.iter().all(|fact| !fact.contains("[when")), "{found:?}");
    }

    #[test]
    fn what_is_whose_is_said_with_its_owner() {
        let found = facts_by(
            "clause",
            "
Police NOUN NN police 2 nsubj
held VERB VBD hold 0 root
a DET DT a 4 det
driver NOUN NN driver 2 obj
whose PRON WP$ whose 6 nmod:poss
son NOUN NN son 7 nsubj
shot VERB VBD shoot 4 acl:relcl
officers NOUN NNS officer 7 obj",
        );
        assert_eq!(found, ["Police | held | driver", "driver son | shot | officers"]);
    }

    #[test]
    fn an_amount_of_time_is_no_date() {
        let found = facts_by(
            "clause",
            "
They PRON PRP they 3 nsubj:pass
were AUX VBD be 3 aux:pass
sentenced VERB VBN sentence 0 root
to ADP IN to 6 case
eight NUM CD eight 6 nummod
years NOUN NNS year 3 obl
on ADP IN on 8 case
Monday PROPN NNP Monday 3 obl B-DATE",
        );
        assert!(
            found.contains(&"They | were sentenced to | eight years [when on Monday]".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn what_is_said_of_a_group_is_said_of_its_named_members() {
        let found = facts_by(
            "clause",
            "
Forces NOUN NNS force 2 nsubj
left VERB VBD leave 0 root
bases NOUN NNS base 2 obj
including VERB VBG include 5 case
Tanf PROPN NNP Tanf 3 nmod B-FAC
and CCONJ CC and 7 cc
Kasraq PROPN NNP Kasraq 5 conj B-FAC",
        );
        assert_eq!(found, ["Forces | left | bases", "Forces | left | Tanf", "Forces | left | Kasraq"]);
    }

    #[test]
    fn a_bare_noun_joins_its_verb() {
        let found = facts_by(
            "clause",
            "
IS PROPN NNP IS 2 nsubj B-ORG
claimed VERB VBD claim 0 root
responsibility NOUN NN responsibility 2 obj
for ADP IN for 6 case
two NUM CD two 6 nummod
attacks NOUN NNS attack 3 nmod",
        );
        assert_eq!(found, ["IS | claimed responsibility for | two attacks"]);
    }

    #[test]
    fn passives_keep_their_direction() {
        let found = facts_by(
            "clause",
            "
Officers NOUN NNS officer 3 nsubj:pass
were AUX VBD be 3 aux:pass
killed VERB VBN kill 0 root
by ADP IN by 5 case
militants NOUN NNS militant 3 obl:agent",
        );
        assert_eq!(found, ["Officers | were killed by | militants"]);
        let found = facts_by(
            "clause",
            "
Two NUM CD two 3 nsubj:pass
were AUX VBD be 3 aux:pass
injured VERB VBN injure 0 root",
        );
        assert_eq!(found, ["Two | were injured"]);
    }

    #[test]
    fn a_relative_pronoun_stands_for_its_antecedent() {
        let found = facts_by(
            "clause",
            "
attacks NOUN NNS attack 0 root
which PRON WDT which 3 nsubj
killed VERB VBD kill 1 acl:relcl
civilians NOUN NNS civilian 3 obj",
        );
        assert_eq!(found, ["attacks | killed | civilians"]);
        let found = facts_by(
            "clause",
            "
troops NOUN NNS troops 0 root
stationed VERB VBN station 1 acl
at ADP IN at 4 case
bases NOUN NNS base 2 obl",
        );
        assert_eq!(found, ["troops | stationed at | bases"]);
    }

    #[test]
    fn verbs_that_share_a_subject_make_one_relation() {
        let found = facts_by(
            "clause",
            "
Militants NOUN NNS militant 2 nsubj
agreed VERB VBD agree 0 root
to PART TO to 4 mark
leave VERB VB leave 2 xcomp
Aleppo PROPN NNP Aleppo 4 obj B-GPE",
        );
        assert_eq!(found, ["Militants | agreed to leave | Aleppo"]);
    }

    #[test]
    fn the_object_of_an_order_is_the_subject_of_what_is_ordered() {
        let found = facts_by(
            "clause",
            "
Turkey PROPN NNP Turkey 2 nsubj B-GPE
urged VERB VBD urge 0 root
fighters NOUN NNS fighter 2 obj
to PART TO to 5 mark
leave VERB VB leave 2 xcomp
Aleppo PROPN NNP Aleppo 5 obj B-GPE",
        );
        assert!(found.contains(&"fighters | leave | Aleppo [wanted]".to_owned()), "{found:?}");
    }

    #[test]
    fn what_is_said_carries_its_source() {
        let found = facts_by(
            "clause",
            "
Police NOUN NNS police 2 nsubj
said VERB VBD say 0 root
gunmen NOUN NNS gunman 6 nsubj
did AUX VBD do 6 aux
_n't PART RB not 6 advmod
attack VERB VB attack 2 ccomp
soldiers NOUN NNS soldier 6 obj",
        );
        assert_eq!(found, ["gunmen | didn't attack | soldiers [not] [by Police]"]);
    }
}
