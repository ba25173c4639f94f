//! A throw-away PostgreSQL when its binaries are on the machine.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A server of one test, reached through a socket in its own folder.
pub struct Postgres {
    dir: TempDir,
    bin: PathBuf,
}

/// Starts a server; `None`, said loudly, when the binaries are missing.
pub fn start() -> Option<Postgres> {
    let Some(bin) = binaries() else {
        super::skip("PostgreSQL tests", "no PostgreSQL binaries on this machine");
        return None;
    };
    let dir = tempfile::tempdir().unwrap();
    if is_root() {
        // initdb refuses root; the folder goes to the user that Debian's package makes.
        run(Command::new("chown").arg("postgres").arg(dir.path()));
    }
    let server = Postgres { dir, bin };
    let data = server.dir.path().join("data");
    run(server
        .tool("initdb")
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=footpath",
            "--encoding=UTF8",
            "--locale=C",
        ])
        .arg("-D")
        .arg(&data));
    let options = format!(
        "-c listen_addresses= -c fsync=off -c unix_socket_directories={}",
        server.dir.path().display()
    );
    run(server
        .tool("pg_ctl")
        .args(["start", "-w", "-o", &options, "-l"])
        .arg(server.dir.path().join("log"))
        .arg("-D")
        .arg(&data));
    Some(server)
}

impl Postgres {
    /// The address of a fresh database.
    pub fn database(&self, name: &str) -> String {
        let socket = self.dir.path().display().to_string();
        run(self
            .tool("createdb")
            .args(["-h", &socket, "-U", "footpath", name]));
        format!(
            "postgres://footpath@localhost/{name}?host={}",
            socket.replace('/', "%2F")
        )
    }

    /// A command of the server, run as somebody who may.
    fn tool(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.dir.path());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.dir.path().join("data");
        let _ = self
            .tool("pg_ctl")
            .args(["stop", "-m", "immediate", "-D"])
            .arg(data)
            .stdout(Stdio::null())
            .status();
    }
}

fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .max()
}

fn is_root() -> bool {
    fs::metadata(Path::new("/proc/self"))
        .is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
