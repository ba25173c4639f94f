//! Live blocks pass the Markdown parser and the sanitiser as numbered marks.

use std::fmt::Write;

use super::Segment;
use crate::SafeHtml;

/// Private-use characters that no source may hold; see `without_marks`.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

pub(super) struct Lifted {
    line: usize,
    text: String,
}

/// The source without the characters that stand for things of ours.
pub(super) fn without_marks(source: &str) -> String {
    source
        .chars()
        .filter(|c| !is_mark(*c) && *c != super::sanitise::OWN_ID)
        .map(|c| if c == '\0' { '\u{FFFD}' } else { c })
        .collect()
}

pub(super) fn is_mark(c: char) -> bool {
    c == OPEN || c == CLOSE
}

/// Puts a mark, as a paragraph of its own, in the place of each block line.
pub(super) fn lift(source: &str) -> (String, Vec<Lifted>) {
    let mut out = String::with_capacity(source.len());
    let mut lifted = Vec::new();
    let mut fence: Option<&str> = None;
    for (index, line) in source.lines().enumerate() {
        let trimmed = line.trim();
        if let Some(open) = fence {
            if trimmed.starts_with(open) && trimmed.chars().all(|c| open.contains(c)) {
                fence = None;
            }
        } else if let Some(open) = opening_fence(trimmed) {
            fence = Some(open);
        } else if is_block(line) {
            let _ = write!(out, "\n{OPEN}{}{CLOSE}\n\n", lifted.len());
            lifted.push(Lifted {
                line: index + 1,
                text: trimmed.to_owned(),
            });
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    (out, lifted)
}

fn opening_fence(line: &str) -> Option<&str> {
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(c).len();
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}

fn is_block(line: &str) -> bool {
    line.strip_prefix("::")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Takes rendered HTML apart at the marks.
pub(super) fn split(html: &str, lifted: Vec<Lifted>) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(lifted.len() * 2 + 1);
    let mut rest = html;
    for (number, block) in lifted.into_iter().enumerate() {
        let mark = format!("<p>{OPEN}{number}{CLOSE}</p>");
        if let Some((before, after)) = rest.split_once(&mark) {
            push_html(&mut segments, before);
            segments.push(Segment::Block {
                line: block.line,
                text: block.text,
            });
            rest = after;
        }
    }
    push_html(&mut segments, rest);
    segments
}

fn push_html(segments: &mut Vec<Segment>, html: &str) {
    if !html.trim().is_empty() {
        segments.push(Segment::Html(SafeHtml::vouched(html.to_owned())));
    }
}
