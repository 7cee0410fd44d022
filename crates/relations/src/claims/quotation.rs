//! Quotations of an article, over sentences and paragraphs, in; whose words each is out.
//!
//! A quotation is a run of stretches between marks: one that is not closed goes on in the next sentence, and
//! in the next paragraph where that opens with a mark. Its speaker is named outside the marks in one of its
//! sentences; else it is the speaker of the quotation before it in the paragraph, or, of a paragraph that
//! opens with a quotation and names nobody, of the paragraph before.

use std::{collections::BTreeMap, ops::Range};

use triplewire_entities::EntityType;
use triplewire_tokenizer::{Document, QuotationMark, Span, quotation_marks};

use crate::{
    claims::{
        is_according,
        sources::{self, Voice},
    },
    clause::{self, Clauses},
    fact::{Fact, Source},
    phrase::Phrase,
    syntax::Tree,
};

/// A stretch between marks within one sentence.
#[derive(Clone, Debug)]
struct Stretch {
    /// Index into `Document::sentences`.
    sentence: usize,
    /// Words, marks included.
    words: Range<usize>,
    /// In bytes.
    span: Span,
    /// The paragraph.
    passage: usize,
    /// Index of the quotation that it belongs to.
    quotation: usize,
}

/// Where the quotations of an article stand.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    stretches: Vec<Stretch>,
    /// For each sentence of the document, for each word, whether it stands between marks.
    quoted: Vec<Vec<bool>>,
    /// Where words of the first person begin.
    first_persons: Vec<usize>,
    /// For each quotation the paragraph that it begins in, and whether with its first word.
    begins: Vec<(usize, bool)>,
}

/// Somebody who is named in a paragraph.
#[derive(Clone, Debug)]
struct Named {
    passage: usize,
    sentence: usize,
    source: Source,
    person: bool,
    /// Whether the sentence says that they say something, and is not only about them.
    speaks: bool,
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    Person,
    Other,
}

/// Who speaks in the quotations of an article.
#[derive(Debug)]
pub(crate) struct Speakers<'m> {
    marks: &'m Marks,
    /// For each quotation who speaks in it.
    found: Vec<Option<Source>>,
    /// Who is said in each paragraph to say something, whether between marks or not, and else whom a sentence is
    /// about.
    named: Vec<Named>,
    /// Sources by where their words begin.
    heard: BTreeMap<usize, Source>,
    /// Entities named so far in the paragraph that is being read.
    mentioned: (usize, Vec<usize>),
}

/// Words below which what stands between marks names or mocks and tells nothing.
const SHORTEST: usize = 2;

/// What is done in words, which may follow in a sentence of their own: "criticized the ruling. “…”"
const REACTIONS: &[&str] = &[
    "address",
    "applaud",
    "attack",
    "blast",
    "comment",
    "condemn",
    "criticise",
    "criticize",
    "defend",
    "denounce",
    "elaborate",
    "hail",
    "joke",
    "lament",
    "post",
    "praise",
    "react",
    "respond",
    "slam",
    "speak",
    "talk",
    "testify",
    "tweet",
    "welcome",
];

impl Marks {
    /// Finds the marks; `reads` says which sentences are running text.
    pub(crate) fn new(document: &Document<'_>, reads: impl Fn(usize) -> bool) -> Self {
        let mut found = Self::default();
        let (mut open, mut passage) = (false, None);
        let marks = quotation_marks(document);
        for (index, (sentence, marks)) in document.sentences.iter().zip(&marks).enumerate() {
            let mut quoted = vec![false; sentence.words.len()];
            if !reads(index) {
                found.quoted.push(quoted);
                continue;
            }
            let mut goes_on = open;
            if passage != Some(sentence.passage) {
                // A paragraph that opens with a mark goes on with what the last one left open.
                goes_on = open && marks.first() == Some(&QuotationMark { word: 0, opens: true });
                open = false;
                passage = Some(sentence.passage);
            }
            let mut start = open.then_some(0);
            let mut marks = marks.iter().peekable();
            for (at, word) in sentence.words.iter().enumerate() {
                match marks.next_if(|mark| mark.word == at).map(|mark| mark.opens) {
                    Some(true) => {
                        open = true;
                        start = Some(at);
                    }
                    Some(false) => {
                        open = false;
                        quoted[at] = true;
                        if let Some(from) = start.take() {
                            found.add(index, sentence.passage, from..at + 1, &sentence.words, goes_on);
                        }
                        goes_on = false;
                    }
                    None => {}
                }
                quoted[at] |= open;
                if matches!(word.span.of(document.text), "I" | "We" | "we") {
                    found.first_persons.push(word.span.start);
                }
            }
            if let Some(from) = start {
                found.add(index, sentence.passage, from..sentence.words.len(), &sentence.words, goes_on);
            }
            found.quoted.push(quoted);
        }
        found
    }

