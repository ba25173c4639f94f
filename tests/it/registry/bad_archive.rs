//! Archives that are damaged, or made to do harm.

use std::io::Write;

use footpath_domain::directory::import::Kind;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    bomb::bomb,
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
    let mut lying = {
        // A size that only the large form of an entry has room for.
        let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().large_file(true);
        zip.start_file(MEMBER, options).unwrap();
        zip.write_all(&file(&[podiatrist("200000002")])).unwrap();
        zip.finish().unwrap().into_inner()
    };
    claim(&mut lying, 200 * 1024 * 1024 * 1024);
    refused(&site, &lying, "more than 100 GB").await;
    // Less than it holds: it may not be read further than it says.
    let mut shy = archive(&[(MEMBER, &file(&[podiatrist("200000002")]))]);
    let at = central(&shy) + 24;
    shy[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    refused(&site, &shy, "cut short or damaged").await;
}

/// In the central directory, turns the size into one that is told in an extra field.
fn claim(zip: &mut Vec<u8>, size: u64) {
    let at = central(zip);
    let name = usize::from(u16::from_le_bytes([zip[at + 28], zip[at + 29]]));
    let extra = usize::from(u16::from_le_bytes([zip[at + 30], zip[at + 31]]));
    zip[at + 24..at + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut field = vec![1, 0, 8, 0];
    field.extend(size.to_le_bytes());
    let begin = at + 46 + name;
    zip.splice(begin..begin + extra, field.iter().copied());
    zip[at + 30..at + 32].copy_from_slice(&12_u16.to_le_bytes());
    let end = zip
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .unwrap();
    let length = u32::try_from(end - at).unwrap();
    zip[end + 12..end + 16].copy_from_slice(&length.to_le_bytes());
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
    assert!(bytes.len() < 8 << 20);
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
