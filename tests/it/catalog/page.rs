use serde_json::Value;

use super::{put_on_sale, shoe, shop, sold_at};
use crate::support::Answer;

/// The first object of this type in the page's structured data.
fn structured(page: &Answer, kind: &str) -> Option<Value> {
    let mut nodes = page.json_ld().into_iter();
    nodes.find(|data| data["@type"] == kind)
}

#[tokio::test]
async fn a_product_page_discloses_before_it_links() {
    let app = shop().spawn().await;
    let page = app.get("/products/hoka-arahi-7").await;
    assert_eq!(page.status, 200);
    let html = &page.body;
    let disclosure = html.find("may earn a commission").unwrap();
    let link = html.find("/go/").unwrap();
    assert!(
        disclosure < link,
        "the disclosure stands before the first affiliate link"
    );
    let tags = html.split('<').filter_map(|rest| rest.split('>').next());
    let links: Vec<&str> = tags.filter(|tag| tag.contains("/go/")).collect();
    assert!(links.len() >= 2);
    for tag in links {
        assert!(tag.starts_with("a "), "{tag}");
        assert!(tag.contains("rel=\"sponsored nofollow"), "{tag}");
    }
    for words in [
        "Hoka Arahi 7",
        "Stability",
        "5 mm",
        "$111.11",
        "Example Running Store",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let data = structured(&page, "Product").unwrap();
    assert_eq!(data["name"], "Hoka Arahi 7");
    assert_eq!(data["brand"]["name"], "Hoka");
    let offer = &data["offers"][0];
    assert_eq!(
        offer["url"], data["url"],
        "a robot that reads this is not a click"
    );
    assert_eq!(offer["price"], "111.11");
    assert_eq!(offer["priceCurrency"], "USD");
    assert_eq!(offer["availability"], "https://schema.org/InStock");
}

#[tokio::test]
async fn a_stale_price_is_not_in_the_structured_data() {
    let app = shop().spawn().await;
    app.clock.advance(chrono::TimeDelta::hours(49));
    let page = app.get("/products/hoka-arahi-7").await;
    let data = structured(&page, "Product").unwrap();
    assert_eq!(data.get("offers"), None);
    assert!(!page.body.contains("111.11"));
}

#[tokio::test]
async fn the_list_is_filtered_by_its_address_and_pages_keep_the_filter() {
    let app = shop().spawn().await;
    for n in 0..30 {
        let draft = shoe("Acme", &format!("Stride {n:02}"));
        put_on_sale(&app, &draft, &sold_at("https://example.com/s", "10.00")).await;
    }
    let blank = app
        .get("/products?kind=&topic=&brand=Acme&cushioning=&q=&sort=")
        .await;
    assert_eq!(blank.status, 200, "a form sends what was left alone, too");
    let html = &blank.body;
    assert!(html.contains("Acme Stride 00") && !html.contains("Hoka Arahi"));
    assert!(html.contains("brand=Acme&amp;page=2") || html.contains("brand=Acme&#38;page=2"));
    let second = app.get("/products?brand=Acme&page=2").await;
    assert!(second.body.contains("Acme Stride 29"));
    let none = app.get("/products?q=nothinglikethis").await;
    assert_eq!(none.status, 200);
}

#[tokio::test]
async fn an_unknown_filter_is_a_page_that_says_so() {
    let app = shop().spawn().await;
    for query in [
        "kind=boot",
        "cushioning=maximum",
        "topic=nope",
        "page=0",
        "q=%00",
    ] {
        let answer = app.get(&format!("/products?{query}")).await;
        assert_eq!(answer.status, 422, "{query}");
        assert!(answer.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn markup_in_a_product_stays_text() {
    let app = shop().spawn().await;
    let mut draft = shoe("Acme", "Stride</script><script>alert(1)</script>");
    draft.reason = "<img src=x onerror=alert(1)>".into();
    draft.body_markdown = "Hello <script>alert(1)</script> [x](javascript:alert(1))".into();
    draft.slug = "markup".into();
    put_on_sale(&app, &draft, &sold_at("https://example.com/s", "10.00")).await;
    for path in ["/products/markup", "/products?brand=Acme"] {
        let page = app.get(path).await;
        assert_eq!(page.status, 200);
        for bad in ["<script>alert", "<img src=x", "javascript:"] {
            assert!(!page.body.contains(bad), "{bad} on {path}");
        }
    }
}
