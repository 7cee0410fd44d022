//! A predicate in, when and where its event was out, as far as its sentence says.
//!
//! The event's own adverbials come first, then what its arguments say ("last night's attack", "killed two
//! officers in Homs"), last the clause that it shares its time with.

use triplewire_entities::EntityType;

use crate::{
    claims::{
        Attributes, is_according,
        tables::{self, Verb},
    },
    clause::{self, Clauses, Kind},
    lexicon,
    phrase::Phrase,
    syntax::Tree,
};

/// Whether an adverbial says when.
pub(crate) fn is_temporal(tree: &Tree<'_>, word: usize) -> bool {
    matches!(tree.entity_type(word), Some(EntityType::Date | EntityType::Time))
        || tree.label(word) == "obl:tmod"
        || lexicon::TIMES.contains(&&*tree.lemma(word).to_lowercase())
        || (tree.upos(word) == "NUM" && is_year(tree.form(word)))
}

fn is_year(form: &str) -> bool {
    form.len() == 4 && form.parse::<u16>().is_ok_and(|year| (1000..2100).contains(&year))
}

/// Whether a phrase of time names a day, month or year, and not only a stretch ("for two hours").
pub(super) fn is_calendar(tree: &Tree<'_>, phrase: &Phrase) -> bool {
    phrase.text.iter().any(|&word| {
        let form = &*tree.form(word).to_lowercase();
        // "last week", "this year"
        let near = ["last", "next", "this"].contains(&form)
            && word + 1 < tree.len()
            && lexicon::TIMES.contains(&&*tree.lemma(word + 1).to_lowercase());
        near || is_month(tree, word)
            || lexicon::WEEKDAYS.contains(&form)
            || ["today", "yesterday", "tomorrow", "tonight", "ago", "since"].contains(&form)
            || is_year(form)
    })
}

/// Whether a word is a month; "may" is more often a verb.
fn is_month(tree: &Tree<'_>, word: usize) -> bool {
    let form = &*tree.form(word).to_lowercase();
    lexicon::MONTHS.contains(&form) && (form != "may" || tree.upos(word) == "PROPN")
}

/// Whether a phrase of time names a day without its year, as stories name theirs.
pub(super) fn is_day(tree: &Tree<'_>, phrase: &Phrase) -> bool {
    const DAYS: &[&str] = &["today", "yesterday", "day", "night", "morning", "evening", "afternoon"];
    // A year that is named is that of something told besides the story.
    if !is_calendar(tree, phrase) || phrase.text.iter().any(|&word| is_year(tree.form(word))) {
        return false;
    }
    let day = |&word: &usize| {
        let form = &*tree.form(word).to_lowercase();
        DAYS.contains(&form) || lexicon::WEEKDAYS.contains(&form)
    };
    let month = phrase.text.iter().any(|&word| is_month(tree, word));
    let number = phrase.text.iter().any(|&word| tree.form(word).parse::<u8>().is_ok_and(|day| day < 32));
    phrase.text.iter().any(day) || month && number
}

/// Whether an oblique says where, by the type of what it names.
pub(crate) fn is_place(tree: &Tree<'_>, word: usize) -> bool {
    is_place_name(tree, word) && is_placed(tree, word)
}

fn is_place_name(tree: &Tree<'_>, word: usize) -> bool {
    let named = |word: usize| {
        matches!(tree.entity_type(word), Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac))
    };
    // "Salaheddin district"
    let kind = lexicon::SITES.contains(&&*tree.lemma(word).to_lowercase())
        && tree.children_by(word, "compound").any(named);
    named(word) || kind || proper(tree, word).is_some()
}

/// The name of a place that is told by its kind: "the village of Lozna".
fn proper(tree: &Tree<'_>, kind: usize) -> Option<Phrase> {
    let named = |&word: &usize| {
        matches!(tree.entity_type(word), Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac))
            && tree.children_by(word, "case").all(|case| tree.is(case, &["of"]))
    };
    let lemma = &*tree.lemma(kind).to_lowercase();
    // "in a state of shock" is no place, "in the state of Bihar" is.
    if tree.name(kind).is_some() || !lexicon::SITES.contains(&lemma) && !["state", "capital"].contains(&lemma)
    {
        return None;
    }
    let name = tree.children_by(kind, "nmod").find(named)?;
    Some(Phrase::named(tree, name))
}

