//! Quotations around what was found.

use crate::words::{Wanted, words};

/// A piece of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    pub text: String,
    /// Whether it is what was looked for.
    pub marked: bool,
}

/// A quotation around what was found, as plain text in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet(pub Vec<Fragment>);

impl Snippet {
    /// As HTML: the marked pieces in `<mark>`, everything else escaped.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for fragment in &self.0 {
            if fragment.marked {
                html.push_str("<mark>");
            }
            escape(&fragment.text, &mut html);
            if fragment.marked {
                html.push_str("</mark>");
            }
        }
        html
    }
}

impl Snippet {
    /// As plain text with `<mark>` and `</mark>` around the marked pieces; nothing is escaped.
    /// A text that holds these words itself loses their angle brackets.
    pub fn marked(&self) -> String {
        let mut text = String::new();
        for fragment in &self.0 {
            let plain = fragment
                .text
                .replace("<mark>", "mark")
                .replace("</mark>", "/mark");
            if fragment.marked {
                text.extend(["<mark>", &plain, "</mark>"]);
            } else {
                text.push_str(&plain);
            }
        }
        text
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

/// Words around what was found.
const AROUND: usize = 28;

/// The part of a text that holds most of what was looked for, with those words marked.
pub(crate) fn quote(text: &str, wanted: &Wanted) -> Snippet {
    let words = words(text);
    let found: Vec<Option<usize>> = words.iter().map(|word| wanted.find(word)).collect();
    let first = best_window(&found, wanted.words.len());
    let last = (first + AROUND).min(words.len());
    let from = if first == 0 { 0 } else { words[first].from };
    let to = if last == words.len() {
        text.len()
    } else {
        words[last - 1].to
    };

    let mut at = from;
    let mut pieces = Vec::new();
    for (word, found) in words[first..last].iter().zip(&found[first..last]) {
        if found.is_some() {
            pieces.push((&text[at..word.from], false));
            pieces.push((&text[word.from..word.to], true));
            at = word.to;
        }
    }
    pieces.push((&text[at..to], false));
    let mut snippet = Snippet(join(&pieces));
    if first > 0 {
        snippet.0.insert(0, gap("… "));
    }
    if last < words.len() {
        snippet.0.push(gap(" …"));
    }
    snippet
}

fn gap(text: &str) -> Fragment {
    Fragment {
        text: text.to_owned(),
        marked: false,
    }
}

/// Pieces as fragments, with runs of white space made one space.
fn join(pieces: &[(&str, bool)]) -> Vec<Fragment> {
    let mut after_space = true;
    let mut fragments = Vec::new();
    for (piece, marked) in pieces {
        let mut text = String::with_capacity(piece.len());
        for c in piece.chars() {
            let space = c.is_whitespace() || c.is_control();
            if !space {
                text.push(c);
            } else if !after_space {
                text.push(' ');
            }
            after_space = space;
        }
        if !text.is_empty() {
            fragments.push(Fragment {
                text,
                marked: *marked,
            });
        }
    }
    fragments
}

/// Where the window begins that holds most of the different wanted words, then most of all.
fn best_window(found: &[Option<usize>], wanted: usize) -> usize {
    let mut counts = vec![0_usize; wanted];
    let mut best = (0, 0);
    let mut begin = 0;
    for end in 0..found.len() {
        if let Some(word) = found[end] {
            counts[word] += 1;
        }
        if end >= AROUND
            && let Some(word) = found[end - AROUND]
        {
            counts[word] -= 1;
        }
        let different = counts.iter().filter(|count| **count > 0).count();
        let here = (different, counts.iter().sum());
        if here > best {
            best = here;
            // A few words before the first hit let the reader see where it stands.
            let oldest = (end + 1).saturating_sub(AROUND);
            let first_hit = (oldest..=end).find(|n| found[*n].is_some()).unwrap_or(end);
            begin = first_hit.saturating_sub(5).max(oldest);
        }
    }
    begin.min(found.len().saturating_sub(AROUND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_marked_and_everything_else_is_escaped() {
        let wanted = Wanted::parse("heel <b>");
        let html = quote(
            "A <script>alert('x')</script> & the\n\n heels \"hurt\"",
            &wanted,
        )
        .html();
        assert_eq!(
            html,
            "A &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; the <mark>heels</mark> &quot;hurt&quot;"
        );
    }

    #[test]
    fn a_long_text_is_quoted_where_the_words_stand_together() {
        let text = format!(
            "heel {}then heel pain came. {}",
            "word ".repeat(80),
            "tail ".repeat(80)
        );
        let html = quote(&text, &Wanted::parse("heel pain")).html();
        assert!(html.starts_with("… "), "{html}");
        assert!(
            html.contains("<mark>heel</mark> <mark>pain</mark> came."),
            "{html}"
        );
        assert!(html.ends_with(" …") && html.len() < 300, "{html}");
    }

    #[test]
    fn a_text_without_the_words_is_quoted_from_its_beginning() {
        assert_eq!(quote("", &Wanted::parse("x")).html(), "");
        assert_eq!(quote("Short.", &Wanted::parse("")).html(), "Short.");
    }
}
