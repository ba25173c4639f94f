//! A real mail server, for faults as well.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::support::{Mail, mails_in, skip};

/// The mail server of `mail_server.py`, on a port of its own.
pub struct MailServer {
    child: Child,
    pub port: u16,
    pub folder: PathBuf,
}

impl MailServer {
    /// `None`, said loudly, when Python or aiosmtpd is missing. Port 0 picks one.
    pub fn start(folder: &Path, port: u16) -> Option<Self> {
        Self::start_with(folder, port, &[])
    }

    /// The same that wants the user `desk` with the password `right p:ss`.
    pub fn start_with_auth(folder: &Path) -> Option<Self> {
        Self::start_with(folder, 0, &["auth"])
    }

    fn start_with(folder: &Path, port: u16, more: &[&str]) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/referral/mail_server.py");
        std::fs::create_dir_all(folder).unwrap();
        let child = Command::new("python3")
            .arg(script)
            .arg(folder)
            .arg(port.to_string())
            .args(more)
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            skip("SMTP tests", "no python3 on this machine");
            return None;
        };
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let Ok(port) = line.trim().parse() else {
            child.wait().unwrap();
            skip("SMTP tests", "python3 has no aiosmtpd");
            return None;
        };
        Some(Self {
            child,
            port,
            folder: folder.to_owned(),
        })
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// What it has taken, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        mails_in(&self.folder)
    }

    /// The envelope's sender of each mail.
    pub fn senders(&self) -> Vec<String> {
        let files = std::fs::read_dir(&self.folder).unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|end| end == "from"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    }

    /// The envelope's recipients of each mail.
    pub fn recipients(&self) -> Vec<Vec<String>> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "to"))
            .collect();
        files.sort();
        files
            .into_iter()
            .map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
