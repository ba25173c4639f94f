//! How far a post had come when its process was killed, by what is on the disk.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use footpath_domain::store;
use footpath_entity::{
    kernel::job,
    referral::mail::{self, Status},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::database_of;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not there at all; never acknowledged.
    NoRow,
    Queued,
    /// A worker has it, and the mail server does not.
    Claimed,
    /// The mail server has it, and nothing on our side says so.
    HandedOver,
    Sent,
}

impl State {
    pub const ALL: [Self; 5] = [
        Self::NoRow,
        Self::Queued,
        Self::Claimed,
        Self::HandedOver,
        Self::Sent,
    ];
}

/// The Message-IDs that the mail server has, read as they come.
pub struct Taken<'a> {
    inbox: &'a Path,
    read: BTreeSet<PathBuf>,
    ids: BTreeSet<String>,
}

impl<'a> Taken<'a> {
    pub fn of(inbox: &'a Path) -> Self {
        Self {
            inbox,
            read: BTreeSet::new(),
            ids: BTreeSet::new(),
        }
    }

    fn look(&mut self) {
        for entry in fs::read_dir(self.inbox).unwrap() {
            let path = entry.unwrap().path();
            let mail = path.extension().is_some_and(|end| end == "eml");
            if !mail || self.read.contains(&path) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let id = text
                .lines()
                .find_map(|line| line.strip_prefix("Message-ID: "));
            // One that is being written is looked at again.
            if let Some(id) = id {
                self.ids.insert(id.trim().to_owned());
                self.read.insert(path);
            }
        }
    }
}

/// The states of the referrals that came since `start`, of a process that is dead.
pub async fn seen(folder: &Path, start: DateTime<Utc>, taken: &mut Taken<'_>) -> Vec<State> {
    let store = store::connect(&database_of(folder)).await.unwrap();
    let mails = mail::Entity::find()
        .filter(mail::Column::Kind.eq("clinic_referral"))
        .filter(mail::Column::CreatedAt.gte(start))
        .all(store.read())
        .await
        .unwrap();
    let jobs = job::Entity::find()
        .filter(job::Column::Kind.eq("send-email"))
        .filter(job::Column::CreatedAt.gte(start - TimeDelta::seconds(1)))
        .all(store.read())
        .await
        .unwrap();
    store.close().await.unwrap();
    taken.look();
    mails
        .into_iter()
        .map(|mail| {
            let id = mail.id.to_string();
            let job = jobs.iter().find(|job| job.payload["mail"] == id.as_str());
            match (mail.status, job.map(|job| job.status)) {
                (Status::Sent, _) => State::Sent,
                (_, Some(job::Status::Running)) if taken.ids.contains(&mail.message_id) => {
                    State::HandedOver
                }
                (_, Some(job::Status::Running)) => State::Claimed,
                (_, Some(job::Status::Queued)) => State::Queued,
                other => panic!("{other:?}"),
            }
        })
        .collect()
}

/// Waits until the mail of a referral that came since `start` is so far, while the process runs.
pub async fn reached(folder: &Path, start: DateTime<Utc>, taken: &mut Taken<'_>, wanted: State) {
    let store = store::connect(&database_of(folder)).await.unwrap();
    for _ in 0..600 {
        let mails = mail::Entity::find()
            .filter(mail::Column::Kind.eq("clinic_referral"))
            .filter(mail::Column::CreatedAt.gte(start))
            .all(store.read())
            .await
            .unwrap();
        let running = job::Entity::find()
            .filter(job::Column::Kind.eq("send-email"))
            .filter(job::Column::Status.eq(job::Status::Running))
            .all(store.read())
            .await
            .unwrap();
        taken.look();
        let is_running = |mail: &mail::Model| {
            let id = mail.id.to_string();
            running.iter().any(|job| job.payload["mail"] == id.as_str())
        };
        let there = mails.iter().any(|mail| match wanted {
            State::Claimed => is_running(mail),
            State::HandedOver => is_running(mail) && taken.ids.contains(&mail.message_id),
            State::Sent => mail.status == Status::Sent,
            State::NoRow | State::Queued => true,
        });
        if there {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    store.close().await.unwrap();
}
