//! The process is killed again and again, at random and at chosen moments of the road from POST to
//! sent: what was acknowledged is there, with its mail.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::Duration,
};

use footpath_domain::clock::{Clock, SystemClock};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::state::{self, State, Taken};
use crate::{
    assessment::site::sharing,
    referral::mail_server::MailServer,
    support::{Mail, Process, command, mails_in, spawn_process},
};

/// The desk, and how long its mail server takes: no time, some before it has the mail, some
/// between having it and saying so.
const DESKS: [&str; 3] = [
    "desk@feet.example.org",
    "hold@feet.example.org",
    "linger@feet.example.org",
];
/// Posts that are on their way when the kill comes.
const AT_ONCE: usize = 3;
/// The kill comes within so many milliseconds of the posts, or of the first answer.
const WITHIN: [u64; 4] = [30, 150, 300, 600];
/// So many kills at most share a folder and a mail server, or looking at them would take ever longer.
const A_FOLDER: usize = 500;
/// Folders at a time: most of it is waiting.
const LANES: usize = 4;

#[derive(Debug, Default)]
struct Report {
    kills: usize,
    acknowledged: usize,
    /// Sent, never answered; whole or not there at all.
    unanswered: usize,
    lost: Vec<String>,
    mails: usize,
    doubled: usize,
    /// How far each post had come by what is on the disk after its kill.
    states: BTreeMap<State, usize>,
}

impl Report {
    fn add(&mut self, other: Self) {
        self.kills += other.kills;
        self.acknowledged += other.acknowledged;
        self.unanswered += other.unanswered;
        self.lost.extend(other.lost);
        self.mails += other.mails;
        self.doubled += other.doubled;
        for (state, times) in other.states {
            *self.states.entry(state).or_default() += times;
        }
    }
}

struct Campaign<'a> {
    folder: &'a Path,
    settings: Vec<(&'static str, String)>,
    client: Client,
    rng: StdRng,
    /// By key: the answer that was given.
    acknowledged: BTreeMap<String, Value>,
    unanswered: Vec<String>,
    states: BTreeMap<State, usize>,
    taken: Taken<'a>,
}

/// Three of ten kills are not left to chance: as soon as a mail has come so far.
fn aim(n: usize) -> Option<(State, &'static str)> {
    match n % 10 {
        3 => Some((State::Claimed, DESKS[1])),
        6 => Some((State::HandedOver, DESKS[2])),
        9 => Some((State::Sent, DESKS[0])),
        _ => None,
    }
}

