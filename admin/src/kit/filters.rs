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

fn thousands(n: u64) -> String {
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
        let options = [
            ("yes".to_owned(), "Hidden".to_owned()),
            ("no".to_owned(), "Shown".to_owned()),
        ];
        let chips = chips(&list, "Shown", "hidden", "no", options);
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
