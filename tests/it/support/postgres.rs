//! A throw-away PostgreSQL when its binaries are on the machine: one server for the whole run.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{LazyLock, Mutex},
};

struct Server {
    /// Holds the data and the socket through which the server is reached.
    folder: PathBuf,
    bin: PathBuf,
    databases: Mutex<BTreeSet<String>>,
    /// When the tests end, however they end, the pipe to it closes and the server goes.
    _leash: Child,
}

static SERVER: LazyLock<Option<Server>> = LazyLock::new(start);

/// The address of the database of this name, which is empty when nobody has asked for it before.
/// `None`, said loudly, when the binaries are missing.
pub fn database(name: &str) -> Option<String> {
    let Some(server) = &*SERVER else {
        super::skip(
            "a PostgreSQL test",
            "no PostgreSQL binaries on this machine",
        );
        return None;
    };
    Some(server.database(name))
}

fn start() -> Option<Server> {
    let bin = binaries()?;
    let folder = tempfile::tempdir().unwrap().keep();
    if is_root() {
        // initdb refuses root; the folder goes to the user that Debian's package makes.
        run(Command::new("chown").arg("postgres").arg(&folder));
    }
    let data = folder.join("data");
    run(tool(&bin, &folder, "initdb")
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=footpath",
            "--encoding=UTF8",
            "--locale=C",
        ])
        .arg("-D")
        .arg(&data));
    let leash = leash(&bin, &folder);
    let options = format!(
        "-c listen_addresses= -c fsync=off -c max_connections=500 -c unix_socket_directories={}",
        folder.display()
    );
    run(tool(&bin, &folder, "pg_ctl")
        .args(["start", "-w", "-o", &options, "-l"])
        .arg(folder.join("log"))
        .arg("-D")
        .arg(&data));
    Some(Server {
        folder,
        bin,
        databases: Mutex::default(),
        _leash: leash,
    })
}

impl Server {
    fn database(&self, name: &str) -> String {
        let socket = self.folder.display().to_string();
        // Not locked while it is made: a name is one test's, and tests run side by side.
        let is_new = self.databases.lock().unwrap().insert(name.to_owned());
        if is_new {
            run(tool(&self.bin, &self.folder, "createdb")
                .args(["-h", &socket, "-U", "footpath", name]));
        }
        format!(
            "postgres://footpath@localhost/{name}?host={}",
            socket.replace('/', "%2F")
        )
    }
}

/// Waits beside the tests until they are over, then stops the server and clears up.
fn leash(bin: &Path, folder: &Path) -> Child {
    let stop = tool(bin, folder, "pg_ctl");
    Command::new("sh")
        .args(["-c", r#"cat; "$@"; rm -rf "$0""#])
        .arg(folder)
        .arg(stop.get_program())
        .args(stop.get_args())
        .args(["stop", "-m", "immediate", "-D"])
        .arg(folder.join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C is for the tests; this one must outlive them.
        .process_group(0)
        .spawn()
        .unwrap()
}

/// A command of the server, run as somebody who may.
fn tool(bin: &Path, folder: &Path, name: &str) -> Command {
    let program = bin.join(name);
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    command
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