/// The words that tell a place: its name, with "outside", for outside of Brasov is not in Brasov; `other` where
/// nothing names it.
fn told_place(tree: &Tree<'_>, place: usize, other: fn(&Tree<'_>, usize) -> Phrase) -> Phrase {
    if tree.children_by(place, "case").any(|case| tree.is(case, &["outside"])) {
        return with_cases(tree, place);
    }
    proper(tree, place).unwrap_or_else(|| other(tree, place))
}

fn is_placed(tree: &Tree<'_>, word: usize) -> bool {
    tree.children_by(word, "case").any(|case| tree.is(case, lexicon::PLACE_PREPOSITIONS))
}

/// Whether a phrase says how long and not when: "four hours", "to eight years", "for a 90-day grace period", "within ten days".
fn is_duration(tree: &Tree<'_>, phrase: &Phrase) -> bool {
    let apart = ["ago", "later", "earlier", "before", "after", "o'clock", "a.m.", "p.m."];
    let number = phrase.text.iter().any(|&word| tree.upos(word) == "NUM");
    let long =
        phrase.text.iter().any(|&word| tree.is(word, &["for", "within", "during", "over", "throughout"]));
    let hour = tree.entity_type(phrase.head) == Some(EntityType::Time);
    (number || long) && !hour && !phrase.text.iter().any(|&word| tree.is(word, &apart))
}

/// Whether a preposition says that a time is not when it was: "known as Super Tuesday".
fn is_no_time(tree: &Tree<'_>, oblique: usize) -> bool {
    tree.children_by(oblique, "case")
        .any(|case| tree.is(case, &["as", "like", "of", "about", "into", "with"]))
}

/// A phrase with its prepositions.
fn with_cases(tree: &Tree<'_>, word: usize) -> Phrase {
    let mut phrase = Phrase::of(tree, word);
    // Not the ending of "last night's".
    let cases: Vec<usize> = tree.children_by(word, "case").filter(|&case| case < word).collect();
    phrase.join(&cases, &cases);
    phrase
}

/// What the event's own adverbials and arguments say.
pub(super) fn own(tree: &Tree<'_>, clauses: &Clauses, predicate: usize, found: &mut Attributes) {
    found.when = when(tree, clauses, predicate);
    found.place = place(tree, clauses, predicate);
    let acts = clauses.get(predicate).is_some_and(|clause| clause.kind == Kind::Verb);
    if let Some(scene) = scene_of(tree, predicate).filter(|_| acts) {
        found.when = found.when.take().or_else(|| when(tree, clauses, scene));
        found.place = found.place.take().or_else(|| place(tree, clauses, scene));
    }
}

/// The clause that tells when something happened: "were killed when gunmen stormed a depot in Bosaso on Friday".
fn scene_of(tree: &Tree<'_>, predicate: usize) -> Option<usize> {
    tree.children_by(predicate, "advcl")
        .find(|&clause| is_plain_past(tree, clause) && leads(tree, clause, &["when", "as", "while"]))
}

/// Whether a clause begins with one of these words; the parser takes "when" for an adverb or for a mark.
fn leads(tree: &Tree<'_>, clause: usize, forms: &[&str]) -> bool {
    let mut first =
        tree.children(clause).iter().filter(|&&child| matches!(tree.rel(child), "mark" | "advmod"));
    first.any(|&child| child < clause && tree.is(child, forms))
}

/// Whether the event's own words name a day, month or year.
pub(super) fn is_dated_itself(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    when(tree, clauses, predicate).is_some_and(|phrase| is_calendar(tree, &phrase))
}

/// Whether the event's own words name an hour and no day: "at 11 a.m."
pub(super) fn is_hour(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    when(tree, clauses, predicate).is_some_and(|phrase| {
        tree.entity_type(phrase.head) == Some(EntityType::Time) && !is_calendar(tree, &phrase)
    })
}

