//! The monthly list of numbers that are out of use, as CSV or as the spreadsheet that the registry
//! publishes, alone or in an archive: a title, a header, then a number and a date a row.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Cursor, Read, copy, sink},
    path::Path,
};

use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use footpath_entity::value::Npi;
use zip::{ZipArchive, result::ZipError};

use super::{
    Refused, fields,
    gather::{Numbers, number},
    lines::{Line, Lines},
    record::Day,
    rejected::Rejected,
};

/// What archives and spreadsheets begin with.
const ZIP: &[u8] = b"PK\x03\x04";

/// The largest list has some 10 MB.
const MOST: u64 = 50 * 1024 * 1024;
/// A spreadsheet of it unpacks to less than a third of this.
const UNPACKED: u64 = 200 * 1024 * 1024;

/// What the list says about those who are known.
#[derive(Default)]
pub struct Listed {
    pub rows: u64,
    /// Since when, by number.
    pub since: BTreeMap<u64, (Npi, NaiveDate)>,
    pub rejected: Rejected,
    header: bool,
}

/// Reads a whole list.
pub fn deactivations(path: &Path, known: &Numbers) -> Result<Listed, Refused> {
    if File::open(path)?.metadata()?.len() > MOST {
        return Err(too_large());
    }
    let mut bytes = fs::read(path)?;
    if let Some(inner) = archived(&bytes)? {
        bytes = inner;
    }
    let mut listed = Listed::default();
    if bytes.is_empty() {
        return Err(Refused::new("is empty"));
    }
    if bytes.starts_with(ZIP) {
        spreadsheet(&bytes, known, &mut listed)?;
    } else {
        plain(&bytes, known, &mut listed)?;
    }
    if !listed.header {
        return Err(Refused::new(
            "is not a list of deactivations: it lacks the columns NPI and NPPES Deactivation Date",
        ));
    }
    if listed.rows == 0 {
        return Err(Refused::new("holds a header, but no rows"));
    }
    Ok(listed)
}

impl Listed {
    /// A row; what stands before the header is a title.
    fn row(&mut self, line: u64, npi: &str, date: &str, known: &Numbers) -> Result<(), Refused> {
        if !self.header {
            self.header = npi.eq_ignore_ascii_case("npi") && date.to_lowercase().contains("date");
            return Ok(());
        }
        if npi.is_empty() && date.is_empty() {
            return Ok(());
        }
        self.rows += 1;
        let reason = match (npi.parse::<Npi>(), day(date)) {
            (Ok(npi), Some(day)) => {
                if known.contains(&number(&npi)) {
                    self.since.insert(number(&npi), (npi, day));
                }
                return Ok(());
            }
            (Ok(_), None) => "invalid_date",
            (Err(_), _) => "invalid_npi",
        };
        let line = Line {
            number: line,
            bytes: &[npi.as_bytes(), b",", date.as_bytes()].concat(),
        };
        Ok(self.rejected.add(reason, npi, line)?)
    }
}

fn too_large() -> Refused {
    Refused::new("is too large for a list of deactivations")
}

/// The list in an archive, which is how the registry sends it; `None` when this is no archive, or
/// one that is a spreadsheet itself.
fn archived(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refused> {
    if !bytes.starts_with(ZIP) {
        return Ok(None);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(no_spreadsheet)?;
    let names: Result<Vec<String>, ZipError> = archive
        .file_names()
        .map(|name| name.map(String::from))
        .collect();
    let mut lists = names.map_err(no_spreadsheet)?;
    lists.retain(|name| {
        let ending = Path::new(name).extension().unwrap_or_default();
        ending.eq_ignore_ascii_case("xlsx") || ending.eq_ignore_ascii_case("csv")
    });
    let name = match lists.as_slice() {
        [] => return Ok(None),
        [one] => one,
        more => {
            return Err(Refused(format!("holds several lists: {}", more.join(", "))));
        }
    };
    let part = archive.by_name(name).map_err(no_spreadsheet)?;
    let mut list = Vec::new();
    part.take(MOST + 1)
        .read_to_end(&mut list)
        .map_err(|why| Refused(format!("is cut short or damaged: {why}")))?;
    if list.len() as u64 > MOST {
        return Err(too_large());
    }
    Ok(Some(list))
}

fn plain(bytes: &[u8], known: &Numbers, listed: &mut Listed) -> Result<(), Refused> {
    let mut lines = Lines::default();
    let mut take = |line: Line<'_>| {
        // A byte order mark before the first quote.
        let bytes = line.bytes.strip_prefix(b"\xef\xbb\xbf");
        let row = fields::split(bytes.unwrap_or(line.bytes))?;
        let [npi, date] = [0, 1].map(|at| fields::text(&row, at));
        listed.row(line.number, &npi, &date, known)
    };
    lines.feed(bytes, &mut take)?;
    lines.end(&mut take)
}

/// Cell by cell: a sheet says itself how large it is, and what it says is not to be believed.
fn spreadsheet(bytes: &[u8], known: &Numbers, listed: &mut Listed) -> Result<(), Refused> {
    unpacks(bytes)?;
    let mut xlsx = Xlsx::new(Cursor::new(bytes)).map_err(no_spreadsheet)?;
    let Some(name) = xlsx.sheet_names().first().cloned() else {
        return Err(Refused::new("is a spreadsheet without a sheet"));
    };
    let mut cells = xlsx.worksheet_cells_reader(&name).map_err(no_spreadsheet)?;
    let mut at = 0;
    let mut row = [String::new(), String::new()];
    while let Some(cell) = cells.next_cell().map_err(no_spreadsheet)? {
        let (line, column) = cell.get_position();
        if line != at {
            listed.row(u64::from(at) + 1, &row[0], &row[1], known)?;
            row = [String::new(), String::new()];
            at = line;
        }
        if let Some(kept) = row.get_mut(column as usize) {
            *kept = text(cell.get_value());
        }
    }
    listed.row(u64::from(at) + 1, &row[0], &row[1], known)
}

/// Whether the whole unpacks to what fits into memory, whatever its parts say about themselves.
fn unpacks(bytes: &[u8]) -> Result<(), Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(no_spreadsheet)?;
    let mut left = UNPACKED;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(no_spreadsheet)?;
        let read = copy(&mut part.take(left + 1), &mut sink())
            .map_err(|why| Refused(format!("is cut short or damaged: {why}")))?;
        left = left.checked_sub(read).ok_or(Refused::new(
            "unpacks to more than any list of deactivations holds",
        ))?;
    }
    Ok(())
}

fn text(cell: &DataRef<'_>) -> String {
    match Data::from(cell.clone()) {
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.to_string().trim().to_owned(),
    }
}

fn no_spreadsheet(why: impl Into<SheetError>) -> Refused {
    Refused(format!(
        "is no spreadsheet that can be read: {}",
        why.into().0
    ))
}

/// What either reader says.
struct SheetError(String);

impl From<XlsxError> for SheetError {
    fn from(why: XlsxError) -> Self {
        Self(why.to_string())
    }
}

impl From<ZipError> for SheetError {
    fn from(why: ZipError) -> Self {
        Self(why.to_string())
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let iso = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    Day::parse(text).date().or_else(iso)
}
