//! Everything that a file of providers says about podiatrists, read in one pass. Nothing is written
//! before the whole file was found good.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
    sync::mpsc,
};

use chrono::NaiveDate;
use footpath_entity::value::Npi;
use memchr::memmem::Finder;

use super::{
    Refused,
    decide::{Candidate, Reason, Verdict, decide, practice},
    fields,
    header::Header,
    lines::{Line, Lines},
    passed::Passed,
    progress::Gauge,
    record::Record,
    rejected::Rejected,
    source::{self, Member},
};

/// Chunks that wait between reading and looking.
const WAITING: usize = 2;

/// How many unknown codes are told apart, and how much of one is kept.
const CODES: usize = 100;
const CODE: usize = 20;

/// NPIs as numbers: they do not fit 32 bits.
pub type Numbers = HashSet<u64>;

/// What a file said.
pub struct Found {
    pub rows: u64,
    /// The newest word about each podiatrist, by number, in order.
    pub said: BTreeMap<u64, Newest>,
    pub rejected: Rejected,
    /// Rows that were about somebody of whom another row says something newer.
    pub duplicates: u64,
    /// Codes like those of podiatry that nobody knows, and how many rows have them.
    pub unknown_codes: BTreeMap<String, u64>,
    /// Names of practices by their address.
    pub practices: HashMap<String, String>,
}

pub struct Newest {
    pub npi: Npi,
    pub day: Option<NaiveDate>,
    pub said: Said,
}

/// What the registry says about somebody.
pub enum Said {
    Podiatrist(Box<Candidate>),
    /// By a row of its own, which an older one of the directory does not outweigh.
    Deactivated(NaiveDate),
    /// By the list of all that are out of use now.
    OutOfUse(NaiveDate),
    /// In use, but no podiatrist that could be listed.
    NoPodiatrist,
}

/// Reads the file at `path`. `known` are those in the directory already, whose rows matter even
/// where they say nothing of podiatry any more.
///
/// Of somebody who is new, another row may say something newer that has nothing of podiatry; where
/// such a row went by before the podiatrist's came, the file is read once more.
pub fn gather(path: &Path, known: &Numbers, gauge: &Gauge) -> Result<Found, Refused> {
    let first = read(path, known, &Numbers::new(), gauge)?;
    if first.missed.is_empty() {
        return Ok(first.found);
    }
    Ok(read(path, known, &first.missed, gauge)?.found)
}

/// `watched` are others whose rows matter.
fn read(
    path: &Path,
    known: &Numbers,
    watched: &Numbers,
    gauge: &Gauge,
) -> Result<Gathered, Refused> {
    // One thread reads, this one looks: neither waits for the other's memory.
    let (give, take) = mpsc::sync_channel(WAITING);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            source::stream(path, Member::Providers, &mut |chunk, total| {
                give.send((chunk, total))
                    .map_err(|_| Refused::new("was not read to its end"))
            })
        });
        let mut look = Look::new(known, watched);
        let mut lines = Lines::default();
        let looked: Result<(), Refused> = take.into_iter().try_for_each(|(chunk, total)| {
            gauge.check()?;
            lines.feed(&chunk, &mut |line| look.row(line))?;
            gauge.advance(chunk.len() as u64, total, look.found.rows);
            Ok(())
        });
        // A channel that nobody reads any more ends the reader.
        let read = reader
            .join()
            .unwrap_or_else(|_| Err(Refused::new("could not be read")));
        looked?;
        read?;
        lines.end(&mut |line| look.last(line))?;
        look.finish()
    })
}

struct Gathered {
    found: Found,
    /// New podiatrists of whom a row went by unread.
    missed: Numbers,
}

struct Look<'a> {
    known: &'a Numbers,
    watched: &'a Numbers,
    went_by: Passed,
    missed: Numbers,
    header: Option<Header>,
    podiatry: Finder<'static>,
    clinic: Finder<'static>,
    found: Found,
}

