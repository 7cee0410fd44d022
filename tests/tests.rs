//! Checks of the project as a whole.

/// Which crate may depend on which, and how long a file may be.
mod walls;
