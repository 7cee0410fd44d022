//! What people see on standard error: progress, failures and the summary.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::ledger::{LedgerRecord, Status};
use crate::tally::Tally;

/// How often the bar is drawn, whether or not an article is ready.
const REDRAW: Duration = Duration::from_millis(500);

/// Says something on standard error; where that is closed, nobody is left to tell.
pub(crate) fn message(text: &str) {
    // A name of a file may hold what a terminal obeys.
    let control = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    let text: String = text.chars().map(control).collect();
    let _ = writeln!(io::stderr(), "triplewire: {text}");
}

/// What is to be seen of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Show {
    /// Neither progress nor a summary.
    pub(crate) quiet: bool,
    /// Results go to the terminal, where a bar would disturb them.
    pub(crate) results_on_terminal: bool,
    /// A line now and then where standard error is no terminal.
    pub(crate) lines: bool,
}

/// The progress of a run.
pub(crate) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    state: Arc<Mutex<State>>,
    /// The thread that speaks by the clock, and what ends it when it is dropped.
    clock: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What was counted, and since when.
#[derive(Debug)]
struct State {
    started: Instant,
    /// How long the articles took; the final files take time too.
    worked: Option<Duration>,
    /// Articles to come and there, where it is known.
    total: Option<usize>,
    /// Of this run.
    tally: Tally,
    /// Articles that were done before.
    kept: usize,
    kept_failed: usize,
}

impl State {
    fn words_a_second(&self) -> Option<f64> {
        let seconds = self.worked.unwrap_or_else(|| self.started.elapsed()).as_secs_f64();
        (self.tally.done > 0).then(|| self.tally.words as f64 / seconds.max(1e-3))
    }

    /// Articles that are done or failed, in this run or before.
    fn articles(&self) -> usize {
        self.kept + self.tally.done + self.tally.failed
    }

    /// "2 failed, 31 facts, 8900 words a second, 1 min 20 s left".
    fn details(&self) -> String {
        let Tally { done, failed, facts, .. } = self.tally;
        let mut text = format!("{} failed, {facts} facts", failed + self.kept_failed);
        if let Some(speed) = self.words_a_second() {
            let _ = write!(text, ", {speed:.0} words a second");
        }
        if let Some(total) = self.total
            && done + failed > 0
        {
            let rest = total.saturating_sub(self.articles()) as f64;
            let left = self.started.elapsed().as_secs_f64() * rest / (done + failed) as f64;
            let _ = write!(text, ", {} left", duration(left));
        }
        text
    }

    /// A line of a log.
    fn line(&self) -> String {
        let of = self.total.map(|total| format!(" of {total}")).unwrap_or_default();
        format!("{}{of} articles, {}", self.articles(), self.details())
    }
}

/// "2 h 5 min", "1 min 20 s" or "7 s".
fn duration(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

fn locked(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Progress {
    /// Starts the clock. The bar shows on a terminal that the results do not use; elsewhere a line comes
    /// `every` so often. `total` is the number of articles, where it is known.
    pub(crate) fn start(show: Show, every: Duration, total: Option<usize>) -> Self {
        let hidden = show.quiet || show.results_on_terminal;
        // The library draws nothing where standard error is no terminal.
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(total.map(|total| total as u64), target);
        let template = match total {
            Some(_) => "{bar:20} {pos}/{len} articles, {msg}",
            None => "{spinner} {pos} articles, {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let state = State {
            started: Instant::now(),
            worked: None,
            total,
            tally: Tally::default(),
            kept: 0,
            kept_failed: 0,
        };
        let state = Arc::new(Mutex::new(state));
        let lines = !show.quiet && show.lines && !io::stderr().is_terminal();
        let mut progress = Self { bar, quiet: show.quiet, state, clock: None };
        if lines {
            progress.tell(every, |_, state| message(&state.line()));
        } else if !progress.bar.is_hidden() {
            progress.tell(REDRAW, draw);
        }
        progress
    }

    /// Has `tell` called by the clock, so that a long article does not silence it.
    fn tell(&mut self, every: Duration, tell: fn(&ProgressBar, &State)) {
        let (sender, end) = channel::<()>();
        let (bar, state) = (self.bar.clone(), Arc::clone(&self.state));
        let thread = std::thread::spawn(move || {
            while end.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                tell(&bar, &locked(&state));
            }
        });
        self.clock = Some((sender, thread));
    }

    /// Counts an article and names it if it failed.
    pub(crate) fn record(&mut self, record: &LedgerRecord) {
        locked(&self.state).tally.add(record);
        if record.status == Status::Failed {
            let reason = record.reason.as_deref().unwrap_or_default();
            self.bar.suspend(|| message(&format!("{}: {reason}", record.source)));
        }
        if record.status != Status::Skipped {
            draw(&self.bar, &locked(&self.state));
        }
    }

    /// Counts an article that was done before.
    pub(crate) fn kept(&mut self, status: Status) {
        let mut state = locked(&self.state);
        state.kept += usize::from(status != Status::Skipped);
        state.kept_failed += usize::from(status == Status::Failed);
        draw(&self.bar, &state);
    }

    /// How many articles are done or failed, in this run or before.
    pub(crate) fn articles(&self) -> usize {
        locked(&self.state).articles()
    }

    /// What was counted so far.
    pub(crate) fn tally(&self) -> Tally {
        locked(&self.state).tally.clone()
    }

    /// All articles are done: what takes time now is no work on words.
    pub(crate) fn assembling(&mut self) {
        let mut state = locked(&self.state);
        state.worked = Some(state.started.elapsed());
        self.bar.set_message("writing the files");
    }

    /// Takes the bar away and prints the summary.
    pub(crate) fn finish(self) {
        let tally = self.tally();
        self.finish_with(&tally, &[]);
    }

    /// Takes the bar away and prints the summary of these articles, with more lines.
    pub(crate) fn finish_with(mut self, tally: &Tally, more: &[String]) {
        self.silence();
        if self.quiet {
            return;
        }
        let state = locked(&self.state);
        let mut summary = tally.summary(state.words_a_second());
        if state.kept > 0 {
            let _ = write!(summary, "\n{} of the articles were done before", state.kept);
        }
        for line in more {
            let _ = write!(summary, "\n{line}");
        }
        let _ = writeln!(io::stderr(), "{summary}");
    }

    fn silence(&mut self) {
        self.bar.finish_and_clear();
        if let Some((sender, thread)) = self.clock.take() {
            drop(sender);
            // It ends at once, and has nothing to give.
            let _ = thread.join();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.silence();
    }
}

/// Draws the bar as things stand.
fn draw(bar: &ProgressBar, state: &State) {
    if !bar.is_hidden() {
        bar.set_position(state.articles() as u64);
        bar.set_message(state.details());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_the_run_is() {
        let minute = Instant::now().checked_sub(Duration::from_mins(1)).unwrap();
        let tally = Tally { done: 5, failed: 1, words: 6000, facts: 31, ..Tally::default() };
        let mut state =
            State { started: minute, worked: None, total: Some(24), tally, kept: 6, kept_failed: 1 };
        assert_eq!(state.line(), "12 of 24 articles, 2 failed, 31 facts, 100 words a second, 2 min 0 s left");
        state.total = None;
        assert_eq!(state.line(), "12 articles, 2 failed, 31 facts, 100 words a second");
        assert_eq!((duration(7.4), duration(7500.0)), ("7 s".to_owned(), "2 h 5 min".to_owned()));
    }
}
