//! Two instances on one database.

use footpath_domain::{jobs, triage::Tier};
use footpath_entity::kernel::job;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::rig::{ann, site};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_instances_share_the_jobs_and_do_none_twice() {
    const REFERRALS: usize = 40;
    let rig = site(Some("desk@feet.example.org"))
        .set("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "1000")
        .set("LIMIT_REFERRALS_PER_DAY_PER_CLINIC", "1000")
        .spawn()
        .await;
    let mut contact = ann();
    contact.email = None;
    contact.phone = Some("+12085550123".to_owned());
    for _ in 0..REFERRALS {
        rig.refer(Tier::Podiatrist, &contact, None).await;
    }
    let mut workers = Vec::new();
    for owner in ["one/0", "one/1", "two/0", "two/1"] {
        let ctx = rig.beside().await;
        workers.push(tokio::spawn(async move {
            let mut done = 0;
            while done < 1000 {
                match jobs::drain(&ctx, owner).await.unwrap() {
                    0 => break,
                    n => done += n,
                }
            }
            done
        }));
    }
    let mut shares = Vec::new();
    for worker in workers {
        shares.push(worker.await.unwrap());
    }
    let sent = job::Entity::find()
        .filter(job::Column::Kind.eq("send-email"))
        .all(rig.ctx.store.read())
        .await
        .unwrap();
    assert_eq!(sent.len(), REFERRALS);
    for job in &sent {
        assert_eq!(job.status, job::Status::Done, "{job:?}");
        assert_eq!((job.attempts, job.fence), (1, 1), "taken once: {job:?}");
    }
    assert_eq!(rig.mails().len(), REFERRALS);
    assert!(
        shares.iter().filter(|share| **share > 0).count() > 1,
        "{shares:?}"
    );
}
