//! Rows of a CSV file, found fast and handed out as they stand. A row ends at a line break outside
//! quotes; which that is follows from how many quotes came before it in the row.

use memchr::{memchr, memchr_iter};

use super::Refused;

/// The longest row has some 10 kB; what is longer is no row.
const LONGEST: usize = 1024 * 1024;

/// One row, without its line break.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Of its first line, from 1, as an editor counts.
    pub number: u64,
    pub bytes: &'a [u8],
}

/// Cuts a stream of chunks into rows.
pub struct Lines {
    /// The beginning of a row whose end has not come yet.
    begun: Vec<u8>,
    inside_quotes: bool,
    /// Of the row that begins next, or has begun.
    number: u64,
    /// Line breaks inside the row that has begun.
    breaks: u64,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            begun: Vec::new(),
            inside_quotes: false,
            number: 1,
            breaks: 0,
        }
    }
}

impl Lines {
    pub fn feed(
        &mut self,
        chunk: &[u8],
        take: &mut impl FnMut(Line<'_>) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let mut start = 0;
        let mut seen = 0;
        while let Some(at) = memchr(b'\n', &chunk[seen..]).map(|at| seen + at) {
            self.count(&chunk[seen..at]);
            seen = at + 1;
            if self.inside_quotes {
                self.breaks += 1;
                continue;
            }
            if self.begun.is_empty() {
                take(line(self.number, &chunk[start..at]))?;
            } else {
                self.begun.extend_from_slice(&chunk[start..at]);
                take(line(self.number, &self.begun))?;
                self.begun.clear();
            }
            self.number += 1 + self.breaks;
            self.breaks = 0;
            start = seen;
        }
        self.count(&chunk[seen..]);
        self.begun.extend_from_slice(&chunk[start..]);
        if self.begun.len() > LONGEST {
            return Err(Refused(format!(
                "has a row of more than a million bytes at line {}: a quote is missing, or it is no \
                 registry file",
                self.number
            )));
        }
        Ok(())
    }

    /// The last row, where no line break follows it.
    pub fn end(
        self,
        take: &mut impl FnMut(Line<'_>) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        if self.inside_quotes {
            return Err(Refused(format!(
                "is cut short: the row at line {} does not end",
                self.number
            )));
        }
        if self.begun.is_empty() {
            return Ok(());
        }
        take(line(self.number, &self.begun))
    }

    fn count(&mut self, bytes: &[u8]) {
        self.inside_quotes ^= memchr_iter(b'"', bytes).count() % 2 == 1;
    }
}

fn line(number: u64, bytes: &[u8]) -> Line<'_> {
    Line {
        number,
        bytes: bytes.strip_suffix(b"\r").unwrap_or(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, chunk: usize) -> Result<Vec<(u64, String)>, Refused> {
        let mut rows = Vec::new();
        let mut take = |line: Line<'_>| {
            rows.push((line.number, String::from_utf8(line.bytes.to_vec()).unwrap()));
            Ok(())
        };
        let mut lines = Lines::default();
        for chunk in text.as_bytes().chunks(chunk) {
            lines.feed(chunk, &mut take)?;
        }
        lines.end(&mut take)?;
        Ok(rows)
    }

    #[test]
    fn a_row_ends_outside_quotes_wherever_the_chunks_do() {
        let text = "\"a\",\"b\"\r\n\"c\nd\",\"e\"\"\r\n\"\"\"\n\n\"f\"";
        let expected = [
            (1, "\"a\",\"b\""),
            (2, "\"c\nd\",\"e\"\"\r\n\"\"\""),
            (5, ""),
            (6, "\"f\""),
        ];
        let expected: Vec<(u64, String)> = expected
            .map(|(number, row)| (number, row.to_owned()))
            .into();
        for chunk in 1..=text.len() {
            assert_eq!(rows(text, chunk).unwrap(), expected, "{chunk}");
        }
    }

    #[test]
    fn a_row_without_an_end_is_told() {
        let Err(why) = rows("\"a\"\n\"b", 4) else {
            panic!("it passed")
        };
        assert!(why.0.contains("line 2"), "{}", why.0);
        let endless = format!("\"{}", "x".repeat(LONGEST + 10));
        assert!(rows(&endless, 1000).is_err());
    }
}
