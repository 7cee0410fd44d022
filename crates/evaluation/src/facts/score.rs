//! Labelled articles and extracted facts in, precision, recall, F1 and the causes of errors out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::counts::Counts;
use crate::error::ReadError;
use crate::facts::attributes::{self, Attribute, AttributeOutcome};
use crate::facts::gold::{GoldArticle, GoldFact, Modality};
use crate::facts::pattern::{Difference, FormPattern, Names, Pattern};
use crate::facts::prediction::{Phrase, PredictedFact};
use crate::text::content_words;

/// Why a fact was missed or an extraction is wrong, as far as a program can tell. The order is the
/// order of preference: where several nearly matched, the first of these is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The words match; polarity, or asserted or not, differs. Wrong in the strict score only.
    PolarityOrModality,
    /// Subject and relation match, and the object with words left out.
    ObjectTooLong,
    /// Subject and relation match, and the object with words added.
    ObjectTooShort,
    /// Subject and object match.
    RelationWrong,
    /// Relation and object match.
    SubjectWrong,
    /// Nothing close to it.
    NotFound,
}

/// The scores of all articles together and of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactsReport {
    /// The words match (micro-averaged over articles).
    pub plain: Counts,
    /// The words match, and polarity and asserted or not agree.
    pub strict: Counts,
    /// 95 % interval of the plain F1, by articles.
    pub plain_interval: Option<Interval>,
    /// 95 % interval of the strict F1, by articles.
    pub strict_interval: Option<Interval>,
    /// Innermost source, over the matched facts.
    pub by: Counts,
    /// Time value, over the matched facts.
    pub when: Counts,
    /// Place, over the matched facts.
    #[serde(rename = "where")]
    pub place: Counts,
    /// Denied, over the matched facts.
    #[serde(default)]
    pub polarity: Counts,
    /// The modality of what is not asserted, over the matched facts.
    #[serde(default)]
    pub modality: Counts,
    /// Causes of the missed facts (those not optional).
    pub missed: BTreeMap<Cause, usize>,
    /// Causes of the wrong extractions.
    pub wrong: BTreeMap<Cause, usize>,
    /// One for each labelled article, in the order given.
    pub articles: Vec<ArticleReport>,
}

/// One article: its counts, and its gold and extracted facts side by side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleReport {
    /// Name of the article.
    pub article: String,
    /// As in [`FactsReport`].
    pub plain: Counts,
    /// As in [`FactsReport`].
    pub strict: Counts,
    /// The labelled facts.
    pub gold: Vec<GoldOutcome>,
    /// The extracted facts.
    pub predicted: Vec<PredictedOutcome>,
}

/// What became of one labelled fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoldOutcome {
    /// Line of the `.facts` file.
    pub line: usize,
    /// Its first form.
    pub text: String,
    /// Never counted as missed.
    pub optional: bool,
    /// Extractions that match it: indices into [`ArticleReport::predicted`].
    pub matches: Vec<usize>,
    /// One of them agrees in polarity, and asserted or not.
    pub strict: bool,
    /// Why it was missed, plainly or strictly; `None` where it was found.
    pub cause: Option<Cause>,
    /// The extraction that came nearest, where it was missed.
    pub nearest: Option<usize>,
    /// What is said about it, where it was found: read from the extraction that the system trusts most.
    #[serde(default)]
    pub attributes: Vec<AttributeOutcome>,
}

/// What became of one extracted fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PredictedOutcome {
    /// Subject, relation and object text.
    pub text: String,
    /// Sentence, counted from 0.
    pub sentence: Option<usize>,
    /// Confidence.
    pub confidence: f64,
    /// Labelled facts that it matches: indices into [`ArticleReport::gold`].
    pub matches: Vec<usize>,
    /// One of them agrees in polarity, and asserted or not.
    pub strict: bool,
    /// Why it is wrong, plainly or strictly; `None` where it is right.
    pub cause: Option<Cause>,
    /// The labelled fact that came nearest, where it is wrong.
    pub nearest: Option<usize>,
}

impl FactsReport {
    /// The articles with the lowest plain F1 first, at most `limit`.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&ArticleReport> {
        let mut articles: Vec<_> = self.articles.iter().collect();
        articles.sort_by(|a, b| a.plain.f1().total_cmp(&b.plain.f1()));
        articles.truncate(limit);
        articles
    }

    /// Two-sided p-value for the difference in plain F1 to another run over the same articles, by
    /// paired bootstrap; `None` where the articles are not the same.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let names =
            |report: &Self| -> Vec<String> { report.articles.iter().map(|a| a.article.clone()).collect() };
        (names(self) == names(other)).then(|| {
            bootstrap::paired_p_value(self.articles.len(), |drawn| {
                let f1 = |report: &Self| -> f64 {
                    drawn.iter().map(|&i| report.articles[i].plain).sum::<Counts>().f1()
                };
                f1(self) - f1(other)
            })
        })
    }
}

