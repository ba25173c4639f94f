//! What an editor types never runs in a reader's browser, nor breaks a feed.

use footpath_domain::{
    Error,
    content::{
        article::{self, Change},
        faq::{self, NewFaq},
    },
};

use super::rig::{draft, published, site, sound};
use crate::support::SYSTEM;

const CORPUS: [&str; 10] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<svg onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "</script><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "]]></summary><script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
];

/// Whether something that runs stands in a page as markup.
fn runs(page: &str) -> bool {
    let lower = page.to_lowercase();
    [
        "<script>alert",
        "<img src=x",
        "href=\"javascript",
        "<svg onload",
        "<iframe",
        "<style><img",
    ]
    .iter()
    .any(|sign| lower.contains(sign))
}

#[tokio::test]
async fn what_an_editor_types_does_not_run() {
    let site = site().await;
    for (n, bad) in CORPUS.iter().enumerate() {
        let slug = format!("odd-{n}");
        let change = Change {
            slug: Some(slug.clone()),
            summary: Some((*bad).to_owned()),
            body: Some(format!(
                "{bad}\n\n# {bad}\n\n::red-flags\n\n[^1]\n\n[^1]: {bad}\n"
            )),
            author: Some((*bad).to_owned()),
            topics: Some(vec!["heel-pain".to_owned()]),
            ..sound(bad)
        };
        published(&site, change).await;
        let question = NewFaq {
            question: (*bad).to_owned(),
            answer: (*bad).to_owned(),
            topics: vec!["heel-pain".to_owned()],
            ..NewFaq::default()
        };
        let id = faq::create(&site.ctx, &SYSTEM, &question).await.unwrap();
        faq::publish(&site.ctx, &SYSTEM, id, None).await.unwrap();
        let page = site.get(&format!("/articles/{slug}")).await;
        assert_eq!(page.status, 200);
        assert!(!runs(&page.body), "{bad}");
        assert!(!page.json_ld().is_empty());
        let json = site.get(&format!("/api/v1/articles/{slug}")).await.json();
        assert!(!runs(json["html"].as_str().unwrap()), "{bad}");
    }
    for path in [
        "/",
        "/articles",
        "/faqs?per_page=100",
        "/topics/heel-pain",
        "/feeds/articles.atom",
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!runs(&page.body), "{path}");
    }
}

#[tokio::test]
async fn a_wrong_block_is_named_with_its_line_and_nothing_goes_live() {
    let site = site().await;
    let change = Change {
        body: Some(
            "Text.\n\n::videos{id=1}\n\n```\n::videos\n```\n\n::faqs{topic=knees}\n::products{kind=boot}\n"
                .to_owned(),
        ),
        summary: Some(" ".to_owned()),
        ..sound("Blocks")
    };
    let draft = draft(&site, change).await;
    let Err(Error::Invalid(report)) = article::publish(&site.ctx, &SYSTEM, draft.id, None).await
    else {
        panic!("it went live")
    };
    let said: Vec<(&str, &str)> = report
        .0
        .iter()
        .map(|error| (error.field.as_str(), error.message.as_str()))
        .collect();
    assert_eq!(said[0].0, "summary");
    assert!(said[1].1.starts_with("line 3: there is no block ::videos"));
    assert_eq!(said[2], ("body", "line 9: there is no topic knees"));
    assert_eq!(
        said[3],
        ("body", "line 10: kind must be one of shoe, insole")
    );
    assert_eq!(said.len(), 4);
    assert_eq!(site.get("/articles/blocks").await.status, 404);
}

#[tokio::test]
async fn who_wrote_over_a_newer_version_is_told() {
    let site = site().await;
    let draft = draft(&site, sound("Twice")).await;
    let edit = |title: &str| Change {
        title: Some(title.to_owned()),
        ..Change::default()
    };
    let seen = Some(draft.version);
    article::save_draft(&site.ctx, &SYSTEM, draft.id, seen, &edit("First"))
        .await
        .unwrap();
    let second = article::save_draft(&site.ctx, &SYSTEM, draft.id, seen, &edit("Second")).await;
    assert!(matches!(second, Err(Error::Stale { .. })));
    let publish = article::publish(&site.ctx, &SYSTEM, draft.id, seen).await;
    assert!(matches!(publish, Err(Error::Stale { .. })));
}
