//! A document, its parses and its names in, the phrases that refer to something out: names, noun
//! phrases and pronouns, each with its place in the tree.

use std::ops::Range;

use triplewire_encoder::{Arcs, Node, Parse};
use triplewire_tokenizer::{Document, PassageKind, QuotationMark, Word, quotation_marks};

use super::pronouns::{Pronoun, pronoun};
use crate::entity::{Entities, EntityType, MentionKind};

/// What a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseKind {
    /// Index into [`Entities::entities`].
    Name(usize),
    Nominal,
    /// "Assad and Putin": neither of the two.
    Coordination,
    Pronoun(Pronoun),
}

/// The part that a phrase plays in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Subject,
    PassiveSubject,
    Object,
    IndirectObject,
    Oblique,
    Possessor,
    Modifier,
    Root,
    Other,
}

/// How many roles there are.
pub(crate) const ROLES: usize = Role::Other as usize + 1;

/// Words that refer to something.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) sentence: usize,
    /// The word that the others hang from.
    pub(crate) head: usize,
    /// The words of the phrase; of a name, its own.
    pub(crate) words: Range<usize>,
    pub(crate) kind: PhraseKind,
    pub(crate) role: Role,
    /// Whether it hangs from another phrase by "and".
    pub(crate) conjunct: bool,
    /// The predicate of its clause.
    pub(crate) clause: usize,
    /// How many clauses its own lies in.
    pub(crate) depth: usize,
    /// The quotation it stands in: 0 for none, else counted from 1.
    pub(crate) quotation: usize,
    /// The phrase that this one only describes ("the leader" in "Assad, the leader, ..."): index
    /// into [`Scene::phrases`].
    pub(crate) describes: Option<usize>,
}

/// One sentence with its tree.
#[derive(Debug)]
pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
    pub(crate) nodes: &'a [Node],
    pub(crate) arcs: Arcs,
    pub(crate) passage: usize,
    /// Whether it is running text, and not a headline, a heading or a dateline.
    pub(crate) running: bool,
}

impl Sentence<'_> {
    pub(crate) fn form(&self, word: usize) -> &str {
        self.words[word].span.of(self.text)
    }

    /// The relation to the head without its subtype.
    pub(crate) fn rel(&self, word: usize) -> &str {
        let deprel = self.nodes[word].deprel.as_str();
        deprel.split_once(':').map_or(deprel, |(base, _)| base)
    }

    pub(crate) fn child(&self, word: usize, rel: &str) -> Option<usize> {
        self.arcs.children(word).iter().copied().find(|&child| self.rel(child) == rel)
    }

    /// The predicate of the clause that a word stands in: the nearest word above it that is one.
    pub(crate) fn clause(&self, word: usize) -> usize {
        let above = self.arcs.head(word).into_iter().flat_map(|head| self.arcs.ancestors(head));
        let mut last = word;
        for at in above {
            last = at;
            if self.is_predicate(at) {
                break;
            }
        }
        last
    }

    fn is_predicate(&self, word: usize) -> bool {
        let clausal =
            matches!(self.rel(word), "root" | "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis" | "csubj");
        let verb = matches!(self.nodes[word].upos.as_str(), "VERB" | "AUX");
        clausal || verb || self.child(word, "nsubj").is_some()
    }

    /// How many clauses lie above a predicate.
    fn depth(&self, predicate: usize) -> usize {
        let mut depth = 0;
        let mut at = predicate;
        while self.arcs.head(at).is_some() && depth < 8 {
            let above = self.clause(at);
            if self.rel(at) != "conj" {
                depth += 1;
            }
            at = above;
        }
        depth
    }
}