/// Scores extracted facts against labelled articles. `file` names the predictions in errors.
///
/// # Errors
/// An extracted fact of an article that is not among the labelled ones, or two labelled articles
/// with one name.
pub fn score(
    gold: &[GoldArticle],
    predicted: &[PredictedFact],
    file: &str,
) -> Result<FactsReport, ReadError> {
    let mut by_article: BTreeMap<&str, Vec<&PredictedFact>> = BTreeMap::new();
    for article in gold {
        if by_article.insert(&article.name, Vec::new()).is_some() {
            let message = format!("two labelled articles are named '{}'", article.name);
            return Err(ReadError::new(&article.name, 1, message));
        }
    }
    for fact in predicted {
        let Some(facts) = by_article.get_mut(fact.article.as_str()) else {
            let message = format!("no labelled article is named '{}'", fact.article);
            return Err(ReadError::new(file, fact.line.max(1), message));
        };
        facts.push(fact);
    }
    let articles: Vec<ArticleReport> =
        gold.iter().map(|article| score_article(article, &by_article[article.name.as_str()])).collect();

    let interval = |counts: fn(&ArticleReport) -> Counts| {
        bootstrap::interval(articles.len(), |drawn| {
            drawn.iter().map(|&i| counts(&articles[i])).sum::<Counts>().f1()
        })
    };
    let (plain_interval, strict_interval) = (interval(|a| a.plain), interval(|a| a.strict));
    let sum = |counts: fn(&ArticleReport) -> Counts| articles.iter().map(counts).sum::<Counts>();
    let outcomes = || articles.iter().flat_map(|a| &a.gold).flat_map(|fact| &fact.attributes);
    let attribute = |attribute: Attribute| {
        outcomes().filter(|o| o.attribute == attribute).map(AttributeOutcome::counts).sum::<Counts>()
    };
    let mut missed = BTreeMap::new();
    let mut wrong = BTreeMap::new();
    for article in &articles {
        for cause in article.gold.iter().filter(|g| !g.optional).filter_map(|g| g.cause) {
            *missed.entry(cause).or_default() += 1;
        }
        for cause in article.predicted.iter().filter_map(|p| p.cause) {
            *wrong.entry(cause).or_default() += 1;
        }
    }
    Ok(FactsReport {
        plain: sum(|a| a.plain),
        strict: sum(|a| a.strict),
        plain_interval,
        strict_interval,
        by: attribute(Attribute::By),
        when: attribute(Attribute::When),
        place: attribute(Attribute::Where),
        polarity: attribute(Attribute::Polarity),
        modality: attribute(Attribute::Modality),
        missed,
        wrong,
        articles,
    })
}

/// The words of an extracted fact in every wording that may match.
pub(crate) struct Wordings {
    pub(crate) subjects: Vec<Vec<String>>,
    relation: Vec<String>,
    objects: Vec<Vec<String>>,
    /// Relation followed by each object.
    pub(crate) predicates: Vec<Vec<String>>,
}

impl Wordings {
    pub(crate) fn new(fact: &PredictedFact) -> Self {
        let relation = content_words(&fact.relation.text);
        let objects = match &fact.object {
            Some(object) => word_lists(object),
            None => vec![Vec::new()],
        };
        let predicates = objects.iter().map(|object| [relation.as_slice(), object].concat()).collect();
        Self { subjects: word_lists(&fact.subject), relation, objects, predicates }
    }
}

pub(crate) fn word_lists(phrase: &Phrase) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    for wording in phrase.wordings() {
        let words = content_words(wording);
        if !lists.contains(&words) {
            lists.push(words);
        }
    }
    lists
}

/// How an extracted fact relates to a labelled one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Match { strict: bool },
    Near(Cause),
}

