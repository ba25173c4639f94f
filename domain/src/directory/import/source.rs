//! A registry file as a stream of bytes, plain or inside a ZIP archive. It is never unpacked, not
//! to the disk and not into memory: what is read at once is a chunk.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use zip::{ZipArchive, result::ZipError};

use super::Refused;

/// Which of the files of the registry is wanted; its archives hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    Providers,
    Locations,
}

impl Member {
    fn prefix(self) -> &'static str {
        match self {
            Self::Providers => "npidata_pfile_",
            Self::Locations => "pl_pfile_",
        }
    }
}

/// Bytes read at once.
const CHUNK: usize = 2 * 1024 * 1024;
/// The national file has 10 GB; what claims ten times that is no registry file.
const MOST: u64 = 100 * 1024 * 1024 * 1024;

/// Hands the file to `take`, chunk by chunk, with how many bytes there are in all. Whatever can be
/// checked about an archive is checked by the time this returns.
pub fn stream(
    path: &Path,
    member: Member,
    take: &mut dyn FnMut(Vec<u8>, u64) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut file = File::open(path)?;
    if is_zip(&mut file)? {
        return archived(file, member, take);
    }
    let total = file.metadata()?.len();
    copy(file, total, take)
}

/// Whether an archive holds such a file; a plain file does not.
pub fn holds(path: &Path, member: Member) -> Result<bool, Refused> {
    let mut file = File::open(path)?;
    if !is_zip(&mut file)? {
        return Ok(false);
    }
    let archive = ZipArchive::new(file).map_err(archive_error)?;
    Ok(names(&archive)?.iter().any(|name| is(name, member)))
}

fn is_zip(file: &mut File) -> Result<bool, Refused> {
    let mut magic = [0; 4];
    let n = file.read(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(n == 4 && (magic == *b"PK\x03\x04" || magic == *b"PK\x05\x06"))
}

fn archived(
    file: File,
    member: Member,
    take: &mut dyn FnMut(Vec<u8>, u64) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut archive = ZipArchive::new(file).map_err(archive_error)?;
    let names = names(&archive)?;
    let wanted = names.iter().find(|name| is(name, member));
    let Some(name) = wanted else {
        return Err(Refused(format!(
            "is an archive without a {}….csv; it holds {}",
            member.prefix(),
            listed(&names)
        )));
    };
    let entry = archive.by_name(name).map_err(archive_error)?;
    let total = entry.size();
    if total > MOST {
        return Err(Refused::new(
            "says that it unpacks to more than 100 GB, which no registry file does",
        ));
    }
    // More than it says is as wrong as less.
    copy(entry.take(total + 1), total, take)
}

fn names(archive: &ZipArchive<File>) -> Result<Vec<String>, Refused> {
    archive
        .file_names()
        .map(|name| name.map(Into::into).map_err(archive_error))
        .collect()
}

/// The last part of the path decides; the file that holds only a header is none of them.
fn is(name: &str, member: Member) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    name.starts_with(member.prefix())
        && name
            .strip_suffix(".csv")
            .is_some_and(|stem| !stem.ends_with("fileheader"))
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "nothing".to_owned();
    }
    let mut shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    if names.len() > shown.len() {
        shown.push("…");
    }
    shown.join(", ")
}

fn copy(
    mut from: impl Read,
    total: u64,
    take: &mut dyn FnMut(Vec<u8>, u64) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut read = 0;
    loop {
        let mut chunk = Vec::with_capacity(CHUNK);
        let n = from
            .by_ref()
            .take(CHUNK as u64)
            .read_to_end(&mut chunk)
            .map_err(|why| Refused(format!("is cut short or damaged: {why}")))?;
        if n == 0 {
            break;
        }
        read += n as u64;
        take(chunk, total)?;
    }
    if read == total {
        Ok(())
    } else {
        Err(Refused(format!(
            "is cut short or damaged: {read} bytes instead of {total}"
        )))
    }
}

fn archive_error(why: ZipError) -> Refused {
    Refused(format!("is an archive that is cut short or damaged: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_with_rows_is_found_among_its_siblings() {
        let providers = |name| is(name, Member::Providers);
        assert!(providers("npidata_pfile_20050523-20261108.csv"));
        assert!(providers("x/NPIDATA_PFILE_20261102-20261108.CSV"));
        assert!(!providers("npidata_pfile_20050523-20261108_fileheader.csv"));
        assert!(!providers("pl_pfile_20050523-20261108.csv"));
        assert!(is("pl_pfile_20050523-20261108.csv", Member::Locations));
    }
}