/// An article as coreference sees it.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) sentences: Vec<Sentence<'a>>,
    /// In order of the text, by head.
    pub(crate) phrases: Vec<Phrase>,
    /// For each quotation (from 1; 0 is unused) the subject of the verb that it hangs from.
    pub(crate) speakers: Vec<Option<usize>>,
    /// Whether it reads like talk: "I" and "you" outside quotations in more than one of fifty words.
    pub(crate) spoken: bool,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(document: &'a Document<'_>, parses: &'a [Parse], entities: &Entities) -> Self {
        let mut scene =
            Self { sentences: Vec::new(), phrases: Vec::new(), speakers: vec![None], spoken: false };
        let (mut words, mut talk) = (0, 0);
        let mut quotations = Quotations::default();
        let marks = quotation_marks(document);
        for (index, ((sentence, parse), marks)) in
            document.sentences.iter().zip(parses).zip(&marks).enumerate()
        {
            let length = sentence.words.len().min(parse.nodes.len());
            let kind = document.passages.get(sentence.passage).map(|passage| passage.kind);
            let running = matches!(kind, None | Some(PassageKind::Paragraph));
            let nodes = &parse.nodes[..length];
            let view = Sentence {
                text: document.text,
                words: &sentence.words[..length],
                nodes,
                arcs: Arcs::new(nodes),
                passage: sentence.passage,
                running,
            };
            let quoted = quotations.read(&view, marks);
            words += length;
            talk += (0..length).filter(|&word| quoted[word] == 0 && is_talk(view.form(word))).count();
            scene.phrases_of(index, &view, entities, &quoted);
            scene.sentences.push(view);
        }
        scene.spoken = talk * 50 > words;
        scene.speakers.resize(quotations.count + 1, None);
        scene.find_speakers();
        scene
    }

    fn phrases_of(&mut self, index: usize, view: &Sentence<'_>, entities: &Entities, quoted: &[usize]) {
        let first = self.phrases.len();
        let length = view.words.len();
        let mut named = vec![false; length];
        let mut found = Vec::new();
        for mention in entities.in_sentence(index) {
            let range = mention.words.start..mention.words.end.min(length);
            if range.is_empty() {
                continue;
            }
            named[range.clone()].fill(true);
            let expression = matches!(
                mention.entity_type,
                EntityType::Date
                    | EntityType::Time
                    | EntityType::Money
                    | EntityType::Quantity
                    | EntityType::Percent
            );
            if mention.kind == MentionKind::Name && !expression {
                let outside = |&word: &usize| view.arcs.head(word).is_none_or(|head| !range.contains(&head));
                let head = range.clone().find(outside).unwrap_or(range.start);
                found.push((head, range, PhraseKind::Name(mention.entity)));
            }
        }
        for (word, named) in named.into_iter().enumerate() {
            let node = &view.nodes[word];
            let lower = view.form(word).to_lowercase();
            if let Some(pronoun) = pronoun(&lower).filter(|_| matches!(node.upos.as_str(), "PRON" | "DET")) {
                found.push((word, word..word + 1, PhraseKind::Pronoun(pronoun)));
            } else if matches!(node.upos.as_str(), "NOUN" | "PROPN") && !named {
                let joined = matches!(view.rel(word), "compound" | "flat" | "fixed" | "goeswith" | "amod");
                let predicate = view.child(word, "cop").is_some();
                if !joined && !predicate {
                    found.push((word, extent(view, word), PhraseKind::Nominal));
                }
            }
        }
        let heads: Vec<usize> = found.iter().map(|(head, ..)| *head).collect();
        for &head in &heads {
            let mut conjuncts =
                view.arcs.children(head).iter().filter(|&&child| view.rel(child) == "conj").copied();
            if let Some(last) = conjuncts.rfind(|child| heads.contains(child)) {
                let words = extent(view, head).start..extent(view, last).end;
                found.push((head, words, PhraseKind::Coordination));
            }
        }
        found.sort_by_key(|(head, words, _)| (*head, words.len()));
        for (head, words, kind) in found {
            let (place, conjunct) = place(view, head);
            let clause = view.clause(place);
            self.phrases.push(Phrase {
                sentence: index,
                head,
                words,
                kind,
                role: role(view, place),
                conjunct: conjunct && kind != PhraseKind::Coordination,
                clause,
                depth: view.depth(clause),
                quotation: quoted[head],
                describes: None,
            });
        }
        self.describe(first, view);
    }

    /// Finds the phrases that only describe another: appositions, and titles that the parser made the
    /// head of the name.
    fn describe(&mut self, first: usize, view: &Sentence<'_>) {
        for index in first..self.phrases.len() {
            let phrase = &self.phrases[index];
            if matches!(phrase.kind, PhraseKind::Pronoun(_) | PhraseKind::Coordination) {
                continue;
            }
            let Some(above) = view.arcs.head(phrase.head) else { continue };
            let rel = view.rel(phrase.head);
            let titled = matches!(phrase.kind, PhraseKind::Name(_)) && matches!(rel, "flat" | "compound");
            let beside = rel == "appos" || view.nodes[phrase.head].deprel == "nmod:desc";
            if !beside && !titled {
                continue;
            }
            let of_head = |other: &Phrase| other.head == above && other.kind != PhraseKind::Coordination;
            let Some(other) = (first..self.phrases.len()).find(|&at| of_head(&self.phrases[at])) else {
                continue;
            };
            let (is_name, other_name) = (
                matches!(phrase.kind, PhraseKind::Name(_)),
                matches!(self.phrases[other].kind, PhraseKind::Name(_)),
            );
            match (is_name, other_name) {
                (true, false) => {
                    // The name speaks for both, from the place of the noun.
                    let noun = self.phrases[other].clone();
                    let name = &mut self.phrases[index];
                    (name.role, name.clause, name.depth, name.conjunct) =
                        (noun.role, noun.clause, noun.depth, noun.conjunct);
                    self.phrases[other].describes = Some(index);
                }
                (false, _) => self.phrases[index].describes = Some(other),
                (true, true) => {}
            }
        }
    }

    /// Whether one phrase is the subject of a verb of saying, and the other of the verb below it: "Uber said it
    /// planned …".
    pub(crate) fn reports(&self, above: usize, below: usize) -> bool {
        let (above, below) = (&self.phrases[above], &self.phrases[below]);
        let view = &self.sentences[below.sentence];
        let verb = &view.nodes[below.clause];
        let subjects =
            above.role == Role::Subject && matches!(below.role, Role::Subject | Role::PassiveSubject);
        let plain = view.rel(below.clause) == "ccomp"
            && verb.upos == "VERB"
            && view.child(below.clause, "cop").is_none();
        above.sentence == below.sentence
            && above.head < below.head
            && subjects
            && plain
            && !matches!(above.kind, PhraseKind::Pronoun(_))
            // "Krasnodar officials" are not Krasnodar.
            && view.rel(above.head) != "compound"
            && view.arcs.head(below.clause) == Some(above.clause)
            && (above.quotation, below.quotation) == (0, 0)
            && self.speaks(above)
            && view.rel(below.head) != "expl"
            && !VAGUE.contains(&verb.lemma.as_str())
    }

    /// Whether the first phrase is who speaks again through the second: "The bank bought dollars, it said", "The
    /// operator denied the report. It said …".
    pub(crate) fn speaks_again(&self, above: usize, below: usize) -> bool {
        let (above, below) = (&self.phrases[above], &self.phrases[below]);
        let subjects = above.role == Role::Subject && below.role == Role::Subject;
        if !subjects
            || matches!(above.kind, PhraseKind::Pronoun(_))
            || (above.quotation, below.quotation) != (0, 0)
            || !self.speaks(below)
        {
            return false;
        }
        let view = &self.sentences[above.sentence];
        if above.sentence == below.sentence {
            view.rel(above.clause) == "ccomp" && view.arcs.head(above.clause) == Some(below.clause)
        } else {
            let answers =
                ["deny", "confirm", "reject", "dismiss"].contains(&&*view.nodes[above.clause].lemma);
            above.sentence + 1 == below.sentence && above.depth == 0 && (self.speaks(above) || answers)
        }
    }

    /// Whether a phrase is in the clause of a verb of saying.
    fn speaks(&self, phrase: &Phrase) -> bool {
        SPEECH.contains(&self.sentences[phrase.sentence].nodes[phrase.clause].lemma.as_str())
    }

    /// The subject of the verb that a quotation hangs from speaks it.
    fn find_speakers(&mut self) {
        for index in 0..self.phrases.len() {
            let phrase = &self.phrases[index];
            if phrase.role != Role::Subject || phrase.quotation != 0 {
                continue;
            }
            let view = &self.sentences[phrase.sentence];
            let lemma = view.nodes[phrase.clause].lemma.as_str();
            if !SPEECH.contains(&lemma) {
                continue;
            }
            // Any phrase of the sentence that stands in a quotation shows which one it is.
            let (sentence, at) = (phrase.sentence, phrase.head);
            let start = self.phrases.partition_point(|other| other.sentence < sentence);
            let near = self.phrases[start..]
                .iter()
                .take_while(|other| other.sentence == sentence)
                .filter(|other| other.quotation != 0)
                .min_by_key(|other| other.head.abs_diff(at));
            if let Some(quotation) = near.map(|other| other.quotation) {
                self.speakers[quotation].get_or_insert(index);
            }
        }
    }
}

