use std::borrow::Cow;

use ammonia::{Builder, UrlRelative};

/// Begins each `id` that we give; an author's own `id` is dropped.
pub(super) const OWN_ID: char = '\u{E002}';

/// Takes out of HTML everything that could run, load from elsewhere, or pose as the page itself.
pub(super) fn sanitise(html: &str) -> String {
    let clean = Builder::default()
        .add_generic_attributes(["id"])
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener"))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            (_, "id") => value.strip_prefix(OWN_ID).map(Cow::Borrowed),
            // Pictures come from this site: nobody else learns who reads what.
            ("img", "src") if !is_own_path(value) => None,
            _ => Some(Cow::Borrowed(value)),
        })
        .clean(html)
        .to_string();
    sponsored(&clean)
}

fn is_own_path(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//") && !url.contains('\\')
}

/// Marks links that earn money as such.
fn sponsored(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<a ") {
        let (before, tag_on) = rest.split_at(at);
        let end = tag_end(tag_on);
        let (tag, after) = tag_on.split_at(end);
        out.push_str(before);
        if tag.contains(" href=\"/go/") {
            out.push_str(&tag.replace(" rel=\"noopener\"", " rel=\"sponsored nofollow noopener\""));
        } else {
            out.push_str(tag);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Just past the `>` that ends a tag: one within quotes does not.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (index, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return index + 1,
            _ => {}
        }
    }
    tag.len()
}
