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

/// Whether a noun names a trade by its ending: "geologist", "librarian", "fisherman".
pub(crate) fn is_trade(lemma: &str) -> bool {
    let lemma = lemma.to_lowercase();
    lemma.len() > 5 && ["ist", "ian", "man", "woman", "person"].iter().any(|ending| lemma.ends_with(ending))
}

/// Whether a noun names people by what they are or do: "woman", "minister", "geologist".
pub(crate) fn is_person(lemma: &str) -> bool {
    let lower = lemma.to_lowercase();
    PEOPLE.contains(&&*lower) || is_role(&lower) || is_trade(&lower)
}

/// People by age, kin and lot; no roles.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "man", "woman", "person", "people", "child", "boy", "girl", "kid", "baby", "teenager", "youth", "adult",
    "civilian", "migrant", "refugee", "prisoner", "inmate", "hostage", "passenger", "patient", "protester",
    "demonstrator", "gunman", "attacker", "bomber", "robber", "hacker", "tourist", "voter", "villager", "farmer",
    "fisherman", "settler", "pilgrim", "worshipper", "couple", "family", "son", "daughter", "father", "mother",
    "brother", "sister", "wife", "husband", "parent", "friend", "neighbour", "neighbor", "relative", "crew",
];

/// Nouns of bodies of people: organisations and peoples.
#[rustfmt::skip]
pub(crate) const BODIES: &[&str] = &[
    "group", "organisation", "organization", "party", "militia", "company", "firm", "agency", "movement", "network",
    "faction", "charity", "newspaper", "bank", "union", "team", "club", "broadcaster", "ministry", "army", "airline",
    "court", "council", "government", "parliament", "congress", "senate", "police", "committee", "commission", "board",
    "sect", "tribe", "community", "minority", "alliance", "coalition", "association", "publisher", "retailer",
];

/// Nouns that say nothing without what they belong to: kin, roles and parts.
pub(crate) fn is_relational(lemma: &str) -> bool {
    let lower = lemma.to_lowercase();
    BELONGINGS.contains(&&*lower) || is_role(&lower)
}

/// The days of the week.
pub(crate) const WEEKDAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The months of the year.
#[rustfmt::skip]
pub(crate) const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
];

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
    &["in", "at", "near", "outside", "inside", "across", "on", "around", "throughout", "off", "along"];

