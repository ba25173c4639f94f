use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use super::database;

/// The real binary, serving; killed hard when dropped.
pub struct Process {
    pub base: String,
    child: Child,
    /// Kept open, or the process would write into a closed pipe.
    _stdout: BufReader<std::process::ChildStdout>,
}

/// Starts `footpath serve` on a free port and waits for its first line.
pub fn spawn_process(data_dir: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Process {
    let mut serve = command(data_dir, settings);
    serve.arg("serve").args(arguments);
    Process::start(serve)
}

/// A command of the binary with settings of its own and nothing from around.
pub fn command(data_dir: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_footpath"));
    command
        .current_dir(data_dir)
        .env_clear()
        .env("PATH", "/usr/bin:/bin");
    command
        .env("FOOTPATH_DATA_DIR", data_dir)
        .env("FOOTPATH_LISTEN", "127.0.0.1:0");
    for (name, value) in database::settings_for(data_dir) {
        command.env(format!("FOOTPATH_{name}"), value);
    }
    for (name, value) in settings {
        command.env(format!("FOOTPATH_{name}"), value);
    }
    command
}

impl Process {
    /// Waits for the first line of a command that serves.
    pub fn start(command: Command) -> Self {
        Self::start_logging(command, Stdio::null())
    }

    /// The same, with the log going somewhere.
    pub fn start_logging(mut command: Command, log: impl Into<Stdio>) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let base = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("first line was {line:?}"))
            .to_owned();
        Self {
            base,
            child,
            _stdout: stdout,
        }
    }

    /// SIGKILL: no chance to tidy up.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the process to end by itself.
    pub fn wait(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
