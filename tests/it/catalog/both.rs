//! The same answers on both databases.

use std::collections::BTreeSet;

use footpath_domain::catalog::{
    offer::{self, OfferEdit},
    product::{self, ProductEdit},
};

use super::{editor, put_on_sale, shoe, shop, sold_at};
use crate::support::{App, postgres};

#[tokio::test]
async fn both_databases_list_filter_and_sort_alike() {
    let Some(url) = postgres::database("catalog") else {
        return;
    };
    let postgres = shop().set("DATABASE_URL", &url).spawn().await;
    let sqlite = shop().set("DATABASE_URL", "").spawn().await;
    for query in [
        "",
        "sort=brand",
        "sort=price",
        "sort=newest",
        "kind=insole&topic=heel-pain",
        "kind=shoe&topic=plantar-fasciitis&sort=price",
        "brand=NEW%20balance",
        "cushioning=max&stability=neutral",
        "arch_support=high",
        "q=soft%20heel",
        "q=100%25_%5C",
        "per_page=5&page=2",
    ] {
        let asked = format!("/api/v1/products?{query}");
        assert_eq!(
            slugs(&postgres, &asked).await,
            slugs(&sqlite, &asked).await,
            "{query}"
        );
    }
    for path in [
        "/api/v1/products?topic=nope",
        "/api/v1/products?q=%00",
        "/products/%00",
    ] {
        assert_eq!(
            postgres.get(path).await.status,
            sqlite.get(path).await.status,
            "{path}"
        );
    }
    for app in [&postgres, &sqlite] {
        life(app).await;
    }
}

async fn slugs(app: &App, path: &str) -> Vec<String> {
    let body = app.get(path).await.json();
    let items = body["data"].as_array().unwrap();
    items
        .iter()
        .map(|i| i["slug"].as_str().unwrap().to_owned())
        .collect()
}

/// What else a database does for the catalog: writes, versions, clicks, feeds.
async fn life(app: &App) {
    let feed = "/feeds/products.json";
    let before = app.get(feed).await;
    let sale = sold_at("https://example.com/x", "10.00");
    let (shown, sold) = put_on_sale(app, &shoe("Acme", "Stride"), &sale).await;
    let edit = ProductEdit {
        topics: Some(vec!["heel-pain".into(), "insoles".into()]),
        ..ProductEdit::default()
    };
    product::update(&app.ctx, &editor(), shown.id, Some(shown.version), edit)
        .await
        .unwrap();
    let edit = OfferEdit {
        price: Some("11.00".into()),
        ..OfferEdit::default()
    };
    offer::update(&app.ctx, &editor(), sold.id, Some(1), edit)
        .await
        .unwrap();
    let after = app.get(feed).await;
    assert_ne!(after.header("etag"), before.header("etag"));
    assert!(after.body.contains("11.00 USD"));
    let path = format!("/go/{}", sold.id);
    let answers = futures::future::join_all((0..8).map(|_| app.get(&path))).await;
    assert!(answers.iter().all(|answer| answer.status == 302));
    let days = offer::clicks(&app.ctx, &editor(), sold.id).await.unwrap();
    assert_eq!(days.iter().map(|day| day.clicks).collect::<Vec<_>>(), [8]);
    let conn = app.ctx.store.read();
    let ids: BTreeSet<String> = product::all_ids(conn).await.unwrap().into_iter().collect();
    assert!(ids.contains(&shown.id.to_string()));
    let id = shown.id.to_string();
    assert_eq!(product::documents(conn, &id).await.unwrap().len(), 1);
    product::archive(&app.ctx, &editor(), shown.id, None)
        .await
        .unwrap();
    assert!(product::documents(conn, &id).await.unwrap().is_empty());
}
