//! Names of languages, as somebody typed them.

use footpath_entity::directory::Languages;

use crate::Report;

const MOST: usize = 10;
const LETTERS: usize = 40;

/// Each once, in title case; blank ones are none. English goes without saying.
pub(super) fn languages(report: &mut Report, field: &str, typed: &[String]) -> Languages {
    let mut known: Vec<String> = Vec::new();
    for name in typed {
        let name = title_case(name);
        if name.is_empty() || name == "English" || known.contains(&name) {
            continue;
        }
        if !is_a_name(&name) {
            report.add(field, "must be names made of letters, such as Spanish");
            break;
        }
        if name.chars().count() > LETTERS {
            report.add(
                field,
                format!("must have at most {LETTERS} characters in each name"),
            );
            break;
        }
        known.push(name);
    }
    if known.len() > MOST {
        report.add(field, format!("must be at most {MOST} languages"));
    }
    Languages(known)
}

/// Letters, with what stands between the words of a name.
fn is_a_name(name: &str) -> bool {
    let between = |c: char| matches!(c, ' ' | '-' | '\'' | '\u{2019}');
    name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphabetic() || between(c))
}

/// `american sign language` as `American Sign Language`; short capitals such as `ASL` stay.
fn title_case(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let parts = word.split('-').map(capital).collect::<Vec<_>>();
        parts.join("-")
    });
    words.collect::<Vec<_>>().join(" ")
}

fn capital(word: &str) -> String {
    let short = word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !short => first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[&str]) -> Result<Vec<String>, String> {
        let mut report = Report::new();
        let typed: Vec<String> = typed.iter().map(|&name| name.to_owned()).collect();
        let names = languages(&mut report, "languages", &typed).0;
        match report.0.first() {
            Some(error) => Err(error.message.clone()),
            None => Ok(names),
        }
    }

    #[test]
    fn names_are_kept_once_and_in_title_case() {
        let typed = [
            " spanish",
            "AMERICAN  SIGN language",
            "Spanish",
            "",
            "english",
            "ASL",
            "haitian-creole",
            "fran\u{e7}ais",
        ];
        let kept = [
            "Spanish",
            "American Sign Language",
            "ASL",
            "Haitian-Creole",
            "Fran\u{e7}ais",
        ];
        assert_eq!(read(&typed).unwrap(), kept);
        assert!(read(&[]).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_name_or_too_many_of_them_is_refused() {
        for bad in ["C3PO", "<b>", "-", "Spanish;French", "a\0"] {
            assert!(read(&[bad]).is_err(), "{bad}");
        }
        assert!(read(&[&"a".repeat(41)]).is_err());
        assert!(read(&[&"a".repeat(40)]).is_ok());
        let many: Vec<String> = ('a'..='k').map(String::from).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(read(&many).is_err());
        assert!(read(&many[..10]).is_ok());
    }
}
