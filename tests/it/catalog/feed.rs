use std::collections::{BTreeMap, BTreeSet};

use footpath_domain::catalog::product::{self, ProductEdit};
use footpath_entity::catalog::product as row;
use quick_xml::{NsReader, events::Event, name::ResolveResult};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{editor, put_on_sale, shoe, shop, sold_at};
use crate::support::App;

const GOOGLE: &str = "http://base.google.com/ns/1.0";

/// An item as names and values; Google's names without their prefix.
type Item = BTreeMap<String, String>;

/// Reads RSS 2.0 strictly: well-formed, known namespaces, text only in leaves.
fn rss(text: &str) -> Vec<Item> {
    let mut reader = NsReader::from_str(text);
    let (mut items, mut item, mut path) = (Vec::new(), None::<Item>, Vec::<String>::new());
    loop {
        match reader.read_resolved_event().unwrap() {
            (space, Event::Start(start)) => {
                let name = start.local_name().as_ref().to_owned();
                match space {
                    ResolveResult::Bound(space) => {
                        assert!(path.len() >= 3, "{name} stands in an item");
                        assert_eq!(space.as_ref(), GOOGLE);
                    }
                    ResolveResult::Unbound => {}
                    ResolveResult::Unknown(prefix) => panic!("unknown prefix {prefix:?}"),
                }
                if path.is_empty() {
                    assert_eq!(name, "rss");
                    let version = start.try_get_attribute("version").unwrap().unwrap();
                    assert_eq!(version.value.as_ref(), "2.0");
                }
                if name == "item" {
                    item = Some(Item::new());
                }
                path.push(name);
            }
            (_, Event::End(_)) => {
                let ended = path.pop().unwrap();
                if ended == "item" {
                    items.extend(item.take());
                }
            }
            (_, Event::Text(text)) => put(&mut item, &path, &text.xml10_content()),
            (_, Event::GeneralRef(entity)) => {
                let plain = entity
                    .resolve_char_ref()
                    .unwrap()
                    .map(String::from)
                    .or_else(|| {
                        quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned)
                    });
                put(&mut item, &path, &plain.unwrap());
            }
            (_, Event::Eof) => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    items
}

fn put(item: &mut Option<Item>, path: &[String], text: &str) {
    if let (Some(item), [_, _, _, name]) = (item, path) {
        item.entry(name.clone()).or_default().push_str(text);
    }
}

/// Reads tab-separated values: each line has as many cells as the first.
fn tsv(text: &str) -> Vec<Item> {
    let mut lines = text.strip_suffix('\n').unwrap().split('\n');
    let names: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), names.len(), "{line}");
            let pairs = names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
            pairs
                .map(|(name, cell)| ((*name).to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

fn json(text: &str) -> Vec<Item> {
    let feed: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(feed["items"].clone()).unwrap()
}

async fn all_three(app: &App, query: &str) -> [Vec<Item>; 3] {
    let text = async |format: &str| {
        let feed = app.get(&format!("/feeds/products.{format}{query}")).await;
        feed.body
    };
    let mut xml = rss(&text("xml").await);
    for item in &mut xml {
        assert_eq!(item.remove("guid").as_ref(), item.get("id"));
    }
    let tsv = tsv(&text("tsv").await);
    let json = json(&text("json").await);
    [xml, tsv, json]
}

#[tokio::test]
async fn each_live_product_stands_once_and_alike_in_every_format() {
    let app = shop().spawn().await;
    let total = app.get("/api/v1/products").await.json()["meta"]["total"]
        .as_u64()
        .unwrap();
    let [xml, tsv, json] = all_three(&app, "").await;
    assert_eq!(xml, tsv);
    assert_eq!(xml, json);
    assert_eq!(xml.len() as u64, total);
    let ids: BTreeSet<&String> = xml.iter().map(|item| &item["id"]).collect();
    assert_eq!(ids.len() as u64, total);
    for item in &xml {
        for name in [
            "title",
            "description",
            "link",
            "brand",
            "condition",
            "product_type",
        ] {
            assert!(!item[name].is_empty(), "{name} in {item:?}");
        }
        let slug = item["link"].rsplit('/').next().unwrap();
        assert_eq!(app.get(&format!("/products/{slug}")).await.status, 200);
        if let Some(price) = item.get("price") {
            let (amount, currency) = price.split_once(' ').unwrap();
            assert!(
                amount.parse::<f64>().unwrap() > 0.0 && currency == "USD",
                "{price}"
            );
        }
        if let Some(word) = item.get("availability") {
            assert!(["in_stock", "out_of_stock", "preorder", "backorder"].contains(&&**word));
        }
    }
    let [shoes, ..] = all_three(&app, "?kind=shoe").await;
    let [insoles, ..] = all_three(&app, "?kind=insole").await;
    assert!(!shoes.is_empty() && !insoles.is_empty());
    assert_eq!(shoes.len() + insoles.len(), xml.len());
}

#[tokio::test]
async fn an_unknown_kind_is_refused_by_name() {
    let app = shop().spawn().await;
    for format in ["xml", "tsv", "json"] {
        for kind in ["boot", "", "SHOE"] {
            let answer = app
                .get(&format!("/feeds/products.{format}?kind={kind}"))
                .await;
            assert_eq!(answer.status, 422, "{format} {kind}");
            assert_eq!(answer.json()["errors"][0]["field"], "kind");
        }
    }
}

#[tokio::test]
async fn a_feed_says_what_it_is_and_when_it_has_changed() {
    let app = shop().spawn().await;
    for (format, media_type) in [
        ("xml", "application/rss+xml"),
        ("tsv", "text/tab-separated-values"),
        ("json", "application/json"),
    ] {
        let path = format!("/feeds/products.{format}");
        let first = app.get(&path).await;
        assert!(first.header("content-type").starts_with(media_type));
        assert!(
            !first.headers.contains_key("content-length"),
            "it is streamed"
        );
        let tag = first.header("etag").to_owned();
        assert!(!tag.starts_with("W/"));
        let again = app.again(&path, &tag).await;
        assert_eq!(again.status, 304);
        assert_eq!(again.header("etag"), tag.as_str());
        let narrowed = app.get(&format!("{path}?kind=shoe")).await;
        assert_ne!(narrowed.header("etag"), tag.as_str());

        let arahi = product::find(&app.ctx, "hoka-arahi-7").await.unwrap();
        let edit = ProductEdit {
            summary: Some(format!("Changed for {format}.")),
            ..ProductEdit::default()
        };
        product::update(&app.ctx, &editor(), arahi.id, None, edit)
            .await
            .unwrap();
        let changed = app.again(&path, &tag).await;
        assert_eq!(changed.status, 200);
        assert!(changed.body.contains(&format!("Changed for {format}.")));
    }
}

#[tokio::test]
async fn a_draft_and_an_archived_product_are_in_no_feed() {
    let app = shop().spawn().await;
    product::create(&app.ctx, &editor(), &shoe("Acme", "Draft"))
        .await
        .unwrap();
    let gone = product::find(&app.ctx, "hoka-bondi-8").await.unwrap();
    product::archive(&app.ctx, &editor(), gone.id, None)
        .await
        .unwrap();
    for items in all_three(&app, "").await {
        assert!(
            items
                .iter()
                .all(|i| i["brand"] != "Acme" && i["title"] != "Hoka Bondi 8")
        );
    }
}

#[tokio::test]
async fn markup_and_control_characters_in_a_title_break_no_format() {
    let app = shop().spawn().await;
    let draft = shoe("A&B <c> \"d\" 'e' ]]>", "Zoom \u{1F45F} \u{fffe}");
    let (made, _) = put_on_sale(&app, &draft, &sold_at("https://example.com/z", "1.00")).await;
    // No command lets these in; a database that was filled in another way may hold them.
    let mut bad: row::ActiveModel = made.clone().into_active_model();
    bad.title = Set("\u{1}Odd\u{b} & <b>\t\r\nnext\u{7f}".into());
    let tx = app.ctx.store.begin().await.unwrap();
    bad.update(&tx).await.unwrap();
    tx.commit().await.unwrap();

    let [xml, tsv, json] = all_three(&app, "").await;
    let id = made.id.to_string();
    let of = |items: &[Item]| items.iter().find(|item| item["id"] == id).unwrap().clone();
    assert_eq!(of(&xml)["brand"], "A&B <c> \"d\" 'e' ]]>");
    assert_eq!(of(&tsv)["brand"], of(&xml)["brand"]);
    assert!(of(&xml)["title"].starts_with("Odd & <b>"));
    assert!(of(&tsv)["title"].contains("Odd"));
    assert!(of(&json)["title"].contains("& <b>"));
    assert_eq!(xml.len(), json.len());
    let page = app.get(&format!("/products/{}", made.slug)).await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("<b>"));
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let app = shop().spawn().await;
    for (n, start) in ["=", "+", "-", "@"].iter().enumerate() {
        let mut draft = shoe("Acme", &format!("Formula {n}"));
        draft.title = format!("{start}HYPERLINK(\"https://evil.example\")");
        draft.slug = format!("formula-{n}");
        put_on_sale(&app, &draft, &sold_at("https://example.com/f", "1.00")).await;
    }
    let text = app.get("/feeds/products.tsv?kind=shoe").await;
    for line in text.body.lines() {
        for cell in line.split('\t') {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\r']), "{cell}");
        }
    }
    assert_eq!(
        text.body.matches("\t'").count(),
        4,
        "neutralized, not dropped"
    );
}

#[tokio::test]
async fn a_feed_of_several_batches_is_whole() {
    let app = shop().spawn().await;
    let made = put_on_sale(
        &app,
        &shoe("Acme", "Many"),
        &sold_at("https://example.com/m", "1.00"),
    )
    .await
    .0;
    let copies: Vec<row::ActiveModel> = (0..450)
        .map(|n| {
            let copy = row::Model {
                id: app.ctx.new_id(),
                slug: format!("many-{n}").parse().unwrap(),
                ..made.clone()
            };
            copy.into_active_model()
        })
        .collect();
    let tx = app.ctx.store.begin().await.unwrap();
    for some in copies.chunks(100) {
        row::Entity::insert_many(some.to_vec())
            .exec_without_returning(&tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let [xml, tsv, json] = all_three(&app, "").await;
    let ids: BTreeSet<&String> = xml.iter().map(|item| &item["id"]).collect();
    assert!(ids.len() > 450);
    assert_eq!(xml.len(), ids.len());
    assert_eq!(xml, tsv);
    assert_eq!(xml, json);
}
