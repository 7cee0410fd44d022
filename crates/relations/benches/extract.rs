//! How many words a second one core turns from parses into facts.

use divan::{Bencher, counter::ItemsCount};
use triplewire_encoder::{Node, Parse};
use triplewire_entities::Entities;
use triplewire_relations::extract;
use triplewire_tokenizer::{Document, Passage, PassageKind, Sentence, Span, Word};

fn main() {
    divan::main();
}

/// FORM, UPOS, XPOS, LEMMA, HEAD (from 1), DEPREL.
const SENTENCE: &str = "\
Militants NOUN NNS militant 2 nsubj
claimed VERB VBD claim 0 root
responsibility NOUN NN responsibility 2 obj
for ADP IN for 6 case
two NUM CD two 6 nummod
attacks NOUN NNS attack 3 nmod
in ADP IN in 8 case
Syria PROPN NNP Syria 6 nmod
, PUNCT , , 11 punct
which PRON WDT which 11 nsubj
killed VERB VBD kill 6 acl:relcl
an DET DT a 13 det
employee NOUN NN employee 11 obj
and CCONJ CC and 16 cc
a DET DT a 16 det
civilian NOUN NN civilian 13 conj
. PUNCT . . 2 punct";

const COPIES: usize = 500;

#[divan::bench]
fn facts_of_parses(bencher: Bencher<'_, '_>) {
    let (mut text, mut sentences, mut parses) = (String::new(), Vec::new(), Vec::new());
    for _ in 0..COPIES {
        let (mut words, mut nodes) = (Vec::new(), Vec::new());
        for line in SENTENCE.lines() {
            let fields: Vec<&str> = line.split(' ').collect();
            let start = text.len();
            text.push_str(fields[0]);
            words.push(Word { span: Span::new(start, text.len()), space_after: true, clitic: false });
            text.push(' ');
            nodes.push(Node {
                upos: fields[1].into(),
                xpos: fields[2].into(),
                lemma: fields[3].into(),
                head: fields[4].parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
                deprel: fields[5].into(),
            });
        }
        let span = Span::new(words[0].span.start, words[words.len() - 1].span.end);
        sentences.push(Sentence { span, words, passage: 0, cut: false });
        parses.push(Parse { nodes, ..Parse::default() });
    }
    let span = Span::new(0, text.len());
    let document = Document {
        text: &text,
        passages: vec![Passage { span, kind: PassageKind::Paragraph }],
        sentences,
        published: None,
    };
    let entities = Entities::default();
    let expected = extract(&document, &parses, &entities).len();
    assert_eq!(expected, COPIES * 3, "claimed … attacks, killed employee, killed civilian");
    bencher.counter(ItemsCount::new(COPIES * SENTENCE.lines().count())).bench(|| {
        let facts = extract(&document, &parses, &entities);
        assert_eq!(facts.len(), expected);
        facts
    });
}
