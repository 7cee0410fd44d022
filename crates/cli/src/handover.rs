//! A command for the engine rust-bert in, the program that is linked with libtorch started with it.
//!
//! Two programs, so that a missing libtorch is a line that says what mends it, where the system's loader would end
//! the program before it runs, and so that the native engine neither needs it nor waits for it.

use std::process::{Command, Stdio};
use std::{env, io};

use crate::error::Error;
use crate::run::ExitStatus;

const PROGRAM: &str = "triplewire-rust-bert";

/// Runs the process's arguments in `triplewire-rust-bert`, which must be in the folder of this program.
///
/// On Unix it takes the place of this process, so that signals reach it.
pub(crate) fn hand_over() -> Result<ExitStatus, Error> {
    let path = env::current_exe().map_err(no_program)?;
    let path = path.with_file_name(format!("{PROGRAM}{}", env::consts::EXE_SUFFIX));
    let started = Command::new(&path).arg("--version").stdin(Stdio::null()).output().map_err(no_program)?;
    if !started.status.success() {
        let said = String::from_utf8_lossy(&started.stderr);
        let said = said.lines().next().map_or_else(|| started.status.to_string(), str::to_owned);
        return Err(Error::Usage(format!(
            "{PROGRAM} does not start: {said}; put the folder \"lib\" of libtorch 2.4.0 into LD_LIBRARY_PATH, or \
             eval \"$(scripts/libtorch)\" and build it again (docs/engines.md)"
        )));
    }
    let mut command = Command::new(&path);
    command.args(env::args_os().skip(1));
    replace(command).map_err(no_program)
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err passes it")]
fn no_program(error: io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "is not in the folder of this program".to_owned(),
        _ => error.to_string(),
    };
    Error::Usage(format!(
        "{PROGRAM} {reason}; \"cargo build --release -p {PROGRAM} --features rust-bert\" makes it (docs/engines.md)"
    ))
}

#[cfg(unix)]
fn replace(mut command: Command) -> io::Result<ExitStatus> {
    Err(std::os::unix::process::CommandExt::exec(&mut command))
}

#[cfg(not(unix))]
fn replace(mut command: Command) -> io::Result<ExitStatus> {
    std::process::exit(command.status()?.code().unwrap_or(2))
}
