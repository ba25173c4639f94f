//! Files that are not what they should be: each is refused with its reason, and nothing is written.

use footpath_domain::directory::import::{Kind, Phase, Status};

use super::rig::{ZIP, columns, file, file_with, locations, podiatrist, what};
use crate::support::{App, Site};

async fn filled() -> App {
    let site = Site::new().spawn().await;
    site.providers(&file(&[podiatrist("200000001")])).await;
    site
}

#[tokio::test]
async fn what_is_no_file_of_providers_is_refused_and_nothing_is_written() {
    let site = filled().await;
    let before = site.everything().await;
    let whole = file(&[podiatrist("200000002"), podiatrist("200000003")]);
    let text = String::from_utf8(whole.clone()).unwrap();
    let header = text.lines().next().unwrap().to_owned();
    let without = |name: &str| {
        let mut left = columns();
        left.retain(|column| column != name);
        file_with(&left, &[])
    };
    let jpeg: Vec<u8> = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
        .iter()
        .copied()
        .chain((0..40_000_u32).map(|n| (n * 7919 % 251) as u8))
        .collect();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let no_file = "is not a file of providers from the national registry";
    for (bytes, expected) in [
        (jpeg, no_file),
        (
            b"<!DOCTYPE html>\n<html><body>404</body></html>\n".to_vec(),
            no_file,
        ),
        (locations(&[("200000002", "1 OAK RD", "")]), no_file),
        (utf16, no_file),
        (
            without(ZIP),
            "Provider Business Practice Location Address Postal Code",
        ),
        (
            without("Healthcare Provider Taxonomy Code_15"),
            "Healthcare Provider Taxonomy Code_15",
        ),
        (Vec::new(), "is empty"),
        (b"\n\n".to_vec(), "is empty"),
        (header.clone().into_bytes(), "holds a header, but no rows"),
        (
            format!("{header}\n").into_bytes(),
            "holds a header, but no rows",
        ),
        // Mid row, at the end of a field; mid field; just before the last field.
        (
            text[..text.len() - 40]
                .trim_end_matches(['"', ','])
                .as_bytes()
                .to_vec(),
            "is cut short",
        ),
        (whole[..whole.len() - 700].to_vec(), "is cut short"),
        (whole[..whole.len() - 2].to_vec(), "is cut short"),
        (whole[..whole.len() - 3].to_vec(), "is cut short"),
    ] {
        let told = site.refusal(Kind::Nppes, &bytes).await;
        assert!(told.contains(expected), "{expected}: {told}");
        let run = site.runs().await.remove(0);
        assert_eq!(run.status, Status::Refused);
        assert_eq!(run.problem.unwrap(), format!("The file {told}."));
    }
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn every_byte_at_which_a_file_may_be_cut_is_noticed_but_the_ends_of_rows() {
    let site = filled().await;
    let before = site.everything().await;
    let whole = file(&[podiatrist("200000002"), podiatrist("200000003")]);
    let first_row = whole.iter().position(|b| *b == b'\n').unwrap();
    let second_row = first_row
        + 1
        + whole[first_row + 1..]
            .iter()
            .position(|b| *b == b'\n')
            .unwrap();
    for cut in (second_row + 2..whole.len() - 1).step_by(37) {
        let told = site.refusal(Kind::Nppes, &whole[..cut]).await;
        assert!(told.contains("cut short"), "{cut}: {told}");
    }
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn a_podiatrist_with_too_few_or_too_many_fields_is_left_out() {
    let site = Site::new().spawn().await;
    let text =
        String::from_utf8(file(&[podiatrist("200000002"), podiatrist("200000003")])).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[1] += ",\"\"";
    let report = site.providers(lines.join("\n").as_bytes()).await;
    assert_eq!((report.created, report.rejected["wrong_columns"]), (1, 1));
}

#[tokio::test]
async fn a_file_of_secondary_locations_that_is_none_is_refused_too() {
    let site = filled().await;
    let before = site.everything().await;
    let rows = site.put("providers.csv", &file(&[podiatrist("200000002")]));
    let mut cut = locations(&[("200000002", "1 OAK RD", "2085550111")]);
    cut.truncate(cut.len() - 9);
    for (bytes, expected) in [
        (
            file(&[podiatrist("200000002")]),
            "is not a file of secondary locations",
        ),
        (Vec::new(), "of secondary locations is empty"),
        (cut, "cut short"),
    ] {
        let mut asked = what(Kind::Nppes, rows.clone());
        asked.locations = Some(site.put("places.csv", &bytes));
        let told = format!("{:?}", site.try_import(&asked).await.unwrap_err());
        assert!(told.contains(expected), "{told}");
    }
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn a_run_tells_how_far_it_came() {
    let site = filled().await;
    let run = site.runs().await.remove(0);
    assert_eq!((run.status, run.rows_done), (Status::Done, 1));
    assert!(matches!(run.phase, Phase::Reading | Phase::Writing));
    assert!(run.finished_at.is_some() && run.lease_until.is_none());
}
