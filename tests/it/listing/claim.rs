use chrono::TimeDelta;
use footpath_domain::directory::listing::State;
use footpath_entity::{directory::listing_claim, role::Role};
use sea_orm::EntityTrait;

use super::{DESK, link, site};
use crate::{console::rig::Desk, support::App};

pub async fn claims(app: &App) -> Vec<listing_claim::Model> {
    let all = listing_claim::Entity::find();
    all.all(app.ctx.store.read()).await.unwrap()
}

#[tokio::test]
async fn nothing_is_mailed_before_staff_have_confirmed_the_address() {
    let (app, npi) = site().await;
    let listing = app.get(&format!("/podiatrists/{npi}")).await.expect(200);
    let path = format!("/podiatrists/{npi}/claim");
    assert!(listing.body.contains(&format!("href=\"{path}\"")));
    app.get(&path).await.expect(200);
    let wrong = app.ask("POST", &path).form(&[("email", "nobody")]).send();
    let back = wrong.await.expect(422);
    assert!(back.body.contains("id=\"email_error\"") && back.body.contains("id=\"message_error\""));
    assert!(back.body.contains("value=\"nobody\""));

    let mine = [("email", DESK), ("message", "Ask for Ann at the desk")];
    for _ in 0..2 {
        let sent = app.ask("POST", &path).form(&mine).send().await;
        assert_eq!(sent.status, 303);
        let thanks = app.get(sent.header("location")).await.expect(200);
        assert!(!thanks.body.contains(DESK));
    }
    app.settle().await;
    assert!(app.mails().is_empty());
    let claim = claims(&app).await.remove(0);
    assert_eq!(
        claims(&app).await.len(),
        1,
        "the same once more adds nothing"
    );
    assert_eq!((claim.state, claim.token_hash.clone()), (State::Open, None));

    let queue = "/admin/listing-claims";
    let page = format!("{queue}/{}", claim.id);
    let viewer = Desk::of(&app, Role::Viewer).await;
    let shown = viewer.see(&page).await.expect(200);
    assert!(shown.body.contains("Ask for Ann") && !shown.body.contains("Mail the link"));
    let editor = Desk::of(&app, Role::Editor).await;
    let listed = editor.see(queue).await.expect(200);
    assert!(listed.body.contains("1 claim<") && listed.body.contains("class=\"count\">1<"));
    let shown = editor.see(&page).await.expect(200);
    assert!(shown.body.contains("Mail the link to this address"));
    let mailed = editor.send(&page, &format!("{page}/mail"), &[]).await;
    assert_eq!(mailed.status, 303);
    let after = editor.see(mailed.header("location")).await.expect(200);
    assert!(after.body.contains("The email is on its way."));
    app.settle().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, DESK);
    let token = mails[0].token("/listing/");
    assert_eq!(token.len(), 43);
    let kept = claims(&app).await.remove(0);
    assert_eq!(kept.token_hash.unwrap().len(), 32);
    assert_eq!(kept.expires_at, Some(app.now() + TimeDelta::days(14)));

    let admin = Desk::of(&app, Role::Admin).await;
    let outbox = admin.see("/admin/outbox").await.expect(200);
    assert!(outbox.body.contains("The link to a listing"));
    assert!(!outbox.body.contains(&token));
}

#[tokio::test]
async fn a_link_that_is_mailed_again_replaces_the_one_before_and_a_dismissed_one_is_shut() {
    let (app, npi) = site().await;
    let path = format!("/podiatrists/{npi}/claim");
    let mine = [("email", DESK), ("message", "Call us")];
    app.ask("POST", &path).form(&mine).send().await.expect(303);
    let claim = claims(&app).await.remove(0);
    let page = format!("/admin/listing-claims/{}", claim.id);
    let editor = Desk::of(&app, Role::Editor).await;
    let mail = format!("{page}/mail");
    editor.send(&page, &mail, &[]).await.expect(303);
    app.settle().await;
    let first = link(&app, DESK);
    app.wait(TimeDelta::seconds(1));
    editor.send(&page, &mail, &[]).await.expect(303);
    app.settle().await;
    let second = link(&app, DESK);
    app.get(&first).await.expect(404);
    app.get(&second).await.expect(200);
    for _ in 0..3 {
        app.wait(TimeDelta::seconds(1));
        editor.send(&page, &mail, &[]).await.expect(303);
    }
    editor.send(&page, &mail, &[]).await.expect(429);
    app.settle().await;
    let last = link(&app, DESK);
    editor
        .send(&page, &format!("{page}/dismiss"), &[])
        .await
        .expect(303);
    app.get(&last).await.expect(410);
    let twice = editor.send(&page, &format!("{page}/dismiss"), &[]).await;
    twice.expect(409);
    editor.send(&page, &mail, &[]).await.expect(409);
}
