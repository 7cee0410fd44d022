//! A mention of a time or an amount in, its value as `entities.jsonl` has it out.

use serde::Serialize;
use triplewire_entities::EntityType;
use triplewire_entities::values::{Amount, Approximation, Number, amount};

use crate::output::times::Times;
use crate::pipeline::Analysis;

/// A value: of a time its text in ISO 8601 or TIMEX3, of an amount its number and unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum ValueRecord {
    /// `2026-02-20`, `2026-02-20TMO`, `2026-02-20/2026-02-22`, `PT2H`.
    Time(String),
    Duration(DurationRecord),
    Amount(AmountRecord),
}

/// A duration that is told inexactly: "more than two years".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct DurationRecord {
    duration: String,
    /// As of an amount.
    approx: &'static str,
}

/// One of `number`, `from` and `to`, `multiple_of`, `ordinal`; a unit or a currency where there is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct AmountRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Figure>,
    /// "Dozens" are some multiple of 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    multiple_of: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<u32>,
    /// `about`, `more than`, `at least`, `less than`, `at most`.
    #[serde(skip_serializing_if = "Option::is_none")]
    approx: Option<&'static str>,
    /// `km`, `t`, `%`, `pp` (percentage points), …
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
}

/// A number that is written without a point where it is whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Figure {
    Whole(u64),
    Decimal(f64),
}

impl From<f64> for Figure {
    fn from(number: f64) -> Self {
        // Up to 2^53 every whole number is exact.
        let whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
        if whole { Self::Whole(number as u64) } else { Self::Decimal(number) }
    }
}

impl From<Amount> for AmountRecord {
    fn from(amount: Amount) -> Self {
        let record = Self {
            approx: amount.approximation.map(Approximation::as_str),
            unit: amount.unit,
            currency: amount.currency,
            ..Self::default()
        };
        match amount.number {
            Number::Exactly(number) => Self { number: Some(number.into()), ..record },
            Number::Between(from, to) => Self { from: Some(from.into()), to: Some(to.into()), ..record },
            Number::MultipleOf(number) => Self { multiple_of: Some(number.into()), ..record },
            Number::Ordinal(ordinal) => Self { ordinal: Some(ordinal), ..record },
        }
    }
}

/// The value of a mention, by its index.
pub(crate) fn of_mention(analysis: &Analysis<'_>, times: &Times<'_>, index: usize) -> Option<ValueRecord> {
    let mention = analysis.entities.mentions.get(index)?;
    match mention.entity_type {
        EntityType::Date | EntityType::Time => {
            let value = times.of_mention(index)?;
            Some(match value.approximation() {
                None => ValueRecord::Time(value.to_string()),
                Some(approximation) => ValueRecord::Duration(DurationRecord {
                    duration: value.to_string(),
                    approx: approximation.as_str(),
                }),
            })
        }
        EntityType::Money | EntityType::Quantity | EntityType::Percent => {
            let found = amount(mention.span.of(analysis.document.text))?;
            Some(ValueRecord::Amount(found.into()))
        }
        _ => None,
    }
}

/// The value that all have.
pub(crate) fn shared(values: impl IntoIterator<Item = Option<ValueRecord>>) -> Option<ValueRecord> {
    let mut values = values.into_iter();
    let first = values.next()??;
    values.all(|value| value.as_ref() == Some(&first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_json() {
        let json = |text: &str| {
            let record = AmountRecord::from(amount(text).unwrap());
            serde_json::to_string(&ValueRecord::Amount(record)).unwrap()
        };
        assert_eq!(json("more than 20,000"), r#"{"number":20000,"approx":"more than"}"#);
        assert_eq!(json("$5.25"), r#"{"number":5.25,"currency":"USD"}"#);
        assert_eq!(json("300-400 km"), r#"{"from":300,"to":400,"unit":"km"}"#);
        assert_eq!(json("dozens"), r#"{"multiple_of":12}"#);
    }

    #[test]
    fn an_entity_has_the_value_of_all_its_mentions() {
        let time = |value: &str| Some(ValueRecord::Time(value.to_owned()));
        assert_eq!(shared([time("2026"), time("2026")]), time("2026"));
        assert_eq!(shared([time("2026"), time("2025")]), None);
        assert_eq!(shared([time("2026"), None]), None);
        assert_eq!(shared([]), None);
    }
}
