//! Persons by surname, by given name, and by more or less of the full name.

use super::{Joins, given_names};
use crate::{forms::Form, gazetteers::Gazetteers, merge::Why, spelling::Spelling};

/// Particles of surnames, which may be left out.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ad", "ar", "as", "ash", "an", "at", "az", "ez", "bin", "bint", "ibn", "van", "von",
    "der", "den", "de", "da", "di", "du", "del", "la", "ben", "abu", "abd",
];

/// What stands before a father's name. Such a name alone is the father's.
const PATRONYMIC: &[&str] = &["bin", "ibn", "ben", "bint"];

/// Surnames that stand first.
const FIRST: &[&str] = &[
    "xi", "li", "wang", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "hu",
    "zhu", "gao", "lin", "guo", "ma", "mao", "deng", "jiang", "wen", "bo", "tsai", "chiang", "kim", "moon",
    "park", "lee", "choi", "yoon", "jung", "chung", "ban", "han", "nguyen", "tran", "pham", "ho",
];

impl Joins<'_> {
    /// Full names with more or less between their ends; a surname or a given name alone beside the full name.
    pub(super) fn persons(&mut self, gazetteers: &Gazetteers) {
        let forms = self.forms;
        let persons: Vec<usize> = (0..forms.len()).filter(|&form| forms[form].is_person()).collect();
        let (full, short): (Vec<usize>, Vec<usize>) =
            persons.into_iter().partition(|&form| full_name(&forms[form].tokens));
        let skeletons: Vec<String> = forms.iter().map(surname_skeleton).collect();
        // Comparing sounds takes long: only where the surnames have a skeleton or the names a word in common.
        let near = |a: usize, b: usize| {
            let word = || forms[a].tokens.iter().any(|word| forms[b].tokens.contains(word));
            skeletons[a] == skeletons[b] || word()
        };
        for &form in &full {
            let tokens = &forms[form].tokens;
            let alike: Vec<usize> = full
                .iter()
                .copied()
                .filter(|&other| other != form && near(form, other) && same(tokens, &forms[other].tokens))
                .collect();
            // "George Bush" may be George W. or George H. W.: it is neither.
            let one = alike.iter().enumerate().all(|(at, &a)| {
                alike[..at]
                    .iter()
                    .all(|&b| self.root(a) == self.root(b) || same(&forms[a].tokens, &forms[b].tokens))
            });
            if one {
                for other in alike {
                    self.join(form, other, Why::FullName);
                }
            }
        }
        let mut alone = Vec::new();
        for &form in &short {
            let tokens = &forms[form].tokens;
            let fits = |other: &usize| {
                (forms[*other].known.is_some() || near(form, *other))
                    && self.is_surname(form, *other, gazetteers)
            };
            let candidates: Vec<usize> = full.iter().copied().filter(fits).collect();
            if candidates.is_empty() {
                alone.push(form);
            }
            // Written the same wins over sounding the same: "Reid" beside "Reid" and "Reed".
            let exact: Vec<usize> = candidates
                .iter()
                .copied()
                .filter(|&other| surname(&forms[other].tokens) == surname(tokens))
                .collect();
            let chosen = if exact.is_empty() { candidates } else { exact };
            let chosen = match self.main_person(&chosen) {
                Some(main) => vec![main],
                None => chosen,
            };
            self.join_unique(form, chosen.into_iter(), Why::Surname);
        }
        for &form in &alone {
            let given = full.iter().copied().filter(|&other| self.is_given_name(form, other));
            let given: Vec<usize> = given.collect();
            self.join_unique(form, given.into_iter(), Why::GivenName);
        }
        let spelled: Vec<(usize, Spelling)> =
            short.iter().map(|&form| (form, Spelling::new(&forms[form].key))).collect();
        for (at, (form, spelling)) in spelled.iter().enumerate() {
            for (other, before) in &spelled[..at] {
                if skeletons[*form] == skeletons[*other] && before.same(spelling) {
                    self.join(*form, *other, Why::Spelling);
                }
            }
        }
    }

    /// Of several with one surname the one whom the article is about: named first, and in full twice as often as
    /// any other.
    fn main_person(&self, candidates: &[usize]) -> Option<usize> {
        let named = |form: usize| self.forms[form].mentions.len();
        let first = candidates.iter().copied().min_by_key(|&form| self.forms[form].mentions.first())?;
        let others = candidates.iter().filter(|&&other| self.root(other) != self.root(first));
        let most = others.map(|&other| named(other)).max()?;
        (named(first) >= 2 * most).then_some(first)
    }

    /// Whether a short form is the surname of a full name, in this or another spelling.
    fn is_surname(&self, form: usize, other: usize, gazetteers: &Gazetteers) -> bool {
        let (form, whole) = (&self.forms[form], &self.forms[other]);
        let written = ends_in(&whole.tokens, form);
        written
            || whole.known.is_some_and(|known| {
                let mut forms =
                    gazetteers.well_known.forms_of(known).map(|key| key.split(' ').map(str::to_owned));
                forms.any(|tokens| {
                    let tokens: Vec<String> = tokens.collect();
                    full_name(&tokens) && ends_in(&tokens, form)
                })
            })
    }

    /// Whether a short form is the given name of a full name that the article has given before.
    fn is_given_name(&self, form: usize, other: usize) -> bool {
        let (part, whole) = (&self.forms[form], &self.forms[other]);
        let [given] = part.tokens.as_slice() else {
            return false;
        };
        let first = whole.tokens.first() == Some(given);
        first
            && given.len() > 1
            && (whole.mentions.first() < part.mentions.first() || FIRST.contains(&given.as_str()))
    }
}

