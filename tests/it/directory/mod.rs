//! The directory: podiatrists near a place, one by one, places, pages.

mod distance;
mod filter;
mod hidden;
mod near;
mod one;
mod order;
mod page;
mod place;
mod privacy;
mod radius;
mod wrong;

use footpath_domain::directory::{
    clinic::{self, ClinicDraft, SetInbox},
    podiatrist::{self, PodiatristDraft},
};
use footpath_entity::{
    id::ClinicId,
    value::{Email, Npi},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::Value;
use url::form_urlencoded::Serializer;

use crate::support::{Answer, App, SYSTEM, Site};

const LIST: &str = "/api/v1/podiatrists";

/// A site with this many sample clinics, all of them in the index.
async fn site(clinics: usize) -> App {
    let app = Site::new().clinics(clinics).spawn().await;
    app.settle().await;
    app
}

fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut pairs = Serializer::new(String::new());
    format!("{path}?{}", pairs.extend_pairs(query).finish())
}

async fn ask(app: &App, query: &[(&str, &str)]) -> Answer {
    app.get(&address(LIST, query)).await
}

/// The list that answers this.
async fn list(app: &App, query: &[(&str, &str)]) -> Value {
    ask(app, query).await.expect(200).json()
}

fn rows(list: &Value) -> &[Value] {
    list["data"].as_array().unwrap()
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap()
}

/// The NPIs of a list, in its order.
fn npis(list: &Value) -> Vec<String> {
    rows(list)
        .iter()
        .map(|row| text(row, "npi").to_owned())
        .collect()
}

/// The whole list, page by page.
async fn everybody(app: &App, query: &[(&str, &str)]) -> Vec<Value> {
    let mut all = Vec::new();
    for page in 1.. {
        let page = page.to_string();
        let query = [query, &[("per_page", "100"), ("page", &page)]].concat();
        let found = list(app, &query).await;
        if rows(&found).is_empty() {
            assert_eq!(found["meta"]["total"], all.len());
            break;
        }
        all.extend(rows(&found).iter().cloned());
    }
    all
}

/// A clinic of an editor's, right there.
pub async fn clinic_at(app: &App, name: &str, (lat, lon): (f64, f64)) -> ClinicId {
    let draft = ClinicDraft {
        name: name.to_owned(),
        address_1: "1 Arch Street".to_owned(),
        city: "Boise".to_owned(),
        state: "ID".to_owned(),
        postal_code: "83702".to_owned(),
        lat: Some(lat),
        lon: Some(lon),
        ..ClinicDraft::default()
    };
    let made = clinic::create(&app.ctx, &SYSTEM, &draft).await;
    made.unwrap().id
}

/// Sets the inbox of a clinic and confirms it, so that it takes referrals.
async fn takes_referrals(app: &App, id: ClinicId) {
    let cmd = SetInbox {
        inbox: "desk@clinic.example.org".to_owned(),
        accepts_referrals: true,
    };
    let row = clinic::set_inbox(&app.ctx, &SYSTEM, id, None, cmd)
        .await
        .unwrap();
    assert_eq!(
        row.inbox.as_ref().map(Email::as_str),
        Some("desk@clinic.example.org")
    );
    let mut row = row.into_active_model();
    row.inbox_confirmed_at = Set(Some(app.now()));
    let tx = app.ctx.store.begin().await.unwrap();
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A podiatrist of an editor's at these clinics, the first one primary; the NPI, which begins
/// with these nine digits.
pub async fn podiatrist_at(app: &App, nine: &str, last_name: &str, clinics: &[ClinicId]) -> Npi {
    let draft = PodiatristDraft {
        first_name: "Robin".to_owned(),
        last_name: last_name.to_owned(),
        credential: "DPM".to_owned(),
        specialties: vec!["213E00000X".to_owned()],
        clinics: clinics.iter().map(ToString::to_string).collect(),
        ..PodiatristDraft::default()
    };
    let npi = Npi::from_nine(nine).unwrap();
    let made = podiatrist::create(&app.ctx, &SYSTEM, npi.as_str(), &draft).await;
    made.unwrap().npi
}

/// As the registry's deactivation list does it.
async fn deactivate(app: &App, npi: &Npi) {
    use footpath_entity::directory::podiatrist::{Column, Entity};
    use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};

    let tx = app.ctx.store.begin().await.unwrap();
    Entity::update_many()
        .col_expr(Column::DeactivatedOn, Expr::value(app.now().date_naive()))
        .filter(Column::Npi.eq(npi.as_str()))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