/// Whether a word is of the one who speaks or is spoken to.
fn is_talk(form: &str) -> bool {
    matches!(form, "I" | "me" | "my" | "My" | "you" | "You" | "your" | "Your")
}

/// Verbs whose "it" is seldom somebody: "the army said it took three days".
const VAGUE: &[&str] =
    &["rain", "snow", "seem", "appear", "take", "turn", "happen", "matter", "cost", "last", "depend", "mean"];

/// Verbs whose subject says what is quoted.
pub(crate) const SPEECH: &[&str] = &[
    "say", "tell", "add", "ask", "reply", "write", "tweet", "announce", "state", "declare", "claim", "note",
    "explain", "argue", "warn", "insist", "continue", "cry", "shout", "answer", "exclaim", "comment",
    "conclude", "remark", "whisper", "post", "report", "admit", "stress", "recall", "respond", "describe",
    "call",
];

/// The words of the noun phrase that `head` heads, without what only stands beside it.
fn extent(view: &Sentence<'_>, head: usize) -> Range<usize> {
    let mut words = Vec::new();
    // "A week after the attack": what stands before the preposition is no part of the attack.
    let case = view.child(head, "case").filter(|&case| case < head);
    let after_comma = |word: usize| word > 0 && view.form(word - 1) == ",";
    view.arcs.collect(head, &mut words, &|word| {
        let direct = view.arcs.head(word) == Some(head);
        let deprel = view.nodes[word].deprel.as_str();
        let beside =
            matches!(view.rel(word), "conj" | "cc" | "appos" | "parataxis" | "case" | "mark" | "punct");
        let clause = deprel == "acl:relcl" || matches!(view.rel(word), "cop" | "nsubj" | "advcl");
        // "convicted the nurse of stealing": what of, and no part of the nurse.
        let charge =
            || view.child(word, "mark").is_some_and(|mark| matches!(view.form(mark), "of" | "from" | "for"));
        let apart =
            view.rel(word) == "acl" && (after_comma(word) || view.nodes[word].xpos == "VBG" && charge());
        direct && (beside || clause || apart || case.is_some_and(|case| word < case))
    });
    words.sort_unstable();
    // One stretch around the head: a parse that crosses itself must not tear the phrase open.
    let at = words.binary_search(&head).unwrap_or(0);
    let (mut start, mut end) = (at, at);
    while start > 0 && words[start - 1] + 3 > words[start] {
        start -= 1;
    }
    while end + 1 < words.len() && words[end] + 3 > words[end + 1] {
        end += 1;
    }
    let mut range = words[start]..words[end] + 1;
    while range.len() > 1 && view.nodes[range.end - 1].upos == "PUNCT" && range.end - 1 > head {
        range.end -= 1;
    }
    while range.len() > 1 && view.nodes[range.start].upos == "PUNCT" && range.start < head {
        range.start += 1;
    }
    // "the “special operation”": marks are no part of a phrase, but for one that closes what opens within.
    let marks = |xpos| range.clone().filter(|&word| view.nodes[word].xpos == xpos).count();
    if marks("``") > marks("''") && view.nodes.get(range.end).is_some_and(|node| node.xpos == "''") {
        range.end += 1;
    }
    range
}