fn score_article(gold: &GoldArticle, predicted: &[&PredictedFact]) -> ArticleReport {
    let names = Names::new(&gold.entities);
    let wordings: Vec<Wordings> = predicted.iter().map(|fact| Wordings::new(fact)).collect();
    let verdicts: Vec<Vec<Verdict>> = gold
        .facts
        .iter()
        .map(|fact| {
            let forms: Vec<_> = fact.forms.iter().map(|f| FormPattern::new(f, &names)).collect();
            let judge = |(&p, w): (&&PredictedFact, &Wordings)| judge(fact, &forms, p, w);
            predicted.iter().zip(&wordings).map(judge).collect()
        })
        .collect();

    let mut report = ArticleReport { article: gold.name.clone(), ..ArticleReport::default() };
    for (fact, row) in gold.facts.iter().zip(&verdicts) {
        let outcome = Outcome::of(row.iter().copied());
        if !fact.optional {
            report.plain.gold += 1;
            report.strict.gold += 1;
            report.plain.found += usize::from(!outcome.matches.is_empty());
            report.strict.found += usize::from(outcome.strict);
        }
        let best = outcome.matches.iter().copied().reduce(|best, next| {
            if predicted[next].confidence > predicted[best].confidence { next } else { best }
        });
        report.gold.push(GoldOutcome {
            line: fact.line,
            text: fact.forms.first().map(ToString::to_string).unwrap_or_default(),
            optional: fact.optional,
            matches: outcome.matches,
            strict: outcome.strict,
            cause: outcome.cause,
            nearest: outcome.nearest,
            attributes: best
                .map(|best| attributes::outcomes(fact, predicted[best], &names))
                .unwrap_or_default(),
        });
    }
    for (index, fact) in predicted.iter().enumerate() {
        let outcome = Outcome::of(verdicts.iter().map(|row| row[index]));
        report.plain.predicted += 1;
        report.strict.predicted += 1;
        report.plain.correct += usize::from(!outcome.matches.is_empty());
        report.strict.correct += usize::from(outcome.strict);
        report.predicted.push(PredictedOutcome {
            text: fact.to_string(),
            sentence: fact.sentence,
            confidence: fact.confidence,
            matches: outcome.matches,
            strict: outcome.strict,
            cause: outcome.cause,
            nearest: outcome.nearest,
        });
    }
    report
}

/// All verdicts on one item, from either side.
struct Outcome {
    matches: Vec<usize>,
    strict: bool,
    cause: Option<Cause>,
    nearest: Option<usize>,
}

impl Outcome {
    fn of(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut outcome =
            Self { matches: Vec::new(), strict: false, cause: Some(Cause::NotFound), nearest: None };
        for (index, verdict) in verdicts.enumerate() {
            let cause = match verdict {
                Verdict::Match { strict } => {
                    outcome.matches.push(index);
                    outcome.strict |= strict;
                    Cause::PolarityOrModality
                }
                Verdict::Near(cause) => cause,
            };
            if outcome.cause.is_some_and(|before| cause < before) {
                outcome.cause = Some(cause);
                outcome.nearest = Some(index);
            }
        }
        if outcome.strict {
            outcome.cause = None;
            outcome.nearest = None;
        }
        outcome
    }
}

fn judge(fact: &GoldFact, forms: &[FormPattern], predicted: &PredictedFact, words: &Wordings) -> Verdict {
    let mut nearest = Cause::NotFound;
    for form in forms {
        let subject = any(&form.subject, &words.subjects);
        let predicate = any(&form.predicate, &words.predicates);
        let cause = match (subject, predicate) {
            (true, true) => {
                return Verdict::Match {
                    strict: fact.polarity == predicted.polarity
                        && (fact.modality == Modality::Asserted)
                            == (predicted.modality == Modality::Asserted),
                };
            }
            (false, true) => Cause::SubjectWrong,
            (true, false) => predicate_cause(form, words),
            (false, false) => Cause::NotFound,
        };
        nearest = nearest.min(cause);
    }
    Verdict::Near(nearest)
}

/// What is wrong where the subject matches and the rest does not.
fn predicate_cause(form: &FormPattern, words: &Wordings) -> Cause {
    if words.objects.iter().any(|object| !object.is_empty()) && any(&form.object, &words.objects) {
        return Cause::RelationWrong;
    }
    let relation = form.relation.difference(&words.relation);
    let relation_shared = relation.missing < relation.required || relation.required == 0;
    let differences = || {
        form.predicate
            .iter()
            .flat_map(|pattern| words.predicates.iter().map(|words| pattern.difference(words)))
    };
    let shares = |d: &Difference| d.missing < d.required;
    if relation_shared && differences().any(|d| d.missing == 0 && d.extra > 0 && shares(&d)) {
        Cause::ObjectTooLong
    } else if relation_shared && differences().any(|d| d.extra == 0 && d.missing > 0 && shares(&d)) {
        Cause::ObjectTooShort
    } else {
        Cause::NotFound
    }
}

/// Nothing matches a wording without words that count ("it is this").
pub(crate) fn any(patterns: &[Pattern], wordings: &[Vec<String>]) -> bool {
    wordings
        .iter()
        .filter(|words| !words.is_empty())
        .any(|words| patterns.iter().any(|pattern| pattern.matches(words)))
}
