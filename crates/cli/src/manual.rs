//! The command line's own description in, completions for shells and man pages out.

use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::error::Error;
use crate::output::files::create_folder;
use crate::run::ExitStatus;

const PROGRAM: &str = "triplewire";

/// Prints a script that completes commands and options.
pub(crate) fn completions(shell: Shell) -> Result<ExitStatus, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), PROGRAM, &mut script);
    io::stdout().write_all(&script)?;
    Ok(ExitStatus::Complete)
}

/// Writes the page of every command into a folder, or prints that of the program.
pub(crate) fn man(folder: Option<&Path>) -> Result<ExitStatus, Error> {
    if let Some(folder) = folder {
        create_folder(folder)?;
        clap_mangen::generate_to(Args::command(), folder).map_err(Error::write(folder))?;
    } else {
        let mut page = Vec::new();
        // As the page in a folder has it: there is no page of "help".
        clap_mangen::Man::new(Args::command().disable_help_subcommand(true)).render(&mut page)?;
        io::stdout().write_all(&page)?;
    }
    Ok(ExitStatus::Complete)
}
