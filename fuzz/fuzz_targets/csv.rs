//! Tables of articles: any bytes, each row an article or a fault.
#![no_main]
#![allow(dead_code, unused_imports, reason = "the program uses all of the modules")]

use libfuzzer_sys::fuzz_target;

include!("../program.rs");

fuzz_target!(|bytes: &[u8]| check(inputs::Kind::Csv, bytes));
