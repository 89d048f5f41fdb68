//! What is written about a session: to its members and to the teachers of its cases; to a teacher whose case was put off,
//! and when that is taken back.

use crate::applications::Application;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

use super::sittings::when;
use super::store::{Line, Sitting};

/// What there is to tell of a session.
#[derive(Debug, Clone, Copy)]
pub(super) enum News<'n> {
    /// When and where it is, what is on its agenda.
    Agenda,
    /// It was to be then, in words, and is moved.
    Moved(&'n str),
    /// It is not held, for this reason.
    Cancelled(&'n str),
}

impl News<'_> {
    /// What it says of the session, and why.
    fn parts(self, sitting: &Sitting) -> Vec<Part> {
        let (then, place) = (when(sitting), &sitting.place);
        match self {
            Self::Agenda => {
                vec![Part::text(format!("Заседание аттестационной комиссии назначено на {then}. Место: {place}."))]
            }
            Self::Moved(before) if before == then => {
                vec![Part::text(format!("У заседания {then} изменилось место: {place}."))]
            }
            Self::Moved(before) => {
                vec![Part::text(format!("Заседание, назначенное на {before}, перенесено на {then}. Место: {place}."))]
            }
            Self::Cancelled(why) => {
                vec![
                    Part::text(format!("Заседание, назначенное на {then}, отменено.")),
                    Part::text(format!("Причина: {why}")),
                ]
            }
        }
    }
}

/// «первая — 2, высшая — 1»: how many there are of each, the most frequent first.
fn counts(all: impl Iterator<Item = String>) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for one in all {
        match counted.iter_mut().find(|(name, _)| *name == one) {
            Some((_, many)) => *many += 1,
            None => counted.push((one, 1)),
        }
    }
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let named: Vec<String> = counted.iter().map(|(name, many)| format!("{name}\u{a0}— {many}")).collect();
    named.join(", ")
}

/// What a member without a cabinet reads of the agenda: categories and posts by their number, no names.
fn agenda_in_words(lines: &[Line]) -> Vec<Part> {
    let mut parts = Vec::new();
    if !lines.is_empty() {
        let (sought, posts) = (
            counts(lines.iter().map(|one| one.case.category.words().to_owned())),
            counts(lines.iter().map(|one| words::inside(&one.case.post))),
        );
        parts.push(Part::text(format!("Заявленные категории: {sought}. Должности: {posts}.")));
    }
    parts.push(Part::text(
        "Кабинета в системе у вас пока нет, поэтому повестку и дела по ссылке не открыть: их передаст вам Центр.",
    ));
    parts
}

/// To a member: the session, how many cases there are, the link to its agenda, or the agenda in words where no link opens.
pub(super) fn to_member(
    app: &App,
    to: &Addressee,
    (sitting, lines): (&Sitting, &[Line]),
    news: News<'_>,
) -> Result<Letter, Failure> {
    let mut parts = vec![Part::text(format!("Комиссия: {}.", sitting.commission_name))];
    parts.extend(news.parts(sitting));
    if !matches!(news, News::Cancelled(_)) {
        parts.push(Part::text(format!("Дел в повестке: {}.", sitting.cases)));
        if to.account.is_some() {
            parts.push(Part::link("Открыть повестку", app.link(&format!("/sittings/{}", sitting.id))));
        } else {
            parts.extend(agenda_in_words(lines));
        }
    }
    let (day, signature) = (words::day(sitting.held_on), app.signature());
    Ok(match news {
        News::Agenda => compose("sitting.agenda", to, &format!("Заседание комиссии {day}"), &parts, &signature)?,
        News::Moved(_) => {
            compose("sitting.moved", to, &format!("Заседание комиссии перенесено на {day}"), &parts, &signature)?
        }
        News::Cancelled(_) => {
            compose("sitting.cancelled", to, &format!("Заседание комиссии {day} отменено"), &parts, &signature)?
        }
    })
}

