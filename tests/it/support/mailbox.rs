use std::path::{Path, PathBuf};

use mail_parser::MessageParser;

/// A mail as a mail program shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub message_id: String,
    pub text: String,
    pub html: String,
    pub raw: Vec<u8>,
}

impl Mail {
    pub fn read(raw: Vec<u8>) -> Self {
        let parsed = MessageParser::default().parse(&raw).unwrap();
        let to = parsed.to().unwrap().first().unwrap().address().unwrap();
        Self {
            to: to.to_owned(),
            subject: parsed.subject().unwrap().to_owned(),
            message_id: parsed.message_id().unwrap().to_owned(),
            text: parsed.body_text(0).unwrap().into_owned(),
            html: parsed.body_html(0).unwrap().into_owned(),
            raw,
        }
    }

    /// The token of the link below `path`, `/r/` or `/p/`.
    pub fn token(&self, path: &str) -> String {
        let start = self.text.find(path).unwrap() + path.len();
        self.text[start..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect()
    }
}

/// Every mail in a folder, oldest first.
pub fn mails_in(folder: &Path) -> Vec<Mail> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| Mail::read(std::fs::read(path).unwrap()))
        .collect()
}
