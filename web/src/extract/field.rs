use actix_web::http::StatusCode;

use crate::Problem;

/// What is wrong with which field, from what a deserializer said and where it was.
pub fn invalid(path: &str, said: &str) -> Problem {
    // `missing field` and `unknown field` name the field in the text, not in the path.
    let named = said
        .split_once('`')
        .and_then(|(_, rest)| rest.split_once('`'))
        .map(|(name, _)| name);
    let (field, message) = if said.starts_with("missing field") {
        (
            join(path, named.unwrap_or_default()),
            "is required".to_owned(),
        )
    } else if said.starts_with("unknown field") {
        (
            join(path, named.unwrap_or_default()),
            "is not known here".to_owned(),
        )
    } else if said.starts_with("duplicate field") {
        (
            join(path, named.unwrap_or_default()),
            "is given twice".to_owned(),
        )
    } else {
        (
            join(path, ""),
            format!("is not right: {}", without_position(said)),
        )
    };
    Problem::field(
        StatusCode::UNPROCESSABLE_ENTITY,
        "request.invalid",
        field,
        message,
    )
}

fn join(path: &str, name: &str) -> String {
    let path = path.trim_matches('.');
    match (path, name) {
        ("" | "?", name) => name.to_owned(),
        (path, "") => path.to_owned(),
        // The path of an unknown field ends with the field itself already.
        (path, name) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        (path, name) => format!("{path}.{name}"),
    }
}

fn without_position(said: &str) -> &str {
    said.split(" at line ").next().unwrap_or(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(path: &str, said: &str) -> String {
        invalid(path, said).errors[0].field.clone()
    }

    #[test]
    fn the_field_is_named_however_it_went_wrong() {
        assert_eq!(
            field(".", "missing field `title` at line 1 column 2"),
            "title"
        );
        assert_eq!(field("contact", "missing field `name`"), "contact.name");
        assert_eq!(
            field(
                "contact.email",
                "invalid type: integer `3`, expected a string"
            ),
            "contact.email"
        );
        assert_eq!(
            field("contact.nmae", "unknown field `nmae`, expected `name`"),
            "contact.nmae"
        );
    }
}
