//! Small word lists that the rules ask. All are lemmas in lower case unless said otherwise.

/// Adjectives and adverbs without which a phrase would no longer be true.
#[rustfmt::skip]
pub(crate) const CHANGES_MEANING: &[&str] = &[
    "former", "ex", "alleged", "suspected", "fake", "false", "would-be", "attempted", "potential",
    "possible", "future", "acting", "failed", "deputy", "vice", "prime", "foreign", "supposed",
    "so-called", "unidentified", "late", "then", "retired", "least", "most", "more", "nearly", "no",
    "northern", "southern", "eastern", "western", "central", "senior", "armed", "nuclear",
    "military", "civil", "national", "presidential", "parliamentary", "general", "many", "few",
    "several",
];

/// What a verb of saying does to the clause that it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speech {
    /// The content is put forward as so.
    States,
    /// The content is put forward as not so.
    Denies,
    /// The content is wished or ordered.
    Demands,
    /// The content is asked.
    Asks,
}

/// What a verb does as a verb of saying, if it is one.
pub(crate) fn speech(lemma: &str) -> Option<Speech> {
    match lemma {
        "say" | "tell" | "report" | "claim" | "state" | "announce" | "add" | "note" | "declare" | "warn"
        | "confirm" | "argue" | "explain" | "insist" | "admit" | "acknowledge" | "allege" | "accuse"
        | "suggest" | "indicate" | "reveal" | "write" | "tweet" | "post" | "comment" | "remark" | "reply"
        | "respond" | "respond_to" | "recall" | "stress" | "emphasize" | "emphasise" | "assert"
        | "maintain" | "contend" | "estimate" | "predict" | "conclude" | "disclose" | "testify"
        | "observe" | "point" | "mention" | "reiterate" | "repeat" | "believe" | "think" | "suspect"
        | "quote" | "describe" | "caution" | "concede" | "boast" | "inform" | "complain" | "joke"
        | "agree" | "speculate" | "affirm" | "clarify" | "find" | "read" | "show" | "rule" | "hold"
        | "fear" | "continue" | "learn" | "notify" | "advise" | "proclaim" => Some(Speech::States),
        "deny" | "dispute" | "reject" | "doubt" | "dismiss" | "refute" => Some(Speech::Denies),
        "demand" | "urge" | "order" | "request" | "call" | "propose" | "recommend" | "ask" | "beg"
        | "instruct" | "command" | "appeal" | "hope" | "wish" | "want" | "insist_on" | "vow" | "pledge"
        | "promise" | "threaten" | "plan" | "intend" => Some(Speech::Demands),
        "wonder" | "inquire" | "question" => Some(Speech::Asks),
        _ => None,
    }
}

/// Verbs of saying whose act is seldom news in itself.
pub(crate) const PLAIN_SPEECH: &[&str] =
    &["say", "tell", "report", "add", "state", "note", "write", "continue", "explain"];

/// Verbs whose infinitive has the subject of the verb although there is an object.
pub(crate) const SUBJECT_CONTROL: &[&str] = &["promise", "threaten", "vow", "use", "take", "spend", "have"];

/// Verbs that wish or plan what their infinitive says.
#[rustfmt::skip]
pub(crate) const WANTS: &[&str] = &[
    "want", "plan", "vow", "pledge", "promise", "threaten", "hope", "intend", "aim", "seek",
    "agree", "decide", "urge", "order", "ask", "call", "demand", "tell", "request", "advise",
    "encourage", "allow", "expect", "wish", "prepare", "invite", "warn", "instruct", "require",
    "need", "offer", "propose", "recommend", "refuse", "decline", "fail", "attempt", "try",
    "design", "mean",
];

/// Verbs whose object may never come to be.
#[rustfmt::skip]
pub(crate) const MAY_NOT_BE: &[&str] = &[
    "fear", "suspect", "predict", "foresee", "avert", "prevent", "avoid", "stop", "oppose", "consider",
    "discuss", "debate", "prepare", "risk", "exclude", "allege", "imagine", "simulate",
];

/// Nouns that name a role somebody has towards somebody or something.
pub(crate) fn is_role(lemma: &str) -> bool {
    let lemma = &*lemma.to_lowercase();
    ROLES.contains(&lemma)
}

/// Nouns that say nothing without what they belong to: kin, roles and parts.
pub(crate) fn is_relational(lemma: &str) -> bool {
    let lower = lemma.to_lowercase();
    BELONGINGS.contains(&&*lower) || is_role(&lower)
}

