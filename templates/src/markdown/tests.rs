use scraper::{ElementRef, Html};

use super::*;

const FORBIDDEN: [&str; 11] = [
    "script", "svg", "math", "iframe", "form", "input", "base", "meta", "style", "object", "link",
];

#[test]
fn what_could_run_is_gone() {
    for bad in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<svg onload=alert(1)>",
        "<iframe src=//evil.example></iframe>",
        "<p style=\"position:fixed\" onclick=\"x()\">x</p>",
        "<form action=/x><input name=y></form>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "![x](https://evil.example/pixel.gif)",
        "![x](//evil.example/pixel.gif)",
        "<base href=//evil.example><meta http-equiv=refresh content=0>",
        "# <img src=x onerror=alert(1)> heading",
        "[^x]\n\n[^x]: <svg/onload=alert(1)>",
    ] {
        let html = render(bad).into_string();
        let page = Html::parse_fragment(&html);
        for element in page.tree.nodes().filter_map(ElementRef::wrap) {
            let name = element.value().name();
            assert!(!FORBIDDEN.contains(&name), "{bad} gave {html}");
            for (attribute, value) in element.value().attrs() {
                let value = value.to_lowercase();
                assert!(!attribute.starts_with("on"), "{bad} gave {html}");
                assert_ne!(attribute, "style", "{bad} gave {html}");
                assert!(!value.contains("script:"), "{bad} gave {html}");
                assert!(!value.contains("data:"), "{bad} gave {html}");
                assert!(!value.contains("evil"), "{bad} gave {html}");
            }
        }
    }
}

#[test]
fn common_mark_tables_and_footnotes_render() {
    let html = render(
        "A **b** [c](/d).\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\nNote[^n].\n\n[^n]: Said so.",
    )
    .into_string();
    for part in [
        "<strong>b</strong>",
        "<a href=\"/d\" rel=\"noopener\">c</a>",
        "<td>1</td>",
        "<a href=\"#note-1\" id=\"note-ref-1\" rel=\"noopener\">1</a>",
        "<li id=\"note-1\"><p>Said so.</p>",
    ] {
        assert!(html.contains(part), "{part} not in {html}");
    }
}

#[test]
fn headings_get_ids_that_differ_and_authors_ids_go() {
    let document =
        document("# Rest & ice\n\n## Rest, ice!\n\n## `Code` it\n\n<p id=\"page_main\">x</p>");
    let ids: Vec<_> = document.headings.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(ids, ["rest-ice", "rest-ice-2", "code-it"]);
    assert_eq!(document.headings[0].level, 2);
    assert_eq!(document.headings[0].text, "Rest & ice");
    let Segment::Html(html) = &document.segments[0] else {
        panic!("no HTML");
    };
    assert!(html.as_str().contains("<h2 id=\"rest-ice-2\">"));
    assert!(!html.as_str().contains("page_main"));
}

#[test]
fn live_blocks_stay_where_they_stand_with_their_line() {
    let source = "One.\n::red-flags\nTwo[^a].\n\n```\n::faqs\n```\n\n::products{kind=shoe limit=3}\n\n[^a]: Three.";
    let segments = document(source).segments;
    let blocks: Vec<_> = segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Block { line, text } => Some((*line, text.as_str())),
            Segment::Html(_) => None,
        })
        .collect();
    assert_eq!(
        blocks,
        [(2, "::red-flags"), (9, "::products{kind=shoe limit=3}")]
    );
    assert_eq!(segments.len(), 5);
    assert!(matches!(&segments[2], Segment::Html(html) if html.as_str().contains("::faqs")));
    assert!(matches!(&segments[4], Segment::Html(html) if html.as_str().contains("Three.")));
}

#[test]
fn a_typed_mark_is_no_block() {
    let segments = document("<p>\u{E000}0\u{E001}</p>\n\n::red-flags").segments;
    assert_eq!(segments.len(), 2);
    assert!(matches!(&segments[1], Segment::Block { line: 3, .. }));
}

#[test]
fn affiliate_links_say_so() {
    let html = render("[a](/go/1 \"x > y\") [b](/x)").into_string();
    assert!(
        html.contains("rel=\"sponsored nofollow noopener\">a"),
        "{html}"
    );
    assert!(html.contains("rel=\"noopener\">b"), "{html}");
}

#[test]
fn plain_text_keeps_the_words() {
    let text = plain("# Rest\n\n*Ice* it, <b>now</b> & [then](/x).\n\n::red-flags\n\n- a\n- b");
    assert_eq!(text, "Rest Ice it, now & then. a b");
}

#[test]
fn a_snippet_keeps_its_marks_only() {
    let html = snippet("a <mark>b<i></mark> <script> <mark>c").into_string();
    assert_eq!(
        html,
        "a <mark>b&lt;i&gt;</mark> &lt;script&gt; &lt;mark&gt;c"
    );
}
