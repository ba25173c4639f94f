//! What staff have changed, and an import therefore leaves as it is.

use footpath_entity::directory::EditedFields;

use crate::{Error, Result};

/// Adds the names of what changed, each once.
pub(super) fn note(
    edited: &mut EditedFields,
    changes: impl IntoIterator<Item = (&'static str, bool)>,
) {
    for (name, changed) in changes {
        if changed && !edited.0.iter().any(|known| known == name) {
            edited.0.push(name.to_owned());
        }
    }
}

/// Takes a name out again: the next import sets that field.
pub(super) fn follow(edited: &EditedFields, field: &str) -> Result<EditedFields> {
    if !edited.0.iter().any(|known| known == field) {
        return Err(Error::invalid("field", "is not one that an import leaves"));
    }
    let left = edited.0.iter().filter(|known| *known != field).cloned();
    Ok(EditedFields(left.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_noted_once_and_followed_again() {
        let mut edited = EditedFields::default();
        note(&mut edited, [("name", true), ("phone", false)]);
        note(&mut edited, [("name", true), ("phone", true)]);
        assert_eq!(edited.0, ["name", "phone"]);
        assert_eq!(follow(&edited, "name").unwrap().0, ["phone"]);
        assert!(follow(&edited, "address").is_err());
    }
}
