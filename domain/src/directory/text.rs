//! What may stand in a text field of the directory.

use url::Url;

use crate::Report;

/// Characters that a website's address may have.
const WEBSITE: usize = 300;

/// One line, trimmed; notes an error when it is longer than `max` characters or holds a control
/// character.
pub(super) fn line(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        report.add(field, "must be one line without control characters");
    }
    if text.chars().count() > max {
        report.add(field, format!("must have at most {max} characters"));
    }
    text.to_owned()
}

/// A `line` that must not be empty.
pub(super) fn needed(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    if text.trim().is_empty() {
        report.add(field, "must not be empty");
    }
    line(report, field, text, max)
}

/// A `line`; blank is none.
pub(super) fn optional(report: &mut Report, field: &str, text: &str, max: usize) -> Option<String> {
    Some(line(report, field, text, max)).filter(|text| !text.is_empty())
}

/// Several lines, each trimmed, without those that are blank; none at all is none.
pub(super) fn lines(report: &mut Report, field: &str, text: &str, max: usize) -> Option<String> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.iter().any(|line| line.chars().any(char::is_control)) {
        report.add(field, "must not hold control characters");
    }
    let text = lines.join("\n");
    if text.chars().count() > max {
        report.add(field, format!("must have at most {max} characters"));
    }
    Some(text).filter(|text| !text.is_empty())
}

/// The address of a page of somebody else's; blank is none.
pub(super) fn website(report: &mut Report, field: &str, text: &str) -> Option<String> {
    let text = optional(report, field, text, WEBSITE)?;
    let web = Url::parse(&text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| host.contains('.'))
            && url.username().is_empty()
            && url.password().is_none()
    });
    let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'));
    if !(web && plain) {
        report.add(
            field,
            "must be an address such as https://www.example.com, without a password",
        );
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_website_is_an_absolute_address_of_the_web() {
        let check = |text: &str| {
            let mut report = Report::new();
            let checked = website(&mut report, "website", text);
            report.into_result().map(|()| checked)
        };
        assert_eq!(check(" ").unwrap(), None);
        for good in [
            "https://www.example.com",
            "http://example.org/feet?a=b#c",
            "https://example.org:8443/",
        ] {
            assert_eq!(check(good).unwrap().as_deref(), Some(good));
        }
        for bad in [
            "www.example.com",
            "//example.com",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.com",
            "https://",
            "https://localhost",
            "https://me:secret@example.com",
            "https://exa mple.com",
            "https://example.com/\"><b>",
            "https:\\\\example.com",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        let long = format!("https://example.com/{}", "a".repeat(300));
        assert!(check(&long).is_err());
    }

    #[test]
    fn lines_are_kept_apart_and_blank_ones_left_out() {
        let mut report = Report::new();
        let kept = lines(&mut report, "hours", " Mon 9-5 \r\n\r\nTue 9-5\n", 20);
        assert_eq!(kept.as_deref(), Some("Mon 9-5\nTue 9-5"));
        assert_eq!(lines(&mut report, "hours", " \r\n ", 20), None);
        assert!(report.is_empty());
        lines(&mut report, "hours", "a\tb", 20);
        lines(&mut report, "hours", &"a".repeat(21), 20);
        assert_eq!(report.0.len(), 2);
    }
}
