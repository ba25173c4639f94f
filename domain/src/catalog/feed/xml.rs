use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::Item;
use crate::Ctx;

pub(super) const FOOT: &str = "</channel>\n</rss>\n";

/// RSS 2.0 up to the first item.
pub(super) fn head(ctx: &Ctx, path: &str) -> String {
    let title = text(&super::title(ctx));
    let link = text(&ctx.config.link("/products"));
    let own = text(&ctx.config.link(path));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n\
         <title>{title}</title>\n<link>{link}</link>\n\
         <description>Shoes and insoles for runners with sore feet.</description>\n\
         <language>en-us</language>\n\
         <atom:link href=\"{own}\" rel=\"self\" type=\"application/rss+xml\"/>\n"
    )
}

pub(super) fn write(out: &mut String, item: &Item) {
    out.push_str("<item>\n");
    for (name, value) in Item::NAMES.into_iter().zip(item.values()) {
        let Some(value) = value else { continue };
        // RSS has these three itself; the rest is Google's.
        let prefix = match name {
            "title" | "description" | "link" => "",
            _ => "g:",
        };
        let value = text(value);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "<{prefix}{name}>{value}</{prefix}{name}>");
    }
    let _ = writeln!(out, "<guid isPermaLink=\"false\">{}</guid>", text(&item.id));
    out.push_str("</item>\n");
}

/// Text that may stand in an XML document: escaped, and without the characters that XML 1.0
/// forbids even when escaped (section 2.2, `Char`).
fn text(raw: &str) -> String {
    let legal: String = raw
        .chars()
        .filter(|c| {
            matches!(c,
                '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
        })
        .collect();
    escape(legal).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_gone_and_the_rest_is_escaped() {
        assert_eq!(
            text("<A> & \"B\" 'C' \u{0}\u{B}\u{FFFE}\u{1F45F}]]>"),
            "&lt;A&gt; &amp; &quot;B&quot; &apos;C&apos; \u{1F45F}]]&gt;"
        );
    }
}
