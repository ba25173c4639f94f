//! Archives that are damaged, or made to do harm.

use footpath_domain::directory::import::Kind;

use super::{
    bomb::{bomb, claiming},
    rig::{archive, columns, file, file_with, podiatrist, what},
};
use crate::support::{App, Site, command};

const MEMBER: &str = "npidata_pfile_20050523-20261108.csv";

async fn refused(site: &App, bytes: &[u8], expected: &str) {
    let told = site.refusal(Kind::Nppes, bytes).await;
    assert!(told.contains(expected), "{expected}: {told}");
}

#[tokio::test]
async fn an_archive_that_is_cut_off_damaged_or_another_one_is_refused() {
    let site = Site::new().spawn().await;
    let before = site.everything().await;
    let rows = file(&[podiatrist("200000002"), podiatrist("200000003")]);
    let whole = archive(&[(MEMBER, &rows)]);
    for cut in [5, 30, whole.len() / 2, whole.len() - 1] {
        refused(&site, &whole[..cut], "cut short or damaged").await;
    }
    let crc = crc_of(&whole);
    let mut wrong = whole.clone();
    for at in positions(&whole, &crc) {
        wrong[at] ^= 0xff;
    }
    refused(&site, &wrong, "cut short or damaged").await;
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 0xff;
    refused(&site, &flipped, "damaged").await;

    refused(&site, &archive(&[]), "it holds nothing").await;
    let other = archive(&[
        ("pl_pfile_20050523-20261108.csv", b"x"),
        ("npidata_pfile_20050523-20261108_fileheader.csv", b"x"),
    ]);
    refused(&site, &other, "without a npidata_pfile_").await;
    refused(&site, &other, "pl_pfile_20050523-20261108.csv").await;
    let inside = archive(&[(MEMBER, b"\xff\xd8\xff\xe0JFIF")]);
    refused(&site, &inside, "is not a file of providers").await;
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn an_archive_that_says_it_holds_more_than_any_registry_is_refused() {
    let site = Site::new().spawn().await;
    let rows = file(&[podiatrist("200000002")]);
    refused(
        &site,
        &claiming(MEMBER, &rows, 200 << 30),
        "more than 100 GB",
    )
    .await;
    // Less than it holds: it may not be read further than it says.
    let mut shy = archive(&[(MEMBER, &file(&[podiatrist("200000002")]))]);
    let at = central(&shy) + 24;
    shy[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    refused(&site, &shy, "cut short or damaged").await;
}

/// Where the entry of the central directory begins.
fn central(zip: &[u8]) -> usize {
    zip.windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap()
}

fn crc_of(zip: &[u8]) -> [u8; 4] {
    let at = central(zip) + 16;
    zip[at..at + 4].try_into().unwrap()
}

fn positions(haystack: &[u8], needle: &[u8]) -> Vec<usize> {
    let windows = haystack.windows(needle.len()).enumerate();
    windows
        .filter(|(_, w)| *w == needle)
        .map(|(at, _)| at)
        .collect()
}

#[tokio::test]
async fn a_row_that_unpacks_to_a_gigabyte_is_refused_in_little_memory() {
    let site = Site::new().spawn().await;
    // A header, then one field that goes on for a gigabyte.
    let begin = [file_with(&columns(), &[]), b"\"".to_vec()].concat();
    let bytes = bomb(MEMBER, &begin, b'"', 1024);
    assert!(bytes.len() < 32 << 20);
    let path = site.put("bomb.zip", &bytes);
    let told = site.try_import(&what(Kind::Nppes, path.clone())).await;
    let told = format!("{:?}", told.unwrap_err());
    assert!(told.contains("more than a million bytes"), "{told}");

    // A process of its own may take no more room than this.
    let dir = tempfile::tempdir().unwrap();
    let mut import = std::process::Command::new("sh");
    let asked = command(dir.path(), &[]);
    import
        .args(["-c", "ulimit -v 1000000; exec \"$0\" import nppes \"$1\""])
        .arg(asked.get_program())
        .arg(&path)
        .env_clear()
        // Else each thread is given room that it never uses.
        .env("MALLOC_ARENA_MAX", "2")
        .envs(
            asked
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    let output = import.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("more than a million bytes"), "{stderr}");
}

#[tokio::test]
async fn line_breaks_without_end_are_no_rows() {
    let site = Site::new().spawn().await;
    let bytes = [file_with(&columns(), &[]), vec![b'\n'; 16 << 20]].concat();
    refused(&site, &bytes, "holds a header, but no rows").await;
}
