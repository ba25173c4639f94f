//! How long a million rows of the national registry take from the file to a directory that can be
//! searched, beside polars filtering the same file (`pip install polars`; without it the figure
//! stands alone). `cargo bench --bench registry`.
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]
#![expect(
    dead_code,
    unused_imports,
    reason = "of what tests stand on, some is used"
)]

#[path = "kit/registry_file.rs"]
mod registry_file;
#[path = "../tests/it/support/mod.rs"]
mod support;

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use support::{command, spawn_process};

const ROWS: usize = 1_000_000;
const PODIATRISTS: usize = 20_000;
const ROUNDS: usize = 3;

/// The eight codes in any of fifteen slots, as a stream.
const POLARS: &str = r#"
import sys, time, polars as pl
codes = ["213E00000X","213ES0103X","213ES0131X","213EG0000X","213EP1101X","213EP0504X","213ER0200X","213ES0000X"]
began = time.time()
slots = [pl.col(f"Healthcare Provider Taxonomy Code_{n}").is_in(codes) for n in range(1, 16)]
found = pl.scan_csv(sys.argv[1], infer_schema=False, encoding="utf8-lossy").filter(pl.any_horizontal(slots)).collect(engine="streaming")
print(time.time() - began, found.height)
"#;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("npidata_pfile_20050523-20261108.csv");
    println!("{ROWS} rows, {PODIATRISTS} podiatrists");
    registry_file::write(&file, ROWS, PODIATRISTS);
    // Everybody reads from memory.
    std::io::copy(
        &mut std::fs::File::open(&file).unwrap(),
        &mut std::io::sink(),
    )
    .unwrap();
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let theirs = polars(&file);
        let ours = ours(&file).await;
        println!(
            "  looked through {:.2} s, imported {:.2} s, searchable {:.2} s, {} MiB at most; polars {}",
            ours.looked.as_secs_f64(),
            ours.imported.as_secs_f64(),
            ours.searchable.as_secs_f64(),
            ours.memory / 1024,
            theirs.map_or("is not here".to_owned(), |s| format!("{s:.2} s"))
        );
        ratios.extend(theirs.map(|theirs| ours.searchable.as_secs_f64() / theirs));
    }
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ROUNDS / 2) {
        println!("  to a searchable directory: median {median:.2} x polars");
    }
}

struct Times {
    /// The same rows once more: nothing to write.
    looked: Duration,
    imported: Duration,
    searchable: Duration,
    /// KiB.
    memory: u64,
}

async fn ours(file: &Path) -> Times {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let site = spawn_process(folder.path(), &[("LOG", "error")], &[]);
    let began = Instant::now();
    let memory = import(folder.path(), file);
    let imported = began.elapsed();
    let client = reqwest::Client::builder().build().unwrap();
    let url = format!("{}/api/v1/podiatrists?per_page=1", site.base);
    loop {
        let answer: Value = client.get(&url).send().await.unwrap().json().await.unwrap();
        if answer["meta"]["total"] == PODIATRISTS {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let searchable = began.elapsed();
    drop(site);
    let again = Instant::now();
    import(folder.path(), file);
    Times {
        looked: again.elapsed(),
        imported,
        searchable,
        memory,
    }
}

/// The command of the binary; tells its largest resident memory, KiB.
fn import(folder: &Path, file: &Path) -> u64 {
    let mut import = command(folder, &[("LOG", "error")]);
    import.args(["import", "nppes"]).arg(file);
    let mut child = import.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let high = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok());
        most = high.unwrap_or(most);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return most;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn polars(file: &Path) -> Option<f64> {
    let output = Command::new("python3")
        .args(["-c", POLARS])
        .arg(file)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().next()?.parse().ok()
}
