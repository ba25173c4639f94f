//! A clock that is set back or ahead.

use chrono::TimeDelta;
use footpath_domain::{jobs, referral::Status};

use crate::referral::rig::{ann, site};

const DESK: &str = "desk@feet.example.org";

#[tokio::test]
async fn an_hour_back_delays_mail_and_loses_none() {
    let site = site(Some(DESK)).spawn().await;
    let before = site.assess_and_refer(&ann(), None).await;
    site.clock.advance(TimeDelta::hours(-1));
    let after = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    assert_eq!(site.referral(&after).await.status, Status::Sent);
    site.clock.advance(TimeDelta::minutes(61));
    site.work().await;
    assert_eq!(site.referral(&before).await.status, Status::Sent);
    let to_desk = site.mails().iter().filter(|mail| mail.to == DESK).count();
    assert_eq!(to_desk, 2);
}

#[tokio::test]
async fn an_hour_ahead_takes_a_lease_away_and_the_late_finish_changes_nothing() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    let mut claims = Vec::new();
    while let Some(claim) = jobs::claim(&site.ctx, "slow worker", jobs::Lane::All)
        .await
        .unwrap()
    {
        claims.push(claim);
    }
    site.work().await;
    assert!(site.mails().is_empty(), "the other one holds it");
    site.clock.advance(TimeDelta::hours(1));
    site.work().await;
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
    let tx = site.ctx.store.begin().await.unwrap();
    for claim in &claims {
        let end = jobs::settle(&site.ctx, &tx, claim, &jobs::Outcome::Done)
            .await
            .unwrap();
        assert_eq!(end, jobs::End::Fenced);
    }
    drop(tx);
    let ids: Vec<_> = site
        .mails()
        .into_iter()
        .map(|mail| mail.message_id)
        .collect();
    let once: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), once.len());
}
