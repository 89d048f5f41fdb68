//! The page of a list of rules: every version, a new one, what it changes before it is put in force.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::new_version::{self, Draft};
use crate::platform::page::{self, Frame};
use crate::platform::twice;
use crate::platform::version_rows::{self, ByCode};
use crate::platform::versions::{self, Basis, Version};
use crate::platform::words;

use super::{Ask, Book, kinds};

/// The doors of a list of rules.
pub fn doors<B: Book>(doors: Doors<App>) -> Doors<App> {
    doors
        .get(B::PAGE, show::<B>)
        .post(B::PAGE, publish::<B>)
        .post(B::CHECK, check::<B>)
        .post(B::WITHDRAWAL, withdraw::<B>)
}

struct Line {
    what: &'static str,
    says: String,
    span: String,
    state: &'static str,
    tone: &'static str,
    basis: Basis,
    added: String,
    code: &'static str,
    /// Its first day, as it is sent to take it back; empty when it has begun.
    may_go: String,
}

#[derive(Template)]
#[template(path = "rulebook/page.html")]
struct RulesPage {
    frame: Frame,
    form: Form,
    title: &'static str,
    about: &'static str,
    lines: Vec<Line>,
    rules: Vec<Choice>,
    asks: Vec<Ask>,
    action: &'static str,
    withdrawal: &'static str,
}

#[derive(Template)]
#[template(path = "rulebook/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    what: &'static str,
    was: String,
    is: String,
    span: String,
    legal_ref: String,
    remark: String,
    cut: String,
    touches: String,
    /// Why it is asked about; empty when it is not.
    doubt: &'static str,
    action: &'static str,
    typed: Vec<(&'static str, String)>,
}

fn frame<B: Book>(app: &App, by: &Centre, title: &str) -> Frame {
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), (B::PAGE, B::TITLE)];
    by.frame(app, title).trail(if title == B::TITLE { &trail[..2] } else { &trail })
}

fn line<B: Book>(app: &App, (code, what): Rule, one: &Version<B::Value>) -> Line {
    let (state, tone) = versions::standing((one.from, one.to), app.today());
    Line {
        what,
        says: B::words(code, &one.value),
        span: one.span(),
        state,
        tone,
        basis: one.basis(),
        added: versions::added(&one.added_by, one.added_at, &app.config.zone),
        code,
        may_go: if one.from > app.today() { one.from.to_string() } else { String::new() },
    }
}

fn draw<B: Book>(app: &App, by: &Centre, form: Form, all: &ByCode<B>) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let of = |code: &str| all.get(code).map(Vec::as_slice).unwrap_or_default().iter().rev();
    let page = RulesPage {
        frame: frame::<B>(app, by, B::TITLE).sound(sound),
        form,
        title: B::TITLE,
        about: B::ABOUT,
        lines: B::rules().into_iter().flat_map(|rule| of(rule.0).map(move |one| line::<B>(app, rule, one))).collect(),
        rules: B::rules().into_iter().map(|(code, what)| Choice::new(code, what)).collect(),
        asks: B::asks(),
        action: B::CHECK,
        withdrawal: B::WITHDRAWAL,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// A rule: its code and what it is.
type Rule = (&'static str, &'static str);

/// A rule by its code and a new version of it; none when a field has a fault. `began` is the moment this day began.
fn parse<B: Book>(form: &mut Form, all: &ByCode<B>, (today, began): (Day, Moment)) -> Option<(Rule, Draft<B::Value>)> {
    let rule = B::rules().into_iter().find(|(code, _)| *code == form.value("code"));
    let rule = form.check("code", rule.ok_or("Выберите, какое правило меняется."));
    let value = B::typed(form, rule.map(|(code, _)| code));
    let known = rule.and_then(|(code, _)| all.get(code)).map(Vec::as_slice).unwrap_or_default();
    let same = "Новая версия ничем не отличается от действующей. Измените правило, основание или замечание.";
    let draft = new_version::draft(form, value, known, ("code", same), began)?;
    if let Some(why) = B::NOT_PAST.filter(|_| draft.new.from < today && !is_basis(&draft)) {
        form.fault("from", why);
        return None;
    }
    Some((rule?, draft))
}

/// Whether only what a version rests on is mended: that changes nothing for anybody.
fn is_basis<T: PartialEq>(draft: &Draft<T>) -> bool {
    draft.mends.as_ref().is_some_and(|old| old.value == draft.new.value)
}

async fn show<B: Book>(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let all = app.db.read(version_rows::all::<B>).await?;
    draw::<B>(&app, &by, Form::new(), &all)
}

async fn check<B: Book>(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let all = app.db.read(version_rows::all::<B>).await?;
    let Some(((code, what), draft)) = parse::<B>(&mut form, &all, (app.today(), app.day_began())) else {
        return draw::<B>(&app, &by, form, &all);
    };
    checked::<B>(&app, &by, form, (code, what), &draft)
}

/// Why a version is asked about; what only its basis changes is not.
fn doubt<B: Book>(code: &str, draft: &Draft<B::Value>) -> Option<&'static str> {
    if is_basis(draft) { None } else { B::doubt(code, &draft.new.value) }
}

