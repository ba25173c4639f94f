//! What readers and search engines get.

use quick_xml::{Reader, events::Event};

use super::rig::{STARTER, site};

/// Names of the elements, in order; fails where the text is no well-formed XML.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut names = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                depth += 1;
                names.push(tag.name().as_ref().to_owned());
            }
            Event::Empty(tag) => {
                names.push(tag.name().as_ref().to_owned());
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    names
}

#[tokio::test]
async fn the_starter_article_leads_from_heel_pain_to_care_on_one_page() {
    let site = site().await;
    let page = site.get(&format!("/articles/{STARTER}")).await;
    assert_eq!(page.status, 200);
    for part in [
        "<h1",
        "Why it matters",
        "What causes it",
        "What to do right away",
        "Helping it recover",
        "When to see someone",
        "Keeping it from coming back",
        "Hoka Arahi 7",
        "Asics Gel-Kayano",
        "Brooks Glycerin 21",
        "Recommended shoes for plantar fasciitis",
        "Insoles for heel pain",
        "action=\"/find-a-podiatrist\"",
        "href=\"/assessment\"",
        "<details",
        "awaits clinical review",
        "rel=\"sponsored nofollow",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let first_link = page.body.find("/go/").unwrap();
    let disclosure = page.body.find("affiliate links").unwrap();
    assert!(disclosure < first_link, "the disclosure stands first");

    let nodes = page.json_ld();
    let node = |kind: &str| nodes.iter().find(|node| node["@type"] == kind).unwrap();
    let url = format!("https://feet.example.org/articles/{STARTER}");
    assert_eq!(node("MedicalWebPage")["url"], url);
    assert!(node("MedicalWebPage").get("reviewedBy").is_none());
    let questions = node("FAQPage")["mainEntity"].as_array().unwrap();
    assert_eq!(questions.len(), 10);
    for question in questions {
        assert_eq!(question["@type"], "Question");
        assert!(
            !question["acceptedAnswer"]["text"]
                .as_str()
                .unwrap()
                .is_empty()
        );
    }
    let crumbs = node("BreadcrumbList")["itemListElement"]
        .as_array()
        .unwrap();
    assert_eq!(crumbs.len(), 3);
    assert_eq!(crumbs[2]["item"], url);
}

#[tokio::test]
async fn no_address_inside_a_page_stands_twice() {
    let site = site().await;
    for path in [
        &format!("/articles/{STARTER}"),
        "/articles/how-to-choose-running-shoes-and-insoles",
        "/articles/plantar-fasciitis-a-runners-guide",
        "/faqs",
        "/topics/plantar-fasciitis",
        "/",
    ] {
        let page = site.get(path).await;
        let mut ids: Vec<&str> = page
            .body
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}");
    }
}

#[tokio::test]
async fn questions_can_be_linked_to_and_narrowed_down() {
    let site = site().await;
    let faqs = site.get("/api/v1/faqs?topic=heel-spur").await.json();
    let id = faqs["data"][0]["id"].as_str().unwrap();
    let page = site.get("/faqs?topic=heel-spur&q=").await;
    assert!(page.body.contains(&format!("id=\"faq-{id}\"")));
    assert_eq!(page.body.matches("<details").count(), 1);
    let unknown = site.get("/faqs?topic=knees").await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.header("content-type").starts_with("text/"));
}

#[tokio::test]
async fn the_feed_is_atom_with_an_entry_for_each_article() {
    let site = site().await;
    let feed = site.get("/feeds/articles.atom").await;
    assert!(
        feed.header("content-type")
            .starts_with("application/atom+xml")
    );
    let names = elements(&feed.body);
    assert_eq!(names[0], "feed");
    assert_eq!(names.iter().filter(|name| *name == "entry").count(), 3);
    for needed in ["id", "title", "updated", "author", "link"] {
        let count = names.iter().filter(|name| *name == needed).count();
        assert!(count >= 3, "{needed}");
    }
}

#[tokio::test]
async fn the_sitemap_names_pages_that_are_there() {
    let site = site().await;
    let map = site.get("/sitemap.xml").await;
    let names = elements(&map.body);
    assert_eq!(names[0], "urlset");
    let all: Vec<&str> = map
        .body
        .split("<loc>https://feet.example.org")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next())
        .collect();
    assert!(all.len() > 7 + 11 + 3 + 7, "{}", all.len());
    for path in all.iter().filter(|path| {
        ["/articles", "/topics", "/faqs", "/products", "/privacy"]
            .iter()
            .any(|room| path.starts_with(room))
    }) {
        assert_eq!(site.get(path).await.status, 200, "{path}");
    }
    let robots = site.get("/robots.txt").await;
    assert!(
        robots
            .body
            .contains("Sitemap: https://feet.example.org/sitemap.xml")
    );
    assert!(robots.body.contains("Disallow: /admin\n"));
}
