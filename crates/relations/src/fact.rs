//! What extraction gives: facts, every part of which is a set of spans of the text.

use triplewire_tokenizer::Span;

/// One assertion of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// Who or what.
    pub subject: Argument,
    /// Does what.
    pub relation: Relation,
    /// To whom or what; none where the clause has none.
    pub object: Option<Argument>,
    /// Whether the article says that it is not so.
    pub negative: bool,
    /// Whether it is stated as having happened.
    pub modality: Modality,
    /// Who says so, outermost first; empty when the article itself says it.
    pub by: Vec<Source>,
    /// When, by the clause's own adverbials.
    pub when: Option<Argument>,
    /// Where, by the clause's own adverbials, when it is not the object.
    pub place: Option<Argument>,
    /// 0 to 1: the estimated chance that a careful reader would accept the fact.
    pub confidence: f32,
    /// The rule that found it (`clause.svo`).
    pub rule: &'static str,
}

/// A subject, an object, a time or a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argument {
    /// The whole phrase: maximal stretches of the text, in order, not touching.
    pub text: Vec<Span>,
    /// The shortest part that is still true; empty where it equals `text`.
    pub core: Vec<Span>,
    /// Index into `Entities::entities` of what the phrase's head names or stands for.
    pub entity: Option<usize>,
}

/// The relation of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The words that carry it, in the order in which they read, which need not be the text's: a
    /// preposition before the verb comes last.
    pub spans: Vec<Span>,
    /// What the spans say, white space folded; or what is supplied where the article has no verb.
    pub text: String,
    /// The lemmas of the content words, auxiliaries dropped ("claim responsibility for").
    pub lemma: String,
    /// Whether `text` is supplied and `spans` are the words that suggest it.
    pub implied: bool,
}

/// Somebody who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The words that name the source.
    pub text: Vec<Span>,
    /// Index into `Entities::entities`.
    pub entity: Option<usize>,
    /// The lemma of the verb of saying, where there is one ("claim", "deny").
    pub act: Option<String>,
}

/// How a fact is put forward when it is not stated as having happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Modality {
    /// Stated as so.
    #[default]
    Asserted,
    /// May be so.
    Possible,
    /// Will be so.
    Future,
    /// Would be so, if.
    Conditional,
    /// Ought to be so, or is planned, demanded or hoped for.
    Wanted,
    /// Asked or unclear.
    Questioned,
}

impl Modality {
    /// The contract's spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Possible => "possible",
            Self::Future => "future",
            Self::Conditional => "conditional",
            Self::Wanted => "wanted",
            Self::Questioned => "questioned",
        }
    }
}
