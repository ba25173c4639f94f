use footpath_domain::Report;
use footpath_entity::value::State;
use footpath_templates::{
    admin::{Filter, SearchField},
    part::{HiddenField, Link},
};

use super::Address;

/// Rows of a list's page.
pub const PER_PAGE: &str = "50";

/// Chips that set `name`: everything first, then each value with its label.
pub fn chips(
    address: &Address,
    label: &str,
    name: &'static str,
    current: &str,
    options: impl IntoIterator<Item = (String, String)>,
) -> Filter {
    let all = (String::new(), "All".to_owned());
    let links = [all].into_iter().chain(options).map(|(value, label)| Link {
        href: address.with(name, &value).text(),
        current: value == current,
        label,
    });
    Filter {
        label: label.to_owned(),
        links: links.collect(),
    }
}

/// Chips for something that is so or is not.
pub fn yes_no(
    address: &Address,
    label: &str,
    name: &'static str,
    current: Option<bool>,
    (yes, no): (&str, &str),
) -> Filter {
    let current = current.map_or("", |is| if is { "yes" } else { "no" });
    let options = [("yes", yes), ("no", no)];
    let options = options.map(|(value, label)| (value.to_owned(), label.to_owned()));
    chips(address, label, name, current, options)
}

/// Reads what such a chip says; blank asks for both.
pub fn flag(report: &mut Report, name: &str, text: Option<&str>) -> Option<bool> {
    match text.unwrap_or_default() {
        "" => None,
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            report.add(name, "must be yes or no");
            None
        }
    }
}

/// The states of the country, by name.
pub fn states() -> impl Iterator<Item = (String, String)> {
    let mut states: Vec<_> = State::NAMES.into();
    states.sort_by_key(|(_, name)| *name);
    let states = states.into_iter();
    states.map(|(code, name)| (code.to_owned(), name.to_owned()))
}

pub fn search(address: &Address, label: &str, q: String) -> SearchField {
    let keep = address.others("q").into_iter();
    SearchField {
        label: label.to_owned(),
        q,
        keep: keep
            .map(|(name, value)| HiddenField::new(name, value))
            .collect(),
    }
}

/// Such as "1 clinic", "1,234 clinics".
pub fn counted(n: u64, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{} {many}", thousands(n)),
    }
}

/// Such as "1,234".
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chip_is_in_force() {
        let list = Address::new("/admin/clinics").with("q", "heel");
        let chips = yes_no(&list, "Shown", "hidden", Some(false), ("Hidden", "Shown"));
        let current: Vec<_> = chips.links.iter().filter(|link| link.current).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].href, "/admin/clinics?q=heel&hidden=no");
        assert_eq!(chips.links[0].href, "/admin/clinics?q=heel");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(counted(1, "clinic", "clinics"), "1 clinic");
        assert_eq!(counted(1_234_567, "clinic", "clinics"), "1,234,567 clinics");
        assert_eq!(counted(12, "clinic", "clinics"), "12 clinics");
    }
}
