//! Every view, filled with texts that try to break out, and looked at as a browser would.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::HashSet;

use footpath_templates::{
    assets,
    sample::{Sampler, View, gallery},
};
use quick_xml::{Reader, events::Event};
use scraper::{ElementRef, Html, Node, Selector};

/// Ends a text, an attribute, a comment, a script, and starts an element.
const HOSTILE: &str = "</title></script>--><canary>\"'><canary x=\"'&]]>";

fn views(mark: &str) -> Vec<View> {
    gallery(&Sampler::new(mark)).unwrap()
}

fn is_page(view: &View) -> bool {
    ends(view, "html") && !view.name.starts_with("mail-") && !view.name.starts_with("block-")
}

fn ends(view: &View, extension: &str) -> bool {
    view.name
        .rsplit_once('.')
        .is_some_and(|(_, end)| end == extension)
}

fn select(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector)
        .map(|element| element.html())
        .collect()
}

fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.tree.nodes().filter_map(ElementRef::wrap)
}

#[test]
fn no_text_ever_comes_out_raw() {
    for mark in ["<canary>", HOSTILE] {
        for view in views(mark).iter().filter(|view| !ends(view, "txt")) {
            assert!(!view.text.contains("<canary"), "{}", view.name);
            if ends(view, "html") {
                let page = Html::parse_document(&view.text);
                for element in elements(&page) {
                    assert_ne!(element.value().name(), "canary", "{}", view.name);
                    for (name, _) in element.value().attrs() {
                        assert!(
                            !name.contains("canary"),
                            "{}: {}",
                            view.name,
                            element.html()
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_text_of_a_sample_is_shown_somewhere() {
    for view in views("<canary>") {
        let fixed = ["block-find.html", "block-assessment.html"];
        if !fixed.contains(&view.name.as_str()) {
            assert!(view.text.contains("canary"), "{}", view.name);
        }
    }
}

#[test]
fn pages_obey_a_policy_without_inline_code() {
    for view in views("")
        .iter()
        .filter(|view| is_page(view) || view.name.starts_with("block-"))
    {
        let page = Html::parse_document(&view.text);
        assert_eq!(
            select(&page, "style, iframe, object, embed, base"),
            [""; 0],
            "{}",
            view.name
        );
        for element in elements(&page) {
            for (name, value) in element.value().attrs() {
                assert_ne!(name, "style", "{}: {}", view.name, element.html());
                assert!(!name.starts_with("on"), "{}: {}", view.name, element.html());
                assert!(
                    !value.trim_start().starts_with("javascript:"),
                    "{}",
                    view.name
                );
            }
            if element.value().name() == "script" {
                let own = element
                    .attr("src")
                    .is_some_and(|src| src.starts_with("/assets/"));
                let data = element.attr("type") == Some("application/ld+json");
                assert!(own || data, "{}: {}", view.name, element.html());
            }
            for (element_name, attribute) in [("img", "src"), ("link", "href"), ("script", "src")] {
                if element.value().name() == element_name
                    && element.attr("rel") != Some("canonical")
                    && let Some(address) = element.attr(attribute)
                {
                    assert!(
                        address.starts_with('/') && !address.starts_with("//"),
                        "{}: {address}",
                        view.name
                    );
                }
            }
        }
    }
}

#[test]
fn pages_have_a_language_one_heading_of_level_one_and_no_skipped_level() {
    for view in views("").iter().filter(|view| is_page(view)) {
        let page = Html::parse_document(&view.text);
        assert_eq!(select(&page, "html[lang=en]").len(), 1, "{}", view.name);
        assert_eq!(select(&page, "head > title").len(), 1, "{}", view.name);
        assert_eq!(select(&page, "main#page_main").len(), 1, "{}", view.name);
        let mut last = 0;
        for element in elements(&page) {
            let name = element.value().name();
            if let Some(level) = name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) {
                assert!(level <= last + 1, "{}: {}", view.name, element.html());
                assert!(level > 1 || last == 0, "{}: a second h1", view.name);
                last = level;
            }
        }
        assert!(last > 0, "{}: no heading", view.name);
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for view in views("").iter().filter(|view| is_page(view)) {
        let page = Html::parse_document(&view.text);
        let mut ids = HashSet::new();
        for element in elements(&page) {
            if let Some(id) = element.attr("id") {
                assert!(ids.insert(id), "{}: {id} twice", view.name);
            }
        }
        for element in elements(&page) {
            for name in [
                "for",
                "aria-labelledby",
                "aria-describedby",
                "list",
                "popovertarget",
            ] {
                for id in element.attr(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{}: {name}={id} leads nowhere", view.name);
                }
            }
            let fragment = element.attr("href").and_then(|href| href.strip_prefix('#'));
            if let Some(id) = fragment {
                assert!(ids.contains(id), "{}: #{id} leads nowhere", view.name);
            }
        }
    }
}

#[test]
fn every_control_has_a_label_and_every_button_a_name() {
    for view in views("")
        .iter()
        .filter(|view| is_page(view) || view.name.starts_with("block-"))
    {
        let page = Html::parse_document(&view.text);
        let labelled: HashSet<_> = elements(&page)
            .filter(|element| element.value().name() == "label")
            .filter_map(|label| label.attr("for"))
            .collect();
        for element in elements(&page) {
            let words = || element.text().collect::<String>().trim().to_owned();
            match element.value().name() {
                "input" if element.attr("type") == Some("hidden") => {}
                "input" | "select" | "textarea" => {
                    let id = element.attr("id").unwrap_or_default();
                    assert!(labelled.contains(id), "{}: {}", view.name, element.html());
                    assert!(
                        element.attr("name").is_some(),
                        "{}: {}",
                        view.name,
                        element.html()
                    );
                }
                "button" | "a" | "summary" | "legend" | "label" => {
                    assert!(!words().is_empty(), "{}: {}", view.name, element.html());
                }
                "img" => assert!(element.attr("alt").is_some(), "{}", view.name),
                "svg" => assert!(
                    element.attr("aria-hidden").is_some() || element.attr("aria-label").is_some(),
                    "{}: {}",
                    view.name,
                    element.html()
                ),
                _ => {}
            }
        }
    }
}

#[test]
fn html_is_written_without_mistakes() {
    for view in views("").iter().filter(|view| is_page(view)) {
        let page = Html::parse_document(&view.text);
        assert!(page.errors.is_empty(), "{}: {:?}", view.name, page.errors);
    }
}

#[test]
fn affiliate_links_say_so_and_come_after_the_disclosure() {
    for view in views("").iter().filter(|view| ends(view, "html")) {
        let page = Html::parse_document(&view.text);
        for link in
            elements(&page).filter(|e| e.attr("href").is_some_and(|h| h.starts_with("/go/")))
        {
            let rel = link.attr("rel").unwrap_or_default();
            assert!(
                rel.contains("sponsored") && rel.contains("nofollow"),
                "{}",
                view.name
            );
        }
        if let Some(first) = view.text.find("href=\"/go/") {
            let disclosure = view.text.find("class=\"disclosure\"");
            assert!(disclosure.is_some_and(|at| at < first), "{}", view.name);
        }
    }
}

#[test]
fn an_emergency_shows_nothing_else() {
    let all = views("");
    let view = all
        .iter()
        .find(|view| view.name == "emergency.html")
        .unwrap();
    let page = Html::parse_document(&view.text);
    assert_eq!(select(&page, "form, input, nav, footer, script").len(), 0);
    let links: Vec<_> = elements(&page)
        .filter(|e| e.value().name() == "a")
        .filter_map(|a| a.attr("href"))
        .collect();
    assert_eq!(links, ["tel:911"]);
}

#[test]
fn the_closed_envelope_holds_nothing_of_the_patient() {
    let all = views("");
    let view = all
        .iter()
        .find(|view| view.name == "clinic-link-1.html")
        .unwrap();
    for word in ["Pat Sample", "555", "swollen", "Urgent", "urgent"] {
        assert!(!view.text.contains(word), "{word}");
    }
    assert!(view.text.contains("Open the referral"));
}

#[test]
fn json_ld_reads_back_as_it_was_written() {
    for view in views(HOSTILE).iter().filter(|view| is_page(view)) {
        let page = Html::parse_document(&view.text);
        for script in elements(&page).filter(|e| e.attr("type") == Some("application/ld+json")) {
            let json: String = script
                .children()
                .filter_map(|node| match node.value() {
                    Node::Text(text) => Some(text.to_string()),
                    _ => None,
                })
                .collect();
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(value["name"], format!("Footpath{HOSTILE}"));
        }
    }
}

#[test]
fn feeds_are_well_formed_and_say_what_was_meant() {
    for mark in ["", HOSTILE, "\u{0}\u{b}\u{FFFE}"] {
        for view in views(mark).iter().filter(|view| ends(view, "xml")) {
            let mut reader = Reader::from_str(&view.text);
            reader.config_mut().check_end_names = true;
            let (mut depth, mut opened) = (0_i32, 0);
            loop {
                match reader
                    .read_event()
                    .unwrap_or_else(|why| panic!("{}: {why}", view.name))
                {
                    Event::Start(start) => {
                        (depth, opened) = (depth + 1, opened + 1);
                        for attribute in start.attributes() {
                            attribute.unwrap();
                        }
                    }
                    Event::End(_) => depth -= 1,
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{}", view.name);
            assert!(opened > 3, "{}", view.name);
            let forbidden = |c: char| c < ' ' && !"\n\r\t".contains(c) || c == '\u{FFFE}';
            assert!(!view.text.contains(forbidden), "{}", view.name);
        }
    }
}

#[test]
fn a_first_load_stays_under_sixty_kilobytes() {
    for view in views("").iter().filter(|view| is_page(view)) {
        let mut total = view.text.len();
        for asset in assets::assets() {
            if view.text.contains(asset.name) {
                total += asset.bytes.len();
            }
        }
        assert!(
            total <= 60 * 1024,
            "{}: {total} bytes before compression",
            view.name
        );
    }
}

#[test]
fn names_of_assets_change_with_their_content() {
    let names: HashSet<_> = assets::assets().iter().map(|asset| asset.name).collect();
    assert_eq!(names.len(), assets::assets().len());
    for name in names {
        let hash = name.rsplit_once('-').unwrap().1.split_once('.').unwrap().0;
        assert_eq!(hash.len(), 16, "{name}");
        assert!(hash.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
    }
}
