//! Signals in, whether a run is to stop out.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether the user, or the system, has asked the run to stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicUsize>);

impl Stop {
    /// From now on the first Ctrl-C or SIGTERM asks to stop, and the second ends the program at once.
    pub(super) fn on_signals() -> io::Result<Self> {
        let stop = Self::default();
        let asked = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal must not see what it sets itself.
            flag::register_conditional_shutdown(signal, code(signal), Arc::clone(&asked))?;
            flag::register(signal, Arc::clone(&asked))?;
            flag::register_usize(signal, Arc::clone(&stop.0), usize::from(code(signal) as u8))?;
        }
        Ok(stop)
    }

    /// The exit status for the signal that asked to stop, if one did.
    pub(super) fn requested(&self) -> Option<u8> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            code => Some(code as u8),
        }
    }
}

/// What a shell makes of a program that the signal ended.
fn code(signal: i32) -> i32 {
    128 + signal
}