    fn add(
        &mut self,
        sentence: usize,
        passage: usize,
        words: Range<usize>,
        all: &[triplewire_tokenizer::Word],
        goes_on: bool,
    ) {
        let Some(span) = all
            .get(words.clone())
            .and_then(|words| Some(Span::new(words.first()?.span.start, words.last()?.span.end)))
        else {
            return;
        };
        let quotation = match self.stretches.last() {
            Some(last) if goes_on => last.quotation,
            _ => {
                self.begins.push((passage, words.start == 0));
                self.begins.len() - 1
            }
        };
        self.stretches.push(Stretch { sentence, words, span, passage, quotation });
    }

    /// Which words of a sentence stand between marks.
    pub(crate) fn quoted(&self, sentence: usize) -> &[bool] {
        self.quoted.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// The stretches of a sentence; all stand in the order of the text.
    fn of_sentence(&self, sentence: usize) -> &[Stretch] {
        let start = self.stretches.partition_point(|stretch| stretch.sentence < sentence);
        let end = self.stretches.partition_point(|stretch| stretch.sentence <= sentence);
        &self.stretches[start..end]
    }

    /// The first and the last sentence of a quotation.
    fn sentences(&self, quotation: usize) -> Option<(usize, usize)> {
        let start = self.stretches.partition_point(|stretch| stretch.quotation < quotation);
        let end = self.stretches.partition_point(|stretch| stretch.quotation <= quotation);
        let stretches = &self.stretches[start..end];
        Some((stretches.first()?.sentence, stretches.last()?.sentence))
    }

    /// The stretch that a byte of the text stands in.
    fn around(&self, place: usize) -> Option<&Stretch> {
        let next = self.stretches.partition_point(|stretch| stretch.span.start <= place);
        self.stretches[..next].last().filter(|stretch| place < stretch.span.end)
    }
}

impl<'m> Speakers<'m> {
    pub(crate) fn new(marks: &'m Marks) -> Self {
        Self {
            marks,
            found: vec![None; marks.begins.len()],
            named: Vec::new(),
            heard: BTreeMap::new(),
            mentioned: (0, Vec::new()),
        }
    }

    /// Reads who speaks in a sentence; sentences are read in order.
    pub(crate) fn read(&mut self, tree: &Tree<'_>, clauses: &Clauses, passage: usize) {
        let marks = self.marks;
        if self.mentioned.0 != passage {
            self.mentioned = (passage, Vec::new());
        }
        let mentions = (0..tree.len()).filter_map(|word| tree.name(word));
        self.mentioned.1.extend(mentions.map(|mention| mention.entity));
        for stretch in marks.of_sentence(tree.sentence) {
            if self.found[stretch.quotation].is_none() {
                let said = speaker(tree, clauses, &stretch.words).map(|said| self.known(passage, said));
                self.hear(said.as_ref());
                self.found[stretch.quotation] = said;
            }
        }
        let outside = speaker(tree, clauses, &(tree.len()..tree.len()));
        let named = match outside {
            Some(said) => {
                let person = said.person;
                let source = self.known(passage, said);
                Some(Named { passage, sentence: tree.sentence, source, person, speaks: true })
            }
            None => topic(tree, clauses).map(|(source, speaks)| Named {
                passage,
                sentence: tree.sentence,
                source,
                person: true,
                speaks,
            }),
        };
        self.hear(named.as_ref().map(|named| &named.source));
        self.named.extend(named);
    }

    /// Keeps whom words that name a source stand for.
    fn hear(&mut self, source: Option<&Source>) {
        let Some(source) = source else { return };
        if let Some(first) = source.text.first() {
            self.heard.insert(first.start, source.clone());
        }
    }