impl<'a> Look<'a> {
    fn new(known: &'a Numbers, watched: &'a Numbers) -> Self {
        Self {
            known,
            watched,
            went_by: Passed::default(),
            missed: Numbers::new(),
            header: None,
            podiatry: Finder::new("213E"),
            clinic: Finder::new("261QP1100X"),
            found: Found {
                rows: 0,
                said: BTreeMap::new(),
                rejected: Rejected::default(),
                duplicates: 0,
                unknown_codes: BTreeMap::new(),
                practices: HashMap::new(),
            },
        }
    }

    fn row(&mut self, line: Line<'_>) -> Result<(), Refused> {
        if line.bytes.is_empty() {
            return Ok(());
        }
        let Some(header) = &self.header else {
            self.header = Some(Header::parse(line.bytes)?);
            return Ok(());
        };
        let in_order = header.npi == 0 && header.entity_type == 1;
        self.found.rows += 1;
        // Nearly all rows end here: what they are about is seen without taking them apart.
        if in_order && !self.concerns_us(line.bytes) {
            return Ok(());
        }
        match self.header.clone() {
            Some(header) => self.take_apart(&header, line),
            None => Ok(()),
        }
    }

    fn concerns_us(&mut self, row: &[u8]) -> bool {
        if self.podiatry.find(row).is_some() {
            return true;
        }
        let (npi, rest) = leading_number(row);
        if let Some(npi) = npi {
            if self.is_of_interest(npi) {
                return true;
            }
            self.went_by.add(npi);
        }
        let organization = rest.starts_with(b",\"2\"") || rest.starts_with(b",2,");
        organization && self.clinic.find(row).is_some()
    }

    /// In the directory, or said to be a podiatrist by another row.
    fn is_of_interest(&self, npi: u64) -> bool {
        self.known.contains(&npi)
            || self.watched.contains(&npi)
            || self.found.said.contains_key(&npi)
    }

    fn of_interest(&mut self, npi: Npi, said: Said) -> Option<(Npi, Said)> {
        let key = number(&npi);
        if self.is_of_interest(key) {
            return Some((npi, said));
        }
        self.went_by.add(key);
        None
    }

    fn take_apart(&mut self, header: &Header, line: Line<'_>) -> Result<(), Refused> {
        let row = fields::split(line.bytes)?;
        if row.len() != header.columns {
            self.reject(Reason::WrongColumns, "", line)?;
            return Ok(());
        }
        let record = Record::read(header, &row);
        let mut unknown = Vec::new();
        let verdict = decide(&record, &mut unknown);
        for code in unknown {
            let codes = &mut self.found.unknown_codes;
            let code = code.chars().take(CODE).collect();
            // A file of nothing else would fill the memory.
            if codes.len() < CODES || codes.contains_key(&code) {
                *codes.entry(code).or_default() += 1;
            }
        }
        let said = match verdict {
            Verdict::Listed(candidate) => {
                Some((candidate.npi.clone(), Said::Podiatrist(candidate)))
            }
            Verdict::Deactivated { npi, on } => self.of_interest(npi, Said::Deactivated(on)),
            Verdict::NoPodiatrist { npi } => self.of_interest(npi, Said::NoPodiatrist),
            Verdict::Rejected(reason) => {
                let said = ended_by(&record, reason);
                let known = record
                    .npi
                    .as_ref()
                    .is_some_and(|npi| self.known.contains(&number(npi)));
                if said.is_none() || !known {
                    self.left_out(&record, reason, line)?;
                }
                said
            }
            Verdict::Organization(practice) => {
                self.found
                    .practices
                    .entry(practice.at)
                    .or_insert(practice.name);
                None
            }
            Verdict::Other => None,
        };
        if let Some((npi, said)) = said {
            self.newest(npi, record.day(), said);
        }
        Ok(())
    }