/// The page that shows what a new version changes.
fn checked<B: Book>(
    app: &App,
    by: &Centre,
    form: Form,
    (code, what): Rule,
    draft: &Draft<B::Value>,
) -> Result<Response, Failure> {
    let asks = B::asks();
    let fields =
        ["code", "from", "to", "legal_ref", "remark", "mend"].into_iter().chain(asks.iter().map(|ask| ask.name));
    let new = &draft.new;
    let said = |version: &Version<B::Value>| B::words(code, &version.value);
    let sound = form.is_sound();
    let page = CheckPage {
        frame: frame::<B>(app, by, "Проверьте новую версию правила").sound(sound),
        what,
        was: draft.before.as_ref().map_or_else(|| "не было задано".to_owned(), said),
        is: said(new),
        span: new.span(),
        legal_ref: new.legal_ref.clone(),
        remark: new.remark.clone(),
        cut: draft.cut(),
        touches: B::touches(&words::day(new.from)),
        doubt: doubt::<B>(code, draft).unwrap_or_default(),
        action: B::PAGE,
        typed: fields.map(|field| (field, form.text(field))).filter(|(_, typed)| !typed.is_empty()).collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn publish<B: Book>(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let all = app.db.read(version_rows::all::<B>).await?;
    // Back from the check: the form again, with all that was typed.
    if form.ticked("back") {
        return draw::<B>(&app, &by, form, &all);
    }
    let sent = form.clone();
    let Some(((code, what), draft)) = parse::<B>(&mut form, &all, (app.today(), app.day_began())) else {
        return refused::<B>(&app, by, (sent, form), all).await;
    };
    if doubt::<B>(code, &draft).is_some() && !form.ticked("sure") {
        form.fault("sure", "Отметьте, что всё верно, или вернитесь и исправьте.");
        return checked::<B>(&app, &by, form, (code, what), &draft);
    }
    let done = app.db.act(by.by(), app.now(), move |act| {
        let draft = version_rows::put::<B>(act, code, draft)?;
        let fact = Fact::of(B::KIND, told::<B>((code, what), &draft)).subject(B::NOUN, code);
        Ok::<_, Failure>(act.record(fact, draft.new.span())?)
    });
    match done.await {
        Ok(span) => Ok(written::<B>(&by, &span)),
        Err(Failure::Denied(why)) => {
            form.fault("from", why.reason());
            let all = app.db.read(version_rows::all::<B>).await?;
            refused::<B>(&app, by, (sent, form), all).await
        }
        Err(other) => Err(other),
    }
}

fn written<B: Book>(by: &Centre, span: &str) -> Response {
    page::go_saying(by.visit.cookies, B::PAGE, &format!("Новая версия правила записана: она действует {span}."))
}

/// The form with its faults; the page of success when it was sent twice, and stands there as it was sent.
async fn refused<B: Book>(
    app: &App,
    by: Centre,
    (mut sent, form): (Form, Form),
    all: ByCode<B>,
) -> Result<Response, Failure> {
    if let Some(((code, what), span)) = standing::<B>(&mut sent, &all) {
        let fact = Fact::of(B::KIND, format!("{what}, {span}: ")).subject(B::NOUN, code);
        let who = by.by();
        if app.db.read(move |reader| twice::is_done(reader, &who, &fact)).await? {
            return Ok(written::<B>(&by, &span));
        }
    }
    draw::<B>(app, &by, form, &all)
}

/// The rule and the days of the version that says just what is sent; none when there is no such version.
fn standing<B: Book>(sent: &mut Form, all: &ByCode<B>) -> Option<(Rule, String)> {
    let rule = B::rules().into_iter().find(|(code, _)| *code == sent.value("code"))?;
    let (value, stated) = (B::typed(sent, Some(rule.0))?, new_version::stated(sent));
    new_version::standing(sent, all.get(rule.0)?, (&value, &stated)).map(|span| (rule, span))
}

async fn withdraw<B: Book>(by: Centre, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let rule = B::rules().into_iter().find(|(code, _)| *code == form.value("code"));
    let ((code, what), from) = rule.zip(form.text("from").parse().ok()).ok_or(version_rows::WHICH)?;
    let today = app.today();
    let told = Fact::of(kinds::WITHDRAWN, format!("{what}, с {}", words::day(from))).subject(B::NOUN, code);
    let done = app.db.act(by.by(), app.now(), move |act| {
        let gone = version_rows::take_back::<B>(act, code, from, today)?;
        let words = format!("{what}, {}: отозвано «{}»", gone.span(), B::words(code, &gone.value));
        Ok::<_, Failure>(act.record(Fact::of(kinds::WITHDRAWN, words).subject(B::NOUN, code), ())?)
    });
    twice::settled(&app.db, by.by(), told, done.await).await?;
    Ok(page::go_saying(by.visit.cookies, B::PAGE, "Версия правила отозвана: она не начнёт действовать."))
}

/// The change in words for the journal.
fn told<B: Book>((code, what): (&str, &str), draft: &Draft<B::Value>) -> String {
    let new = &draft.new;
    let was = draft.before.as_ref().map(|was| format!("было «{}», ", B::words(code, &was.value))).unwrap_or_default();
    let is = B::words(code, &new.value);
    let mended = if draft.mends.is_some() { "исправлено, " } else { "" };
    format!("{what}, {}: {mended}{was}стало «{is}»; основание: {}", new.span(), new.legal_ref)
}
