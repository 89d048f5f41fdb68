//! The program that checks a signature: started without a shell and with an empty environment, in a folder with the two files
//! alone, for a bounded time and with a bounded answer. What it has started ends with it.

use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::Outcome;

/// The names of the two files in the folder.
pub(super) const SIGNATURE: &str = "signature.sig";
/// What is signed.
pub(super) const SIGNED: &str = "document";

/// How long the program may work.
const LONGEST: Duration = Duration::from_secs(30);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// Bytes the program may write at most.
const MOST: u64 = 64 * 1024;
/// Letters of its first line that are kept.
const KEPT: usize = 300;

/// A program that runs, the first of a group of its own; the whole group is ended with this, whatever happens.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Those that have ended already cannot be ended again.
        kill_process_group(Pid::from_child(&self.0), Signal::KILL).unwrap_or_default();
        drop(self.0.wait());
    }
}

/// What the program says of the signature in this folder, and the first line of its words.
///
/// # Errors
/// When it cannot be started: it is asked again later.
pub(super) async fn asked(checker: &Path, folder: &Path) -> anyhow::Result<(Outcome, String)> {
    let mut child = Command::new(checker)
        .arg(folder.join(SIGNATURE))
        .arg(folder.join(SIGNED))
        .env_clear()
        .current_dir(folder)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| anyhow::anyhow!("the checker of signatures does not start: {error}"))?;
    let answer = child.stdout.take().map(|answer| tokio::task::spawn_blocking(move || heard(answer)));
    let mut running = Running(child);
    let Ok(ended) = tokio::time::timeout(LONGEST, ended(&mut running)).await else {
        let seconds = LONGEST.as_secs();
        return Ok((Outcome::Failed, format!("программа не ответила за {seconds}\u{a0}секунд")));
    };
    let status = ended?;
    // Whoever still holds the end of the pipe is ended here, and the answer is whole.
    drop(running);
    let bytes = match answer {
        Some(answer) => answer.await??,
        None => Vec::new(),
    };
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST {
        return Ok((Outcome::Failed, "программа написала слишком много".to_owned()));
    }
    let outcome = match status.code() {
        Some(0) => Outcome::Confirmed,
        Some(1) => Outcome::Refuted,
        _ => Outcome::Failed,
    };
    Ok((outcome, plain(&String::from_utf8_lossy(&bytes))))
}

/// What is written, and a byte more than may be: then nobody listens, and whoever goes on writing ends by that.
fn heard(answer: ChildStdout) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    answer.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How the program has ended.
async fn ended(running: &mut Running) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = running.0.try_wait()? {
            return Ok(status);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The first line of what was written, as plain text: nothing in it is a control sign or turns the direction of the text.
fn plain(text: &str) -> String {
    let is_plain = |sign: &char| {
        !sign.is_control()
            && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(is_plain).take(KEPT).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_plain_and_short() {
        assert_eq!(plain("\u{feff}CN=Петров \u{202e}П. П.\u{7}\r\nвторая"), "CN=Петров П. П.");
        assert_eq!(plain(""), "");
        assert_eq!(plain(&"я".repeat(1000)).chars().count(), KEPT);
    }
}
