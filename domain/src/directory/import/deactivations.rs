//! The monthly list of numbers that are out of use, as CSV or as the spreadsheet that the registry
//! publishes: a title, a header, then a number and a date a row.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Read, copy, sink},
    path::Path,
};

use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use footpath_entity::value::Npi;
use zip::ZipArchive;

use super::{
    Refused, fields,
    gather::{Numbers, number},
    lines::{Line, Lines},
    record::Day,
    rejected::Rejected,
    source::{self, Member},
};

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
    let mut file = File::open(path)?;
    if file.metadata()?.len() > MOST {
        return Err(Refused::new("is too large for a list of deactivations"));
    }
    let mut magic = [0; 4];
    let n = file.read(&mut magic)?;
    let mut listed = Listed::default();
    if n == 0 {
        return Err(Refused::new("is empty"));
    }
    if n == 4 && magic == *b"PK\x03\x04" {
        spreadsheet(path, known, &mut listed)?;
    } else {
        plain(path, known, &mut listed)?;
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

fn plain(path: &Path, known: &Numbers, listed: &mut Listed) -> Result<(), Refused> {
    let mut lines = Lines::default();
    let mut take = |line: Line<'_>| {
        // A byte order mark before the first quote.
        let bytes = line.bytes.strip_prefix(b"\xef\xbb\xbf");
        let row = fields::split(bytes.unwrap_or(line.bytes))?;
        let [npi, date] = [0, 1].map(|at| fields::text(&row, at));
        listed.row(line.number, &npi, &date, known)
    };
    // Archives are spreadsheets here, and go another way.
    let read = Member::Providers;
    source::stream(path, read, &mut |chunk, _| lines.feed(&chunk, &mut take))?;
    lines.end(&mut take)
}

/// Cell by cell: a sheet says itself how large it is, and what it says is not to be believed.
fn spreadsheet(path: &Path, known: &Numbers, listed: &mut Listed) -> Result<(), Refused> {
    unpacks(path)?;
    let mut xlsx: Xlsx<BufReader<File>> = calamine::open_workbook(path).map_err(no_spreadsheet)?;
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
fn unpacks(path: &Path) -> Result<(), Refused> {
    let mut archive = ZipArchive::new(File::open(path)?).map_err(no_spreadsheet)?;
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

impl From<zip::result::ZipError> for SheetError {
    fn from(why: zip::result::ZipError) -> Self {
        Self(why.to_string())
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let iso = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    Day::parse(text).date().or_else(iso)
}
