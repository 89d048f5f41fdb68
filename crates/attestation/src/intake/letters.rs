//! Letters of intake to teachers and coordinators, and to the Centre about what waits for it.

use crate::applications::Application;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part as Piece, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

use super::model::Track;
use super::store::{NewRemark, Scheduled, Waiting};

/// To a coordinator of the school: a teacher has applied, the documents are to be checked.
pub(super) fn to_school(app: &App, to: &Addressee, case: &Application) -> Result<Letter, Failure> {
    let parts = [
        Piece::text(format!("Подано заявление педагога вашей школы: {}, {}.", case.name.full(), case.told())),
        Piece::text(
            "Проверьте документы дела. Чего не хватает, приложите; когда всё на месте и верно, отметьте «Документы проверены».",
        ),
        Piece::link("Открыть дело", app.link(&format!("/applications/{}", case.id))),
    ];
    let subject = format!("Подано заявление педагога вашей школы, дело {}", case.number);
    Ok(compose("intake.school", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// To the centre: how many applications wait to be registered, and until when the first of them does.
pub(super) fn to_centre(app: &App, to: &Addressee, waiting: &Waiting) -> Result<Letter, Failure> {
    let first = if waiting.many == 1 { "Его" } else { "Первое из них" };
    let told = format!("Заявления ждут регистрации: {}", waiting.many);
    let mut parts = vec![Piece::text(format!("Подано заявление об аттестации. {told}."))];
    parts.extend(
        waiting
            .first_due
            .map(|day| Piece::text(format!("{first} нужно зарегистрировать не позднее {}.", words::day(day)))),
    );
    parts.push(Piece::text("О тех, которые подадут в ближайший час, придёт одно письмо."));
    parts.push(Piece::link("Открыть приём заявлений", app.link("/intake?stage=submitted")));
    Ok(compose("intake.waiting", to, &told, &parts, &app.signature())?)
}

/// The receipt: the application was registered.
pub(super) fn registered(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    on: Day,
    (consider, decide): (Day, Day),
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Piece::text(format!("Ваше заявление зарегистрировано {}: {}.", words::day(on), case.told())),
        Piece::text(format!(
            "До {} Центр назначит срок, место и форму аттестации и сообщит вам. Решение комиссии будет принято до {}.",
            words::day(consider),
            words::day(decide)
        )),
    ];
    parts.extend(way.on(app, to, case));
    let subject = format!("Заявление зарегистрировано, дело {}", case.number);
    Ok(compose("intake.registered", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// Remarks to be put right.
pub(super) fn remarks(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    all: &[NewRemark],
    consider: Day,
) -> Result<Letter, Failure> {
    let whose = if to.name.key() == case.name.key() {
        "В вашем заявлении".to_owned()
    } else {
        format!("Педагог: {}. В заявлении", case.name.full())
    };
    let mut parts = vec![Piece::text(format!("{whose} нужно исправить ({}):", case.told()))];
    parts.extend(all.iter().map(|one| Piece::text(format!("{}: {}", one.part.about(&one.indicator), one.words))));
    parts.push(Piece::text(format!(
        "Срок рассмотрения не останавливается: он идёт до {}. Чем раньше вы ответите, тем лучше.",
        words::day(consider)
    )));
    if to.account.is_none() {
        parts.push(Piece::text("Передайте исправленное координатору вашей школы или в Центр и назовите номер дела."));
    }
    parts.extend(way.link(app, to, ("Ответить на замечания", &format!("/applications/{}/remarks", case.id))));
    let subject = format!("Нужны исправления, дело {}", case.number);
    Ok(compose("intake.remarks", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// Intake was refused.
pub(super) fn refused(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    (ground, legal_ref, details): (&str, &str, &str),
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Piece::text(format!("Заявление не принято: {}.", case.told())),
        Piece::text(format!("Причина: {}.", words::inside(ground))),
        Piece::text(format!("Основание: {legal_ref}.")),
    ];
    if !details.is_empty() {
        parts.push(Piece::text(details));
    }
    parts.push(Piece::text(
        "Когда причина будет устранена, заявление можно подать снова. Если вы не согласны, подайте жалобу: в системе, на странице дела, или на бумаге — в Центр либо в орган, который создал комиссию.",
    ));
    parts.extend(way.cabinet(app, to));
    parts.push(Piece::link("Подать жалобу", app.link(&format!("/applications/{}/complaints/new", case.id))));
    let subject = format!("Заявление не принято, дело {}", case.number);
    Ok(compose("intake.refused", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// Уведомление о сроке, месте и форме.
pub(super) fn scheduled(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    new: &Scheduled,
) -> Result<Letter, Failure> {
    let mut parts = vec![Piece::text(format!("Назначены срок, место и форма вашей аттестации: {}.", case.told()))];
    parts.extend(term(new));
    parts.extend(way.on(app, to, case));
    let subject = format!("Срок, место и форма аттестации, дело {}", case.number);
    Ok(compose("intake.scheduled", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// The term that was set is another one now, and why.
pub(super) fn rescheduled(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    new: &Scheduled,
    reason: &str,
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Piece::text(format!("Изменены срок, место или форма вашей аттестации: {}.", case.told())),
        Piece::text(format!("Почему: {reason}")),
        Piece::text("Теперь назначено так."),
    ];
    parts.extend(term(new));
    parts.extend(way.on(app, to, case));
    let subject = format!("Срок аттестации изменён, дело {}", case.number);
    Ok(compose("intake.rescheduled", to, &subject, &parts, &app.signature())?.about([case.id]))
}

/// Term, place, form, track and session, each a line.
fn term(new: &Scheduled) -> Vec<Piece> {
    let mut parts = vec![
        Piece::text(format!("Срок: с {} по {}.", words::day(new.starts_on), words::day(new.ends_on))),
        Piece::text(format!("Место: {}.", new.place)),
        Piece::text(format!("Форма: {}.", words::inside(&new.form))),
    ];
    if new.track == Track::Simplified {
        parts.push(Piece::text("Аттестация пройдёт в упрощённом порядке: по вашей награде, без анализа специалистов."));
    }
    if let Some(day) = new.session_on {
        parts.push(Piece::text(format!(
            "Заседание комиссии намечено на {}. Вы можете прийти; если не придёте, решение примут без вас.",
            words::day(day)
        )));
    }
    parts
}