fn when(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> Option<Phrase> {
    let adverbial = |&child: &usize| match tree.rel(child) {
        "obl" => is_temporal(tree, child) && !is_no_time(tree, child),
        "nmod" => tree.label(child) == "nmod:unmarked" && is_temporal(tree, child),
        "advmod" => is_temporal(tree, child),
        _ => false,
    };
    let mut times: Vec<Phrase> = tree
        .children(predicate)
        .iter()
        .copied()
        .filter(adverbial)
        .map(|child| with_cases(tree, child))
        .filter(|phrase| is_calendar(tree, phrase) || !is_duration(tree, phrase))
        .collect();
    if let Some(stretch) = stretch(tree, &times) {
        return Some(stretch);
    }
    // "the worst since 2005, when a collision killed 14"
    let when = tree.children_by(predicate, "advmod").find(|&adverb| tree.is(adverb, &["when"]));
    let before = when.and_then(|when| (0..when).rev().find(|&word| tree.upos(word) != "PUNCT"));
    let before = before.filter(|&day| is_temporal(tree, day)).map(|day| Phrase::named(tree, day));
    if let Some(day) = before.filter(|day| is_calendar(tree, day)) {
        return Some(day);
    }
    if let Some(named) = times.iter().position(|phrase| is_calendar(tree, phrase)) {
        return Some(times.swap_remove(named));
    }
    // "Friday was the fourth night"
    let subject = clauses.get(predicate).filter(|clause| clause.kind == Kind::Copula).and_then(|_| {
        let subject = tree.child(predicate, "nsubj").filter(|&subject| is_temporal(tree, subject))?;
        Some(Phrase::of(tree, subject))
    });
    subject
        .or_else(|| {
            // "died in last night's attack", "was president from 1981 until 2011"
            let during = |child: usize| {
                tree.children_by(child, "case").any(|case| tree.is(case, &["in", "at", "during", "on", "to"]))
            };
            let acts = lexicon::is_act(tree.lemma(predicate));
            let arguments = tree.children(predicate).iter().copied().filter(|&child| match tree.rel(child) {
                "obj" => acts,
                "obl" => acts && during(child),
                // "the flood of 2021 killed two people"
                "nsubj" => acts && lexicon::happens(tree.lemma(child)),
                _ => false,
            });
            arguments.chain([predicate]).find_map(|argument| time_of_noun(tree, argument))
        })
        .or_else(|| misplaced_day(tree, predicate))
        .or_else(|| day_of_utterance(tree, predicate))
        .filter(|phrase| is_calendar(tree, phrase))
        .or_else(|| (!times.is_empty()).then(|| times.swap_remove(0)))
}

/// The day that the parser hung from the last noun of the clause: "landed at a speed of 300 knots on Sunday".
fn misplaced_day(tree: &Tree<'_>, predicate: usize) -> Option<Phrase> {
    // "expect rain on Wednesday": the rain is on Wednesday.
    if tables::verb(tree.lemma(predicate)) != Verb::default() {
        return None;
    }
    let arguments = tree.children(predicate).iter().copied();
    let behind =
        arguments.filter(|&child| child > predicate && matches!(tree.rel(child), "obj" | "obl" | "nsubj"));
    let inner = |argument: usize| [argument].into_iter().chain(tree.children_by(argument, "nmod"));
    let nouns = behind.flat_map(inner).filter(|&noun| !lexicon::happens(tree.lemma(noun)));
    let days = nouns.flat_map(|noun| tree.children_by(noun, "nmod"));
    let on = |&day: &usize| {
        tree.children_by(day, "case").any(|case| tree.is(case, &["on"]))
            || tree.label(day) == "nmod:unmarked" && !tree.has(day, "case")
    };
    days.filter(|&day| is_temporal(tree, day))
        .filter(on)
        .map(|day| with_cases(tree, day))
        .find(|phrase| is_day(tree, phrase))
}

/// The time of a report in which somebody says something: "warned in a report last year".
fn day_of_utterance(tree: &Tree<'_>, predicate: usize) -> Option<Phrase> {
    clause::saying(tree, predicate)?;
    let within = |&noun: &usize| {
        tables::is_utterance(&tree.lemma(noun).to_lowercase())
            && tree.children_by(noun, "case").any(|case| tree.is(case, &["in"]))
    };
    let utterances = tree.children_by(predicate, "obl").filter(within);
    let times = utterances.flat_map(|noun| tree.children_by(noun, "nmod"));
    times
        .filter(|&time| is_temporal(tree, time))
        .filter(|&time| {
            tree.label(time) == "nmod:unmarked"
                || tree.children_by(time, "case").any(|case| tree.is(case, &["on", "in"]))
        })
        .map(|time| with_cases(tree, time))
        .find(|phrase| is_calendar(tree, phrase))
}

/// When and where it was that a noun names, by its own phrase: "an attack on a port in Yemen last week".
pub(crate) fn of_noun(tree: &Tree<'_>, noun: usize) -> Attributes {
    if !lexicon::happens(tree.lemma(noun)) {
        return Attributes::default();
    }
    Attributes {
        when: time_of_noun(tree, noun),
        place: place_of_noun(tree, noun, 1),
        ..Attributes::default()
    }
}

/// The time in a phrase that names an event or a state.
fn time_of_noun(tree: &Tree<'_>, noun: usize) -> Option<Phrase> {
    if !tree.is_nominal(noun) || tree.name(noun).is_some() {
        return None;
    }
    let times: Vec<Phrase> = tree
        .children(noun)
        .iter()
        .copied()
        .filter(|&child| {
            is_temporal(tree, child)
                && (tree.label(child) == "nmod:poss" && lexicon::happens(tree.lemma(noun))
                    || tree.label(child) == "nmod:unmarked"
                    || tree.rel(child) == "nmod" && tree.label(child) != "nmod:poss" && is_dated(tree, child))
        })
        .map(|child| with_cases(tree, child))
        .collect();
    stretch(tree, &times).or_else(|| {
        let first = times.into_iter().next()?;
        // "to $47.60 last September"
        let beside = tree.label(first.head) == "nmod:unmarked" && is_calendar(tree, &first);
        (beside || lexicon::happens(tree.lemma(noun))).then_some(first)
    })
}

fn is_dated(tree: &Tree<'_>, word: usize) -> bool {
    tree.children_by(word, "case")
        .any(|case| tree.is(case, &["from", "until", "till", "to", "on", "in", "of"]))
        || tree.label(word) == "nmod:unmarked"
        || tree.entity_type(word) == Some(EntityType::Time)
}

/// "from 1981 until 2011": two times that are the ends of one.
fn stretch(tree: &Tree<'_>, times: &[Phrase]) -> Option<Phrase> {
    let leads = |phrase: &Phrase, forms: &[&str]| {
        tree.children_by(phrase.head, "case").any(|case| tree.is(case, forms))
    };
    let from = times.iter().find(|phrase| leads(phrase, &["from"]))?;
    let until =
        times.iter().find(|phrase| phrase.head > from.head && leads(phrase, &["until", "till", "to"]))?;
    let mut whole = from.clone();
    whole.join(&until.text, &until.core);
    Some(whole)
}

fn place(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> Option<Phrase> {
    let children = || tree.children(predicate).iter().copied();
    let placed = |&child: &usize| !is_temporal(tree, child) && is_place(tree, child);
    let adverbial = |&child: &usize| tree.rel(child) == "obl" || tree.label(child) == "nmod:unmarked";
    // "was flown to a hospital in Jakarta": where it ended.
    let goal = lexicon::MOVES.contains(&tree.lemma(predicate))
        && children().any(|child| tree.children_by(child, "case").any(|case| tree.is(case, &["to"])));
    let own = if goal { None } else { children().filter(adverbial).find(placed) };
    let own = own.or_else(|| before_source(tree, predicate).into_iter().find(placed));
    if let Some(own) = own {
        return Some(told_place(tree, own, Phrase::of));
    }
    if let Some(place) = antecedent_place(tree, predicate) {
        return Some(place);
    }
    let site = children().filter(|_| !goal).find(|&child| tree.rel(child) == "obl" && is_site(tree, child));
    if let Some(site) = site {
        // "in a hospital in Cairo" happened in Cairo.
        let around = tree.children_by(site, "nmod").find(|&place| {
            // "outside the courthouse on Washington Street" is outside the courthouse.
            is_place(tree, place) && !tree.children_by(place, "case").any(|case| tree.is(case, &["on"]))
        });
        let phrase = around.map_or_else(|| Phrase::of(tree, site), |place| Phrase::of(tree, place));
        return Some(if tree.is(site, &["front"]) { with_cases(tree, site) } else { phrase });
    }
    if clause::saying(tree, predicate).is_some() {
        // "told reporters in Sarnik"
        let told = ["tell", "inform", "assure", "address", "brief"].contains(&tree.lemma(predicate));
        let hearer = children().find(|&child| told && matches!(tree.rel(child), "obj" | "iobj"))?;
        let named = place_of_noun(tree, hearer, 1).filter(|place| is_place_name(tree, place.head));
        return named.or_else(|| {
            // "told reporters at the port gate"
            let site = tree.children_by(hearer, "nmod").find(|&site| is_site(tree, site))?;
            Some(Phrase::of(tree, site))
        });
    }
    let clause = clauses.get(predicate)?;
    if clause.kind == Kind::Copula || !lexicon::is_act(tree.lemma(predicate)) {
        return None;
    }
    // "killed two officers in Homs", "the bombing in Homs killed two"
    let behind = children().filter(|&child| {
        let origin = || tree.children_by(child, "case").any(|case| tree.is(case, &["from", "on"]));
        // "handed over to the navy near Bakassi": no navy is told by what it is near.
        let beside = || {
            let near = |place: usize| {
                tree.children_by(place, "case").any(|case| tree.is(case, &["near", "off", "outside"]))
            };
            tree.children_by(child, "nmod").any(near)
        };
        child > predicate
            && (tree.rel(child) == "obj"
                || clause::is_agent(tree, child)
                || tree.rel(child) == "obl"
                    && (origin() || beside() || lexicon::happens(tree.lemma(child)))
                    && !is_place(tree, child))
    });
    let before = children().filter(|&child| {
        let spread = tree.children_by(child, "nmod").any(|place| {
            tree.children_by(place, "case").any(|case| tree.is(case, &["across", "throughout"]))
        });
        tree.rel(child) == "nsubj" && (clause.passive || spread || lexicon::happens(tree.lemma(child)))
    });
    behind
        .chain(before)
        .filter(|&argument| !is_place_name(tree, argument))
        .find_map(|argument| place_of_noun(tree, argument, NESTING))
}

/// The place that a relative clause is about: "Bihar, where the Koshi joins the Ganges".
fn antecedent_place(tree: &Tree<'_>, predicate: usize) -> Option<Phrase> {
    let place = tree.head(predicate).filter(|_| tree.label(predicate) == "acl:relcl")?;
    let about = tree.children_by(predicate, "advmod").any(|adverb| tree.is(adverb, &["where"]));
    let site = lexicon::SITES.contains(&&*tree.lemma(place).to_lowercase());
    (about && (site || is_place_name(tree, place))).then(|| told_place(tree, place, Phrase::named))
}

/// How deep in a noun phrase a place is looked for.
const NESTING: usize = 3;

/// The place in a noun phrase: "two officers in Homs", "a strike on a market in the town of Kalembo".
fn place_of_noun(tree: &Tree<'_>, noun: usize, depth: usize) -> Option<Phrase> {
    let within = |&place: &usize| {
        tree.children_by(place, "case").any(|case| {
            tree.is(case, &["in", "at", "near", "outside", "inside", "across", "throughout", "off", "along"])
        })
    };
    let attached = || tree.children_by(noun, "nmod");
    let mut places = attached().filter(within).map(|place| told_place(tree, place, Phrase::named));
    let named = places.find(|phrase| is_place_name(tree, phrase.head));
    named.or_else(|| {
        let depth = depth.checked_sub(1)?;
        // "a permit for a tower at the quay" is given elsewhere.
        let meant = |&inner: &usize| {
            tree.children_by(inner, "case").any(|case| tree.is(case, &["for", "about", "against", "with"]))
        };
        attached().filter(|inner| !meant(inner)).find_map(|inner| place_of_noun(tree, inner, depth))
    })
}

/// What stands before "according to" in a phrase that the parser took for one with the source: it belongs to
/// the event ("On Sunday in London, according to witnesses, …").
fn before_source(tree: &Tree<'_>, predicate: usize) -> Vec<usize> {
    let sources = tree.children_by(predicate, "obl").filter(|&child| is_according(tree, child));
    let lead = |source: usize| tree.children_by(source, "case").min().unwrap_or(source);
    let mut found: Vec<usize> = sources
        .flat_map(|source| tree.children_by(source, "nmod").filter(|&w| w < lead(source)).collect::<Vec<_>>())
        .collect();
    // "On Sunday in London": the place hangs from the day.
    let days = tree.children_by(predicate, "obl").filter(|&child| is_temporal(tree, child));
    found.extend(days.flat_map(|day| tree.children_by(day, "nmod").collect::<Vec<_>>()));
    found
}

/// Whether an oblique says where by the kind of place: "in a shop", "outside the parliament", but not "in office".
fn is_site(tree: &Tree<'_>, oblique: usize) -> bool {
    const BARE: &[&str] = &["prison", "jail", "hospital", "court", "parliament", "front", "school", "church"];
    let lemma = &*tree.lemma(oblique).to_lowercase();
    let one = || tree.has(oblique, "det") || tree.has(oblique, "nmod") || tree.has(oblique, "compound");
    // "sentenced to life in prison": the sentence.
    let first = tree.child(oblique, "case").unwrap_or(oblique);
    let term =
        first > 0 && tree.is(first - 1, &["life", "years", "year", "months", "term", "time", "sentence"]);
    lexicon::SITES.contains(&lemma) && is_placed(tree, oblique) && (BARE.contains(&lemma) && !term || one())
}

/// "had examined the line and found no defect"
fn is_joined(tree: &Tree<'_>, predicate: usize, head: usize) -> bool {
    let past = |word: usize| matches!(tree.xpos(word), "VBN" | "VBD");
    let has = |rel: &'static str| tree.has(predicate, rel);
    let perfect = tree.children_by(head, "aux").any(|aux| tree.lemma(aux) == "have");
    past(predicate) && past(head) && perfect && !has("nsubj") && !has("aux")
}

/// "arrested", "did not arrest"
fn is_plain_past(tree: &Tree<'_>, predicate: usize) -> bool {
    let mut helpers = tree.children_by(predicate, "aux");
    tree.xpos(predicate) == "VBD" || helpers.any(|aux| tree.lemma(aux) == "do" && tree.xpos(aux) == "VBD")
}

/// Whether an event shares its time and place with the clause that it hangs from.
pub(super) fn shares(tree: &Tree<'_>, clauses: &Clauses, predicate: usize, head: usize) -> bool {
    match tree.rel(predicate) {
        // "entered a shop, grabbed a knife": one tense.
        "conj" => {
            clauses.is_predicate(head)
                && (tree.xpos(predicate) == tree.xpos(head)
                    && tree.child(predicate, "aux").map(|aux| tree.lemma(aux))
                        == tree
                            .child(head, "aux")
                            .map(|aux| tree.lemma(aux))
                            .filter(|_| tree.has(predicate, "aux"))
                    || is_plain_past(tree, predicate) && is_plain_past(tree, head)
                    || is_joined(tree, predicate, head))
        }
        "xcomp" => true,
        // "killing nine", "as rebels fled"
        "advcl" => {
            let verb = tree.xpos(predicate).starts_with("VB");
            verb && leads(tree, predicate, &["as", "while", "when"])
                || !tree.has(predicate, "mark") && tree.xpos(predicate) == "VBG"
        }
        _ => false,
    }
}
