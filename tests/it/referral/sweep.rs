//! What goes when its time has come, or when nobody wants it any more.

use chrono::TimeDelta;
use footpath_domain::{
    Actor, jobs, mail, outbox,
    referral::{self, Status},
    triage::Tier,
};
use footpath_entity::{
    directory::clinic,
    kernel::{job, limit_counter},
    triage::{assessment, idempotency},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use serde_json::json;

use super::rig::{ann, site};
use crate::{
    assessment::site::sharing,
    support::{App, SECRET_KEY, SYSTEM, command},
};

const DESK: &str = "triage@feet.example.org";
const NEAR: &str = "near@clinic.example.org";

/// Counters, answers to repeated requests, and assessments with a keyed hash of a contact.
async fn kept(site: &App) -> [u64; 3] {
    let db = site.ctx.store.read();
    let marked = assessment::Entity::find().filter(assessment::Column::EmailMac.is_not_null());
    [
        limit_counter::Entity::find().count(db).await.unwrap(),
        idempotency::Entity::find().count(db).await.unwrap(),
        marked.count(db).await.unwrap(),
    ]
}

async fn lose(site: &App, kind: &str) {
    let tx = site.ctx.store.begin().await.unwrap();
    job::Entity::delete_many()
        .filter(job::Column::Kind.eq(kind))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn used(site: &App) {
    footpath_domain::triage::seed(&site.ctx).await.unwrap();
    let body = sharing(&json!({"cannot_bear_weight": "yes"}));
    site.assess_once("once", &body).await.expect(201);
}

#[tokio::test]
async fn the_daily_purge_sweeps_counters_repeated_requests_and_marks_of_contacts() {
    let site = site(Some(DESK)).spawn().await;
    used(&site).await;
    // Whatever became of the job that should forget the contact.
    lose(&site, "forget-contact").await;
    let [counters, repeated, marked] = kept(&site).await;
    assert!(counters > 0 && repeated == 1 && marked == 1);
    jobs::begin_purge(&site.ctx).await.unwrap();
    site.work().await;
    assert_eq!(
        kept(&site).await,
        [counters, 1, 1],
        "what still counts is kept"
    );
    site.wait(TimeDelta::days(3));
    site.work().await;
    assert_eq!(kept(&site).await, [0, 0, 1]);
    site.wait(TimeDelta::days(11));
    site.work().await;
    assert_eq!(kept(&site).await, [0, 0, 0]);
}

#[tokio::test]
async fn the_command_sweeps_the_same() {
    let site = site(Some(DESK)).spawn().await;
    used(&site).await;
    // Long ago, by whichever clock.
    let past = TimeDelta::days(9 * 365);
    let tx = site.ctx.store.begin().await.unwrap();
    let old = site.now() - past;
    limit_counter::Entity::update_many()
        .set(limit_counter::ActiveModel {
            window_start: Set(old),
            ..Default::default()
        })
        .exec(&tx)
        .await
        .unwrap();
    idempotency::Entity::update_many()
        .set(idempotency::ActiveModel {
            expires_at: Set(old),
            ..Default::default()
        })
        .exec(&tx)
        .await
        .unwrap();
    footpath_entity::referral::record::Entity::update_many()
        .set(footpath_entity::referral::record::ActiveModel {
            created_at: Set(old),
            ..Default::default()
        })
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let purged = command(site.folder(), &[("SECRET_KEY", SECRET_KEY)])
        .arg("purge")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&purged.stderr).into_owned();
    assert!(purged.status.success(), "{said}");
    assert_eq!(kept(&site).await, [0, 0, 0]);
}

#[tokio::test]
async fn the_file_of_a_mail_that_is_taken_back_goes_with_it() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    // A worker that has written the file, and dies before it can say so.
    let claim = jobs::claim(&site.ctx, "test/dead", jobs::Lane::Mail);
    let claim = claim.await.unwrap().unwrap();
    let id = claim.id_in_payload("mail").unwrap();
    let row = mail::waiting(&site.ctx, id).await.unwrap().unwrap();
    let parcel = mail::open(&site.ctx, &row).await.unwrap().unwrap();
    site.ctx.mailer.send(&parcel).await.unwrap();
    assert_eq!(site.mails().len(), 1);
    taken_back(&site, referred.id).await;
    site.work().await;
    assert!(site.mails().is_empty(), "at once");
}

#[tokio::test]
async fn a_file_that_is_written_after_its_mail_was_taken_back_goes_as_well() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    let claim = jobs::claim(&site.ctx, "test/slow", jobs::Lane::Mail);
    let claim = claim.await.unwrap().unwrap();
    let id = claim.id_in_payload("mail").unwrap();
    let row = mail::waiting(&site.ctx, id).await.unwrap().unwrap();
    let parcel = mail::open(&site.ctx, &row).await.unwrap().unwrap();
    taken_back(&site, referred.id).await;
    site.work().await;
    site.ctx.mailer.send(&parcel).await.unwrap();
    assert_eq!(site.mails().len(), 1);
    site.wait(jobs::LEASE + TimeDelta::seconds(1));
    site.work().await;
    assert!(site.mails().is_empty());
    assert_eq!(site.referral(&referred).await.status, Status::Withdrawn);
}

/// By the patient, whose link is in no mail yet.
async fn taken_back(site: &App, id: footpath_entity::id::ReferralId) {
    referral::withdraw(&site.ctx, &Actor::Patient { referral: id })
        .await
        .unwrap();
    // The word to the patient is not what this is about.
    let all = site.stored_mails().await;
    for one in all.iter().filter(|mail| mail.attempt_id.is_none()) {
        outbox::cancel(&site.ctx, &SYSTEM, one.id).await.unwrap();
    }
}

#[tokio::test]
async fn a_clinic_that_takes_no_referrals_any_more_is_still_asked_to_delete() {
    for (confirmed, asked) in [(true, 1), (false, 0)] {
        let site = site(Some(DESK)).spawn().await;
        let near = site.clinic("Near", NEAR, 1.0).await;
        let referred = site.assess_and_refer(&ann(), Some(near)).await;
        site.work().await;
        let token = site.last_to(NEAR).token("/r/");
        let clinic = referral::clinic_by_token(&site.ctx, &token).await.unwrap();
        referral::view(&site.ctx, &clinic).await.unwrap();
        let tx = site.ctx.store.begin().await.unwrap();
        let no_more = clinic::ActiveModel {
            id: Unchanged(near),
            accepts_referrals: Set(false),
            hidden: Set(true),
            inbox_confirmed_at: Set(confirmed.then(|| site.now())),
            ..Default::default()
        };
        no_more.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let id = site.referral(&referred).await.assessment_id;
        footpath_domain::triage::erase_on_request(&site.ctx, &SYSTEM, id)
            .await
            .unwrap();
        site.work().await;
        let mails = site.mails();
        let pleas = mails
            .iter()
            .filter(|mail| mail.to == NEAR && mail.subject == "Please delete a referral");
        assert_eq!(pleas.count(), asked, "confirmed: {confirmed}");
    }
}

#[tokio::test]
async fn a_counter_of_this_hour_survives_the_sweep() {
    let site = site(Some(DESK))
        .set("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "1")
        .spawn()
        .await;
    site.refer(Tier::Urgent, &ann(), None).await;
    jobs::begin_purge(&site.ctx).await.unwrap();
    site.work().await;
    let second = site.refer(Tier::Urgent, &ann(), None).await;
    assert_eq!(second.status, Status::Held);
}
