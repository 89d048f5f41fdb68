//! Processes under measurement: started on a free port of the loopback, waited for, stopped by their number.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::client::{Person, Wire, empty};

/// A process that answers on a port. Dropped, it is killed.
pub(crate) struct Program {
    child: Child,
    /// Where it answers.
    pub(crate) at: SocketAddr,
    /// From its start to its first answer.
    pub(crate) ready_in: Duration,
}

/// A port nobody has now.
pub(crate) fn free_port() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// How long a start may take before it counts as failed.
const PATIENCE: Duration = Duration::from_mins(1);

impl Program {
    /// Starts a command that listens at `at`, what it says going into `log`, and waits until `path` is answered.
    pub(crate) async fn start(mut command: Command, at: SocketAddr, log: &Path, path: &str) -> anyhow::Result<Self> {
        let said = File::options().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let start = Instant::now();
        let child = command.spawn().with_context(|| command.get_program().display().to_string())?;
        let mut program = Self { child, at, ready_in: Duration::ZERO };
        while !answers(at, path).await {
            if let Some(status) = program.child.try_wait()? {
                anyhow::bail!("ended with {status} before it answered, see {}", log.display());
            }
            anyhow::ensure!(start.elapsed() < PATIENCE, "did not answer in {PATIENCE:?}, see {}", log.display());
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        program.ready_in = start.elapsed();
        Ok(program)
    }

    /// Starts the program on a folder of data, with settings beside.
    pub(crate) async fn serve(program: &Path, data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let at = free_port()?;
        let mut command = Command::new(program);
        command
            .arg("serve")
            .env("ATTESTATION_DATA", data)
            .env("ATTESTATION_LISTEN", at.to_string())
            .env("ATTESTATION_SECOND_FACTOR", "offered")
            .env("ATTESTATION_UPLOAD_LIMIT_MB", "2048");
        for (name, value) in settings {
            command.env(name, value);
        }
        Self::start(command, at, &data.join("serve.log"), "/login").await
    }

    /// Its number.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory now, bytes.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse::<u64>().ok());
        kib.unwrap_or_default() * 1024
    }

    /// Kills it as `kill -9` does and waits for its end.
    pub(crate) fn kill(self) {
        drop(self);
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn answers(at: SocketAddr, path: &str) -> bool {
    let Ok(mut wire) = Wire::open(at).await else {
        return false;
    };
    let asked = Person { at, cookie: String::new(), token: String::new() };
    let mut request = asked.get(path);
    *request.body_mut() = empty();
    matches!(wire.ask(request).await, Ok(answer) if answer.status.is_success())
}
