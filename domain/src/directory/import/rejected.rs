//! Rows that were not taken over, kept for whoever wants to know why.

use std::{collections::BTreeMap, io};

use csv::Writer;
use flate2::{Compression, write::GzEncoder};

use super::lines::Line;
use crate::spreadsheet::is_formula;

/// Bytes of packed rows that are kept; a national file leaves out a sixth of this.
const KEPT: usize = 16 * 1024 * 1024;

/// How many for each reason, and the rows themselves as gzipped CSV.
pub struct Rejected {
    counts: BTreeMap<&'static str, u64>,
    rows: Sheet,
}

impl Default for Rejected {
    fn default() -> Self {
        Self {
            counts: BTreeMap::new(),
            rows: Sheet::new(["line", "reason", "npi", "row"]),
        }
    }
}

impl Rejected {
    pub fn add(&mut self, reason: &'static str, npi: &str, line: Line<'_>) -> io::Result<()> {
        *self.counts.entry(reason).or_default() += 1;
        if self.rows.packed() > KEPT {
            // Whoever looks has seen enough, and memory has an end.
            return Ok(());
        }
        let row = String::from_utf8_lossy(line.bytes);
        self.rows.row([&line.number.to_string(), reason, npi, &row])
    }

    /// How many, by reason.
    pub fn told(&self) -> BTreeMap<String, u64> {
        let counts = self.counts.iter();
        counts
            .map(|(reason, n)| ((*reason).to_owned(), *n))
            .collect()
    }

    /// Nothing where nothing was rejected.
    pub fn into_sheet(self) -> io::Result<Option<Vec<u8>>> {
        if self.counts.is_empty() {
            return Ok(None);
        }
        self.rows.finish().map(Some)
    }
}

/// A table that grows as gzipped CSV, safe for spreadsheets.
pub struct Sheet {
    csv: Writer<GzEncoder<Vec<u8>>>,
}

impl Sheet {
    pub fn new<const N: usize>(head: [&str; N]) -> Self {
        let mut csv = Writer::from_writer(GzEncoder::new(Vec::new(), Compression::default()));
        // Into memory: it cannot fail.
        let _ = csv.write_record(head);
        Self { csv }
    }

    pub fn row<const N: usize>(&mut self, cells: [&str; N]) -> io::Result<()> {
        let safe = cells.map(|cell| {
            let mark = if is_formula(cell) { "'" } else { "" };
            format!("{mark}{cell}")
        });
        self.csv.write_record(safe).map_err(io::Error::from)
    }

    /// Bytes so far, but for what is not packed yet.
    fn packed(&self) -> usize {
        self.csv.get_ref().get_ref().len()
    }

    pub fn finish(self) -> io::Result<Vec<u8>> {
        let gzip = self
            .csv
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        gzip.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn rejected_rows_are_kept_with_their_line_and_no_cell_is_a_formula() {
        let mut rejected = Rejected::default();
        assert!(Rejected::default().into_sheet().unwrap().is_none());
        let line = Line {
            number: 7,
            bytes: b"\"1\",\"x\ny\"",
        };
        rejected.add("invalid_npi", "=1+1", line).unwrap();
        assert_eq!(rejected.told()["invalid_npi"], 1);
        let sheet = rejected.into_sheet().unwrap().unwrap();
        let mut text = String::new();
        GzDecoder::new(&*sheet).read_to_string(&mut text).unwrap();
        assert_eq!(
            text,
            "line,reason,npi,row\n7,invalid_npi,'=1+1,\"\"\"1\"\",\"\"x\ny\"\"\"\n"
        );
    }
}
