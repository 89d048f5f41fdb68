//! The protocol as a PDF: out of its rows in the shape of the program, or out of the Word file that the Centre's own
//! template made. What was signed is the Word file alone; corrections written beside it since stand at the end.

use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::{Align, Block, Named, Weight};

use crate::context::App;
use crate::documents::Media;
use crate::documents::made::{made, printed};
use crate::papers;
use crate::platform::failure::Failure;

use super::document::{PROTOCOL, render};
use super::guards::SittingInSight;
use super::printed::{CORRECTIONS, corrections_stated, kept_words, protocol_paper};
use super::protocol::{stated, taken};
use super::store::{self, SittingStage};

/// What stands above a protocol while it is not signed.
const DRAFT_ABOVE: &str = "ПРОЕКТ";

/// Made each time: out of the signed Word file when it was filled by the Centre's own template, otherwise out of what was
/// stated at the signature. What was signed is the Word file, named by its hash.
pub(super) async fn pdf(seen: SittingInSight, State(app): State<App>) -> Result<Response, Failure> {
    let name = format!("{}.pdf", taken(&seen, &app).await?);
    let (says, dated_on) = stated(&seen, &app).await?;
    let sitting = &seen.sitting;
    let (is_signed, since) = (sitting.stage == SittingStage::Closed, sitting.closed_at.unwrap_or(app.now()));
    let at = app.config.zone.begins(dated_on);
    let id = sitting.id;
    let read = app.db.read(move |reader| {
        Ok::<_, Failure>((papers::in_force(reader, PROTOCOL.code, since)?, store::corrections(reader, id)?))
    });
    let (own, corrections) = read.await?;
    let corrections = corrections_stated(&corrections);
    let mut paper = protocol_paper(&says, &sitting.file_key);
    if own.is_none() {
        if !is_signed {
            let draft = Block::Text { text: DRAFT_ABOVE.to_owned(), align: Align::Right, weight: Weight::Bold };
            paper.blocks.insert(0, draft);
        }
        if !corrections.is_empty() {
            paper.blocks.push(Block::Heading(CORRECTIONS.to_owned()));
            paper.blocks.push(Block::List { is_numbered: true, items: corrections });
        }
        return printed(paper, at, &name).await;
    }
    let named = Named {
        title: paper.title,
        organization: paper.organization,
        above: if is_signed { String::new() } else { DRAFT_ABOVE.to_owned() },
        below: if is_signed { below(&sitting.file_key, &corrections) } else { String::new() },
    };
    let filled = if is_signed { papers::bytes_of(&app, &sitting.file_key).await? } else { render(&app, says).await? };
    Ok(made(papers::set(filled, named, at).await?, &name, Media::Pdf))
}

/// What stands under a signed Word file: its name, then what was corrected since.
fn below(kept: &str, corrections: &[String]) -> String {
    let mut lines = vec![kept_words(kept)];
    if !corrections.is_empty() {
        lines.push(CORRECTIONS.to_owned());
        lines.extend((1..).zip(corrections).map(|(place, one)| format!("{place}. {one}")));
    }
    lines.join("\n")
}
