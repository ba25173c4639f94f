use std::collections::BTreeSet;

use serde_json::Value;

use super::shop;
use crate::support::App;

async fn slugs(app: &App, query: &str) -> Vec<String> {
    let answer = app
        .get(&format!("/api/v1/products?per_page=100&{query}"))
        .await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    answer.json()["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["slug"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_starter_products_are_there_with_everything_the_contract_names() {
    let app = shop().spawn().await;
    let answer = app.get("/api/v1/products?per_page=100").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let body = answer.json();
    let items = body["data"].as_array().unwrap();
    assert!(items.len() >= 10);
    assert_eq!(body["meta"]["total"], items.len());
    for item in items {
        for field in [
            "slug",
            "kind",
            "brand",
            "model",
            "title",
            "summary",
            "html",
            "disclosure",
        ] {
            assert!(item[field].is_string(), "{field} in {item}");
        }
        assert!(item["html"].as_str().unwrap().contains("<p>"));
        assert!(!item["topics"].as_array().unwrap().is_empty());
        for offer in item["offers"].as_array().unwrap() {
            let url = offer["url"].as_str().unwrap();
            let id = offer["id"].as_str().unwrap();
            assert!(
                url.ends_with(&format!("/go/{id}")) || url.starts_with("https://example.com/"),
                "{url}"
            );
            assert_eq!(offer["currency"], "USD");
            assert!(offer["checked_at"].is_string());
        }
    }
    for model in ["Hoka Arahi 7", "Asics Gel-Kayano", "Brooks Glycerin 21"] {
        assert!(items.iter().any(|item| item["title"] == model), "{model}");
    }
}

#[tokio::test]
async fn each_filter_narrows_to_what_it_says() {
    let app = shop().spawn().await;
    let all = slugs(&app, "").await;
    for (query, pointer, value) in [
        ("kind=shoe", "/kind", "shoe"),
        ("kind=insole", "/kind", "insole"),
        ("brand=hoka", "/brand", "Hoka"),
        ("cushioning=max", "/attributes/cushioning", "max"),
        ("stability=stability", "/attributes/stability", "stability"),
    ] {
        let answer = app
            .get(&format!("/api/v1/products?per_page=100&{query}"))
            .await;
        let body = answer.json();
        let items = body["data"].as_array().unwrap();
        assert!(!items.is_empty() && items.len() < all.len(), "{query}");
        for item in items {
            assert_eq!(item.pointer(pointer), Some(&Value::from(value)), "{query}");
        }
    }
    let both = slugs(&app, "kind=insole&topic=heel-pain").await;
    assert!(!both.is_empty());
    for slug in both {
        let item = app.get(&format!("/api/v1/products/{slug}")).await.json();
        assert_eq!(item["kind"], "insole");
        assert!(
            item["topics"]
                .as_array()
                .unwrap()
                .contains(&Value::from("heel-pain"))
        );
    }
    assert_eq!(slugs(&app, "q=GLYCERIN%2021").await, ["brooks-glycerin-21"]);
    assert!(slugs(&app, "arch_support=low").await.is_empty());
}

#[tokio::test]
async fn nothing_typed_into_q_is_a_wildcard() {
    let app = shop().spawn().await;
    for q in [
        "%25",
        "_",
        "a%25z",
        "%5C",
        "%27%27",
        "%22%20OR%201%3D1--",
        "Kayano%5C",
    ] {
        assert!(slugs(&app, &format!("q={q}")).await.is_empty(), "{q}");
    }
}

#[tokio::test]
async fn an_unknown_value_of_a_listed_parameter_is_refused_by_name() {
    let app = shop().spawn().await;
    for (field, value) in [
        ("kind", "boot"),
        ("kind", ""),
        ("topic", "no-such-topic"),
        ("topic", "Heel%20Pain"),
        ("cushioning", "maximum"),
        ("stability", "STABILITY"),
        ("arch_support", "1"),
        ("sort", "price%20desc"),
        ("q", "%00"),
        ("brand", "a%0Ab"),
        ("page", "0"),
        ("page", "-1"),
        ("per_page", "0"),
        ("per_page", "101"),
        ("per_page", "18446744073709551616"),
    ] {
        let answer = app.get(&format!("/api/v1/products?{field}={value}")).await;
        assert_eq!(answer.status, 422, "{field}={value}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json()["errors"][0]["field"], field, "{value}");
    }
}

#[tokio::test]
async fn pages_put_together_are_the_whole_list_in_every_order() {
    let app = shop().spawn().await;
    for sort in ["title", "brand", "price", "newest"] {
        let whole = slugs(&app, &format!("sort={sort}")).await;
        let mut together = Vec::new();
        for page in 1..=whole.len().div_ceil(4) {
            let path = format!("/api/v1/products?sort={sort}&per_page=4&page={page}");
            let body = app.get(&path).await.json();
            assert_eq!(body["meta"]["total"], whole.len());
            let items = body["data"].as_array().unwrap().clone();
            together.extend(items.iter().map(|i| i["slug"].as_str().unwrap().to_owned()));
        }
        assert_eq!(together, whole, "{sort}");
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
    }
    let beyond = app.get("/api/v1/products?page=50").await.json();
    assert!(beyond["data"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn the_lowest_current_price_comes_first() {
    let app = shop().spawn().await;
    let body = app
        .get("/api/v1/products?sort=price&per_page=100")
        .await
        .json();
    let lowest: Vec<f64> = body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let prices = item["offers"].as_array().unwrap().iter();
            prices
                .filter_map(|offer| offer["price"].as_str()?.parse::<f64>().ok())
                .fold(f64::INFINITY, f64::min)
        })
        .collect();
    assert!(lowest.is_sorted(), "{lowest:?}");
}

#[tokio::test]
async fn who_holds_the_answer_already_gets_304() {
    let app = shop().spawn().await;
    for path in [
        "/api/v1/products",
        "/api/v1/products/hoka-arahi-7",
        "/products/hoka-arahi-7",
    ] {
        let first = app.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(!first.header("cache-control").is_empty());
        let again = app.again(path, &tag).await;
        assert_eq!(again.status, 304, "{path}");
        assert_eq!(again.body, "");
    }
}

#[tokio::test]
async fn what_is_not_a_live_product_is_404() {
    let app = shop().spawn().await;
    for slug in ["nope", "NOPE", "%00", "..%2F..", "a--b"] {
        assert_eq!(
            app.get(&format!("/api/v1/products/{slug}")).await.status,
            404,
            "{slug}"
        );
        assert_eq!(
            app.get(&format!("/products/{slug}")).await.status,
            404,
            "{slug}"
        );
    }
}

#[tokio::test]
async fn whoever_asks_for_the_head_alone_gets_the_same_head() {
    let app = shop().spawn().await;
    for path in [
        "/api/v1/products",
        "/api/v1/products/hoka-arahi-7",
        "/products",
        "/products/hoka-arahi-7",
        "/feeds/products.xml",
    ] {
        let whole = app.get(path).await;
        let head = app.head(path).await;
        assert_eq!(head.status, 200, "{path}");
        assert_eq!(head.header("etag"), whole.header("etag"), "{path}");
        assert_eq!(
            head.header("content-type"),
            whole.header("content-type"),
            "{path}"
        );
        assert_eq!(head.body, "");
    }
    assert_eq!(app.head("/api/v1/products?kind=boot").await.status, 422);
    assert_eq!(app.head("/products/nope").await.status, 404);
}
