//! Text in, identifiers out: a letter, a colon and 16 hexadecimal digits of its content's hash.

use xxhash_rust::xxh3::Xxh3;

/// A hash of fields; lengths in front keep neighbouring fields apart.
pub(crate) fn hash(fields: &[&str]) -> u64 {
    let mut hash = Xxh3::new();
    for field in fields {
        hash.update(&(field.len() as u64).to_le_bytes());
        hash.update(field.as_bytes());
    }
    hash.digest()
}

/// An identifier of what the fields say.
pub(crate) fn id(kind: char, fields: &[&str]) -> String {
    format!("{kind}:{:016x}", hash(fields))
}

/// The digits of an identifier, by which an IRI ends.
pub(crate) fn digits(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, digits)| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_kept_apart() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(id('n', &["a"]).len(), 18);
        assert_eq!(digits("n:00ff"), "00ff");
    }
}
