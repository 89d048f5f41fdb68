//! The demonstration's acts: a published one of most of what the commission has decided, one that is issued and not published
//! yet, a draft of the rest.

use crate::acts::{self, Chosen, Signed};
use crate::applications::Application;
use crate::commission;
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::days;
use super::papers::Papers;
use super::people::People;

/// Decisions looked at.
const MOST: i64 = 100;
/// Decisions left to the draft, one of them a refusal.
const DRAFT: usize = 2;
/// Decisions of the act that is not published yet.
const ISSUED: usize = 1;

/// Makes the acts of everything decided at the closed session.
pub(super) async fn make(app: &App, people: &People, papers: &Papers) -> Result<(), Failure> {
    let decided = app.db.read(|reader| commission::decisions_waiting(reader, None, MOST)).await?;
    let Some(held_on) = decided.first().map(|one| one.held_on) else { return Ok(()) };
    let cases: Vec<Id<Application>> = decided.iter().map(|one| one.application).collect();
    let (acted, rest) = cases.split_at(cases.len().saturating_sub(DRAFT));
    let (published, issued) = acted.split_at(acted.len().saturating_sub(ISSUED));
    let (issued, rest) = (issued.to_vec(), rest.to_vec());
    app.db
        .act(people.centre_by(), days::at(app, held_on, 9), |act| {
            acts::name_issuer(act, "Департамент общего образования области")?;
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, "указано, кто издаёт акты"), ())?)
        })
        .await?;
    let id = issue(app, people, papers, published.to_vec(), ("312-р", held_on.plus(2))).await?;
    let published_on = held_on.plus(4);
    app.db
        .act(people.centre_by(), days::at(app, published_on, 12), move |act| {
            let decree = acts::by_id(act, id)?.ok_or(Failure::Hidden)?;
            acts::publish(act, &decree, published_on, true)?;
            act.note(Fact::of(acts::kinds::PUBLISHED, "опубликован акт № 312-р").subject("act", id))?;
            begun(act, &rest)?;
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, "акты: опубликованный и проект"), ())?)
        })
        .await?;
    issue(app, people, papers, issued, ("318-р", held_on.plus(5))).await?;
    Ok(())
}

/// An act of these cases, issued under a number on a day.
async fn issue(
    app: &App,
    people: &People,
    papers: &Papers,
    cases: Vec<Id<Application>>,
    (number, dated_on): (&'static str, Day),
) -> Result<Id<acts::Decree>, Failure> {
    let signed = Signed {
        number: number.to_owned(),
        dated_on,
        signer_name: "Орехов В. А.".to_owned(),
        signer_post: "начальник департамента".to_owned(),
        file: papers.act(&format!("Приказ {number}.pdf")),
        signature: None,
    };
    let inner = app.clone();
    app.db
        .act(people.centre_by(), days::at(app, dated_on, 12), move |act| {
            let id = begun(act, &cases)?;
            let decree = acts::by_id(act, id)?.ok_or(Failure::Hidden)?;
            acts::issue(act, &inner, &decree, &signed, None)?;
            let fact = Fact::of(acts::kinds::ISSUED, format!("издан акт № {number}"));
            Ok::<_, Failure>(act.record(fact.subject("act", id), id)?)
        })
        .await
}

fn begun(act: &mut Act<'_>, cases: &[Id<Application>]) -> Result<Id<acts::Decree>, Failure> {
    let id = acts::begin(act, &Chosen::Cases(cases))?;
    act.note(Fact::of(acts::kinds::BEGUN, "начат проект акта").subject("act", id))?;
    Ok(id)
}
