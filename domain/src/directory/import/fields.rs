//! The fields of one row as text.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder};

use super::Refused;

/// The fields of a row, quotes taken off.
pub fn split(row: &[u8]) -> Result<ByteRecord, Refused> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(row.len().max(1))
        .from_reader(row);
    let mut record = ByteRecord::with_capacity(row.len(), 330);
    reader
        .read_byte_record(&mut record)
        .map_err(|why| Refused(format!("cannot be read as CSV: {why}")))?;
    Ok(record)
}

/// A field as one clean line: white space folded, masked or unavailable values empty. Bytes that
/// are no UTF-8 are read as Latin-1, which is what they mostly are.
pub fn text(record: &ByteRecord, at: usize) -> String {
    let bytes = record.get(at).unwrap_or_default();
    let decoded: Cow<'_, str> = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes
            .iter()
            .map(|&b| char::from(b))
            .collect::<String>()
            .into(),
    };
    let plain: String = decoded
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut clean = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    if clean == "<UNAVAIL>" || clean.chars().all(|c| "$*_= ".contains(c)) {
        clean.clear();
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_clean_text() {
        let row = b"\"a  b\",\"LINE A\r\nLINE B\",\"GARC\xcdA\",\"<UNAVAIL>\",\"$$$\",\"JO\"\"Y\"";
        let record = split(row).unwrap();
        let all: Vec<String> = (0..7).map(|at| text(&record, at)).collect();
        assert_eq!(
            all,
            ["a b", "LINE A LINE B", "GARC\u{cd}A", "", "", "JO\"Y", ""]
        );
    }
}
