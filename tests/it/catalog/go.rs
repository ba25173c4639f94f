use footpath_domain::catalog::{offer, product};

use super::{editor, put_on_sale, shoe, shop, sold_at};
use crate::support::App;

const SHOP: &str = "https://example.com/shop/test?a=1&b=%20x";

async fn clicks(app: &App, id: footpath_entity::id::OfferId) -> i64 {
    let days = offer::clicks(&app.ctx, &editor(), id).await.unwrap();
    days.iter().map(|day| day.clicks).sum()
}

#[tokio::test]
async fn a_click_leads_to_the_stored_address_and_is_counted() {
    let app = shop().spawn().await;
    let (_, sold) = put_on_sale(&app, &shoe("Acme", "Stride"), &sold_at(SHOP, "10.00")).await;
    for query in ["", "?url=https://evil.example/", "?next=//evil.example"] {
        let answer = app.get(&format!("/go/{}{query}", sold.id)).await;
        assert_eq!(answer.status, 302, "{query}");
        assert_eq!(answer.header("location"), SHOP);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("x-robots-tag").contains("noindex"));
        assert!(!answer.header("referrer-policy").is_empty());
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    assert_eq!(clicks(&app, sold.id).await, 3);
    let days = offer::clicks(&app.ctx, &editor(), sold.id).await.unwrap();
    assert_eq!(days.len(), 1, "one row a day");
    assert_eq!(days[0].day, app.now().date_naive());
}

#[tokio::test]
async fn looking_ahead_is_not_a_click() {
    let app = shop().spawn().await;
    let (_, sold) = put_on_sale(&app, &shoe("Acme", "Stride"), &sold_at(SHOP, "10.00")).await;
    let path = format!("/go/{}", sold.id);
    assert_eq!(app.head(&path).await.status, 302);
    for (name, value) in [
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
    ] {
        let ahead = app.ask("GET", &path).header(name, value);
        assert_eq!(ahead.send().await.status, 302);
    }
    assert_eq!(clicks(&app, sold.id).await, 0);
}

#[tokio::test]
async fn many_clicks_at_once_are_all_counted() {
    let app = shop().spawn().await;
    let (_, sold) = put_on_sale(&app, &shoe("Acme", "Stride"), &sold_at(SHOP, "10.00")).await;
    let path = format!("/go/{}", sold.id);
    let answers = futures::future::join_all((0..20).map(|_| app.get(&path))).await;
    assert!(answers.iter().all(|answer| answer.status == 302));
    assert_eq!(clicks(&app, sold.id).await, 20);
}

#[tokio::test]
async fn what_may_not_be_followed_is_a_page_that_says_so() {
    let app = shop().spawn().await;
    let (shown, sold) = put_on_sale(&app, &shoe("Acme", "Stride"), &sold_at(SHOP, "10.00")).await;
    for id in [
        "nope",
        "00000000-0000-7000-8000-000000000000",
        "..%2F",
        "https:%2F%2Fevil.example",
    ] {
        let answer = app.get(&format!("/go/{id}")).await;
        assert_eq!(answer.status, 404, "{id}");
        assert!(answer.header("content-type").starts_with("text/html"));
        assert!(!answer.headers.contains_key("location"));
    }
    let path = format!("/go/{}", sold.id);
    offer::archive(&app.ctx, &editor(), sold.id, None)
        .await
        .unwrap();
    assert_eq!(app.get(&path).await.status, 404, "its offer is archived");
    offer::publish(&app.ctx, &editor(), sold.id, None)
        .await
        .unwrap();
    assert_eq!(app.get(&path).await.status, 302);
    product::archive(&app.ctx, &editor(), shown.id, None)
        .await
        .unwrap();
    assert_eq!(app.get(&path).await.status, 404, "its product is archived");
    assert_eq!(clicks(&app, sold.id).await, 1);
}

#[tokio::test]
async fn a_merchant_that_bars_redirects_is_linked_by_its_own_address() {
    let app = shop().spawn().await;
    let mut sale = sold_at(SHOP, "10.00");
    sale.direct = true;
    let (shown, sold) = put_on_sale(&app, &shoe("Acme", "Stride"), &sale).await;
    let item = app
        .get(&format!("/api/v1/products/{}", shown.slug))
        .await
        .json();
    assert_eq!(item["offers"][0]["url"], SHOP);
    assert_eq!(app.get(&format!("/go/{}", sold.id)).await.status, 404);
}
