//! Keeping listings true: reports of errors, claims, reminders, data quality.

mod claim;
mod link;
mod quality;
mod remind;
mod report;

use footpath_domain::{
    directory::podiatrist::{ManageFilter, manage_list},
    paging::Page,
};
use footpath_entity::{directory::podiatrist, value::Npi};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::support::{App, SYSTEM, Site};

const DESK: &str = "desk@clinic.example.org";

/// A site with some sample listings, and the first of them.
async fn site() -> (App, Npi) {
    let app = Site::new().clinics(12).spawn().await;
    let npi = npis(&app, 1).await.remove(0);
    (app, npi)
}

/// So many of the listings.
async fn npis(app: &App, many: u64) -> Vec<Npi> {
    let all = ManageFilter::default();
    let found = manage_list(&app.ctx, &SYSTEM, &all, Page::first(many)).await;
    let items = found.unwrap().items.into_iter();
    items.map(|item| item.row.npi).collect()
}

async fn row(app: &App, npi: &Npi) -> podiatrist::Model {
    let row = podiatrist::Entity::find_by_id(npi.clone());
    row.one(app.ctx.store.read()).await.unwrap().unwrap()
}

/// Writes a listing as it is to be found.
async fn set(app: &App, npi: &Npi, change: impl FnOnce(&mut podiatrist::Model)) {
    let mut row = row(app, npi).await;
    change(&mut row);
    let tx = app.ctx.store.begin().await.unwrap();
    row.into_active_model()
        .reset_all()
        .update(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The path of the link that was mailed there last.
fn link(app: &App, to: &str) -> String {
    let mails = app.mails();
    let mail = mails
        .iter()
        .rfind(|mail| mail.to == to && mail.text.contains("/listing/"));
    format!("/listing/{}", mail.unwrap().token("/listing/"))
}
