use footpath_entity::directory::podiatrist;

/// Such as `Jane Q. Doe Jr., DPM`.
pub(in crate::directory) fn display_name(row: &podiatrist::Model) -> String {
    let middle = row.middle_name.as_deref().map(initial);
    let parts = [
        Some(row.first_name.clone()),
        middle,
        Some(row.last_name.clone()),
        row.suffix.clone(),
    ];
    let mut name = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if let Some(credential) = &row.credential {
        name.push_str(", ");
        name.push_str(credential);
    }
    name
}

/// Such as `doe, jane q.`: what lists are ordered by.
pub(in crate::directory) fn sort_name(first: &str, middle: Option<&str>, last: &str) -> String {
    let middle = middle.map(initial).unwrap_or_default();
    format!("{last}, {first} {middle}")
        .trim_end()
        .to_lowercase()
}

fn initial(middle: &str) -> String {
    if middle.chars().count() == 1 {
        format!("{middle}.")
    } else {
        middle.to_owned()
    }
}
