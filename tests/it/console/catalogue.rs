//! Products and offers: in the console, for programs, and in the feed.

use footpath_entity::role::Role;
use serde_json::json;

use super::rig::{Desk, path_of, version};
use crate::support::{App, Site};

const ALL: &str = "/admin/products";
const SHOE: [(&str, &str); 9] = [
    ("_do", "publish"),
    ("kind", "shoe"),
    ("brand", "Testing"),
    ("model", "Strider 2"),
    ("summary", "A shoe for tests."),
    ("reason", "It never wears out."),
    ("topics", "heel-pain"),
    ("attributes.cushioning", "high"),
    ("attributes.heel_drop_mm", "8"),
];
const OFFER: [(&str, &str); 6] = [
    ("merchant", "Sample Shop"),
    ("url", "https://shop.example.org/strider?ref=footpath"),
    ("price", "129.95"),
    ("currency", "USD"),
    ("availability", "in_stock"),
    ("position", ""),
];

async fn shoe(desk: &Desk<'_>) -> String {
    path_of(&desk.send("/admin/products/new", ALL, &SHOE).await)
}

async fn feed(site: &App) -> String {
    site.get("/feeds/products.tsv").await.expect(200).body
}

#[tokio::test]
async fn a_shoe_with_an_offer_is_in_the_feed_and_its_link_is_counted() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let mut wrong = SHOE;
    wrong[2].1 = "";
    wrong[8].1 = "high";
    let back = desk
        .send("/admin/products/new", ALL, &wrong)
        .await
        .expect(422);
    for field in ["brand_error", "attributes.heel_drop_mm_error"] {
        assert!(back.body.contains(&format!("id=\"{field}\"")), "{field}");
    }
    assert!(back.body.contains("Strider 2"));

    let page = shoe(&desk).await;
    let shown = site
        .get("/api/v1/products/testing-strider-2")
        .await
        .expect(200)
        .json();
    assert_eq!(shown["attributes"]["heel_drop_mm"], 8.0);
    let new = format!("{page}/offers/new");
    let mut wrong = OFFER;
    wrong[1].1 = "javascript:alert(1)";
    let back = desk
        .send(&new, &format!("{page}/offers"), &wrong)
        .await
        .expect(422);
    assert!(back.body.contains("Sample Shop") && back.body.contains("id=\"url_error\""));
    let added = desk.send(&new, &format!("{page}/offers"), &OFFER).await;
    assert_eq!(path_of(&added), page);

    let line = feed(&site).await;
    let line = line
        .lines()
        .find(|line| line.contains("Strider 2"))
        .unwrap();
    assert!(line.contains("129.95 USD"), "{line}");
    let product = desk.see(&page).await.body;
    let (_, rest) = product.split_once("href=\"/admin/offers/").unwrap();
    let offer = format!("/admin/offers/{}", rest.split('"').next().unwrap());
    let go = offer.replace("/admin/offers/", "/go/");
    assert_eq!(site.get(&go).await.header("location"), OFFER[1].1);
    let seen = desk.see(&offer).await.expect(200).body;
    assert!(
        seen.contains("<dd>1</dd>") && seen.contains(&go),
        "one click"
    );

    let mut cheaper = OFFER;
    cheaper[2].1 = "99.50";
    assert_eq!(desk.send(&offer, &offer, &cheaper).await.status, 303);
    assert!(feed(&site).await.contains("99.50 USD"));
    assert_eq!(
        desk.send(&offer, &format!("{offer}/archive"), &[])
            .await
            .status,
        303
    );
    assert_eq!(site.get(&go).await.status, 404);
    assert!(!feed(&site).await.contains("99.50"));
    assert_eq!(
        desk.send(&offer, &format!("{offer}/publish"), &[])
            .await
            .status,
        303
    );
    assert_eq!(
        desk.send(&page, &format!("{page}/archive"), &[])
            .await
            .status,
        303
    );
    assert_eq!(
        site.get("/api/v1/products/testing-strider-2").await.status,
        404
    );
    assert!(!feed(&site).await.contains("Strider 2"));
    let listed = desk
        .see("/admin/products?q=strider&state=archived&kind=shoe")
        .await;
    assert!(listed.body.contains("1 product<"));
}

#[tokio::test]
async fn what_a_shoe_and_an_insole_ask_for_differs_and_a_stale_form_loses_nothing() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let insole = desk
        .see("/admin/products/new?kind=insole")
        .await
        .expect(200)
        .body;
    assert!(insole.contains("attributes.firmness") && !insole.contains("attributes.widths"));
    let page = shoe(&desk).await;
    let mine = desk.see(&page).await;
    let mut theirs = SHOE;
    theirs[0].1 = "save";
    theirs[5].1 = "Their reason.";
    assert_eq!(desk.send(&page, &page, &theirs).await.status, 303);
    let mut sent = vec![
        ("_csrf", mine.csrf()),
        ("_version", version(&mine.body).unwrap()),
    ];
    sent.extend(SHOE.map(|(name, value)| (name, value.to_owned())));
    let clash = desk.post(&page, &sent).await.expect(409);
    assert!(clash.body.contains("Their reason.") && clash.body.contains("It never wears out."));
    // What readers see must stay whole.
    let mut bare = SHOE;
    bare[0].1 = "save";
    bare[4].1 = "";
    let refused = desk.send(&page, &page, &bare).await.expect(422);
    assert!(refused.body.contains("id=\"summary_error\""));
}

