//! Quotations of an article, over sentences and paragraphs, in; whose words each is out.
//!
//! A quotation is a run of stretches between marks: one that is not closed goes on in the next sentence, and
//! in the next paragraph where that opens with a mark. Its speaker is named outside the marks in one of its
//! sentences; else it is the speaker of the quotation before it in the paragraph, or, of a paragraph that
//! opens with a quotation and names nobody, of the paragraph before.

use std::ops::Range;

use triplewire_tokenizer::{Document, Span, opens_quotation};

use crate::{
    claims::{is_according, sources},
    clause::{self, Clauses},
    fact::{Fact, Source},
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
    /// For each quotation the paragraph that it begins in, and whether with its first word.
    begins: Vec<(usize, bool)>,
}

/// Who speaks in the quotations of an article.
#[derive(Debug)]
pub(crate) struct Speakers<'m> {
    marks: &'m Marks,
    /// For each quotation.
    speakers: Vec<Option<Source>>,
    /// Who is said in each paragraph to say something, whether between marks or not.
    named: Vec<(usize, Source)>,
}

/// Words below which what stands between marks names or mocks and tells nothing.
const SHORTEST: usize = 2;

impl Marks {
    /// Finds the marks; `reads` says which sentences are running text.
    pub(crate) fn new(document: &Document<'_>, reads: impl Fn(usize) -> bool) -> Self {
        let mut found = Self::default();
        let (mut open, mut passage) = (false, None);
        for (index, sentence) in document.sentences.iter().enumerate() {
            let mut quoted = vec![false; sentence.words.len()];
            if !reads(index) {
                found.quoted.push(quoted);
                continue;
            }
            let mut goes_on = open;
            if passage != Some(sentence.passage) {
                // A paragraph that opens with a mark goes on with what the last one left open.
                let marked = sentence
                    .words
                    .first()
                    .is_some_and(|word| opens_quotation(word.span.of(document.text), false) == Some(true));
                goes_on = open && marked;
                open = false;
                passage = Some(sentence.passage);
            }
            let mut start = open.then_some(0);
            for (at, word) in sentence.words.iter().enumerate() {
                match opens_quotation(word.span.of(document.text), open) {
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

    /// Each stretch with the index of its quotation.
    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter(move |stretch| stretch.sentence == sentence)
    }
}

impl<'m> Speakers<'m> {
    pub(crate) fn new(marks: &'m Marks) -> Self {
        Self { marks, speakers: vec![None; marks.begins.len()], named: Vec::new() }
    }

    /// Reads who speaks in a sentence; sentences are read in order.
    pub(crate) fn read(&mut self, tree: &Tree<'_>, clauses: &Clauses, passage: usize) {
        for stretch in self.marks.of_sentence(tree.sentence) {
            if self.speakers[stretch.quotation].is_none() {
                self.speakers[stretch.quotation] = speaker(tree, clauses, &stretch.words);
            }
        }
        let outside = speaker(tree, clauses, &(tree.len()..tree.len()));
        self.named.extend(outside.map(|source| (passage, source)));
    }

    /// Gives quotations in whose sentences nobody is named the speaker before them.
    pub(crate) fn borrow(&mut self) {
        for quotation in 0..self.speakers.len() {
            if self.speakers[quotation].is_some() {
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
                let before = self.named.iter().filter(|named| named.0 <= passage).next_back();
                before.filter(|named| first && named.0 + 1 >= passage).map(|named| named.1.clone())
            };
            self.speakers[quotation] = before
                .and_then(|before| self.speakers[before].clone())
                .or_else(|| after.and_then(|after| self.speakers[after].clone()))
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
                    span.end = stretch.span.end
                }
                _ => found.push((key.0, key.1, stretch.span)),
            }
        }
        let with_speaker =
            |(quotation, _, span): (usize, usize, Span)| (span, self.speakers[quotation].as_ref());
        found.into_iter().map(with_speaker).collect()
    }

    /// Adds to a fact the speaker of the quotation that it stands in.
    pub(crate) fn attribute(&self, fact: &mut Fact) {
        let Some(told) = fact.relation.spans.first().map(|span| span.start) else { return };
        let stretch = self.marks.stretches.iter().find(|stretch| {
            stretch.span.start <= told && told < stretch.span.end && stretch.words.len() > SHORTEST
        });
        let Some(stretch) = stretch else { return };
        let Some(speaker) = &self.speakers[stretch.quotation] else { return };
        let inside = |source: &Source| {
            source.text.first().is_some_and(|span| stretch.span.contains(Span::new(span.start, span.start)))
        };
        let is_speaker = |source: &Source| {
            source.text == speaker.text || source.entity.is_some() && source.entity == speaker.entity
        };
        // A verb of saying beside the quotation has named them.
        let named = |source: &Source| source.act.is_some() && !inside(source);
        if fact.by.iter().any(|source| is_speaker(source) || named(source)) {
            return;
        }
        let place = fact.by.iter().position(inside).unwrap_or(fact.by.len());
        fact.by.insert(place, speaker.clone());
    }
}

/// Who is said outside of the marks to say what stands between them: the verb of saying that is nearest.
fn speaker(tree: &Tree<'_>, clauses: &Clauses, words: &Range<usize>) -> Option<Source> {
    let distance = |word: usize| if word < words.start { words.start - word } else { word - words.end };
    let said = clauses.heads().iter().copied().filter(|&predicate| {
        !tree.is_quoted(predicate)
            && clause::speaks(tree, predicate)
            && clauses.get(predicate).is_some_and(|clause| !clause.passive && !clause.subjects.is_empty())
    });
    let said = said.min_by_key(|&predicate| distance(predicate)).and_then(|predicate| {
        sources::voice(tree, clauses, predicate).filter(|voice| !tree.is_quoted(voice.phrase.head))
    });
    let voice = said.or_else(|| {
        let according = (0..tree.len()).find(|&word| tree.rel(word) == "obl" && is_according(tree, word))?;
        Some(sources::according(tree, according))
    })?;
    Some(voice.finish(tree))
}