    fn left_out(&mut self, record: &Record, reason: Reason, line: Line<'_>) -> Result<(), Refused> {
        if reason == Reason::Organization {
            let named = practice(record).map(|practice| (practice.at, practice.name));
            self.found.practices.extend(named);
        }
        self.reject(reason, &record.npi_text, line)
    }

    fn newest(&mut self, npi: Npi, day: Option<NaiveDate>, said: Said) {
        let key = number(&npi);
        let newest = Newest { npi, day, said };
        if newest.is_podiatrist() && self.went_by.has(key) {
            self.missed.insert(key);
        }
        match self.found.said.get_mut(&key) {
            None => {
                self.found.said.insert(key, newest);
            }
            Some(other) => {
                self.found.duplicates += 1;
                if newest.day >= other.day {
                    *other = newest;
                }
            }
        }
    }

    fn reject(&mut self, reason: Reason, npi: &str, line: Line<'_>) -> Result<(), Refused> {
        Ok(self.found.rejected.add(reason.as_str(), npi, line)?)
    }

    /// A row that no line break follows may have been cut.
    fn last(&mut self, line: Line<'_>) -> Result<(), Refused> {
        if let Some(header) = &self.header {
            let columns = fields::split(line.bytes)?.len();
            // Where all is quoted, so is the last field of a whole row.
            let quoted = line.bytes.starts_with(b"\"");
            if quoted && !line.bytes.ends_with(b"\"") {
                return Err(Refused(format!(
                    "is cut short: the row at line {} does not end",
                    line.number
                )));
            }
            if columns < header.columns {
                return Err(Refused(format!(
                    "is cut short: the row at line {} has {columns} of {} columns",
                    line.number, header.columns
                )));
            }
        }
        self.row(line)
    }

    fn finish(mut self) -> Result<Gathered, Refused> {
        if self.header.is_none() {
            return Err(Refused::new("is empty"));
        }
        if self.found.rows == 0 {
            return Err(Refused::new("holds a header, but no rows"));
        }
        // Of others than podiatrists only those matter who are in the directory.
        let known = self.known;
        self.found
            .said
            .retain(|npi, newest| newest.is_podiatrist() || known.contains(npi));
        Ok(Gathered {
            found: self.found,
            missed: self.missed,
        })
    }
}

impl Newest {
    fn is_podiatrist(&self) -> bool {
        matches!(self.said, Said::Podiatrist(_))
    }
}

/// Whether somebody is none any more by a row that is not taken over.
fn ended_by(record: &Record, reason: Reason) -> Option<(Npi, Said)> {
    let npi = record.npi.clone()?;
    match reason {
        Reason::DeactivatedWithData => Some((npi, Said::Deactivated(record.out_of_use_since()?))),
        Reason::ForeignPracticeAddress => Some((npi, Said::NoPodiatrist)),
        _ => None,
    }
}

/// The number of an NPI.
pub fn number(npi: &Npi) -> u64 {
    npi.as_str().parse().unwrap_or(0)
}

/// The ten digits that a row begins with, and what follows.
fn leading_number(row: &[u8]) -> (Option<u64>, &[u8]) {
    let inner = row.strip_prefix(b"\"").unwrap_or(row);
    let quotes = row.len() - inner.len();
    let Some((digits, rest)) = inner.split_at_checked(10) else {
        return (None, &[]);
    };
    let number = digits.iter().try_fold(0_u64, |n, b| {
        b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0'))
    });
    (number, rest.get(quotes..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_known_by_the_digits_that_it_begins_with() {
        let quoted = leading_number(b"\"1234567893\",\"2\",\"x\"");
        assert_eq!(quoted, (Some(1_234_567_893), &b",\"2\",\"x\""[..]));
        let bare = leading_number(b"1234567893,2,x");
        assert_eq!(bare, (Some(1_234_567_893), &b",2,x"[..]));
        assert_eq!(leading_number(b"\"12\"").0, None);
        assert_eq!(leading_number(b"\"12345A7893\",").0, None);
    }
}
