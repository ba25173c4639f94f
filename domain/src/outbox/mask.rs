//! Hiding what a mail must not give away to whoever only looks after the outbox.

const DOTS: &str = "\u{2022}\u{2022}\u{2022}";
/// A last part of a path that is this long opens something.
const SECRET: usize = 20;

/// `sam@reader.example.org` as `s\u{2022}\u{2022}\u{2022}@reader.example.org`.
pub fn address(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}{DOTS}@{domain}")
}

/// A text in which every address and every private link is masked.
pub fn text(plain: &str) -> String {
    let mut masked = String::with_capacity(plain.len());
    for part in plain.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')) {
        let end =
            part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        masked.push_str(&word(end));
        masked.push_str(&part[end.len()..]);
    }
    masked
}

fn word(word: &str) -> String {
    if word.contains("://") {
        let (start, last) = word.rsplit_once('/').unwrap_or((word, ""));
        if last.len() >= SECRET {
            return format!("{start}/{DOTS}");
        }
    } else if word.contains('@') {
        return address(word);
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_first_letter_and_its_domain() {
        assert_eq!(
            address("sam@reader.example.org"),
            "s\u{2022}\u{2022}\u{2022}@reader.example.org"
        );
        assert_eq!(
            address("\u{e9}@x.example"),
            "\u{e9}\u{2022}\u{2022}\u{2022}@x.example"
        );
    }

    #[test]
    fn a_private_link_opens_nothing_any_more_and_a_public_one_stays() {
        let token = "0123456789abcdefghijABCDEFGHIJ_-0123456789ab";
        let mail = format!(
            "Open it:\nhttps://site.example/r/{token}\nor <https://site.example/articles>.\nsam@x.example"
        );
        let masked = text(&mail);
        assert!(
            !masked.contains(token) && !masked.contains("sam@"),
            "{masked}"
        );
        assert!(masked.contains("https://site.example/r/\u{2022}\u{2022}\u{2022}\nor"));
        assert!(masked.contains("<https://site.example/articles>"));
    }
}