/// What the spellings of a person's last word have in common; nothing for what is no person.
fn surname_skeleton(form: &Form) -> String {
    if form.is_person() { Spelling::new(surname(&form.tokens)).skeleton() } else { String::new() }
}

/// Whether a full name ends in a short form, with or without particles.
fn ends_in(whole: &[String], form: &Form) -> bool {
    let whole = without_suffix(whole);
    let bare = without_particles(without_suffix(&form.tokens));
    if bare.len() >= whole.len() {
        return false;
    }
    let (before, end) = whole.split_at(whole.len() - bare.len());
    let father = before.last().is_some_and(|word| PATRONYMIC.contains(&word.as_str()));
    if father && form.royal && !patronymic(&form.tokens) {
        return false;
    }
    let surname_first = whole[0..1].iter().any(|first| FIRST.contains(&first.as_str())) && whole.len() <= 3;
    // "Muhammad" beside "Rahaf Mohammed" is somebody else, more often than not.
    let given = bare.len() == 1 && given_names::is_given(&bare[0]);
    end == bare || (!given && sounds(end, bare)) || (surname_first && bare == &whole[..1])
}

fn sounds(a: &[String], b: &[String]) -> bool {
    Spelling::new(&a.join(" ")).same(&Spelling::new(&b.join(" ")))
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

fn suffix(tokens: &[String]) -> Option<&str> {
    tokens.last().map(String::as_str).filter(|last| tokens.len() > 1 && is_suffix(last))
}

fn without_suffix(tokens: &[String]) -> &[String] {
    &tokens[..tokens.len() - usize::from(suffix(tokens).is_some())]
}

fn without_particles(tokens: &[String]) -> &[String] {
    let particles = tokens.iter().take_while(|token| is_particle(token)).count();
    &tokens[particles.min(tokens.len().saturating_sub(1))..]
}

fn is_particle(token: &str) -> bool {
    PARTICLES.contains(&token)
}

/// The last word of a person's name.
fn surname(tokens: &[String]) -> &str {
    without_suffix(tokens).last().map_or("", String::as_str)
}

/// Whether a person's name has more than a surname with its particles.
pub(super) fn full_name(tokens: &[String]) -> bool {
    let tokens = without_suffix(tokens);
    let names = tokens.iter().filter(|token| !is_particle(token)).count();
    // "Abu Bakr al-Baghdadi" begins with a particle and is none the less full.
    let start = tokens.first().is_some_and(|first| is_particle(first) && first != "abu" && first != "abd");
    names > 1 && !start
}

/// Whether two full names may be one person's: one surname, one given name, and nothing that tells
/// them apart.
pub(super) fn same(a: &[String], b: &[String]) -> bool {
    if suffix(a) != suffix(b) {
        return false;
    }
    let (a, b) = (without_suffix(a), without_suffix(b));
    if sounds(a, b) || extends(a, b) || extends(b, a) || turned(a, b) || turned(b, a) {
        return true;
    }
    let (Some(first), Some(second)) = (a.first(), b.first()) else {
        return false;
    };
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    let word = |a: &str, b: &str| a == b || initial(a, b) || initial(b, a) || given_names::same(a, b);
    let given = word(first, second) || sounds(std::slice::from_ref(first), std::slice::from_ref(second));
    let (last, other) = (surname(a), surname(b));
    if !given || !(last == other || Spelling::new(last).same(&Spelling::new(other))) {
        return false;
    }
    // A patronymic is no surname: "Mohammed bin Salman", "Mohammed Salman".
    if patronymic(a) != patronymic(b) {
        return false;
    }
    let middle = |tokens: &[String]| -> Vec<String> {
        let inner = tokens.get(1..tokens.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().filter(|token| !is_particle(token)).cloned().collect()
    };
    let (a, b) = (middle(a), middle(b));
    a.is_empty() || b.is_empty() || (a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| word(a, b)))
}

fn patronymic(tokens: &[String]) -> bool {
    tokens.iter().any(|token| PATRONYMIC.contains(&token.as_str()))
}

/// Whether the longer name has more before the shorter one ("Aung San Suu Kyi", "Suu Kyi"), or goes on after
/// a father's name ("Mohammed bin Salman Al Saud", "Mohammed bin Salman").
fn extends(longer: &[String], shorter: &[String]) -> bool {
    let more = longer.len() > shorter.len() && full_name(shorter);
    more && (longer.ends_with(shorter) || (longer.starts_with(shorter) && patronymic(shorter)))
}

/// Whether a surname that stands first has been put last: "Jinping Xi".
fn turned(a: &[String], b: &[String]) -> bool {
    match (a.split_first(), b.split_last()) {
        (Some((first, rest)), Some((last, before))) => {
            first == last && rest == before && FIRST.contains(&first.as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{apart, joined};

    #[test]
    fn surnames() {
        joined("[PER Assad] , [PER Bashar al-Assad]", "surname of");
        joined("[PER Bashar al-Assad] , [PER al-Asad]", "surname of");
        joined("[PER Mohammed bin Salman] , [PER bin Salman]", "surname of");
        joined("[PER Xi] , [PER Xi Jinping]", "surname of");
        joined("[PER Bo Min Hla] , [PER Hla]", "surname of");
        joined("[PER Ali bin Tamim] , [PER Tamim]", "surname of");
        apart("[PER Mohammed bin Salman] , King [PER Salman]");
        apart("[PER Rahaf Mohammed] , [PER Muhammad]");
        apart("[PER Denzel Washington] in [LOC Washington]");
        apart("[PER Bashar Assad] , [PER Hafez Assad]");
        apart("[PER Kim Jong Un] , [PER Kim Yo Jong]");
        apart("[PER Ali Khamenei] , [PER Khomeini]");
    }

    #[test]
    fn given_names() {
        joined("[PER Hamza bin Laden] , [PER Hamza]", "given name of");
        apart("[PER Hamza] , [PER Hamza bin Laden]");
        apart("[PER Jordan Ali] , [LOC Jordan]");
    }

    #[test]
    fn full_names() {
        joined("[PER Donald J. Trump] , [PER Donald Trump]", "longer or shorter full name");
        joined("[PER Vladimir Kravchenko] , [PER Volodymyr Kravchenko]", "longer or shorter full name");
        joined("[PER Min Aung Hla] , [PER Aung Hla]", "longer or shorter full name");
        joined("[PER Wang Lijun] , [PER Lijun Wang]", "longer or shorter full name");
        joined("[PER Joe Biden] , [PER J. Biden]", "longer or shorter full name");
        joined(
            "[PER Mohammed bin Rashid] , [PER Mohammed bin Rashid Al Maktoum]",
            "longer or shorter full name",
        );
        apart("[PER Donald Trump Jr.] , [PER Donald Trump]");
        apart("[PER George H. W. Bush] , [PER George W. Bush]");
        apart("[PER George Bush] and [PER George W. Bush]");
        apart("[PER Mohammed bin Salman] , [PER Mohammed bin Nayef]");
        apart("[PER Mohammed bin Salman] , [PER Mohammed bin Zayed]");
        apart("[PER Olena Zelenska] , [PER Volodymyr Zelensky]");
    }
}
