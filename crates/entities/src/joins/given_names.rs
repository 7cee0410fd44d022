//! Given names that one person may go by in two languages, or in full and in short.

/// Each row holds names of one person.
const SAME: &[&[&str]] = &[
    &["vladimir", "volodymyr", "uladzimir", "wladimir", "vladimer"],
    &["alexander", "aleksandr", "alexandr", "aleksander", "oleksandr", "alyaksandr", "alex", "sasha"],
    &["alexei", "alexey", "aleksei", "aleksey", "oleksiy", "oleksii", "alexi"],
    &["nikolai", "nikolay", "mykola", "nicolai"],
    &["mikhail", "mykhailo", "michail"],
    &["sergei", "sergey", "serhiy", "serhii", "serge"],
    &["dmitry", "dmitri", "dmytro", "dimitri", "dmitriy"],
    &["yevgeny", "evgeny", "yevhen", "evgenii", "yevgeniy", "eugene"],
    &["andrei", "andrey", "andriy", "andrii", "andrej"],
    &["pyotr", "petro", "petr"],
    &["pavel", "pavlo"],
    &["yulia", "yuliya", "julia", "iuliia", "yuliia"],
    &["yuri", "yury", "yuriy", "yurii", "iouri"],
    &["viktor", "victor"],
    &["mohammed", "mohamed", "mohammad", "muhammad", "mohamad", "mahomed"],
    &["benjamin", "binyamin", "bibi"],
    &["joseph", "joe", "yosef"],
    &["william", "bill", "billy"],
    &["robert", "bob", "bobby"],
    &["michael", "mike"],
    &["james", "jim", "jimmy"],
    &["thomas", "tom"],
    &["richard", "dick"],
    &["anthony", "tony"],
    &["edward", "ed", "ted"],
    &["donald", "don"],
    &["bernard", "bernie"],
    &["charles", "chuck"],
    &["daniel", "dan"],
    &["david", "dave"],
    &["kenneth", "ken"],
    &["steven", "stephen", "steve"],
    &["gregory", "greg"],
    &["jeffrey", "jeff"],
    &["elizabeth", "liz"],
    &["margaret", "maggie"],
    &["antony", "anthony"],
];

/// Whether two given names in lower case may be one person's.
pub(super) fn same(a: &str, b: &str) -> bool {
    SAME.iter().any(|row| row.contains(&a) && row.contains(&b))
}

/// Whether a name in lower case is a given name that is written in several ways.
pub(super) fn is_given(name: &str) -> bool {
    SAME.iter().any(|row| row.contains(&name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_person_and_two() {
        assert!(super::same("vladimir", "volodymyr"));
        assert!(!super::same("vladimir", "viktor"));
        assert!(!super::same("bashar", "bashar"), "equal names need no table");
    }
}
