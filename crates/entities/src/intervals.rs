//! Atoms in, the ends of expressions of a stretch of time out: "1981 until 2011", "Wednesday through
//! Friday", "between 2 and 4 p.m."
//!
//! As in TIMEX3 a preposition before the expression is no part of it, but for "between", which needs both
//! ends; whoever resolves "since 2015" reads it with the expression.

use crate::{
    atoms::{Class, Grammar},
    dates::longest,
};

impl Grammar<'_> {
    /// A stretch of days or longer units; `single` is one past the date that starts at `i`.
    pub(crate) fn dates(self, i: usize, single: Option<usize>) -> Option<usize> {
        if let Some(start) = self.word(i, &["between"]) {
            return self.end_of_stretch(self.word(self.end_of_stretch(start)?, &["and"])?);
        }
        let first = longest([single, self.year_or_ago(i)])?;
        let joined = self.word(first, &["to", "until", "till", "through", "thru"]);
        self.end_of_stretch(joined.or_else(|| self.hyphen(first))?)
    }

    fn hyphen(self, i: usize) -> Option<usize> {
        self.is_hyphen(i).then_some(i + 1)
    }

    /// A day, month, year or what is counted from the day of writing; no duration.
    fn end_of_stretch(self, i: usize) -> Option<usize> {
        longest([self.calendar(i), self.year_or_ago(i)])
    }

    fn year_or_ago(self, i: usize) -> Option<usize> {
        let year = || self.year(i).filter(|_| !self.is_class(i + 1, Class::Magnitude)).map(|_| i + 1);
        let ago = || self.duration(i, Class::DateUnit).filter(|&end| self.lower(end - 1) == "ago");
        year().or_else(ago)
    }

    /// A stretch of hours: "from 9 a.m. to 5 p.m.", "between 2 and 4 p.m.", "9:30-11:00".
    pub(crate) fn hours(self, i: usize) -> Option<usize> {
        if self.continues(i) {
            return None;
        }
        let between = self.word(i, &["between"]);
        let start = between.unwrap_or(i);
        let bare = || (self.integer(start)? <= 12 && !self.continued(start + 1)).then_some(start + 1);
        let first = self.clock(start).or_else(bare)?;
        let joined = if between.is_some() {
            self.word(first, &["and"])
        } else {
            self.word(first, &["to", "until", "till", "through"]).or_else(|| self.hyphen(first))
        }?;
        let end = self.clock(joined)?;
        // "5-5:30" may be a score; a bare hour needs its half from the other end.
        let half = matches!(self.lower(end - 1), "a.m." | "p.m." | "a.m" | "p.m" | "am" | "pm");
        (self.clock(start).is_some() || half).then_some(end)
    }
}
