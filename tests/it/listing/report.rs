use chrono::TimeDelta;
use footpath_domain::directory::podiatrist;
use footpath_entity::{directory::listing_report, role::Role};
use sea_orm::EntityTrait;

use super::site;
use crate::{
    console::rig::Desk,
    support::{App, SYSTEM, Site},
};

async fn kept(app: &App) -> Vec<listing_report::Model> {
    let all = listing_report::Entity::find();
    all.all(app.ctx.store.read()).await.unwrap()
}

#[tokio::test]
async fn a_reader_reports_an_error_without_an_account_or_a_script() {
    let (app, npi) = site().await;
    let listing = app.get(&format!("/podiatrists/{npi}")).await.expect(200);
    let path = format!("/podiatrists/{npi}/report");
    assert!(listing.body.contains(&format!("href=\"{path}\"")));
    let form = app.get(&path).await.expect(200);
    assert_eq!(form.header("cache-control"), "no-store");
    assert!(form.body.contains("noindex"));

    let back = app.ask("POST", &path).form(&[("what", "other")]).send();
    let back = back.await.expect(422);
    assert!(back.body.contains("id=\"message_error\""));
    assert!(back.body.contains("value=\"other\" selected"));
    let odd = app.ask("POST", &path).form(&[("what", "<b>")]).send();
    assert!(odd.await.expect(422).body.contains("id=\"what_error\""));
    assert!(kept(&app).await.is_empty());

    let fields = [("what", "phone"), ("message", "It is\r\n555-0100.")];
    for _ in 0..2 {
        let sent = app.ask("POST", &path).form(&fields).send().await;
        assert_eq!(sent.status, 303);
        let thanks = app.get(sent.header("location")).await.expect(200);
        assert!(thanks.body.contains("Thank you"));
    }
    let kept = kept(&app).await;
    assert_eq!(kept.len(), 1, "the same once more adds nothing");
    assert_eq!(kept[0].message, "It is\n555-0100.");
    assert_eq!(kept[0].npi, npi);
}

#[tokio::test]
async fn nobody_reports_whom_readers_do_not_see_and_no_other_site_does() {
    let (app, npi) = site().await;
    let path = format!("/podiatrists/{npi}/report");
    let fields = [("what", "phone")];
    let foreign = app
        .ask("POST", &path)
        .header("sec-fetch-site", "cross-site");
    foreign.form(&fields).send().await.expect(403);
    podiatrist::hide(&app.ctx, &SYSTEM, &npi, None, "Moved")
        .await
        .unwrap();
    app.get(&path).await.expect(404);
    let sent = app.ask("POST", &path).form(&fields).send();
    sent.await.expect(404);
    app.get("/podiatrists/1234567893/report").await.expect(404);
    assert!(kept(&app).await.is_empty());
}

#[tokio::test]
async fn an_address_sends_ten_an_hour_and_a_restart_gives_no_fresh_count() {
    let (app, npi) = site().await;
    let path = format!("/podiatrists/{npi}/report");
    let press = async |app: &App, n: usize| {
        let message = format!("Number {n}");
        let fields = [("what", "other"), ("message", &*message)];
        app.ask("POST", &path).form(&fields).send().await
    };
    for n in 0..10 {
        assert_eq!(press(&app, n).await.status, 303, "number {n}");
    }
    let refused = press(&app, 10).await.expect(429);
    assert!(refused.header("content-type").starts_with("text/html"));
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");

    let app = Site::new().spawn_in(app.stop().await).await;
    press(&app, 10).await.expect(429);
    // Claims are counted apart.
    let claim = format!("/podiatrists/{npi}/claim");
    let mine = [("email", super::DESK), ("message", "Call us")];
    let sent = app.ask("POST", &claim).form(&mine).send().await;
    assert_eq!(sent.status, 303);
    app.wait(TimeDelta::seconds(wait));
    assert_eq!(press(&app, 10).await.status, 303);
    assert_eq!(kept(&app).await.len(), 11);
}

#[tokio::test]
async fn nothing_is_kept_of_who_reported() {
    let (app, npi) = site().await;
    let path = format!("/podiatrists/{npi}/report");
    let sent = app.ask("POST", &path).header("user-agent", "canary-agent");
    let sent = sent.form(&[("what", "address")]).send().await;
    assert_eq!(sent.status, 303);
    let mut dump = Vec::new();
    let snapshot = app.ctx.store.snapshot().await.unwrap();
    for table in snapshot.tables().await.unwrap() {
        let taken = snapshot.rows(&table, |row| {
            dump.extend(row);
            Ok(())
        });
        taken.await.unwrap();
    }
    let found = |needle: &str| dump.iter().any(|text| text.contains(needle));
    assert!(found("not_practising") || found("address"));
    assert!(!found("canary-agent") && !found("127.0.0.1"));
}

#[tokio::test]
async fn an_editor_resolves_a_report_and_others_only_see_it() {
    let (app, npi) = site().await;
    let path = format!("/podiatrists/{npi}/report");
    for what in ["phone", "not_practising"] {
        let fields = [("what", what), ("message", "<b>Closed</b>")];
        app.ask("POST", &path)
            .form(&fields)
            .send()
            .await
            .expect(303);
    }
    let queue = "/admin/listing-reports";
    let viewer = Desk::of(&app, Role::Viewer).await;
    let listed = viewer.see(queue).await.expect(200);
    assert!(listed.body.contains("2 reports"));
    assert!(listed.body.contains("class=\"count\">2<"));
    let kept = kept(&app).await;
    let [first, second] = [0, 1].map(|n: usize| format!("{queue}/{}", kept[n].id));
    let shown = viewer.see(&first).await.expect(200);
    assert!(shown.body.contains(&format!("/admin/podiatrists/{npi}")));
    assert!(shown.body.contains("&#60;b&#62;Closed"));
    assert!(!shown.body.contains(">Resolve<"));

    let editor = Desk::of(&app, Role::Editor).await;
    let board = editor.see("/admin").await.expect(200);
    assert!(board.body.contains("reports of an error in a listing"));
    let long = "x".repeat(501);
    let back = [("note", &*long), ("_do", "resolve")];
    let back = editor.send(&first, &first, &back).await.expect(422);
    assert!(back.body.contains("id=\"note_error\""));
    let settled = [("note", "Called them"), ("_do", "resolve")];
    let settled = editor.send(&first, &first, &settled).await;
    assert_eq!(settled.status, 303);
    let after = editor.see(settled.header("location")).await.expect(200);
    for words in ["Resolved", "Called them", "Settled by Robin Hale"] {
        assert!(after.body.contains(words), "{words}");
    }
    let twice = editor.send(&first, &first, &[("_do", "dismiss")]).await;
    assert!(twice.expect(409).body.contains("settled this report"));
    let dismissed = editor.send(&second, &second, &[("_do", "dismiss")]).await;
    assert_eq!(dismissed.status, 303);
    let empty = editor.see(queue).await.expect(200);
    assert!(empty.body.contains("No report is in this state."));
    let all = editor.see(&format!("{queue}?state=all")).await.expect(200);
    assert!(all.body.contains("2 reports"));
    editor.see(&format!("{queue}?state=x")).await.expect(422);
}