impl Campaign<'_> {
    fn start(&self, desk: &str) -> Process {
        let mut settings: Vec<_> = self
            .settings
            .iter()
            .map(|(n, v)| (*n, v.as_str()))
            .collect();
        settings.push(("TRIAGE_INBOX", desk));
        spawn_process(self.folder, &settings, &[])
    }

    async fn round(&mut self, n: usize) {
        let aim = aim(n);
        let desk = aim.map_or(DESKS[n % DESKS.len()], |(_, desk)| desk);
        let mut process = self.start(desk);
        let start = SystemClock.now();
        let posts: Vec<_> = (0..AT_ONCE)
            .map(|k| {
                let key = format!("{n}/{k}");
                tokio::spawn(post(self.client.clone(), process.base.clone(), key))
            })
            .collect();
        // Half of the kills come somewhere after the posts, half somewhere after an answer.
        let within = WITHIN[self.rng.random_range(0..WITHIN.len())];
        let moment = self.rng.random_range(0..within);
        if let Some((state, _)) = aim {
            state::reached(self.folder, start, &mut self.taken, state).await;
        } else if self.rng.random() {
            while posts.iter().all(|post| !post.is_finished()) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        if aim.is_none() {
            tokio::time::sleep(Duration::from_millis(moment)).await;
        }
        process.kill();
        let seen = state::seen(self.folder, start, &mut self.taken).await;
        let missing = AT_ONCE.saturating_sub(seen.len());
        *self.states.entry(State::NoRow).or_default() += missing;
        for state in seen {
            *self.states.entry(state).or_default() += 1;
        }
        for post in posts {
            match post.await.unwrap() {
                (key, Some((201, body))) => {
                    self.acknowledged.insert(key, body);
                }
                (key, Some((status, body))) => panic!("{key}: {status} {body}"),
                (key, None) => self.unanswered.push(key),
            }
        }
    }

    /// After the last kill: every acknowledged answer is given again, every other one now.
    async fn reckon(&mut self, kills: usize, mails: impl Fn() -> Vec<Mail>) -> Report {
        let process = self.start(DESKS[0]);
        let mut report = Report {
            kills,
            acknowledged: self.acknowledged.len(),
            unanswered: self.unanswered.len(),
            states: self.states.clone(),
            ..Report::default()
        };
        for (key, first) in &self.acknowledged {
            let again = post(self.client.clone(), process.base.clone(), key.clone()).await;
            match again.1 {
                Some((200, body)) if body == *first => {}
                other => report.lost.push(format!("{key}: {other:?}")),
            }
        }
        for key in &self.unanswered {
            let now = post(self.client.clone(), process.base.clone(), key.clone()).await;
            let status = now.1.map(|(status, _)| status);
            assert!(matches!(status, Some(200 | 201)), "{key}: {status:?}");
        }
        let wanted = self.acknowledged.len() + self.unanswered.len();
        for _ in 0..1200 {
            let to_desk = |mail: &Mail| DESKS.contains(&&*mail.to);
            let all: Vec<Mail> = mails().into_iter().filter(to_desk).collect();
            let ids: BTreeSet<_> = all.iter().map(|mail| mail.message_id.clone()).collect();
            assert!(ids.len() <= wanted, "more mails than referrals");
            if ids.len() == wanted {
                for mail in &all {
                    let twin = all.iter().find(|twin| twin.message_id == mail.message_id);
                    assert!(
                        twin.unwrap().raw == mail.raw,
                        "the same mail, byte for byte"
                    );
                }
                report.mails = ids.len();
                report.doubled = all.len() - ids.len();
                return report;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        report.lost.push("mails".to_owned());
        report
    }
}

async fn post(client: Client, base: String, key: String) -> (String, Option<(u16, Value)>) {
    let body = sharing(&json!({"cannot_bear_weight": "yes"}));
    let sent = client
        .post(format!("{base}/api/v1/assessments"))
        .header("Idempotency-Key", &key)
        .json(&body)
        .send()
        .await;
    let Ok(answer) = sent else { return (key, None) };
    let status = answer.status().as_u16();
    let body = answer.json().await.ok();
    (key, body.map(|body| (status, body)))
}

async fn campaign(kills: usize, seed: u64) -> Report {
    let dir = tempfile::tempdir().unwrap();
    let inbox = tempfile::tempdir().unwrap();
    let server = MailServer::start(inbox.path(), 0);
    let mut settings = vec![
        ("LIMIT_REFERRALS_PER_HOUR_PER_ADDRESS", "1000000".to_owned()),
        ("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "1000000".to_owned()),
        ("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1000000".to_owned()),
    ];
    settings.extend(server.as_ref().map(|server| ("SMTP_URL", server.url())));
    let plain: Vec<_> = settings.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert!(
        command(dir.path(), &plain)
            .arg("seed")
            .status()
            .unwrap()
            .success()
    );
    let mut campaign = Campaign {
        folder: dir.path(),
        settings,
        client: Client::builder()
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap(),
        rng: StdRng::seed_from_u64(seed),
        acknowledged: BTreeMap::new(),
        unanswered: Vec::new(),
        states: BTreeMap::new(),
        taken: Taken::of(inbox.path()),
    };
    for n in 0..kills {
        campaign.round(n).await;
    }
    let mails = || match &server {
        Some(server) => server.mails(),
        None => mails_in(&dir.path().join("mail")),
    };
    let with_server = server.is_some();
    let report = campaign.reckon(kills, mails).await;
    if with_server {
        for state in State::ALL {
            let hit = report.states.get(&state).copied().unwrap_or(0);
            assert!(hit > 0, "no kill hit {state:?}: {report:?}");
        }
    }
    report
}

fn holds(report: &Report) {
    println!("{report:?}");
    assert!(report.lost.is_empty(), "{report:?}");
    assert!(
        report.doubled <= report.kills,
        "at most one double for a kill: {report:?}"
    );
    assert!(
        report.acknowledged > 0 && report.unanswered > 0,
        "kills on both sides: {report:?}"
    );
}

#[tokio::test]
async fn a_hundred_kills_lose_nothing() {
    holds(&campaign(100, 1).await);
}

/// `FOOTPATH_KILLS=10000 cargo test --release --test it -- --ignored any_number_of_kills --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "takes three quarters of an hour; says what came of it"]
async fn any_number_of_kills_loses_nothing() {
    let number = |name: &str, or: u64| {
        let set = std::env::var_os(name);
        set.map_or(or, |text| text.to_str().unwrap().parse().unwrap())
    };
    let kills = usize::try_from(number("FOOTPATH_KILLS", 10_000)).unwrap();
    let seeds = number("FOOTPATH_SEED", 2)..;
    let sizes = (0..kills).step_by(A_FOLDER);
    let sizes = sizes.map(|done| A_FOLDER.min(kills - done));
    let mut ahead = sizes.zip(seeds).map(|(size, seed)| campaign(size, seed));
    let mut total = Report::default();
    let mut running: JoinSet<Report> = ahead.by_ref().take(LANES).collect();
    while let Some(report) = running.join_next().await {
        let report = report.unwrap();
        holds(&report);
        total.add(report);
        if let Some(next) = ahead.next() {
            running.spawn(next);
        }
    }
    print!("in all ");
    holds(&total);
}
