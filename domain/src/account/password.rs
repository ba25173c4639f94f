//! What makes a password good enough: length, and not being one that everybody tries.

use crate::Report;

const MIN: usize = 15;
const MAX: usize = 1024;
/// What people make of a fifteen-character rule first; compared without case and spaces.
const COMMON: [&str; 24] = [
    "passwordpassword",
    "password1234567",
    "password12345678",
    "123456789012345",
    "1234567890123456",
    "12345678901234567890",
    "qwertyuiopasdfgh",
    "qwertyuiop12345",
    "qwertyuiopasdfghjkl",
    "iloveyouiloveyou",
    "letmeinletmein1",
    "letmeinletmeinletmein",
    "adminadminadmin",
    "administrator123",
    "administrator1234",
    "welcomewelcome1",
    "welcome123456789",
    "changemechangeme",
    "footpathfootpath",
    "abcdefghijklmno",
    "abcdefghijklmnopqrstuvwxyz",
    "thisismypassword",
    "passwordispassword",
    "correcthorsebatterystaple",
];

/// Notes what is wrong with a new password. Any characters may be in it; none must be.
pub fn check(report: &mut Report, password: &str, email: &str) {
    let length = password.chars().count();
    if length < MIN {
        report.add(
            "password",
            format!("must have at least {MIN} characters; a few words make a good one"),
        );
    } else if length > MAX {
        report.add("password", format!("must have at most {MAX} characters"));
    } else if is_common(password, email) {
        report.add(
            "password",
            "is one of the first that anybody would try; choose another",
        );
    }
}

fn is_common(password: &str, email: &str) -> bool {
    let folded: String = password
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let different = folded
        .chars()
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    different < 5 || COMMON.contains(&folded.as_str()) || folded == email.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(password: &str) -> bool {
        let mut report = Report::new();
        check(&mut report, password, "ann.longname@example.org");
        report.is_empty()
    }

    #[test]
    fn length_counts_and_composition_does_not() {
        assert!(good("plain words only"));
        assert!(good("пароль из пяти слов да"));
        assert!(good(&"long and winding ".repeat(10)));
        assert!(!good("Sh0rt!"));
        assert!(!good(&"word ".repeat(300)));
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for common in [
            "Password Password",
            "aaaaaaaaaaaaaaaaaaaa",
            "1234567890123456",
            "ann.longname@example.org",
            "abababababababab",
        ] {
            assert!(!good(common), "{common}");
        }
    }
}
