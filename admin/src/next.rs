//! Where to go after signing in.

const HOME: &str = "/admin";

/// An address inside the console as it is; anything else becomes the console's first page.
pub fn safe(next: &str) -> &str {
    let inside = next == HOME
        || next
            .strip_prefix(HOME)
            .is_some_and(|rest| rest.starts_with(['/', '?']));
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
        && !next.contains("..")
        && !next.contains("//")
        && next.len() <= 2000;
    if inside && plain { next } else { HOME }
}

/// The sign-in page that leads back to `path`.
pub fn sign_in_first(path: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("/admin/sign-in?next={next}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_off_the_console() {
        for off in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/admin.evil.example",
            "/admin/..//evil.example",
            "/admin//evil.example",
            "/admin/\r\nset-cookie:x",
            "javascript:alert(1)",
            "/articles",
            "",
        ] {
            assert_eq!(safe(off), HOME, "{off}");
        }
        assert_eq!(
            safe("/admin/articles?state=draft"),
            "/admin/articles?state=draft"
        );
    }

    #[test]
    fn the_way_back_is_one_parameter() {
        assert_eq!(
            sign_in_first("/admin/articles?q=a&page=2"),
            "/admin/sign-in?next=%2Fadmin%2Farticles%3Fq%3Da%26page%3D2"
        );
    }
}
