//! Checks of the project as a whole.

// Every function here is part of a test.
#![allow(clippy::unwrap_used)]

/// Which crate may depend on which, and how long a file may be.
mod walls;