/// The word whose relation says what part the phrase plays, and whether it got there over "and".
fn place(view: &Sentence<'_>, head: usize) -> (usize, bool) {
    let (mut at, mut conjunct) = (head, false);
    for _ in 0..4 {
        match (view.rel(at), view.arcs.head(at)) {
            ("conj", Some(above)) if !view.is_predicate(above) || view.rel(above) == "root" => {
                if matches!(view.nodes[above].upos.as_str(), "VERB" | "AUX") {
                    break;
                }
                at = above;
                conjunct = true;
            }
            ("flat" | "appos" | "compound", Some(above)) => at = above,
            _ => break,
        }
    }
    (at, conjunct)
}

fn role(view: &Sentence<'_>, word: usize) -> Role {
    match view.nodes[word].deprel.as_str() {
        "nsubj:pass" => Role::PassiveSubject,
        "nmod:poss" => Role::Possessor,
        _ => match view.rel(word) {
            "nsubj" => Role::Subject,
            "obj" => Role::Object,
            "iobj" => Role::IndirectObject,
            "obl" => Role::Oblique,
            "nmod" => Role::Modifier,
            "root" => Role::Root,
            _ => Role::Other,
        },
    }
}

/// Follows quotation marks through an article. A quotation ends with its paragraph at the latest.
#[derive(Debug, Default)]
struct Quotations {
    count: usize,
    open: bool,
    passage: Option<usize>,
}

impl Quotations {
    /// For each word the quotation that it stands in.
    fn read(&mut self, view: &Sentence<'_>, marks: &[QuotationMark]) -> Vec<usize> {
        if self.passage != Some(view.passage) {
            self.passage = Some(view.passage);
            self.open = false;
        }
        let mut quoted = vec![0; view.words.len()];
        let mut marks = marks.iter().peekable();
        for (word, quotation) in quoted.iter_mut().enumerate() {
            match marks.next_if(|mark| mark.word == word).map(|mark| mark.opens) {
                Some(true) if !self.open => {
                    self.open = true;
                    self.count += 1;
                }
                Some(false) => self.open = false,
                _ => {}
            }
            if self.open {
                *quotation = self.count;
            }
        }
        quoted
    }
}
