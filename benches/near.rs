//! The nearest twenty of 30,000 podiatrists within 25 miles, filtered, beside a bare actix-web
//! handler that sends the same bytes; the server on one core, 32 connections from the other.
//! Inside the process without HTTP, too, and completions of places. `cargo bench --bench near`.
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]
#![expect(
    dead_code,
    unused_imports,
    reason = "of what tests stand on, some is used"
)]

#[path = "kit/load.rs"]
mod load;
#[path = "kit/registry_file.rs"]
mod registry_file;
#[path = "../tests/it/support/mod.rs"]
mod support;

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use actix_web::{App, HttpResponse, HttpServer, web};
use footpath_domain::{
    directory::{RawNear, near},
    paging::Page,
};
use support::{Process, Site, command};

const PODIATRISTS: usize = 30_000;
const ROUNDS: usize = 5;
const SETTINGS: [(&str, &str); 2] = [("LOG", "error"), ("SECRET_KEY", support::SECRET_KEY)];
const SAMPLE: Duration = Duration::from_secs(3);

/// Where people live, and where they do not.
const PLACES: [&str; 12] = [
    "83702",
    "10001",
    "60614",
    "90012",
    "77002",
    "85004",
    "19104",
    "33130",
    "59718",
    "04609",
    "Boise,%20ID",
    "Denver%20Colorado",
];
const FILTER: &str = "specialty=213ES0103X&accepts_referrals=false";

fn main() {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some("bare") {
        return bare(args.next().unwrap());
    }
    actix_web::rt::System::new().block_on(compare());
}

async fn compare() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("npidata_pfile_bench.csv");
    registry_file::write(&file, PODIATRISTS, PODIATRISTS);
    let imported = command(folder.path(), &SETTINGS)
        .args(["import", "nppes"])
        .arg(&file)
        .stdout(Stdio::null())
        .status();
    assert!(imported.unwrap().success());
    inside(folder.path()).await;

    let mut serve = Command::new("taskset");
    let real = command(folder.path(), &SETTINGS);
    serve.args(["-c", "0"]).arg(real.get_program()).arg("serve");
    serve.current_dir(folder.path()).env_clear();
    serve.envs(
        real.get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let site = Process::start(serve);
    ready(&site.base).await;
    pin_to_the_other_core();

    let near: Vec<String> = PLACES
        .iter()
        .map(|place| format!("/api/v1/podiatrists?near={place}&{FILTER}"))
        .collect();
    let body = reqwest::get(format!("{}{}", site.base, near[1]))
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let bytes = folder.path().join("body.json");
    std::fs::write(&bytes, &body).unwrap();
    println!("podiatrists near, {} bytes, 32 connections", body.len());
    against_bare(&site.base, &near, &bytes).await;

    let places: Vec<String> = [
        "bos", "boi", "san%20f", "new", "837", "spring", "st%20l", "la",
    ]
    .iter()
    .map(|q| format!("/api/v1/places?q={q}"))
    .collect();
    let taken = load::run(&site.base, &places, 32, SAMPLE).await;
    println!(
        "completions of places: {:.0} a second, p99 {:.2} ms at 32 connections",
        taken.rate, taken.p99_ms
    );
    let alone = load::run(&site.base, &places, 1, SAMPLE).await;
    println!(
        "  one at a time: median {:.3} ms, p99 {:.3} ms",
        alone.median_ms, alone.p99_ms
    );
}

async fn against_bare(base: &str, paths: &[String], bytes: &Path) {
    let least = Bare::start(bytes);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let floor = load::run(&least.base, &["/".to_owned()], 32, SAMPLE).await;
        let ours = load::run(base, paths, 32, SAMPLE).await;
        println!(
            "  {:>7.0} a second, p99 {:.2} ms; bare {:>7.0} a second, p99 {:.2} ms; ratio {:.2}",
            ours.rate,
            ours.p99_ms,
            floor.rate,
            floor.p99_ms,
            ours.rate / floor.rate
        );
        ratios.push(ours.rate / floor.rate);
    }
    ratios.sort_by(f64::total_cmp);
    println!("  median ratio {:.2}", ratios[ROUNDS / 2]);
}

/// The same question without HTTP.
async fn inside(folder: &Path) {
    let copy = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    std::fs::copy(folder.join("footpath.db"), copy.path().join("footpath.db")).unwrap();
    let app = Site::new().spawn_in(copy).await;
    app.settle().await;
    let page = Page::parse(None, None).unwrap();
    let mut times = Vec::new();
    for n in 0..6_000 {
        let place = PLACES[n % PLACES.len()].replace("%20", " ");
        let asked = RawNear {
            near: Some(place),
            specialty: Some("213ES0103X".to_owned()),
            accepts_referrals: Some("false".to_owned()),
            ..RawNear::default()
        };
        let began = Instant::now();
        let answer = near(&app.ctx, &asked.parse().unwrap(), page).await.unwrap();
        times.push(began.elapsed());
        assert!(answer.found.total > 0);
    }
    times.sort_unstable();
    println!(
        "inside the process: median {:?}, p99 {:?}",
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
}

async fn ready(base: &str) {
    let url = format!("{base}/api/v1/podiatrists?per_page=1");
    loop {
        let answer: serde_json::Value = reqwest::get(&url).await.unwrap().json().await.unwrap();
        if answer["meta"]["total"] == PODIATRISTS {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn pin_to_the_other_core() {
    let me = std::process::id().to_string();
    let pinned = Command::new("taskset")
        .args(["-a", "-cp", "1", &me])
        .stdout(Stdio::null())
        .status();
    assert!(pinned.unwrap().success());
}

/// A handler that does nothing but send.
struct Bare {
    base: String,
    child: Child,
}

impl Bare {
    fn start(bytes: &Path) -> Self {
        let mut child = Command::new("taskset")
            .args(["-c", "0"])
            .arg(std::env::current_exe().unwrap())
            .arg("bare")
            .arg(bytes)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut out, &mut line).unwrap();
        Self {
            base: line.trim().to_owned(),
            child,
        }
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn bare(file: String) {
    let body: &'static [u8] = std::fs::read(file).unwrap().leak();
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || {
            App::new().default_service(web::to(move || async move {
                HttpResponse::Ok()
                    .content_type("application/json")
                    .body(body)
            }))
        })
        .workers(1)
        .bind("127.0.0.1:0")
        .unwrap();
        println!("http://{}", server.addrs()[0]);
        server.run().await.unwrap();
    });
}
