use std::{collections::HashMap, fmt::Write};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use super::{Heading, options, sanitise::OWN_ID};

/// Markdown to HTML, not yet sanitised, with headings that can be linked to and footnotes
/// gathered at the end.
pub(super) fn convert(source: &str) -> (String, Vec<Heading>) {
    let mut walk = Walk::default();
    for event in Parser::new_ext(source, options()) {
        walk.take(event);
    }
    walk.finish()
}

#[derive(Default)]
struct Walk<'a> {
    body: Vec<Event<'a>>,
    /// The footnote being read, and the notes read so far, by name.
    note: Option<CowStr<'a>>,
    notes: HashMap<CowStr<'a>, Vec<Event<'a>>>,
    /// Names in the order of their first reference.
    cited: Vec<CowStr<'a>>,
    headings: Vec<Heading>,
    /// Where in `body` the heading being read began.
    heading: Option<usize>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => self.note = Some(name),
            Event::End(TagEnd::FootnoteDefinition) => self.note = None,
            Event::FootnoteReference(name) => {
                let reference = self.refer(&name);
                self.push(Event::InlineHtml(reference.into()));
            }
            Event::Start(Tag::Heading { level, .. }) if self.note.is_none() => {
                self.heading = Some(self.body.len());
                self.headings.push(Heading {
                    level: (level as u8).max(2),
                    id: String::new(),
                    text: String::new(),
                });
                self.push(Event::Start(heading_tag(level, None)));
            }
            Event::End(TagEnd::Heading(level)) if self.note.is_none() => {
                self.name_heading(level);
                self.push(Event::End(TagEnd::Heading(at_least_two(level))));
            }
            event => {
                if let (Some(_), Event::Text(text) | Event::Code(text)) = (self.heading, &event)
                    && let Some(heading) = self.headings.last_mut()
                {
                    heading.text.push_str(text);
                }
                self.push(event);
            }
        }
    }

    fn push(&mut self, event: Event<'a>) {
        match &self.note {
            Some(name) => self.notes.entry(name.clone()).or_default().push(event),
            None => self.body.push(event),
        }
    }

    fn refer(&mut self, name: &CowStr<'a>) -> String {
        let known = self.cited.iter().position(|cited| cited == name);
        let number = known.unwrap_or_else(|| {
            self.cited.push(name.clone());
            self.cited.len() - 1
        }) + 1;
        // Only the first reference is linked back to.
        let id = if known.is_none() {
            format!(" id=\"{OWN_ID}note-ref-{number}\"")
        } else {
            String::new()
        };
        format!("<sup><a href=\"#note-{number}\"{id}>{number}</a></sup>")
    }

    fn name_heading(&mut self, level: HeadingLevel) {
        let Some(start) = self.heading.take() else {
            return;
        };
        let Some((last, before)) = self.headings.split_last_mut() else {
            return;
        };
        let stem = slug(&last.text);
        let taken = |id: &str| before.iter().any(|heading| heading.id == id);
        let mut id = stem.clone();
        let mut n = 2;
        while taken(&id) {
            id = format!("{stem}-{n}");
            n += 1;
        }
        self.body[start] = Event::Start(heading_tag(level, Some(format!("{OWN_ID}{id}").into())));
        last.id = id;
    }

    fn finish(self) -> (String, Vec<Heading>) {
        let mut out = String::new();
        html::push_html(&mut out, self.body.into_iter());
        if !self.cited.is_empty() {
            out.push_str("<hr><ol>");
            let mut notes = self.notes;
            for (index, name) in self.cited.iter().enumerate() {
                let number = index + 1;
                let _ = write!(out, "<li id=\"{OWN_ID}note-{number}\">");
                let note = notes.remove(name).unwrap_or_default();
                html::push_html(&mut out, note.into_iter());
                let _ = write!(out, "<a href=\"#note-ref-{number}\">Back to text</a></li>");
            }
            out.push_str("</ol>");
        }
        (out, self.headings)
    }
}

fn heading_tag(level: HeadingLevel, id: Option<CowStr<'_>>) -> Tag<'_> {
    Tag::Heading {
        level: at_least_two(level),
        id,
        classes: Vec::new(),
        attrs: Vec::new(),
    }
}

/// The page's title is its only heading of level 1.
fn at_least_two(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

/// Lower-case letters, digits and hyphens. The page's own `id`s hold an underscore, so that the
/// two never meet.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c == '\'' || c == '’' {
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    // Notes have names of their own.
    if slug.is_empty() || slug.starts_with("note-") {
        format!("section-{slug}").trim_end_matches('-').to_owned()
    } else {
        slug.to_owned()
    }
}
