//! The IRIs of a graph's things and the terms of the vocabularies that describe them.

use oxrdf::{NamedNode, NamedNodeRef};

use crate::error::GraphError;
use crate::hash::{digits, hash};

/// What IRIs start with unless the user says otherwise.
pub const DEFAULT_BASE: &str = "https://triplewire.github.io/kg/";

/// Terms that no vocabulary in use has.
pub const VOCABULARY: &str = "https://triplewire.github.io/ns#";

/// Prefixes for formats that have them, without that of the base.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("tw", VOCABULARY),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

macro_rules! terms {
    ($($name:ident = $prefix:literal $local:literal;)*) => {
        $(pub(super) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($prefix, $local));)*
    };
}

terms! {
    TITLE = "http://purl.org/dc/terms/" "title";
    ISSUED = "http://purl.org/dc/terms/" "issued";
    IDENTIFIER = "http://purl.org/dc/terms/" "identifier";
    EXACT = "http://www.w3.org/ns/oa#" "exact";
    PREFIX = "http://www.w3.org/ns/oa#" "prefix";
    SUFFIX = "http://www.w3.org/ns/oa#" "suffix";
    START = "http://www.w3.org/ns/oa#" "start";
    END = "http://www.w3.org/ns/oa#" "end";
    HAS_SELECTOR = "http://www.w3.org/ns/oa#" "hasSelector";
    HAS_SOURCE = "http://www.w3.org/ns/oa#" "hasSource";
    SPECIFIC_RESOURCE = "http://www.w3.org/ns/oa#" "SpecificResource";
    TEXT_POSITION_SELECTOR = "http://www.w3.org/ns/oa#" "TextPositionSelector";
    TEXT_QUOTE_SELECTOR = "http://www.w3.org/ns/oa#" "TextQuoteSelector";
    SAME_AS = "http://www.w3.org/2002/07/owl#" "sameAs";
    WAS_ATTRIBUTED_TO = "http://www.w3.org/ns/prov#" "wasAttributedTo";
    WAS_DERIVED_FROM = "http://www.w3.org/ns/prov#" "wasDerivedFrom";
    TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" "type";
    SUBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" "subject";
    PREDICATE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" "predicate";
    OBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" "object";
    REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" "reifies";
    LABEL = "http://www.w3.org/2000/01/rdf-schema#" "label";
    NEWS_ARTICLE = "https://schema.org/" "NewsArticle";
    PERSON = "https://schema.org/" "Person";
    ORGANIZATION = "https://schema.org/" "Organization";
    ADMINISTRATIVE_AREA = "https://schema.org/" "AdministrativeArea";
    PLACE = "https://schema.org/" "Place";
    EVENT = "https://schema.org/" "Event";
    PRODUCT = "https://schema.org/" "Product";
    CREATIVE_WORK = "https://schema.org/" "CreativeWork";
    LEGISLATION = "https://schema.org/" "Legislation";
    URL = "https://schema.org/" "url";
    HAS_PLACE = "http://semanticweb.cs.vu.nl/2009/11/sem/" "hasPlace";
    HAS_TIME_STAMP = "http://semanticweb.cs.vu.nl/2009/11/sem/" "hasTimeStamp";
    PREF_LABEL = "http://www.w3.org/2004/02/skos/core#" "prefLabel";
    ALT_LABEL = "http://www.w3.org/2004/02/skos/core#" "altLabel";
    CLAIM = "https://triplewire.github.io/ns#" "Claim";
    ENTITY = "https://triplewire.github.io/ns#" "Entity";
    PHRASE = "https://triplewire.github.io/ns#" "Phrase";
    RELATION = "https://triplewire.github.io/ns#" "Relation";
    DID = "https://triplewire.github.io/ns#" "did";
    ENTITY_TYPE = "https://triplewire.github.io/ns#" "entityType";
    VALUE = "https://triplewire.github.io/ns#" "value";
    POLARITY = "https://triplewire.github.io/ns#" "polarity";
    MODALITY = "https://triplewire.github.io/ns#" "modality";
    SOURCE_CHAIN = "https://triplewire.github.io/ns#" "sourceChain";
    CONFIDENCE = "https://triplewire.github.io/ns#" "confidence";
    SOURCES = "https://triplewire.github.io/ns#" "sources";
    FIGURES = "https://triplewire.github.io/ns#" "figures";
    WORDS = "https://triplewire.github.io/ns#" "words";
    COPY_OF = "https://triplewire.github.io/ns#" "copyOf";
}