#[tokio::test]
async fn a_price_that_nobody_has_looked_at_is_on_the_list_of_stale_ones() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let page = shoe(&desk).await;
    let new = format!("{page}/offers/new");
    desk.send(&new, &format!("{page}/offers"), &OFFER).await;
    let stale = "/admin/products?prices=stale&q=strider";
    assert!(
        desk.see(stale)
            .await
            .expect(200)
            .body
            .contains("0 products")
    );
    site.wait(chrono::TimeDelta::hours(49));
    let desk = Desk::of(&site, Role::Editor).await;
    assert!(desk.see(stale).await.body.contains("1 product<"));
    assert!(
        desk.see(&page)
            .await
            .body
            .contains("price not shown: checked 2 days ago")
    );
    assert_eq!(desk.see("/admin/products?prices=fresh").await.status, 422);
}

#[tokio::test]
async fn a_program_writes_products_and_offers() {
    let site = Site::new().starter().spawn().await;
    let token = site.token(Role::Editor).await;
    let ask = |method: &str, path: &str| site.ask(method, path).bearer(&token);
    let base = "/api/v1/manage/products";
    let new = json!({
        "kind": "shoe", "brand": "Testing", "model": "Strider 2", "summary": "A shoe.",
        "reason": "It lasts.", "topics": ["heel-pain"],
        "attributes": { "cushioning": "high", "heel_drop_mm": 8, "widths": ["wide"] },
    });
    let made = ask("POST", base).json(&new).send().await.expect(201);
    let product = made.json();
    assert_eq!(
        (&product["status"], &product["slug"]),
        (&json!("draft"), &json!("testing-strider-2"))
    );
    assert_eq!(
        product["attributes"],
        json!({ "cushioning": "high", "heel_drop_mm": 8.0, "widths": ["wide"] })
    );
    let path = made.header("location").to_owned();
    let tag = made.header("etag").to_owned();
    let change = json!({ "summary": "A good shoe." });
    assert_eq!(ask("PATCH", &path).json(&change).send().await.status, 428);
    let change_as = |tag: &str| ask("PATCH", &path).header("if-match", tag).json(&change);
    let changed = change_as(&tag).send().await.expect(200).json();
    assert_eq!(changed["summary"], "A good shoe.");
    assert_eq!(
        changed["attributes"]["cushioning"], "high",
        "what is left out stays"
    );
    assert_eq!(change_as(&tag).send().await.status, 412);

    let offers = "/api/v1/manage/offers";
    let mut offer = json!({
        "product_id": product["id"], "merchant": "Sample Shop",
        "url": "https://shop.example.org/strider", "price": 129.95, "availability": "in_stock",
    });
    let sold = ask("POST", offers).json(&offer).send().await.expect(201);
    let sold_path = sold.header("location").to_owned();
    assert_eq!(
        (&sold.json()["price"], &sold.json()["currency"]),
        (&json!("129.95"), &json!("USD"))
    );
    ask("POST", &format!("{path}/publish"))
        .send()
        .await
        .expect(200);
    assert!(feed(&site).await.contains("129.95 USD"));
    let list = format!("{offers}?product_id={}", product["id"].as_str().unwrap());
    assert_eq!(
        ask("GET", &list).send().await.expect(200).json()["meta"]["total"],
        1
    );
    let cheaper = json!({ "price": "99.50" });
    let cut = ask("PATCH", &sold_path).header("if-match", sold.header("etag"));
    let changed = cut.json(&cheaper).send().await.expect(200).json();
    assert_eq!(
        (&changed["price"], &changed["merchant"]),
        (&json!("99.50"), &json!("Sample Shop"))
    );
    ask("POST", &format!("{sold_path}/archive"))
        .send()
        .await
        .expect(200);
    assert!(!feed(&site).await.contains("99.50"));

    offer["price"] = json!([1]);
    let odd = ask("POST", offers).json(&offer).send().await;
    assert_eq!(
        (odd.status, odd.fields()),
        (422, vec!["price".to_owned()]),
        "{}",
        odd.body
    );
    let nobodys = json!({ "product_id": "019b76da-a800-7000-8000-00000000abcd", "merchant": "A", "url": "https://a.example" });
    assert_eq!(ask("POST", offers).json(&nobodys).send().await.status, 404);
    let wrong =
        ask("POST", base).json(&json!({ "kind": "boot", "attributes": { "length": "full" } }));
    let wrong = wrong.send().await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.fields().contains(&"kind".to_owned()) && wrong.fields().contains(&"brand".to_owned())
    );
    assert_eq!(
        ask(
            "GET",
            &format!("{base}?status=published&kind=shoe&q=strider")
        )
        .send()
        .await
        .json()["meta"]["total"],
        1
    );
    let author = site.token(Role::Author).await;
    let refused = site
        .ask("POST", base)
        .bearer(&author)
        .json(&new)
        .send()
        .await;
    assert_eq!(refused.status, 403);
}
