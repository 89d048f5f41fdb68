//! What a draft stated when it was printed to be signed by hand: by the signed paper it is submitted as it was printed.

use filestore::Key;

use crate::applications::Post;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::failure::{Failure, Refusal};

use super::guards::DraftInHand;
use super::submit::{self, Original, Proof, Ready};
use super::whole::Whole;
use super::{courses, kinds, store};

/// Said when the answers are not those that were printed.
pub(super) const CHANGED: &str = "После печати заявления ответы в черновике изменились: на бумаге, которую подписал педагог, другие. Распечатайте заявление заново и дайте подписать.";

/// The answers are not those of the paper.
#[derive(Debug)]
struct Reprinted;

impl Refusal for Reprinted {
    fn reason(&self) -> String {
        CHANGED.to_owned()
    }
}

/// A mark of the answers a paper states: other answers have another one. Documents are not among them: they may be added when it
/// is signed.
pub(super) fn mark(whole: &Whole, posts: &[Post]) -> String {
    let answers = whole.all_answers(posts).into_iter().map(|one| [one.part, one.question, one.answer].join("\n"));
    let courses = whole.courses.iter().map(courses::line).map(|one| [one.title, one.about].join("\n"));
    let all: Vec<String> =
        std::iter::once(whole.draft.category.code().to_owned()).chain(answers).chain(courses).collect();
    Key::of(all.join("\n\n").as_bytes()).to_string()
}

/// Whether the answers have changed since the application was printed; not when it never was: then the paper was written otherwise.
pub(super) fn is_other(whole: &Whole, posts: &[Post]) -> bool {
    !whole.draft.printed.is_empty() && whole.draft.printed != mark(whole, posts)
}

/// What a signed paper says, when it is what was printed.
pub(super) fn ready(app: &App, whole: Whole, posts: &[Post], original: Original) -> Result<Ready, Failure> {
    submit::prove_none(&whole, &whole.unready_on_paper(app.today()))?;
    if is_other(&whole, posts) {
        return Err(Reprinted.into());
    }
    let (new, answers) = (submit::new_application(&whole, app.today())?, whole.all_answers(posts));
    Ok(Ready { whole, new, answers, proof: Proof::Original(original) })
}

/// Tells the journal that a paper was taken; `printed`: the mark of what it states, when it is the application.
pub(super) async fn taken(
    hand: &DraftInHand,
    app: &App,
    words: &'static str,
    printed: Option<String>,
) -> Result<(), Failure> {
    let id = hand.draft.id;
    let done = app.db.act(hand.by.by(), app.now(), move |act| {
        if let Some(mark) = printed {
            store::printed(act, id, &mark)?;
        }
        act.record(Fact::of(kinds::BY_HAND_TAKEN, words).subject("draft", id), ())
    });
    done.await.map_err(Failure::from)
}