/// Adverbs that link a clause to others and say nothing of the phrase that they hang from.
#[rustfmt::skip]
pub(crate) const ASIDES: &[&str] = &[
    "also", "too", "instead", "however", "therefore", "thus", "meanwhile", "still", "already",
    "even", "then", "now", "again", "reportedly", "allegedly", "apparently", "reported",
    "currently", "later", "earlier", "previously", "recently", "not", "never", "n't", "n’t",
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

/// Whether a noun names something that happens.
pub(crate) fn happens(noun: &str) -> bool {
    event(noun).is_some() || HAPPENINGS.contains(&noun)
}

/// Nouns of what happens, besides those with a verb of their own.
#[rustfmt::skip]
const HAPPENINGS: &[&str] = &[
    "accident", "crash", "explosion", "blast", "fire", "earthquake", "quake", "flood", "storm", "landslide",
    "strike", "shooting", "stabbing", "riot", "protest", "demonstration", "rally", "march", "ambush", "battle",
    "offensive", "operation", "war", "election", "vote", "referendum", "ceremony", "conference", "summit",
    "trial", "hearing", "match", "final", "race", "incident", "violence", "unrest", "outbreak", "eruption",
    "collapse", "derailment", "collision", "breakout", "airstrike", "suicide", "massacre", "coup", "speech",
    "hurricane", "cyclone", "tornado", "tsunami", "disaster", "hijacking", "robbery", "heist",
];

/// Whether a verb tells of an act or event, which has a place, and not of a state.
pub(crate) fn is_act(verb: &str) -> bool {
    !STATES.contains(&verb)
}

/// Whether a participle tells of something that lasts: "based in Geneva".
pub(crate) fn is_standing(verb: &str) -> bool {
    ["base", "locate", "situate", "own", "know", "hold", "contain", "name", "call", "head", "surround"]
        .contains(&verb)
}

/// Whether a verb tells of something that happens, at some time, rather than of what is so.
pub(crate) fn is_happening(verb: &str) -> bool {
    is_act(verb) || MOMENTS.contains(&verb)
}

/// Events among [`STATES`].
const MOMENTS: &[&str] = &[
    "fly", "send", "travel", "return", "move", "arrive", "deploy", "transfer", "withdraw", "flee", "leave",
    "ship", "sell", "name", "appoint", "elect", "join", "respond", "find", "reject", "approve", "sign",
    "order", "condemn", "accuse", "visit",
];

/// Verbs of what is done to people and things at the scene of an event.
#[rustfmt::skip]
pub(crate) const HARMS: &[&str] = &[
    "kill", "die", "injure", "wound", "hurt", "rescue", "save", "evacuate", "drown", "trap", "destroy", "damage",
    "collapse", "burn", "arrest", "detain", "capture", "kidnap", "abduct", "seize", "shoot", "stab", "bury",
];

/// Verbs of states, sayings and thoughts: the places at their objects are not theirs.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "be", "have", "own", "include", "contain", "consist", "belong", "mean", "remain", "become", "seem", "appear",
    "live", "know", "like", "love", "hate", "want", "need", "represent", "support", "oppose", "face", "lead",
    "head", "run", "say", "tell", "report", "claim", "state", "announce", "note", "declare", "warn", "confirm",
    "deny", "believe", "think", "suggest", "indicate", "reveal", "describe", "urge", "demand", "ask",
    "order", "expect", "plan", "cite", "condemn", "criticize", "criticise", "accuse", "blame", "praise", "thank",
    "back", "control", "rule", "govern", "cover", "border", "link", "relate", "concern", "regard", "affect",
    "visit", "fly", "send", "travel", "return", "go", "come", "move", "arrive", "deploy", "transfer", "withdraw",
    "flee", "leave", "ship", "export", "import", "sell", "name", "appoint", "elect", "join", "attribute",
    "base", "locate", "situate", "list", "respond", "hold", "call", "discuss", "study", "find", "show", "see", "reject", "approve", "sign", "ban", "allow", "plead", "seek",
];

/// Verbs of going and taking somewhere.
#[rustfmt::skip]
pub(crate) const MOVES: &[&str] = &[
    "fly", "take", "send", "bring", "carry", "transfer", "move", "go", "travel", "return", "rush", "airlift",
    "evacuate", "transport", "deport", "drive", "flee", "ship", "head", "come",
];

/// Kinds of places at which things happen.
#[rustfmt::skip]
pub(crate) const SITES: &[&str] = &[
    "shop", "store", "market", "hospital", "school", "church", "mosque", "synagogue", "temple", "street", "road",
    "highway", "square", "park", "station", "airport", "port", "hotel", "restaurant", "cafe", "café", "bar",
    "prison", "jail", "court", "courtroom", "parliament", "embassy", "office", "building", "house", "home",
    "apartment", "flat", "factory", "mine", "bridge", "border", "checkpoint", "camp", "base", "stadium",
    "university", "campus", "village", "town", "city", "neighbourhood", "neighborhood", "district", "suburb",
    "desert", "river", "sea", "coast", "beach", "forest", "mountain", "theatre", "cinema", "museum", "library",
    "front", "warehouse", "supermarket", "mall", "pub", "nightclub", "farm", "field", "island", "valley",
    "region", "area", "province", "county", "quay", "harbour", "harbor", "dock", "pier", "railway", "runway",
    "depot", "gate", "headquarters", "barracks", "clinic", "refinery", "terminal", "crossing", "tunnel", "canal",
    "lake", "bay", "strait", "peninsula", "cathedral", "monastery", "shrine", "palace", "villa", "arena", "garage",
    "basement", "kitchen", "outskirts", "cemetery", "shelter", "oilfield", "quarry", "courthouse",
];