    /// "He added": a pronoun speaks for who was named last in the paragraph, unless its own entity was.
    fn known(&self, passage: usize, Said { source, pronoun, .. }: Said) -> Source {
        let Some(pronoun) = pronoun else { return source };
        let fits =
            |named: &&Named| named.source.entity.is_some() && (pronoun == Pronoun::Person) == named.person;
        let before = || self.named.iter().rev().take_while(|named| named.passage == passage).filter(fits);
        // What coreference says stands where it is somebody of this paragraph.
        let near = source.entity.is_some_and(|entity| self.mentioned.1.contains(&entity));
        match before().next().filter(|_| !near) {
            Some(named) => Source { entity: named.source.entity, ..source },
            None => source,
        }
    }

    /// Gives quotations in whose sentences nobody is named the speaker before them.
    pub(crate) fn borrow(&mut self) {
        for quotation in 0..self.found.len() {
            if self.found[quotation].is_some() {
                continue;
            }
            let (passage, first) = self.marks.begins[quotation];
            let before = quotation.checked_sub(1).filter(|&before| {
                let same = self.marks.begins[before].0 == passage;
                same || first && self.marks.begins[before].0 + 1 == passage
            });
            let after = Some(quotation + 1).filter(|&after| {
                first && self.marks.begins.get(after).is_some_and(|begins| begins.0 == passage)
            });
            let named = || {
                let next = self.named.partition_point(|named| named.passage <= passage);
                let before = self.named[..next].last();
                before.filter(|named| first && named.passage + 1 >= passage).map(|named| named.source.clone())
            };
            // "“…,” Weber said. The ministry said that …. “…”": the ministry has spoken since.
            let since = before.and_then(|before| {
                let (_, last) = self.marks.sentences(before)?;
                let (start, _) = self.marks.sentences(quotation)?;
                let between = |named: &&Named| last < named.sentence && named.sentence < start;
                self.named.iter().rev().filter(between).find(|named| named.speaks && named.passage == passage)
            });
            self.found[quotation] = since
                .map(|named| named.source.clone())
                .or_else(|| before.and_then(|before| self.found[before].clone()))
                .or_else(|| after.and_then(|after| self.found[after].clone()))
                .or_else(named);
        }
    }

    /// Each quotation within its paragraph, with its speaker.
    pub(crate) fn stretches(&self) -> Vec<(Span, Option<&Source>)> {
        let mut found: Vec<(usize, usize, Span)> = Vec::new();
        for stretch in &self.marks.stretches {
            let key = (stretch.quotation, stretch.passage);
            match found.last_mut() {
                Some((quotation, passage, span)) if (*quotation, *passage) == key => {
                    span.end = stretch.span.end;
                }
                _ => found.push((key.0, key.1, stretch.span)),
            }
        }
        let with_speaker =
            |(quotation, _, span): (usize, usize, Span)| (span, self.found[quotation].as_ref());
        found.into_iter().map(with_speaker).collect()
    }