/// Nouns of time: an adverbial of one of these says when.
#[rustfmt::skip]
pub(crate) const TIMES: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "today", "yesterday", "tomorrow", "tonight", "day", "week", "month",
    "year", "decade", "century", "hour", "minute", "second", "morning", "afternoon", "evening",
    "night", "noon", "midnight", "weekend", "time", "moment", "spring", "summer", "autumn",
    "winter", "season", "period", "date", "era", "late", "while", "dawn", "past", "present",
    "future", "quarter",
];

/// Prepositions that place an event.
pub(crate) const PLACE_PREPOSITIONS: &[&str] =
    &["in", "at", "near", "outside", "inside", "across", "on", "around", "throughout"];

/// Adverbs that link a clause to others and say nothing of the phrase that they hang from.
#[rustfmt::skip]
pub(crate) const ASIDES: &[&str] = &[
    "also", "too", "instead", "however", "therefore", "thus", "meanwhile", "still", "already",
    "even", "then", "now", "again", "reportedly", "allegedly", "apparently", "reported",
    "currently", "later", "earlier", "previously", "recently", "not", "never", "n't", "n’t",
];

/// Nouns whose that-clause is somebody's claim or thought.
#[rustfmt::skip]
pub(crate) const CONTENT_NOUNS: &[&str] = &[
    "claim", "allegation", "accusation", "rumour", "rumor", "suggestion", "possibility", "fear",
    "suspicion", "belief", "theory", "speculation", "hope", "chance", "risk", "threat", "evidence",
    "indication", "proof", "sign",
];

/// Verbs that with a bare noun make one predicate ("take place", "claim responsibility").
#[rustfmt::skip]
pub(crate) const LIGHT_VERBS: &[&str] = &[
    "take", "have", "make", "give", "hold", "play", "claim", "lose", "gain", "seize", "express",
    "bear", "pay", "call", "put", "accept", "declare", "come", "bring", "win", "launch",
];

/// Nouns that the name of a place explains: "the town of Pandeglang".
pub(crate) const PLACE_NOUNS: &[&str] = &[
    "town", "city", "village", "province", "state", "district", "region", "county", "island", "port",
    "kingdom", "republic",
];

/// Participles that serve as prepositions.
pub(crate) const PREPOSITION_LIKE: &[&str] = &["follow", "include", "concern", "regard", "accord", "involve"];

/// Adverbs without which what a verb says would be false.
pub(crate) const DEGREES: &[&str] =
    &["less", "least", "hardly", "barely", "rarely", "seldom", "nearly", "almost", "falsely", "wrongly"];

/// Roles of people.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "president", "minister", "spokesman", "spokeswoman", "spokesperson", "leader", "chief", "head",
    "director", "chairman", "chairwoman", "chair", "secretary", "commander", "general", "colonel",
    "captain", "ambassador", "envoy", "governor", "mayor", "senator", "congressman",
    "congresswoman", "representative", "member", "founder", "co-founder", "owner", "ceo",
    "executive", "manager", "coach", "editor", "correspondent", "reporter", "journalist",
    "photojournalist", "producer", "author", "professor", "researcher", "scientist", "analyst",
    "expert", "lawyer", "attorney", "prosecutor", "judge", "justice", "king", "queen", "prince",
    "princess", "emperor", "pope", "bishop", "archbishop", "cardinal", "imam", "sheikh", "premier",
    "chancellor", "deputy", "officer", "official", "agent", "specialist", "adviser", "advisor",
    "aide", "activist", "candidate", "colleague", "player", "striker", "singer", "actor", "actress",
    "engineer", "employee", "worker", "student", "resident", "citizen", "partner", "rival", "ally",
    "opponent", "successor", "predecessor", "politician", "lawmaker", "mp", "speaker", "treasurer",
    "coordinator", "commissioner", "superintendent", "sergeant", "lieutenant", "inspector",
    "detective", "admiral", "marshal", "pilot", "economist", "historian", "doctor", "surgeon",
    "nurse", "teacher", "principal", "dean", "rector", "publisher", "writer", "poet", "artist",
    "designer", "architect", "inventor", "champion", "winner", "driver", "presenter", "host",
    "anchor", "columnist", "critic", "diplomat", "negotiator", "mediator", "investigator",
    "witness", "suspect", "defendant", "victim", "footballer", "cricketer", "goalkeeper",
    "midfielder", "defender", "forward", "quarterback", "businessman", "businesswoman",
    "entrepreneur", "investor", "shareholder", "financier", "survivor", "heir", "militant",
    "terrorist", "fighter", "soldier", "rebel", "operative", "warlord", "dictator",
];