/// To a teacher whose application is on the agenda: when it is considered, that it is the right of the teacher to be
/// present, and that the conclusion may be read.
pub(super) fn to_teacher(
    app: &App,
    (to, way): (&Addressee, WayIn),
    (line, sitting): (&Line, &Sitting),
    news: News<'_>,
) -> Result<Letter, Failure> {
    let (case, number) = (&line.case, &line.case.number);
    let mut parts = vec![Part::text(if line.extra.wants_to_attend == Some(true) {
        format!("Вы хотели присутствовать, когда комиссия рассматривает ваше заявление № {number}.")
    } else {
        format!("Ваше заявление № {number} стоит в повестке аттестационной комиссии.")
    })];
    parts.extend(news.parts(sitting));
    let after = match news {
        News::Cancelled(_) => "О новом дне мы напишем.",
        _ => "Присутствовать — ваше право. Если вы не придёте, заявление рассмотрят без вас.",
    };
    parts.push(Part::text(after));
    let may_read = matches!(news, News::Agenda) && !line.extra.result.is_empty();
    parts.extend(may_read.then(|| Part::text("Итоговое заключение уже можно прочитать в кабинете, в вашем деле.")));
    parts.extend(onward(app, (to, way), case));
    let signature = app.signature();
    let letter = match news {
        News::Agenda => compose("sitting.teacher", to, "Когда рассмотрят ваше заявление", &parts, &signature)?,
        News::Moved(_) => compose("sitting.teacher_moved", to, "Заседание комиссии перенесено", &parts, &signature)?,
        News::Cancelled(_) => {
            compose("sitting.teacher_cancelled", to, "Заседание комиссии отменено", &parts, &signature)?
        }
    };
    Ok(letter.about([case.id]))
}

/// The commission put the case off: until when and why.
pub(super) fn put_off(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    held_on: Day,
    (until, reason): (Day, &str),
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!(
            "Аттестационная комиссия {} отложила рассмотрение вашего заявления № {} до {}.",
            words::day(held_on),
            case.number,
            words::day(until)
        )),
        Part::text(format!("Причина: {reason}")),
        Part::text(
            "Подавать заявление снова не нужно. Если комиссии нужны документы, передайте их в Центр до этого дня.",
        ),
    ];
    parts.extend(onward(app, (to, way), case));
    Ok(compose("sitting.postponed", to, "Рассмотрение заявления отложено", &parts, &app.signature())?.about([case.id]))
}

/// A case was taken off the agenda its teacher had been told of.
pub(super) fn taken_off(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    sitting: &Sitting,
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!(
            "Ваше заявление № {} снято с повестки: на заседании {} его рассматривать не будут. Приходить в этот день не нужно.",
            case.number,
            super::when(sitting)
        )),
        Part::text("О новом дне мы напишем."),
    ];
    parts.extend(onward(app, (to, way), case));
    let title = "Ваше заявление снято с повестки";
    Ok(compose("sitting.taken_off", to, title, &parts, &app.signature())?.about([case.id]))
}

/// The commission considers a case at the session after all, though its teacher was told that it was put off.
pub(super) fn put_off_no_more(
    app: &App,
    (to, way): (&Addressee, WayIn),
    case: &Application,
    held_on: Day,
) -> Result<Letter, Failure> {
    let mut parts = vec![
        Part::text(format!("Мы писали, что рассмотрение вашего заявления № {} отложено. Это отменено.", case.number)),
        Part::text(format!("Аттестационная комиссия рассматривает его на заседании {}.", words::day(held_on))),
    ];
    parts.extend(onward(app, (to, way), case));
    let title = "Рассмотрение заявления не отложено";
    Ok(compose("sitting.reopened", to, title, &parts, &app.signature())?.about([case.id]))
}

/// The link to the case, or how to get a cabinet.
fn onward(app: &App, (to, way): (&Addressee, WayIn), case: &Application) -> Vec<Part> {
    way.link(app, to, ("Открыть заявление", &format!("/applications/{}", case.id)))
}
