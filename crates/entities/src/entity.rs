//! What recognition gives: mentions, and the entities of one article that they stand for.

use std::ops::Range;

use triplewire_tokenizer::Span;

use crate::{links::Links, merge::Merge};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// A person.
    Per,
    /// An organisation, an armed group, an army, a ministry.
    Org,
    /// A place with a government: country, province, town.
    Gpe,
    /// Any other place.
    Loc,
    /// A building, base, airport, camp, road.
    Fac,
    /// A nationality, religious or political group.
    Norp,
    /// A named event.
    Event,
    /// A product, weapon or vehicle.
    Product,
    /// A book, film, song, programme.
    Work,
    /// A law or treaty.
    Law,
    /// A calendar expression.
    Date,
    /// A time of day or a duration under a day.
    Time,
    /// An amount of money.
    Money,
    /// A measure or count.
    Quantity,
    /// A percentage.
    Percent,
    /// A name of which nothing finer is known.
    Other,
}

impl EntityType {
    /// What a name can be; dates and amounts are no names.
    pub(crate) const OF_NAMES: [Self; 11] = [
        Self::Per,
        Self::Org,
        Self::Gpe,
        Self::Loc,
        Self::Fac,
        Self::Norp,
        Self::Event,
        Self::Product,
        Self::Work,
        Self::Law,
        Self::Other,
    ];

    /// The type of a name by the contract's spelling.
    pub(crate) fn of_name(spelling: &str) -> Option<Self> {
        Self::OF_NAMES.into_iter().find(|kind| kind.as_str() == spelling)
    }

    /// The contract's spelling (`PER`, `ORG`, …).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Per => "PER",
            Self::Org => "ORG",
            Self::Gpe => "GPE",
            Self::Loc => "LOC",
            Self::Fac => "FAC",
            Self::Norp => "NORP",
            Self::Event => "EVENT",
            Self::Product => "PRODUCT",
            Self::Work => "WORK",
            Self::Law => "LAW",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Money => "MONEY",
            Self::Quantity => "QUANTITY",
            Self::Percent => "PERCENT",
            Self::Other => "OTHER",
        }
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By name, date or amount.
    Name,
    /// By a common noun ("the group").
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// The contract's spelling (`name`, `nominal`, `pronoun`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// One stretch of words that refers to an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// The words of that sentence.
    pub words: Range<usize>,
    /// Their place in the text (bytes).
    pub span: Span,
    /// What it refers to, by this mention's own evidence.
    pub kind: MentionKind,
    /// The type, by this mention's own evidence.
    pub entity_type: EntityType,
    /// Index into [`Entities::entities`].
    pub entity: usize,
    /// The words of the title right before a person's name ("Gen.", "former President").
    pub title: Option<Range<usize>>,
}

/// A name inside another name: "Damascus" in "University of Damascus".
#[derive(Clone, Debug, PartialEq)]
pub struct Nested {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// The words of that sentence.
    pub words: Range<usize>,
    /// Their place in the text (bytes).
    pub span: Span,
    /// What these words are: "Syrian" is NORP, though it stands for a country here.
    pub entity_type: EntityType,
    /// Index into [`Entities::mentions`]: the name that it is inside of.
    pub inside: usize,
    /// Index into [`Entities::entities`]: what it stands for.
    pub entity: usize,
}

/// What one or more mentions of an article refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// `e:` and the slug of the name; unique within the article.
    pub id: String,
    /// The fullest name that the article uses, white space folded.
    pub name: String,
    /// The type that its mentions agree on.
    pub entity_type: EntityType,
    /// Every other form, in order of first appearance.
    pub aliases: Vec<String>,
    /// Indices into [`Entities::mentions`], in order. Empty where the article has it only inside
    /// other names.
    pub mentions: Vec<usize>,
    /// Why its names are one: each form but one joins another, or the name of a well-known entity.
    pub merges: Vec<Merge>,
    /// What it is in public data sets.
    pub links: Links,
}

/// The mentions and entities of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// In order of sentence and first word. Names do not overlap each other.
    pub mentions: Vec<Mention>,
    /// In order of first mention, then those that only nested names stand for.
    pub entities: Vec<Entity>,
    /// Names inside the names of `mentions`, in order.
    pub nested: Vec<Nested>,
}

impl Entity {
    /// An entity that is not mentioned yet.
    pub(crate) fn new(id: String, name: String, entity_type: EntityType) -> Self {
        Self {
            id,
            name,
            entity_type,
            aliases: Vec::new(),
            mentions: Vec::new(),
            merges: Vec::new(),
            links: Links::default(),
        }
    }
}

impl Entities {
    /// The mentions of one sentence.
    pub fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Mention> {
        let start = self.mentions.partition_point(|m| m.sentence < sentence);
        self.mentions[start..].iter().take_while(move |m| m.sentence == sentence)
    }
}
