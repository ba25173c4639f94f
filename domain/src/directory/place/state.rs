//! States as people write them at the end of a place.

use std::{collections::HashMap, sync::LazyLock};

use footpath_entity::value::State;

use super::fold;

/// Names beside those of `State`: other ways to write one, and the freely associated states,
/// which have ZIP codes.
const MORE: [(&str, &str); 7] = [
    ("VI", "Virgin Islands"),
    ("VI", "USVI"),
    ("MP", "CNMI"),
    ("DC", "D C"),
    ("FM", "Micronesia"),
    ("MH", "Marshall Islands"),
    ("PW", "Palau"),
];

/// Codes by folded name; of two that share one, the first.
static BY_NAME: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let all = State::NAMES.iter().chain(&MORE).rev();
    all.map(|(code, name)| (fold::key(name), *code)).collect()
});

/// The code of the state that these folded words name, by code or in full.
pub fn code(words: &[String]) -> Option<&'static str> {
    let text = words.concat();
    let mut all = State::NAMES.iter().chain(&MORE);
    if words.len() == 1
        && let Some((code, _)) = all.find(|(code, _)| code.eq_ignore_ascii_case(&text))
    {
        return Some(code);
    }
    BY_NAME.get(&text).copied()
}

/// Every way to read words as a name and a state after it, the longest state first: `Charleston
/// West Virginia` is in West Virginia.
pub fn splits(words: &[String]) -> impl Iterator<Item = (String, &'static str)> {
    let from = words.len().saturating_sub(4);
    (from..words.len()).filter_map(|at| Some((words[..at].concat(), code(&words[at..])?)))
}
