use crate::SafeHtml;

/// A search snippet: plain text but for `<mark>` and `</mark>`, which stay when they come in
/// pairs.
pub fn snippet(text: &str) -> SafeHtml {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<mark>") {
        let Some((inner, after)) = after.split_once("</mark>") else {
            break;
        };
        escape(&mut out, before);
        out.push_str("<mark>");
        escape(&mut out, inner);
        out.push_str("</mark>");
        rest = after;
    }
    escape(&mut out, rest);
    SafeHtml::vouched(out)
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
