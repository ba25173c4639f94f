//! What listings say of themselves, that somebody looked, and what imports leave alone.

use chrono::{NaiveDate, TimeDelta};
use footpath_entity::{
    directory::{Source, clinic, podiatrist},
    role::Role,
    value::PostalCode,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, Value},
};
use serde_json::json;

use super::rig::Desk;
use crate::{
    directory::{clinic_at, deactivate, podiatrist_at},
    support::{App, Site},
};

async fn set_clinics(site: &App, column: clinic::Column, value: impl Into<Value>) {
    let tx = site.ctx.store.begin().await.unwrap();
    clinic::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn set_podiatrist(
    site: &App,
    npi: &str,
    column: podiatrist::Column,
    value: impl Into<Value>,
) {
    let tx = site.ctx.store.begin().await.unwrap();
    podiatrist::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(podiatrist::Column::Npi.eq(npi))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_staff_change_is_marked_and_given_back_by_its_button() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let id = clinic_at(&site, "Testing Foot Clinic", (43.6, -116.2)).await;
    let npi = podiatrist_at(&site, "100000001", "Testman", &[id]).await;
    let clinic = format!("/admin/clinics/{id}");
    assert!(!desk.see(&clinic).await.body.contains("Kept at imports"));

    let wrong = [
        ("website", "javascript:alert(1)"),
        ("hours", "Kept hours"),
        ("insurance", "Kept insurance"),
    ];
    let back = desk.fill(&clinic, &wrong).await.expect(422).body;
    assert!(back.contains("id=\"website_error\"") && back.contains("Kept hours"));
    let change = [
        ("phone", "(208) 555-0142"),
        ("city", "Garden City"),
        ("website", "https://feet.example.org/boise"),
        ("hours", "Mon-Thu 8-5\r\nFri 8-12"),
        ("insurance", "Medicare"),
    ];
    assert_eq!(desk.fill(&clinic, &change).await.status, 303);
    let page = desk.see(&clinic).await.body;
    let follow = format!("formaction=\"{clinic}/follow\"");
    // Of the address, only the first line has the button; the registry knows no hours.
    assert_eq!(page.matches("Kept at imports").count(), 11);
    assert_eq!(page.matches(&follow).count(), 3);
    for field in ["phone", "address", "position"] {
        assert!(
            page.contains(&format!("name=\"field\" value=\"{field}\"")),
            "{field}"
        );
    }
    // A position belongs to its address.
    let address = [("field", "address")];
    let path = format!("{clinic}/follow");
    let done = desk.send(&clinic, &path, &address).await;
    assert!(
        done.header("location").ends_with("done=followed"),
        "{}",
        done.body
    );
    let page = desk.see(&clinic).await.body;
    assert_eq!(page.matches(&follow).count(), 1);
    assert!(page.contains("Garden City"), "until the next import");
    assert_eq!(desk.send(&clinic, &path, &address).await.status, 422);

    let podiatrist = format!("/admin/podiatrists/{npi}");
    let change = [
        ("middle_name", "Quincy"),
        ("telehealth", "yes"),
        ("languages", "spanish, , american sign language"),
        ("website", "https://testman.example.org"),
        ("insurance", "Blue Cross"),
    ];
    assert_eq!(desk.fill(&podiatrist, &change).await.status, 303);
    let page = desk.see(&podiatrist).await.body;
    assert!(page.contains("value=\"Spanish, American Sign Language\""));
    assert_eq!(page.matches("Kept at imports").count(), 8);
    let follow = format!("formaction=\"{podiatrist}/follow\"");
    assert_eq!(page.matches(&follow).count(), 1);
    let path = format!("{podiatrist}/follow");
    let done = desk.send(&podiatrist, &path, &[("field", "name")]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(!desk.see(&podiatrist).await.body.contains(&follow));
    let many = "a,b,c,d,e,f,g,h,i,j,k";
    let back = desk
        .fill(&podiatrist, &[("languages", many)])
        .await
        .expect(422);
    assert!(back.body.contains("id=\"languages_error\"") && back.body.contains(many));
}

#[tokio::test]
async fn a_program_writes_the_same_and_notes_that_it_was_checked() {
    let site = Site::new().spawn().await;
    let token = site.token(Role::Editor).await;
    let id = clinic_at(&site, "Testing Foot Clinic", (43.6, -116.2)).await;
    let npi = podiatrist_at(&site, "100000001", "Testman", &[id]).await;
    let ask = |method: &str, path: &str| site.ask(method, path).bearer(&token);
    let clinic = format!("/api/v1/manage/clinics/{id}");
    let podiatrist = format!("/api/v1/manage/podiatrists/{npi}");
    let words = json!({
        "telehealth": true, "languages": ["spanish"],
        "website": "https://testman.example.org", "insurance": "Medicare",
    });
    let change = |path: &str| ask("PATCH", path).header("if-match", "*");
    let changed = change(&podiatrist)
        .json(&words)
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(changed["languages"], json!(["Spanish"]));
    assert_eq!(
        changed["edited"],
        json!(["telehealth", "languages", "website", "insurance"])
    );
    let unknown = json!({ "telehealth": null, "languages": [], "website": "", "insurance": "" });
    let changed = change(&podiatrist)
        .json(&unknown)
        .send()
        .await
        .expect(200)
        .json();
    for name in ["telehealth", "website", "insurance"] {
        assert!(changed[name].is_null(), "{name}");
    }
    let wrong = json!({ "languages": ["C3PO"], "website": "ftp://x.example.org" });
    let refused = change(&podiatrist).json(&wrong).send().await.expect(422);
    assert_eq!(refused.fields(), ["languages", "website"]);

    let words = json!({
        "website": "https://feet.example.org", "hours": "Mon-Fri 9-5", "insurance": "Medicare",
    });
    let changed = change(&clinic).json(&words).send().await.expect(200).json();
    assert_eq!(changed["hours"], "Mon-Fri 9-5");
    assert_eq!(changed["edited"], json!(["website", "hours", "insurance"]));
    assert!(changed["merged_into"].is_null());

    site.wait(TimeDelta::days(400));
    let token = site.token(Role::Editor).await;
    for path in [&clinic, &podiatrist] {
        let ask = |tag: &str| {
            let path = format!("{path}/verify");
            site.ask("POST", &path)
                .bearer(&token)
                .header("if-match", tag)
        };
        assert_eq!(ask("\"99\"").send().await.status, 412);
        let checked = ask("*").send().await.expect(200).json();
        assert_eq!(checked["verified_on"], site.now().date_naive().to_string());
    }
}

#[tokio::test]
async fn lists_are_narrowed_by_source_by_check_and_by_the_registry() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let id = clinic_at(&site, "Testing Foot Clinic", (43.6, -116.2)).await;
    let names = ["Fresh", "Old", "Never", "Left"];
    let mut npis = Vec::new();
    for (nine, name) in ["100000001", "100000002", "100000003", "100000004"]
        .iter()
        .zip(names)
    {
        npis.push(podiatrist_at(&site, nine, name, &[id]).await);
    }
    let today = site.now().date_naive();
    let old = today - TimeDelta::days(366);
    let column = podiatrist::Column::VerifiedOn;
    set_podiatrist(&site, npis[1].as_str(), column, Some(old)).await;
    set_podiatrist(&site, npis[2].as_str(), column, None::<NaiveDate>).await;
    set_podiatrist(
        &site,
        npis[2].as_str(),
        podiatrist::Column::Source,
        Source::Nppes.as_str(),
    )
    .await;
    deactivate(&site, &npis[3]).await;
    let cases = [
        ("source=nppes", &["Never"][..]),
        ("source=editor", &["Fresh", "Old", "Left"]),
        ("verified=yes", &["Fresh", "Old", "Left"]),
        ("verified=no", &["Never"]),
        ("verified=old", &["Old"]),
        ("deactivated=yes", &["Left"]),
        ("deactivated=no&verified=yes", &["Fresh", "Old"]),
    ];
    for (query, wanted) in cases {
        let page = desk.see(&format!("/admin/podiatrists?{query}")).await;
        let page = page.expect(200).body;
        for name in names {
            let listed = page.contains(&format!("Robin {name}, DPM"));
            assert_eq!(listed, wanted.contains(&name), "{query} {name}");
        }
    }
    for query in ["source=x", "verified=maybe", "deactivated=x"] {
        let page = desk.see(&format!("/admin/podiatrists?{query}")).await;
        assert_eq!(page.status, 422, "{query}");
    }

    let count = async |query: &str| {
        let page = desk
            .see(&format!("/admin/clinics?{query}"))
            .await
            .expect(200);
        page.body.contains("1 clinic<")
    };
    assert!(count("source=editor").await && !count("source=nppes").await);
    assert!(count("verified=yes").await && !count("verified=old").await);
    set_clinics(&site, clinic::Column::VerifiedOn, Some(old)).await;
    assert!(count("verified=old").await && count("verified=yes").await);
    let page = format!("/admin/clinics/{id}");
    let done = desk.send(&page, &format!("{page}/verify"), &[]).await;
    assert!(done.header("location").ends_with("done=verified"));
    assert!(!count("verified=old").await);
    let person = format!("/admin/podiatrists/{}", npis[1]);
    let done = desk.send(&person, &format!("{person}/verify"), &[]).await;
    assert!(done.header("location").ends_with("done=verified"));
    assert!(
        desk.see(&person)
            .await
            .body
            .contains(&today.format("%B %-d, %Y").to_string())
    );
}

#[tokio::test]
async fn a_zip_code_that_the_registry_does_not_know_need_not_be_made_up() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let id = clinic_at(&site, "Testing Foot Clinic", (43.6, -116.2)).await;
    let page = format!("/admin/clinics/{id}");
    let blank = desk.fill(&page, &[("postal_code", "")]).await.expect(422);
    assert!(blank.body.contains("id=\"postal_code_error\""));
    set_clinics(&site, clinic::Column::PostalCode, None::<String>).await;
    assert!(
        desk.see(&page)
            .await
            .body
            .contains("The registry does not know it")
    );
    let saved = desk.fill(&page, &[("name", "Heel House")]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(
        desk.fill(&page, &[("postal_code", "837")]).await.status,
        422
    );
    assert_eq!(
        desk.fill(&page, &[("postal_code", "83714")]).await.status,
        303
    );
    let row = clinic::Entity::find_by_id(id).one(site.ctx.store.read());
    let row = row.await.unwrap().unwrap();
    assert_eq!(row.name, "Heel House");
    assert_eq!(
        row.postal_code,
        Some("83714".parse::<PostalCode>().unwrap())
    );
    assert_eq!(row.edited.0, ["name", "address", "position"]);
    assert_eq!(desk.fill(&page, &[("postal_code", "")]).await.status, 422);
}