/// The IRIs below a base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

impl Iris {
    /// IRIs that start with `base`.
    ///
    /// # Errors
    ///
    /// If it is no absolute IRI that ends in `/`, `#` or `:`.
    pub fn new(base: &str) -> Result<Self, GraphError> {
        let wrong = |message: String| GraphError::Base { base: base.to_owned(), message };
        NamedNode::new(base).map_err(|error| wrong(error.to_string()))?;
        if !base.ends_with(['/', '#', ':']) {
            return Err(wrong("it must end in /, # or :".to_owned()));
        }
        Ok(Self { base: base.to_owned() })
    }

    /// What they start with.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    pub(crate) fn article(&self, id: &str) -> NamedNode {
        self.iri("article", digits(id))
    }

    pub(crate) fn claim(&self, id: &str) -> NamedNode {
        self.iri("claim", digits(id))
    }

    /// A claim's evidence; its IRI opens with the claim's, so that both stand side by side when sorted.
    pub(crate) fn evidence(&self, claim: &str, article: &str, fact: &str) -> NamedNode {
        let evidence = hash(&[article, fact]);
        NamedNode::new_unchecked(format!("{}claim/{}/{evidence:016x}", self.base, digits(claim)))
    }

    pub(crate) fn figures(&self, id: &str) -> NamedNode {
        self.iri("figures", digits(id))
    }

    pub(crate) fn node(&self, id: &str) -> NamedNode {
        self.iri("node", digits(id))
    }

    /// Readable where the lemmas are plain words, since queries name relations; else a hash.
    pub(crate) fn relation(&self, lemma: &str) -> NamedNode {
        let plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if lemma.split(' ').all(plain) {
            self.iri("relation", &lemma.replace(' ', "-"))
        } else {
            // A plain one has no digit.
            self.iri("relation", &format!("r0-{:016x}", hash(&["relation", lemma])))
        }
    }

    fn iri(&self, kind: &str, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}/{name}", self.base))
    }
}

/// The class of an entity type.
pub(super) fn class(entity_type: &str) -> Option<NamedNodeRef<'static>> {
    Some(match entity_type {
        "PER" => PERSON,
        "ORG" => ORGANIZATION,
        "GPE" => ADMINISTRATIVE_AREA,
        "LOC" | "FAC" => PLACE,
        "EVENT" => EVENT,
        "PRODUCT" => PRODUCT,
        "WORK" => CREATIVE_WORK,
        "LAW" => LEGISLATION,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_iris() {
        assert!(Iris::new(DEFAULT_BASE).is_ok());
        assert!(Iris::new("urn:example:news:").is_ok());
        for wrong in ["", "news/", "https://a.b/c", "https://a.b/<c>/", "https://a b/"] {
            assert!(Iris::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn relations_are_readable_and_apart() {
        let iris = Iris::new("x:").unwrap();
        assert_eq!(iris.relation("claim responsibility for").as_str(), "x:relation/claim-responsibility-for");
        let odd =
            ["", "U.S.-led", "claim-responsibility for", "=cmd|'/c'!A1", "a  b", "🙂", "\"\n\\", "يقول"];
        let all: std::collections::BTreeSet<_> =
            odd.iter().map(|lemma| iris.relation(lemma).as_str().to_owned()).collect();
        assert_eq!(all.len(), odd.len());
        for iri in all {
            assert!(NamedNode::new(iri).is_ok());
        }
    }
}
