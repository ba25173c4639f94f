use footpath_domain::{
    Actor, Error, catalog,
    catalog::product::{self, ProductEdit},
};
use footpath_entity::kernel::audit_entry;
use sea_orm::EntityTrait;

use super::{editor, shoe, shop, show};

#[tokio::test]
async fn seeding_again_changes_nothing() {
    let app = shop().spawn().await;
    let arahi = product::find(&app.ctx, "hoka-arahi-7").await.unwrap();
    let edit = ProductEdit {
        title: Some("Renamed".into()),
        ..ProductEdit::default()
    };
    product::update(&app.ctx, &editor(), arahi.id, None, edit)
        .await
        .unwrap();
    let before = app.get("/api/v1/products?per_page=100").await;
    catalog::seed(&app.ctx).await.unwrap();
    let after = app.get("/api/v1/products?per_page=100").await;
    assert_eq!(before.body, after.body);
}

#[tokio::test]
async fn a_draft_is_seen_by_nobody_until_it_is_published() {
    let app = shop().spawn().await;
    let made = product::create(&app.ctx, &editor(), &shoe("Acme", "Secret"))
        .await
        .unwrap();
    let path = format!("/api/v1/products/{}", made.slug);
    assert_eq!(app.get(&path).await.status, 404);
    assert_eq!(
        app.get("/api/v1/products?brand=acme").await.json()["meta"]["total"],
        0
    );
    show(&app, made.id).await;
    assert_eq!(app.get(&path).await.status, 200);
    product::archive(&app.ctx, &editor(), made.id, None)
        .await
        .unwrap();
    assert_eq!(app.get(&path).await.status, 404);
    assert_eq!(
        app.get(&format!("/products/{}", made.slug)).await.status,
        404
    );
}

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let app = shop().spawn().await;
    let made = product::create(&app.ctx, &editor(), &shoe("Acme", "Stride"))
        .await
        .unwrap();
    let edit = |title: &str| ProductEdit {
        title: Some(title.into()),
        ..ProductEdit::default()
    };
    product::update(&app.ctx, &editor(), made.id, Some(1), edit("One"))
        .await
        .unwrap();
    let late = product::update(&app.ctx, &editor(), made.id, Some(1), edit("Two")).await;
    assert!(matches!(late, Err(Error::Stale { .. })), "{late:?}");
}

#[tokio::test]
async fn a_product_says_enough_before_it_is_shown() {
    let app = shop().spawn().await;
    let mut draft = shoe("Acme", "Stride");
    draft.summary = String::new();
    draft.reason = String::new();
    let made = product::create(&app.ctx, &editor(), &draft).await.unwrap();
    let Err(Error::Invalid(report)) = product::publish(&app.ctx, &editor(), made.id, None).await
    else {
        panic!("it was published")
    };
    let fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["summary", "reason"]);
}

#[tokio::test]
async fn a_slug_is_one_products_and_a_topic_exists() {
    let app = shop().spawn().await;
    let mut draft = shoe("Hoka", "Arahi 7");
    let Err(Error::Invalid(report)) = product::create(&app.ctx, &editor(), &draft).await else {
        panic!("two products share a slug")
    };
    assert_eq!(report.0[0].field, "slug");
    draft.slug = "another".into();
    draft.topics = vec!["heel-pain".into(), "no-such-topic".into()];
    let Err(Error::Invalid(report)) = product::create(&app.ctx, &editor(), &draft).await else {
        panic!("a topic was made up")
    };
    assert_eq!(report.0[0].field, "topics");
}

#[tokio::test]
async fn a_reader_changes_nothing_and_every_change_is_written_down() {
    let app = shop().spawn().await;
    let reader = Actor::Public { addr: None };
    let refused = product::create(&app.ctx, &reader, &shoe("Acme", "Stride")).await;
    assert!(matches!(refused, Err(Error::Unauthenticated { .. })));
    let made = product::create(&app.ctx, &editor(), &shoe("Acme", "Stride"))
        .await
        .unwrap();
    show(&app, made.id).await;
    let id = made.id.to_string();
    let log = audit_entry::Entity::find()
        .all(app.ctx.store.read())
        .await
        .unwrap();
    let actions: Vec<&str> = log
        .iter()
        .filter(|entry| entry.object_id == id)
        .map(|entry| entry.action.as_str())
        .collect();
    assert_eq!(actions, ["product.created", "product.published"]);
}