    /// Adds to a fact the speaker of the quotation that it stands in.
    pub(crate) fn attribute(&self, fact: &mut Fact) {
        for source in &mut fact.by {
            let heard = source.text.first().and_then(|first| self.heard.get(&first.start));
            if let Some(known) = heard.filter(|known| known.text == source.text) {
                source.entity = known.entity;
            }
        }
        let Some(told) = fact.relation.spans.first().map(|span| span.start) else { return };
        // Nobody who speaks between marks speaks of what stands outside.
        let outside = |source: &Source| {
            let around = source.text.first().and_then(|first| self.marks.around(first.start));
            around.is_some_and(|stretch| {
                stretch.words.len() > SHORTEST && !(stretch.span.start..stretch.span.end).contains(&told)
            })
        };
        fact.by.retain(|source| !outside(source));
        let stretch = self.marks.around(told).filter(|stretch| stretch.words.len() > SHORTEST);
        let Some(stretch) = stretch else { return };
        let Some(speaker) = &self.found[stretch.quotation] else { return };
        let inside = |source: &Source| {
            source.text.first().is_some_and(|span| stretch.span.contains(Span::new(span.start, span.start)))
        };
        let is_speaker = |source: &Source| {
            source.text == speaker.text || source.entity.is_some() && source.entity == speaker.entity
        };
        // "I think" within the quotation is the speaker again.
        let first_person = |source: &Source| {
            let &[word] = source.text.as_slice() else { return false };
            inside(source) && self.marks.first_persons.binary_search(&word.start).is_ok()
        };
        fact.by.retain(|source| !first_person(source));
        // A verb of saying beside the quotation has named them.
        let named = |source: &Source| source.act.is_some() && !inside(source);
        if fact.by.iter().any(|source| is_speaker(source) || named(source)) {
            return;
        }
        let place = fact.by.iter().position(inside).unwrap_or(fact.by.len());
        fact.by.insert(place, speaker.clone());
    }
}

/// "Murphy claimed that …, insisting that": one source once, by the act that is nearer to the fact.
pub(crate) fn once(fact: &mut Fact) {
    let mut kept: Vec<Source> = Vec::new();
    for source in fact.by.drain(..) {
        let same =
            |last: &Source| last.entity.is_some() && last.entity == source.entity || last.text == source.text;
        if kept.last().is_some_and(same) {
            kept.pop();
        }
        kept.push(source);
    }
    fact.by = kept;
}

/// Who says something, and by which pronoun if by one alone.
struct Said {
    source: Source,
    pronoun: Option<Pronoun>,
    person: bool,
}

/// Whom a sentence is about: the subject of its main clause, where that is somebody known; and whether it says
/// that they have spoken.
fn topic(tree: &Tree<'_>, clauses: &Clauses) -> Option<(Source, bool)> {
    let root = clauses.heads().iter().copied().find(|&predicate| tree.head(predicate).is_none())?;
    let subject = clauses.get(root)?.subjects.first()?.head;
    let phrase = Phrase::subject(tree, subject, root);
    let known = is_person(tree, subject) && !tree.is_quoted(subject);
    let speaks =
        REACTIONS.contains(&tree.lemma(root)) && clauses.get(root).is_some_and(|clause| !clause.passive);
    known.then(|| (Voice { phrase, act: None }.finish(tree), speaks))
}

/// Who is said outside of the marks to say what stands between them: the verb of saying that is nearest.
fn speaker(tree: &Tree<'_>, clauses: &Clauses, words: &Range<usize>) -> Option<Said> {
    let distance = |word: usize| if word < words.start { words.start - word } else { word - words.end };
    let said = clauses.heads().iter().copied().filter(|&predicate| {
        !tree.is_quoted(predicate)
            && clause::speaks(tree, predicate)
            && !stays_silent(tree, predicate)
            && clauses.get(predicate).is_some_and(|clause| !clause.passive && !clause.subjects.is_empty())
    });
    let said = said.min_by_key(|&predicate| distance(predicate)).and_then(|predicate| {
        sources::voice(tree, clauses, predicate).filter(|voice| !tree.is_quoted(voice.phrase.head))
    });
    // "praised her on Twitter: “…”", "defended his decision, “…”"
    let colon = || {
        let mark = words
            .start
            .checked_sub(1)
            .filter(|&mark| words.start < tree.len() && tree.is(mark, &[":", ","]))?;
        let mut mains =
            clauses.heads().iter().copied().filter(|&head| head < mark && tree.head(head).is_none());
        let main = mains.next()?;
        let subject = clauses.get(main).filter(|clause| !clause.passive)?.subjects.first()?.head;
        let speaks = matches!(tree.entity_type(subject), Some(EntityType::Per | EntityType::Org))
            && (tree.is(mark, &[":"]) || REACTIONS.contains(&tree.lemma(main)));
        speaks.then(|| Voice { phrase: Phrase::subject(tree, subject, main), act: None })
    };
    let voice = said.or_else(colon).or_else(|| {
        let according = (0..tree.len()).find(|&word| tree.rel(word) == "obl" && is_according(tree, word))?;
        Some(sources::according(tree, according))
    })?;
    let head = voice.phrase.head;
    let person = tree.is(head, &["he", "she", "i"]);
    let pronoun = tree.is_pronoun(head).then_some(if person { Pronoun::Person } else { Pronoun::Other });
    let person = person || is_person(tree, head);
    Some(Said { source: voice.finish(tree), pronoun, person })
}

/// "Failed to mention", "declined to say".
fn stays_silent(tree: &Tree<'_>, predicate: usize) -> bool {
    let outer = tree.head(predicate).filter(|_| tree.rel(predicate) == "xcomp");
    outer.is_some_and(|outer| ["fail", "refuse", "decline", "omit", "forget"].contains(&tree.lemma(outer)))
}

/// Whether a word stands for one person.
fn is_person(tree: &Tree<'_>, word: usize) -> bool {
    tree.entity_type(word) == Some(EntityType::Per) && !matches!(tree.xpos(word), "NNS" | "NNPS")
}
