use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{Failure, Parcel};
use crate::{Error, Result};

/// A folder of `.eml` files, named by Message-ID, for the owner's eyes only.
pub(super) struct Files {
    pub folder: PathBuf,
}

impl Files {
    pub async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let folder = self.folder.clone();
        let name = file_name(&parcel.message_id);
        let bytes = parcel.bytes.clone();
        tokio::task::spawn_blocking(move || write(&folder, &name, &bytes))
            .await
            .map_err(|_| passing("the file writer stopped"))?
            .map_err(|error| passing(error.kind()))
    }

    pub async fn forget(&self, message_id: &str) -> Result<()> {
        match tokio::fs::remove_file(self.folder.join(file_name(message_id))).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::internal(error)),
            _ => Ok(()),
        }
    }

    pub fn ready(&self) -> Result<(), Failure> {
        make_folder(&self.folder).map_err(|error| passing(error.kind()))
    }
}

fn passing(why: impl std::fmt::Display) -> Failure {
    Failure::Passing(format!("mail folder: {why}"))
}

/// `<0190…@example.org>` is kept in `0190…@example.org.eml`.
fn file_name(message_id: &str) -> String {
    let safe: String = message_id
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-.@_".contains(*c))
        .collect();
    format!("{safe}.eml")
}

/// Whole or not at all: under another name first, on the disk, then renamed.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    make_folder(folder)?;
    let half = folder.join(format!(".{name}.{}", rand::random::<u64>()));
    let written = fill(&half, bytes).and_then(|()| fs::rename(&half, folder.join(name)));
    if written.is_err() {
        // The folder must not fill up with halves; the first error is the one to tell.
        drop(fs::remove_file(&half));
    }
    written?;
    File::open(folder)?.sync_all()
}

fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_never_leads_out_of_the_folder() {
        assert_eq!(file_name("<a-1@b.org>"), "a-1@b.org.eml");
        assert_eq!(file_name("<../../etc/x>"), "....etcx.eml");
    }
}
