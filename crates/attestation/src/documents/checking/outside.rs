//! The program that checks a signature: started without a shell and with an empty environment, in a folder with the two files
//! alone, for a bounded time and with a bounded answer. What it has started ends with it.

use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitIdStatus, kill_process_group, waitid};

use crate::platform::words;

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

impl Running {
    /// How the program has ended. It is not waited for yet: until it is, its number is nobody else's.
    async fn ended(&self) -> rustix::io::Result<WaitIdStatus> {
        let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        loop {
            if let Some(status) = waitid(WaitId::Pid(Pid::from_child(&self.0)), look)? {
                return Ok(status);
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The group first, while its number is held by the program: those that have ended already cannot be ended again.
        kill_process_group(Pid::from_child(&self.0), Signal::KILL).unwrap_or_default();
        drop(self.0.wait());
    }
}

/// What the program says of the signature in this folder, and the first line of its words.
///
/// # Errors
/// When it cannot be started: it is asked again later.
pub(super) async fn asked(checker: &Path, folder: &Path) -> anyhow::Result<(Outcome, String)> {
    asked_within(checker, folder, LONGEST).await
}

/// The same, of a program that may work so long.
async fn asked_within(checker: &Path, folder: &Path, longest: Duration) -> anyhow::Result<(Outcome, String)> {
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
    let running = Running(child);
    let Ok(ended) = tokio::time::timeout(longest, running.ended()).await else {
        let seconds = words::counted(longest.as_secs(), "секунду", "секунды", "секунд");
        return Ok((Outcome::Failed, format!("программа не ответила за {seconds}")));
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
    let outcome = match status.exit_status() {
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
    use std::fs;
    use std::time::Instant;

    use super::*;

    /// The checker of tests, asked of a signature with this byte in a folder of its own.
    async fn of_kind(byte: u8, longest: Duration) -> (tempfile::TempDir, Outcome, String) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SIGNATURE), [byte; 20]).unwrap();
        fs::write(folder.path().join(SIGNED), "текст").unwrap();
        let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/checker.sh");
        let (outcome, words) = asked_within(&checker, folder.path(), longest).await.unwrap();
        (folder, outcome, words)
    }

    /// How many of the group are at work: who was ended by a signal is gone a moment after it.
    fn at_work(group: &str) -> usize {
        let is_of = |stat: &str| {
            // After the name in brackets: the state, the parent, the group.
            let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
            fields[2] == group && !["Z", "X"].contains(&fields[0])
        };
        let all =
            fs::read_dir("/proc").unwrap().filter_map(|one| fs::read_to_string(one.unwrap().path().join("stat")).ok());
        all.filter(|stat| is_of(stat)).count()
    }

    /// Nobody of the group is left, as soon as what was sent has reached them.
    fn nobody_is_left(group: &str) {
        assert!(!group.is_empty() && group.bytes().all(|sign| sign.is_ascii_digit()), "{group}");
        let began = Instant::now();
        while at_work(group) > 0 && began.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(LOOK);
        }
        assert_eq!(at_work(group), 0);
    }

    #[tokio::test]
    async fn what_the_program_leaves_behind_ends_with_it() {
        let began = Instant::now();
        let (_folder, outcome, words) = of_kind(0x0b, LONGEST).await;
        assert!(began.elapsed() < LONGEST, "nobody waits for what it has left behind");
        assert_eq!(outcome, Outcome::Confirmed);
        nobody_is_left(words.strip_prefix("группа ").unwrap());
    }

    #[tokio::test]
    async fn a_program_that_works_too_long_ends_with_all_it_has_started() {
        let (folder, outcome, words) = of_kind(0x0d, Duration::from_secs(3)).await;
        assert_eq!((outcome, words.as_str()), (Outcome::Failed, "программа не ответила за 3\u{a0}секунды"));
        nobody_is_left(fs::read_to_string(folder.path().join("group")).unwrap().trim());
    }

    #[test]
    fn the_first_line_is_plain_and_short() {
        assert_eq!(plain("\u{feff}CN=Петров \u{202e}П. П.\u{7}\r\nвторая"), "CN=Петров П. П.");
        assert_eq!(plain(""), "");
        assert_eq!(plain(&"я".repeat(1000)).chars().count(), KEPT);
    }
}
