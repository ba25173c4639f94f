//! The monthly list of numbers that are out of use, as CSV or as the spreadsheet that the registry
//! publishes: a title, a header, then a number and a date a row.

use std::{collections::BTreeMap, path::Path};

use calamine::{Data, Reader};
use chrono::NaiveDate;
use footpath_entity::value::Npi;

use super::{Refused, gather::number, record::Day};

/// The largest list has some 10 MB.
const MOST: u64 = 200 * 1024 * 1024;

/// What the list holds.
#[derive(Default)]
pub struct Listed {
    pub rows: u64,
    /// Since when, by number.
    pub since: BTreeMap<u64, (Npi, NaiveDate)>,
    pub invalid_npi: u64,
    pub invalid_date: u64,
}

/// Reads a whole list.
pub fn deactivations(path: &Path) -> Result<Listed, Refused> {
    let size = std::fs::metadata(path)?.len();
    if size > MOST {
        return Err(Refused::new("is too large for a list of deactivations"));
    }
    let mut magic = [0; 4];
    let n = std::io::Read::read(&mut std::fs::File::open(path)?, &mut magic)?;
    let rows = if n == 4 && magic == *b"PK\x03\x04" {
        spreadsheet(path)?
    } else {
        plain(path)?
    };
    let mut listed = Listed::default();
    let mut header = false;
    for (npi, date) in rows {
        if !header {
            header = npi.eq_ignore_ascii_case("npi") && date.to_lowercase().contains("date");
            continue;
        }
        if npi.is_empty() && date.is_empty() {
            continue;
        }
        listed.rows += 1;
        match (npi.parse::<Npi>(), day(&date)) {
            (Ok(npi), Some(day)) => {
                listed.since.insert(number(&npi), (npi, day));
            }
            (Ok(_), None) => listed.invalid_date += 1,
            (Err(_), _) => listed.invalid_npi += 1,
        }
    }
    if !header {
        return Err(Refused::new(
            "is not a list of deactivations: it lacks the columns NPI and NPPES Deactivation Date",
        ));
    }
    if listed.rows == 0 {
        return Err(Refused::new("holds a header, but no rows"));
    }
    Ok(listed)
}

fn plain(path: &Path) -> Result<Vec<(String, String)>, Refused> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path)
        .map_err(unreadable)?;
    reader
        .byte_records()
        .map(|row| {
            let row = row.map_err(unreadable)?;
            Ok((super::fields::text(&row, 0), super::fields::text(&row, 1)))
        })
        .collect()
}

fn spreadsheet(path: &Path) -> Result<Vec<(String, String)>, Refused> {
    let xlsx: calamine::Xlsx<_> =
        calamine::open_workbook(path).map_err(|why: calamine::XlsxError| {
            Refused(format!("is no spreadsheet that can be read: {why}"))
        })?;
    first_sheet(xlsx)
}

fn first_sheet(
    mut xlsx: calamine::Xlsx<std::io::BufReader<std::fs::File>>,
) -> Result<Vec<(String, String)>, Refused> {
    let sheet = xlsx
        .worksheet_range_at(0)
        .ok_or_else(|| Refused::new("is a spreadsheet without a sheet"))?
        .map_err(|why| Refused(format!("is no spreadsheet that can be read: {why}")))?;
    let cell = |data: Option<&Data>| match data {
        None => String::new(),
        Some(Data::DateTime(date)) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        Some(other) => other.to_string().trim().to_owned(),
    };
    Ok(sheet
        .rows()
        .map(|row| (cell(row.first()), cell(row.get(1))))
        .collect())
}

fn unreadable(why: csv::Error) -> Refused {
    Refused(format!("cannot be read as CSV: {why}"))
}

fn day(text: &str) -> Option<NaiveDate> {
    let iso = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    Day::parse(text).date().or_else(iso)
}
