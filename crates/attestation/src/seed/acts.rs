//! The demonstration's acts: a published one of most of what the commission has decided, a draft of the rest.

use crate::acts::{self, Chosen, Signed};
use crate::applications::Application;
use crate::commission;
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::days;
use super::papers::Papers;
use super::people::People;

/// Decisions looked at.
const MOST: i64 = 100;
/// Decisions left to the draft.
const DRAFT: usize = 2;

/// Makes both acts of everything decided at the closed session.
pub(super) async fn make(app: &App, people: &People, papers: &Papers) -> Result<(), Failure> {
    let decided = app.db.read(|reader| commission::decisions_waiting(reader, None, MOST)).await?;
    let Some(held_on) = decided.first().map(|one| one.held_on) else { return Ok(()) };
    let cases: Vec<Id<Application>> = decided.iter().map(|one| one.application).collect();
    let (published, rest) = cases.split_at(cases.len().saturating_sub(DRAFT));
    let (published, rest) = (published.to_vec(), rest.to_vec());
    let signed = Signed {
        number: "312-р".to_owned(),
        dated_on: held_on.plus(2),
        signer_name: "Орехов В. А.".to_owned(),
        signer_post: "начальник департамента".to_owned(),
        file: papers.act("Приказ 312-р.pdf"),
        signature: None,
    };
    let (inner, issued, published_on) = (app.clone(), days::at(app, signed.dated_on, 12), held_on.plus(4));
    let id = app.db.act(people.centre_by(), issued, move |act| {
        let id = begun(act, &published)?;
        let decree = acts::by_id(act, id)?.ok_or(Failure::Hidden)?;
        acts::issue(act, &inner, &decree, &signed, None)?;
        Ok::<_, Failure>(act.record(Fact::of(acts::kinds::ISSUED, "издан акт № 312-р").subject("act", id), id)?)
    });
    let id = id.await?;
    app.db
        .act(people.centre_by(), days::at(app, published_on, 12), move |act| {
            let decree = acts::by_id(act, id)?.ok_or(Failure::Hidden)?;
            acts::publish(act, &decree, published_on, true)?;
            act.note(Fact::of(acts::kinds::PUBLISHED, "опубликован акт № 312-р").subject("act", id))?;
            begun(act, &rest)?;
            Ok(act.record(Fact::of(super::MADE, "акты: опубликованный и проект"), ())?)
        })
        .await
}

fn begun(act: &mut Act<'_>, cases: &[Id<Application>]) -> Result<Id<acts::Decree>, Failure> {
    let id = acts::begin(act, &Chosen::Cases(cases))?;
    act.note(Fact::of(acts::kinds::BEGUN, "начат проект акта").subject("act", id))?;
    Ok(id)
}
