use footpath_entity::directory::podiatrist;

/// Characters that the column holds.
const SORT_NAME: usize = 280;

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

/// What lists are ordered by: the name as it is shown, so that what one reads is in order.
pub(in crate::directory) fn sort_name(row: &podiatrist::Model) -> String {
    let name = display_name(row).to_lowercase();
    name.chars().take(SORT_NAME).collect()
}

fn initial(middle: &str) -> String {
    if middle.chars().count() == 1 {
        format!("{middle}.")
    } else {
        middle.to_owned()
    }
}
