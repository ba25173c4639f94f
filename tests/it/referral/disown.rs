//! "This was not me", and a referral taken back: what is gone then, and what the ledger says.

use footpath_domain::{
    Actor,
    referral::{self, Referred, Status},
    triage::{self, Contact},
};
use footpath_entity::{
    role::Role,
    triage::{assessment, consent},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::rig::{ann, site};
use crate::{
    console::rig::Desk,
    support::{App, SYSTEM},
};

const DESK: &str = "triage@feet.example.org";
const ANN: &str = "ann@example.net";

fn ann_with_phone() -> Contact {
    Contact {
        phone: Some("+12085550100".to_owned()),
        ..ann()
    }
}

async fn patient(site: &App) -> Actor {
    let token = site.last_to(ANN).token("/p/");
    referral::patient_by_token(&site.ctx, &token).await.unwrap()
}

fn mails_to(site: &App, to: &str) -> usize {
    site.mails().iter().filter(|mail| mail.to == to).count()
}

/// The consents that still stand, by name.
async fn standing(site: &App, referred: &Referred) -> Vec<consent::Kind> {
    let assessment = site.referral(referred).await.assessment_id;
    let rows = consent::Entity::find()
        .filter(consent::Column::AssessmentId.eq(assessment))
        .all(site.ctx.store.read())
        .await
        .unwrap();
    let standing = rows.iter().filter(|row| row.withdrawn_at.is_none());
    standing.map(|row| row.kind).collect()
}

#[tokio::test]
async fn the_address_of_somebody_who_never_asked_is_erased_everywhere() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann_with_phone(), None).await;
    site.work().await;
    assert_eq!(mails_to(&site, ANN), 1);
    referral::not_me(&site.ctx, &patient(&site).await)
        .await
        .unwrap();
    site.work().await;
    let id = site.referral(&referred).await.assessment_id;
    let shown = triage::show(&site.ctx, &SYSTEM, id).await.unwrap();
    let contact = shown.contact.unwrap();
    assert_eq!(contact.email, None);
    assert_eq!(contact.phone.as_deref(), Some("+12085550100"));
    let row = assessment::Entity::find_by_id(id)
        .one(site.ctx.store.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.email_mac, row.phone_mac), (None, None));
    assert_eq!(mails_to(&site, ANN), 0, "nor is it kept in a mail");
    assert_eq!(
        standing(&site, &referred).await,
        [consent::Kind::Collect],
        "neither sharing nor mail was theirs to agree to"
    );
}

#[tokio::test]
async fn the_next_prank_does_not_write_to_them_and_still_asks_somebody() {
    let site = site(Some(DESK)).spawn().await;
    site.clinic("Near", ANN, 1.0).await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let token = site
        .mails()
        .into_iter()
        .find(|mail| mail.text.contains("/p/"));
    let token = token.unwrap().token("/p/");
    let patient = referral::patient_by_token(&site.ctx, &token).await.unwrap();
    referral::not_me(&site.ctx, &patient).await.unwrap();
    let told = |site: &App| {
        let mails = site.mails();
        mails
            .iter()
            .filter(|mail| mail.text.contains("/p/"))
            .count()
    };
    site.work().await;
    assert_eq!(told(&site), 0);
    let mut other_way = ann();
    other_way.email = Some("Ann@Example.net".parse().unwrap());
    let next = site.assess_and_refer(&other_way, None).await;
    site.work().await;
    assert_eq!(told(&site), 0, "no word to the same address again");
    assert_eq!(site.referral(&next).await.status, Status::Sent);
    assert_eq!(
        site.attempts().await.len(),
        2,
        "whoever has that inbox still gets referrals by it"
    );
    let kinds: Vec<_> = site
        .stored_mails()
        .await
        .into_iter()
        .map(|mail| mail.kind)
        .filter(|kind| kind == "mail_dead" || kind == "staff_alert")
        .collect();
    assert!(kinds.is_empty(), "and nobody is alarmed: {kinds:?}");

    let desk = Desk::of(&site, Role::Coordinator).await;
    let list = desk.see("/admin/suppressed").await.expect(200).body;
    assert!(
        list.contains("\u{2022}@example.net") && list.contains("was not them"),
        "{list}"
    );
    assert!(!list.contains(ANN));
}

#[tokio::test]
async fn an_address_that_comes_back_is_not_written_to_at_all_whoever_disowned_it() {
    let site = site(Some(DESK)).spawn().await;
    site.clinic("Near", ANN, 1.0).await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let mails = site.mails();
    let patients = mails.iter().find(|mail| mail.text.contains("/p/")).unwrap();
    let clinics = mails.iter().find(|mail| mail.text.contains("/r/")).unwrap();
    let patient = referral::patient_by_token(&site.ctx, &patients.token("/p/"))
        .await
        .unwrap();
    referral::not_me(&site.ctx, &patient).await.unwrap();
    let id = format!("<{}>", clinics.message_id);
    assert!(
        footpath_domain::mail::bounced(&site.ctx, &id)
            .await
            .unwrap()
    );
    let next = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let attempts = site.attempts().await;
    let to_next: Vec<_> = attempts
        .iter()
        .filter(|one| one.referral_id == next.id)
        .map(|one| &*one.recipient_name)
        .collect();
    assert_eq!(to_next, ["Near", "Foot House"], "the desk is asked instead");
}

#[tokio::test]
async fn what_was_taken_back_is_taken_back_in_the_ledger() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    referral::withdraw(&site.ctx, &patient(&site).await)
        .await
        .unwrap();
    assert_eq!(
        standing(&site, &referred).await,
        [consent::Kind::Collect],
        "what is kept stays kept until it is erased"
    );
    site.work().await;
    assert_eq!(mails_to(&site, ANN), 2, "that it was taken back is told");
}
