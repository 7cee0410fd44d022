//! The program `triplewire`, which has the native engine.

use std::process::ExitCode;

fn main() -> ExitCode {
    triplewire::run(None)
}
