//! Markdown to HTML that is safe to show: `CommonMark`, tables and footnotes. What comes out has
//! been through the sanitiser, raw HTML of the author's included.

mod blocks;
mod convert;
mod sanitise;
mod snippet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub use snippet::snippet;

use crate::SafeHtml;

/// A text taken apart: what is HTML, where live blocks stand, and its headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub segments: Vec<Segment>,
    pub headings: Vec<Heading>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Html(SafeHtml),
    /// A line of its own, outside of code, that starts with `::` and a letter. `line` counts
    /// from 1.
    Block {
        line: usize,
        text: String,
    },
}

/// A heading, and the `id` by which a link reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the page's own title is the only heading of level 1.
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// Renders a text that holds no live blocks, such as the answer of a FAQ.
pub fn render(source: &str) -> SafeHtml {
    let (html, _) = convert::convert(&blocks::without_marks(source));
    SafeHtml::vouched(sanitise::sanitise(&html))
}

/// Renders an article: HTML with its live blocks left where they stand.
pub fn document(source: &str) -> Document {
    let (source, lifted) = blocks::lift(&blocks::without_marks(source));
    let (html, headings) = convert::convert(&source);
    Document {
        segments: blocks::split(&sanitise::sanitise(&html), lifted),
        headings,
    }
}

/// The words alone, on one line: for summaries, snippets and the search index. Live blocks and
/// raw HTML are left out.
pub fn plain(source: &str) -> String {
    let (source, _) = blocks::lift(&blocks::without_marks(source));
    let mut text = String::with_capacity(source.len());
    for event in Parser::new_ext(&source, options()) {
        match event {
            Event::Text(words) if words.contains(blocks::is_mark) => {}
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES
}

#[cfg(test)]
mod tests;
