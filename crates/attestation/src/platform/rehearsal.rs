//! A rehearsal: a form handled once more to show its page again, as it was typed. Nothing can be changed in it:
//! its form never counts as sound, and the database refuses every act begun in it.

tokio::task_local! {
    static REHEARSED: ();
}

/// Put on a request that is only rehearsed: its form is held back.
#[derive(Clone, Copy)]
pub struct Held;

/// Runs `work` as a rehearsal.
pub async fn rehearse<F: Future>(work: F) -> F::Output {
    REHEARSED.scope((), work).await
}

/// Whether what runs now is a rehearsal.
pub fn is_on() -> bool {
    REHEARSED.try_with(|()| ()).is_ok()
}
