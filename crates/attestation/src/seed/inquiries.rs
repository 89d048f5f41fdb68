//! The demonstration's inquiries about personal data: one that waits for an answer, one that was answered.

use crate::applications::Channel;
use crate::context::App;
use crate::deadlines;
use crate::inquiries::{self, NewInquiry, Wish};
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::people::People;

/// Makes both.
pub(super) async fn make(app: &App, people: &People) -> Result<(), Failure> {
    let today = app.today();
    app.db
        .act(people.centre_by(), app.now(), move |act| {
            let open = added(act, "Михайлова Дарья Олеговна", (Channel::Email, Wish::Copy), today.plus(-6))?;
            let answered = added(act, "Андреев Павел Сергеевич", (Channel::Post, Wish::Correction), today.plus(-20))?;
            let answer = "Отчество исправлено, копия сведений отправлена письмом.";
            inquiries::answer(act, answered, today.plus(-12), answer)?;
            let told = |words: &'static str, id: Id<inquiries::Inquiry>| {
                Fact::of(inquiries::kinds::ADDED, words).subject("inquiry", id)
            };
            act.note(told("обращение о персональных данных: дать сведения о данных и их копию", open))?;
            act.note(told("обращение о персональных данных: исправить данные", answered))?;
            let fact = Fact::of(inquiries::kinds::ANSWERED, "дан ответ на обращение о персональных данных");
            Ok::<_, Failure>(act.record(fact.subject("inquiry", answered), ())?)
        })
        .await
}

fn added(
    act: &mut Act<'_>,
    who: &str,
    (channel, wish): (Channel, Wish),
    asked_on: Day,
) -> Result<Id<inquiries::Inquiry>, Failure> {
    let due = deadlines::last_days(act, wish.term(), &[asked_on])?.into_iter().flatten().next();
    let due_on = due.ok_or(Failure::Hidden)?;
    let new = NewInquiry { who: who.to_owned(), channel, wish, words: String::new(), asked_on, due_on };
    Ok(inquiries::add(act, &new)?)
}
