//! From answers to mails: how many assessments a second are taken and on the disk, beside plain
//! commits to the same disk; what readers notice of a mail server that says nothing; how fast a
//! full outbox drains. `cargo bench --bench care [-- taken|mute|drain]`; the ratios are what counts.
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]
#![expect(
    dead_code,
    unused_imports,
    reason = "of what tests stand on, some is used"
)]

#[path = "../tests/it/support/mod.rs"]
mod support;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use footpath_domain::{
    mail::{self, Draft, Key, Letter},
    store, triage,
};
use reqwest::Client;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use support::{Process, Site, spawn_process};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Readers at a time.
const READERS: usize = 32;
const SAMPLE: Duration = Duration::from_secs(4);
const MAILS: usize = 10_000;

#[tokio::main]
async fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|one| one == name);
    if wanted("taken") {
        taken().await;
    }
    if wanted("mute") {
        mute().await;
    }
    if wanted("drain") {
        drain().await;
    }
}

/// The binary with the starter content, no limits, and a folder under the build's.
fn serve(folder: &Path, more: &[(&str, &str)]) -> Process {
    let seeded = support::command(folder, &[]).arg("seed").status().unwrap();
    assert!(seeded.success());
    let mut settings = vec![
        ("LIMIT_EVALUATIONS_PER_SECOND", "1000000"),
        ("LIMIT_REFERRALS_PER_HOUR_PER_ADDRESS", "1000000"),
        ("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "1000000"),
        ("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1000000"),
        ("TRIAGE_INBOX", "desk@feet.example.org"),
        ("LOG", "error"),
    ];
    settings.extend_from_slice(more);
    spawn_process(folder, &settings, &[])
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn answers(change: &Value) -> Value {
    let starter = triage::Definition::starter().unwrap();
    let mut answers = json!(starter.example_base);
    let changed = answers.as_object_mut().unwrap();
    changed.extend(change.as_object().unwrap().clone());
    answers
}

/// Nothing alarming; kept.
fn kept() -> Value {
    json!({
        "questionnaire_version": 1,
        "answers": answers(&json!({})),
        "consents": {"collect": true},
    })
}

/// A red flag; kept, with a referral and its mail.
fn referred() -> Value {
    json!({
        "questionnaire_version": 1,
        "answers": answers(&json!({ "cannot_bear_weight": "yes" })),
        "postal_code": "83702",
        "contact": {"name": "A reader", "email": "reader@example.net"},
        "consents": {"collect": true, "share_with_clinic": true},
    })
}

async fn taken() {
    println!("assessments taken and on the disk, {READERS} readers at a time");
    for (name, body) in [("kept", kept()), ("kept and referred", referred())] {
        let mut ratios = Vec::new();
        for _ in 0..3 {
            let plain = plain_commits().await;
            let folder = folder();
            let site = serve(folder.path(), &[]);
            let ours = accepted(&site.base, &body).await;
            println!(
                "  {name:18} {ours:>7.0}/s  plain commits {plain:>7.0}/s  ratio {:.2}",
                ours / plain
            );
            ratios.push(ours / plain);
        }
        ratios.sort_by(f64::total_cmp);
        println!("  {name:18} median ratio {:.2}", ratios[1]);
    }
}

/// One row a commit, one after the other, on a database set up as ours.
async fn plain_commits() -> f64 {
    let folder = folder();
    let url = format!("sqlite://{}/plain.db", folder.path().display());
    let store = store::connect(&url).await.unwrap();
    let db = store.schema_connection();
    db.execute_unprepared("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
        .await
        .unwrap();
    let (began, mut done) = (Instant::now(), 0.0);
    while began.elapsed() < SAMPLE {
        db.execute_unprepared("INSERT INTO t (text) VALUES ('a row')")
            .await
            .unwrap();
        done += 1.0;
    }
    done / began.elapsed().as_secs_f64()
}

async fn accepted(base: &str, body: &Value) -> f64 {
    let client = client();
    let url = format!("{base}/api/v1/assessments");
    let end = Instant::now() + SAMPLE;
    let count = Arc::new(AtomicUsize::new(0));
    let readers = (0..READERS).map(|_| {
        let (client, url, body, count) = (
            client.clone(),
            url.clone(),
            body.clone(),
            Arc::clone(&count),
        );
        tokio::spawn(async move {
            while Instant::now() < end {
                let answer = client.post(&url).json(&body).send().await.unwrap();
                assert_eq!(answer.status(), 201);
                count.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    let began = Instant::now();
    for reader in readers.collect::<Vec<_>>() {
        reader.await.unwrap();
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let count = count.load(Ordering::Relaxed) as f64;
    count / began.elapsed().as_secs_f64()
}

/// Two sites, one with a mail server that takes calls and says nothing, asked in turn.
async fn mute() {
    println!("the slowest of a hundred answers beside a mute mail server");
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let there = format!("smtp://{}?tls=none", silent.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held: Vec<TcpStream> = Vec::new();
        while let Ok((call, _)) = silent.accept().await {
            held.push(call);
        }
    });
    let (mail_server, _) = sink().await;
    let (one, two) = (folder(), folder());
    let muted = serve(one.path(), &[("SMTP_URL", &there)]);
    let well = serve(two.path(), &[("SMTP_URL", &mail_server)]);
    let client = client();
    for base in [&muted.base, &well.base] {
        for _ in 0..50 {
            let url = format!("{base}/api/v1/assessments");
            let answer = client.post(url).json(&referred()).send().await.unwrap();
            assert_eq!(answer.status(), 201);
        }
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut ratios = Vec::new();
    for _ in 0..21 {
        let beside = p99(&client, &muted.base).await;
        let without = p99(&client, &well.base).await;
        ratios.push(beside.as_secs_f64() / without.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "  p99 ratio: median {:.3} of 21 (from {:.3} to {:.3})",
        ratios[10], ratios[0], ratios[20]
    );
}

async fn p99(client: &Client, base: &str) -> Duration {
    let mut times = Vec::new();
    for n in 0..1_000 {
        let path = if n % 2 == 0 {
            "questionnaire"
        } else {
            "articles"
        };
        let url = format!("{base}/api/v1/{path}");
        let began = Instant::now();
        let answer = client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap();
        times.push(began.elapsed());
    }
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

/// A full outbox, then the workers of one process.
async fn drain() {
    let (url, count) = sink().await;
    let folder = folder();
    let site = Site::new()
        .set("SMTP_URL", &url)
        .set("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1000000");
    let app = site.spawn_in(folder).await;
    for start in (0..MAILS).step_by(500) {
        let tx = app.ctx.store.begin().await.unwrap();
        for n in start..start + 500 {
            let letter = Letter {
                subject: "A referral is waiting".to_owned(),
                text: "A referral is waiting. Open it by tomorrow.".to_owned(),
                html: "<p>A referral is waiting. Open it by tomorrow.</p>".to_owned(),
            };
            let to = format!("clinic{n}@example.org").parse().unwrap();
            let draft = Draft {
                kind: "clinic_referral",
                referral: None,
                attempt: None,
                to: &to,
                letter,
            };
            mail::queue(&app.ctx, &tx, Key::Site, draft).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    // The application of the test stays; the binary beside it does the work.
    let began = Instant::now();
    let settings = [
        ("SMTP_URL", &*url),
        ("SECRET_KEY", support::SECRET_KEY),
        ("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1000000"),
        ("LOG", "error"),
    ];
    let worker = spawn_process(app.dir.path(), &settings, &[]);
    while count.load(Ordering::Relaxed) < MAILS {
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(
            began.elapsed() < Duration::from_mins(10),
            "it does not drain"
        );
    }
    let seconds = began.elapsed().as_secs_f64();
    drop(worker);
    #[expect(clippy::cast_precision_loss, reason = "ten thousand")]
    let rate = MAILS as f64 / seconds;
    println!(
        "a full outbox drains at {rate:.0} mails/s: {MAILS} in {seconds:.1} s, start included"
    );
}

/// A mail server that takes everything, and how many mails it has.
async fn sink() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}?tls=none", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((call, _)) = listener.accept().await {
            tokio::spawn(conversation(call, Arc::clone(&counted)));
        }
    });
    (url, count)
}

async fn conversation(call: TcpStream, count: Arc<AtomicUsize>) -> std::io::Result<()> {
    call.set_nodelay(true)?;
    let (read, mut write) = call.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await?;
    let mut data = false;
    while let Some(line) = lines.next_line().await? {
        let reply: &[u8] = match (data, &*line) {
            (true, ".") => {
                data = false;
                count.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, "DATA") => {
                data = true;
                b"354 go on\r\n"
            }
            (false, "QUIT") => b"221 bye\r\n",
            (false, _) => b"250 sink\r\n",
        };
        write.write_all(reply).await?;
    }
    Ok(())
}

fn client() -> Client {
    Client::builder()
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}
