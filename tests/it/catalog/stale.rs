use chrono::TimeDelta;
use footpath_domain::catalog::offer::{self, OfferEdit};

use super::{editor, put_on_sale, shoe, shop, sold_at};

#[tokio::test]
async fn a_price_older_than_two_days_is_shown_nowhere() {
    let app = shop().spawn().await;
    let sale = sold_at("https://example.com/x", "4321.99");
    let (shown, sold) = put_on_sale(&app, &shoe("Acme", "Stride"), &sale).await;
    let places = [
        format!("/api/v1/products/{}", shown.slug),
        "/api/v1/products?brand=acme".to_owned(),
        format!("/products/{}", shown.slug),
        "/products?brand=Acme".to_owned(),
        "/feeds/products.xml".to_owned(),
        "/feeds/products.tsv".to_owned(),
        "/feeds/products.json".to_owned(),
    ];
    let mut tags = Vec::new();
    for place in &places {
        let answer = app.get(place).await;
        assert!(answer.body.contains("4321.99"), "{place} while it is fresh");
        assert!(answer.headers.contains_key("etag"), "{place}");
        tags.push(answer.header("etag").to_owned());
    }
    app.clock.advance(TimeDelta::hours(48));
    assert!(
        app.get(&places[0]).await.body.contains("4321.99"),
        "48 hours are not too old"
    );
    app.clock.advance(TimeDelta::seconds(1));
    for (place, tag) in places.iter().zip(&tags) {
        let answer = app.again(place, tag).await;
        assert_eq!(answer.status, 200, "{place} has changed");
        assert!(!answer.body.contains("4321.99"), "{place} when it is stale");
    }
    let item = app.get(&places[0]).await.json();
    assert_eq!(item["offers"][0].get("price"), None);
    assert!(item["offers"][0]["url"].is_string(), "the link stays");

    let looked = OfferEdit {
        checked: true,
        ..OfferEdit::default()
    };
    offer::update(&app.ctx, &editor(), sold.id, None, looked)
        .await
        .unwrap();
    for place in &places {
        assert!(
            app.get(place).await.body.contains("4321.99"),
            "{place} looked up again"
        );
    }
}

#[tokio::test]
async fn a_stale_price_does_not_decide_the_order() {
    let app = shop().spawn().await;
    let (cheap, _) = put_on_sale(
        &app,
        &shoe("Acme", "Cheap"),
        &sold_at("https://example.com/c", "1.00"),
    )
    .await;
    app.clock.advance(TimeDelta::hours(49));
    let (dear, _) = put_on_sale(
        &app,
        &shoe("Acme", "Dear"),
        &sold_at("https://example.com/d", "99.00"),
    )
    .await;
    let body = app
        .get("/api/v1/products?brand=acme&sort=price")
        .await
        .json();
    let slugs: Vec<&str> = body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["slug"].as_str().unwrap())
        .collect();
    assert_eq!(slugs, [dear.slug.as_str(), cheap.slug.as_str()]);
}