/// Kin, parts and other nouns that belong to something.
#[rustfmt::skip]
const BELONGINGS: &[&str] = &[
    "son", "daughter", "father", "mother", "brother", "sister", "wife", "husband", "child", "widow",
    "uncle", "cousin", "nephew", "grandson", "girlfriend", "boyfriend", "friend", "capital", "host",
    "home", "branch", "wing", "part", "side", "end", "site", "birthplace", "result", "cause",
    "lack", "fan", "supporter", "relative", "subsidiary", "affiliate", "offshoot",
];

/// What an event noun says of the phrases at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// Something is done to somebody; besides "of", these prepositions lead to whom.
    Deed(&'static [&'static str]),
    /// Somebody goes from or to somewhere.
    Move,
    /// Two sides do it with each other.
    Meeting,
}

/// The past tense of the verb that an event noun stands for, and what the noun is like.
pub(crate) fn event(noun: &str) -> Option<(&'static str, Event)> {
    EVENTS.iter().find(|(name, ..)| *name == noun).map(|&(_, verb, event)| (verb, event))
}

#[rustfmt::skip]
const EVENTS: &[(&str, &str, Event)] = &[
    ("killing", "killed", Event::Deed(&[])),
    ("murder", "murdered", Event::Deed(&[])),
    ("assassination", "assassinated", Event::Deed(&[])),
    ("execution", "executed", Event::Deed(&[])),
    ("arrest", "arrested", Event::Deed(&[])),
    ("detention", "detained", Event::Deed(&[])),
    ("kidnapping", "kidnapped", Event::Deed(&[])),
    ("abduction", "abducted", Event::Deed(&[])),
    ("capture", "captured", Event::Deed(&[])),
    ("seizure", "seized", Event::Deed(&[])),
    ("recapture", "recaptured", Event::Deed(&[])),
    ("takeover", "took over", Event::Deed(&[])),
    ("occupation", "occupied", Event::Deed(&[])),
    ("annexation", "annexed", Event::Deed(&[])),
    ("invasion", "invaded", Event::Deed(&[])),
    ("bombing", "bombed", Event::Deed(&[])),
    ("bombardment", "bombarded", Event::Deed(&[])),
    ("shelling", "shelled", Event::Deed(&[])),
    ("attack", "attacked", Event::Deed(&["on", "against"])),
    ("assault", "assaulted", Event::Deed(&["on", "against"])),
    ("raid", "raided", Event::Deed(&["on"])),
    ("destruction", "destroyed", Event::Deed(&[])),
    ("demolition", "demolished", Event::Deed(&[])),
    ("creation", "created", Event::Deed(&[])),
    ("construction", "constructed", Event::Deed(&[])),
    ("acquisition", "acquired", Event::Deed(&[])),
    ("purchase", "purchased", Event::Deed(&[])),
    ("appointment", "appointed", Event::Deed(&[])),
    ("nomination", "nominated", Event::Deed(&[])),
    ("dismissal", "dismissed", Event::Deed(&[])),
    ("removal", "removed", Event::Deed(&[])),
    ("overthrow", "overthrew", Event::Deed(&[])),
    ("suspension", "suspended", Event::Deed(&[])),
    ("prorogation", "prorogued", Event::Deed(&[])),
    ("release", "released", Event::Deed(&[])),
    ("rejection", "rejected", Event::Deed(&[])),
    ("approval", "approved", Event::Deed(&[])),
    ("condemnation", "condemned", Event::Deed(&[])),
    ("criticism", "criticized", Event::Deed(&[])),
    ("support", "supported", Event::Deed(&["for"])),
    ("visit", "visited", Event::Deed(&["to"])),
    ("victory", "defeated", Event::Deed(&["over"])),
    ("withdrawal", "withdrew", Event::Move),
    ("retreat", "retreated", Event::Move),
    ("departure", "departed", Event::Move),
    ("escape", "escaped", Event::Move),
    ("return", "returned", Event::Move),
    ("arrival", "arrived", Event::Move),
    ("deployment", "deployed", Event::Move),
    ("transfer", "transferred", Event::Move),
    ("death", "died", Event::Move),
    ("clash", "clashed", Event::Meeting),
    ("fighting", "fought", Event::Meeting),
    ("meeting", "met", Event::Meeting),
    ("talk", "talked", Event::Meeting),
    ("negotiation", "negotiated", Event::Meeting),
];
