use footpath_entity::value::Email;
use footpath_templates::words;
use serde::{Deserialize, Serialize};

use crate::Report;

/// Longest name that is kept, in characters.
const NAME_MAX: usize = 200;

/// How to reach the reader, or the adult who answers for a child. Always sealed at rest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub email: Option<Email>,
    /// With country code, such as `+12085550100`.
    pub phone: Option<String>,
}

/// The same person however the address and the number are written. Personal data: only keyed
/// hashes of it are stored.
pub struct Identities {
    pub email: Option<String>,
    pub phone: Option<String>,
}

impl Contact {
    pub fn identities(&self) -> Identities {
        let email = self.email.as_ref();
        let phone = self.phone.as_ref().map(|phone| {
            let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
            let national = digits.strip_prefix('1').filter(|rest| rest.len() == 10);
            format!("phone:{}", national.unwrap_or(&digits))
        });
        Identities {
            email: email.map(|email| format!("email:{}", email.folded())),
            phone,
        }
    }
}

/// Contact data stays out of logs, whoever prints it.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contact").finish_non_exhaustive()
    }
}

/// Contact data as sent, before anything of it was checked.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ContactInput {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

impl std::fmt::Debug for ContactInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactInput").finish_non_exhaustive()
    }
}

impl ContactInput {
    /// Checks every field, noting errors under `contact.name`, `contact.email`, `contact.phone`.
    pub fn parse(&self, email_me: bool, report: &mut Report) -> Option<Contact> {
        let before = report.0.len();
        let name = filled(self.name.as_deref()).unwrap_or_default();
        if name.is_empty() {
            report.add("contact.name", words::NAME_NEEDED);
        } else if name.chars().count() > NAME_MAX {
            report.add("contact.name", words::too_long(NAME_MAX));
        } else if !one_line(name) {
            report.add("contact.name", words::NOT_ONE_LINE);
        }
        let email = filled(self.email.as_deref()).and_then(|text| {
            let wrong = match (one_line(text), text.parse::<Email>()) {
                (true, Ok(email)) => return Some(email),
                (true, Err(_)) => words::EMAIL_WRONG,
                (false, _) => words::NOT_ONE_LINE,
            };
            report.add("contact.email", wrong);
            None
        });
        let phone = filled(self.phone.as_deref()).and_then(|text| {
            let phone = normal_phone(text);
            if phone.is_none() {
                report.add("contact.phone", words::PHONE_WRONG);
            }
            phone
        });
        let reachable =
            filled(self.email.as_deref()).is_some() || filled(self.phone.as_deref()).is_some();
        if !reachable {
            report.add("contact.email", words::REACH_NEEDED);
        } else if email_me && filled(self.email.as_deref()).is_none() {
            report.add("contact.email", words::EMAIL_NEEDED);
        }
        (report.0.len() == before).then(|| Contact {
            name: name.to_owned(),
            email,
            phone,
        })
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    // Only spaces are trimmed: a line break at an end is refused, not mended.
    text.map(|text| text.trim_matches(' '))
        .filter(|text| !text.is_empty())
}

/// No control character, no Unicode line break and nothing that reorders text.
fn one_line(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    })
}

/// A U.S. number in any usual writing, or an international one that starts with `+`.
fn normal_phone(text: &str) -> Option<String> {
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || " +-.()".contains(c))
    {
        return None;
    }
    let (plus, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if rest.contains('+') {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let north_american = |ten: &str| {
        let digit = |i: usize| ten.as_bytes()[i];
        ten.len() == 10 && digit(0) >= b'2' && digit(3) >= b'2'
    };
    match (plus, digits.strip_prefix('1')) {
        (_, Some(ten)) if north_american(ten) => Some(format!("+1{ten}")),
        (false, None) if north_american(&digits) => Some(format!("+1{digits}")),
        (true, None) if (8..=15).contains(&digits.len()) && !digits.starts_with('0') => {
            Some(format!("+{digits}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str, email: &str, phone: &str) -> ContactInput {
        ContactInput {
            name: Some(name.to_owned()),
            email: Some(email.to_owned()),
            phone: Some(phone.to_owned()),
        }
    }

    fn fields(input: &ContactInput, email_me: bool) -> Vec<String> {
        let mut report = Report::new();
        let parsed = input.parse(email_me, &mut report);
        assert_eq!(parsed.is_some(), report.is_empty());
        report.0.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_phone_has_one_form_however_it_is_typed() {
        for text in [
            "2085550100",
            "(208) 555-0100",
            "208.555.0100",
            "1 208 555 0100",
            "+1 208-555-0100",
        ] {
            assert_eq!(
                normal_phone(text).as_deref(),
                Some("+12085550100"),
                "{text}"
            );
        }
        assert_eq!(
            normal_phone("+44 20 7946 0000").as_deref(),
            Some("+442079460000")
        );
        for text in [
            "5550100",
            "108 555 0100",
            "208 155 0100",
            "2085550100x1",
            "208555010\n0",
            "++12085550100",
            "+0123456789",
            "+1208",
            "٢٠٨٥٥٥٠١٠٠",
        ] {
            assert_eq!(normal_phone(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_name_and_a_way_to_answer_are_needed() {
        assert!(fields(&input("Ann", "a@b.c", ""), true).is_empty());
        assert!(fields(&input("Ann", "", "2085550100"), false).is_empty());
        assert_eq!(
            fields(&ContactInput::default(), false),
            ["contact.name", "contact.email"]
        );
        assert_eq!(
            fields(&input("Ann", "", "2085550100"), true),
            ["contact.email"]
        );
        assert_eq!(
            fields(&input("", "x", "y"), true),
            ["contact.name", "contact.email", "contact.phone"]
        );
    }

    #[test]
    fn line_breaks_and_hidden_marks_are_refused() {
        for name in ["A\r\nBcc: x@y.z", "A\0", "A\n", "A\u{202e}B", "A\u{2028}B"] {
            assert_eq!(
                fields(&input(name, "a@b.c", ""), false),
                ["contact.name"],
                "{name:?}"
            );
        }
        assert_eq!(
            fields(&input("Ann", "a@b.c\r\n", ""), false),
            ["contact.email"]
        );
    }

    #[test]
    fn contact_data_is_never_printed() {
        let contact = input("Canary", "canary@example.org", "2085550100");
        assert!(!format!("{contact:?}").to_lowercase().contains("canary"));
    }
}
