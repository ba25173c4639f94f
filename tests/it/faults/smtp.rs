//! A mail server that is mute, slow, or not in the mood.

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    thread,
};

use chrono::TimeDelta;
use footpath_entity::{kernel::job, referral::mail::Status};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    referral::{
        mail_server::MailServer,
        rig::{ann, site},
    },
    support::App,
};

/// Takes connections, says something and nothing more.
fn server(greeting: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let mut held: Vec<TcpStream> = Vec::new();
        while let Ok((mut client, _)) = listener.accept() {
            let _ = client.write_all(greeting.as_bytes());
            if greeting.is_empty() {
                held.push(client);
            }
        }
    });
    format!("smtp://127.0.0.1:{port}?tls=none&timeout=1")
}

async fn waits_for(site: &App, said: &str) {
    let mails = site.stored_mails().await;
    let mail = mails
        .iter()
        .find(|mail| mail.kind == "clinic_referral")
        .unwrap();
    assert_eq!(mail.status, Status::Queued);
    assert_eq!(mail.last_error.as_deref(), Some(said));
    let jobs = job::Entity::find()
        .filter(job::Column::Kind.eq("send-email"))
        .all(site.ctx.store.read())
        .await
        .unwrap();
    assert!(
        jobs.iter()
            .all(|job| job.status == job::Status::Queued && job.run_at > site.now())
    );
}

#[tokio::test]
async fn a_mute_server_is_left_in_time_and_asked_again() {
    let site = site(Some("desk@feet.example.org"))
        .set("SMTP_URL", &server(""))
        .spawn()
        .await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    waits_for(&site, "smtp: no answer in time").await;
    site.get("/health/ready").await.expect(200);
}

#[tokio::test]
async fn a_server_that_closes_with_421_is_asked_again() {
    let site = site(Some("desk@feet.example.org"))
        .set("SMTP_URL", &server("421 4.3.2 not now\r\n"))
        .spawn()
        .await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    waits_for(&site, "smtp: 421").await;
}

#[tokio::test]
async fn a_busy_mailbox_gets_it_later_and_a_slow_server_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(dir.path(), 0) else {
        return;
    };
    for (inbox, tries) in [
        ("busy@clinic.example.org", 2),
        ("slow@clinic.example.org", 1),
    ] {
        let site = site(None).set("SMTP_URL", &server.url()).spawn().await;
        site.clinic("Near", inbox, 1.0).await;
        site.assess_and_refer(&ann(), None).await;
        let to_it = || {
            server
                .mails()
                .iter()
                .filter(|mail| mail.to == inbox)
                .count()
        };
        for n in 1..=tries {
            site.work().await;
            assert_eq!(to_it(), usize::from(n == tries), "{inbox} after {n}");
            site.wait(TimeDelta::seconds(10));
        }
        let ids: std::collections::BTreeSet<_> = server
            .mails()
            .into_iter()
            .filter(|mail| mail.to == inbox)
            .map(|mail| mail.message_id)
            .collect();
        assert_eq!(ids.len(), 1);
    }
}
