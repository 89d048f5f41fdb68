//! The program that checks a signature: started without a shell and with an empty environment, in a folder with the two files
//! alone, for a bounded time and with a bounded answer.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use super::Outcome;

/// The names of the two files in the folder.
pub(super) const SIGNATURE: &str = "signature.sig";
/// What is signed.
pub(super) const SIGNED: &str = "document";
/// What the program writes goes here.
const ANSWER: &str = "answer";

/// How long the program may work.
const LONGEST: Duration = Duration::from_secs(30);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// Bytes the program may write at most.
const MOST: u64 = 64 * 1024;
/// Letters of its first line that are kept.
const KEPT: usize = 300;

/// A program that runs; it is ended with this, whatever happens.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// What the program says of the signature in this folder, and the first line of its words.
///
/// # Errors
/// When it cannot be started: it is asked again later.
pub(super) async fn asked(checker: &Path, folder: &Path) -> anyhow::Result<(Outcome, String)> {
    let answer = folder.join(ANSWER);
    let child = Command::new(checker)
        .arg(folder.join(SIGNATURE))
        .arg(folder.join(SIGNED))
        .env_clear()
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(File::create(&answer)?)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| anyhow::anyhow!("the checker of signatures does not start: {error}"))?;
    let mut running = Running(child);
    let Ok(ended) = tokio::time::timeout(LONGEST, ended(&mut running, &answer)).await else {
        let seconds = LONGEST.as_secs();
        return Ok((Outcome::Failed, format!("программа не ответила за {seconds}\u{a0}секунд")));
    };
    let Some(status) = ended? else {
        return Ok((Outcome::Failed, "программа написала слишком много".to_owned()));
    };
    let outcome = match status.code() {
        Some(0) => Outcome::Confirmed,
        Some(1) => Outcome::Refuted,
        _ => Outcome::Failed,
    };
    Ok((outcome, first_line(&answer)?))
}

/// How the program has ended; none when it has written too much.
async fn ended(running: &mut Running, answer: &Path) -> anyhow::Result<Option<ExitStatus>> {
    loop {
        let status = running.0.try_wait()?;
        if std::fs::metadata(answer)?.len() > MOST {
            return Ok(None);
        }
        if status.is_some() {
            return Ok(status);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The first line of what was written, as plain text: nothing in it is a control sign or turns the direction of the text.
fn first_line(answer: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    File::open(answer)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(plain(&String::from_utf8_lossy(&bytes)))
}

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
