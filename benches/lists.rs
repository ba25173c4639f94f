//! How long the console's lists take with much in the tables, beside an empty site and one that
//! fills a page. Run with `cargo bench --bench lists`; the ratios are what counts.
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]
#![expect(
    dead_code,
    unused_imports,
    reason = "of what tests stand on, some is used"
)]

#[path = "../tests/it/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use footpath_entity::{
    content::{
        Status, article,
        article_revision::{self, TopicIds},
    },
    id::{ArticleId, RevisionId},
    role::Role,
};
use sea_orm::{EntityTrait, IntoActiveModel};
use support::{App, Site};

const ARTICLES: usize = 10_000;
/// The samples have four podiatrists for three clinics.
const CLINICS: usize = 22_500;
/// Enough for a full page of any list.
const A_PAGE: usize = 60;
const ROUNDS: usize = 40;

const PAGES: [&str; 14] = [
    "/admin",
    "/admin/articles",
    "/admin/articles?page=200",
    "/admin/articles?q=heel+9",
    "/admin/articles?state=draft",
    "/admin/podiatrists",
    "/admin/podiatrists?page=500",
    "/admin/podiatrists?q=boise",
    "/admin/podiatrists?state=TX",
    "/admin/clinics",
    "/admin/clinics?q=portland",
    "/admin/audit",
    "/admin/data-quality",
    "/admin/referrals/board",
];

#[tokio::main]
async fn main() {
    let empty = site(0, 0).await;
    let one = site(A_PAGE, A_PAGE).await;
    let full = site(ARTICLES, CLINICS).await;
    println!(
        "{:32} {:>10} {:>10} {:>10} {:>8} {:>8}",
        "", "empty", "a page", "full", "x empty", "x page"
    );
    for page in PAGES {
        // A page past the end is no page of a small site.
        let small = page.split("?page").next().unwrap();
        let least = median(&empty, small).await;
        let some = median(&one, small).await;
        let most = median(&full, page).await;
        println!(
            "{page:32} {:>10} {:>10} {:>10} {:>8.2} {:>8.2}",
            ms(least),
            ms(some),
            ms(most),
            most.as_secs_f64() / least.as_secs_f64(),
            most.as_secs_f64() / some.as_secs_f64(),
        );
    }
}

/// A site with so much in it, and the cookie of its administrator.
async fn site(articles: usize, clinics: usize) -> (App, String) {
    let app = Site::new().clinics(clinics).spawn().await;
    let now = app.ctx.now();
    let tx = app.ctx.store.begin().await.unwrap();
    let numbers: Vec<usize> = (0..articles).collect();
    for some in numbers.chunks(500) {
        let rows: Vec<_> = some.iter().map(|n| row(&app, *n, now)).collect();
        let articles = rows
            .iter()
            .map(|(article, _)| article.clone().into_active_model());
        article::Entity::insert_many(articles)
            .exec_without_returning(&tx)
            .await
            .unwrap();
        let revisions = rows
            .into_iter()
            .map(|(_, revision)| revision.into_active_model());
        article_revision::Entity::insert_many(revisions)
            .exec_without_returning(&tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let cookie = app.session(Role::Admin).await;
    (app, cookie)
}

fn row(
    app: &App,
    n: usize,
    now: chrono::DateTime<chrono::Utc>,
) -> (article::Model, article_revision::Model) {
    let (id, revision): (ArticleId, RevisionId) = (app.ctx.new_id(), app.ctx.new_id());
    let slug: footpath_entity::value::Slug = format!("heel-{n}").parse().unwrap();
    let at = now - chrono::TimeDelta::minutes(i64::try_from(n).unwrap());
    let live = !n.is_multiple_of(10);
    let article = article::Model {
        id,
        slug: slug.clone(),
        status: if live {
            Status::Published
        } else {
            Status::Draft
        },
        version: 1,
        live_revision: live.then_some(revision),
        draft_revision: (!live).then_some(revision),
        author_id: None,
        is_example: false,
        created_at: at,
        updated_at: at,
        published_at: live.then_some(at),
        live_at: live.then_some(at),
    };
    let body = "A paragraph about the heel, the arch and the toes. ".repeat(60);
    let revision = article_revision::Model {
        id: revision,
        article_id: id,
        number: 1,
        slug,
        title: format!("Heel {n}"),
        summary: "What to do first.".to_owned(),
        search_text: format!("heel {n}\nwhat to do first.\n{body}").to_lowercase(),
        body_markdown: body,
        author_line: "A running coach".to_owned(),
        topics: TopicIds::default(),
        seo_title: None,
        seo_description: None,
        reviewed_by: None,
        last_reviewed: None,
        next_review_due: None,
        created_by: None,
        created_at: at,
    };
    (article, revision)
}

async fn median((app, cookie): &(App, String), page: &str) -> Duration {
    let mut times = Vec::new();
    for round in 0..ROUNDS + 5 {
        let start = Instant::now();
        let answer = app.get_as(cookie, page).await;
        // The first ones warm up.
        if round >= 5 {
            times.push(start.elapsed());
        }
        assert_eq!(answer.status, 200, "{page}");
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
