//! Two graphs in, what the second has more, less and otherwise out.

use std::cmp::Ordering;

use crate::error::GraphError;
use crate::rdf::{Open, all};
use crate::read::Record;

/// How a record of two graphs differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// Only the second has it.
    Added(T),
    /// Both have it, with other content.
    Changed(T, T),
    /// Only the first has it.
    Withdrawn(T),
}

/// Gives the records of one kind that differ to `take`, sorted by id.
///
/// # Errors
///
/// Records that cannot be read, and what `take` says.
pub fn diff<T: Record + PartialEq, E: From<GraphError>>(
    first: &impl Open,
    second: &impl Open,
    mut take: impl FnMut(Change<T>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut olds, mut news) = (all::<T, _>(first)?, all::<T, _>(second)?);
    let (mut old, mut new) = (olds.next().transpose()?, news.next().transpose()?);
    loop {
        let order = match (&old, &new) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => old.id().cmp(new.id()),
        };
        let before = if order.is_le() { std::mem::replace(&mut old, olds.next().transpose()?) } else { None };
        let after = if order.is_ge() { std::mem::replace(&mut new, news.next().transpose()?) } else { None };
        match (before, after) {
            (Some(before), Some(after)) if before != after => take(Change::Changed(before, after))?,
            (Some(before), None) => take(Change::Withdrawn(before))?,
            (None, Some(after)) => take(Change::Added(after))?,
            _ => {}
        }
    }
}
