//! The organisation's own attestation: who is due, one attestation from the plan to the end, and every refusal with its words.

use attestation::accounts::Organization;
use attestation::applications::{Application, Category};
use attestation::fitness::{self, Facts, Ground};
use attestation::platform::failure::Failure;
use attestation::platform::ids::Id;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::forgotten::broken;
use crate::on_both;
use crate::register::coordinator;

on_both!(
    one_attestation_from_the_plan_to_the_end,
    a_refusal_to_read_and_a_postponement,
    a_session_is_checked,
    the_next_attestation_is_offered_in_its_year,
    an_order_has_a_sensible_day,
    votes_are_those_of_the_people_who_vote,
    a_session_of_before_keeps_its_votes,
    who_is_due_and_who_is_not,
    facts_are_checked,
    a_worker_without_an_application_is_added_and_attested,
    a_worker_known_already_is_not_added_again,
    two_hands_add_one_worker,
    a_ground_stays_in_the_school,
    what_was_typed_is_put_right,
    another_decision_asks_for_another_extract,
    two_hands_put_one_thing_right,
    a_closed_attestation_is_put_right,
    a_refusal_to_sign_for_the_extract,
    a_day_late_is_told_of,
    several_posts_are_attested_each_by_itself,
    a_post_that_was_left,
    what_runs_out_is_reminded_of,
    orders_of_before_are_known_as_signed,
    two_hands_plan_one_attestation,
    a_case_keeps_its_terms,
    another_schools_teacher_is_not_there,
    the_list_asks_the_same_number_of_questions,
    the_list_goes_from_page_to_page,
);

const DAY: i64 = 24;

pub fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(DAY * count)
}

/// A school, its coordinator and a teacher of it, whose page is `home`.
pub async fn school(t: &TestApp) -> (Id<Organization>, Visitor, Application, String) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(t, "kira", school).await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let home = format!("/school/fitness/{}", case.teacher);
    (school, kira, case, home)
}

/// Writes down what is known of a teacher.
pub async fn known(t: &TestApp, of: &Application, since: &str, previous: Option<&str>, ground: Option<(Ground, &str)>) {
    let (id, facts) = (
        of.teacher,
        Facts {
            post_code: "P27".to_owned(),
            since: since.parse().unwrap(),
            until: None,
            previous: previous.map(|day| (day.parse().unwrap(), true)),
            ground: ground.map(|(ground, last)| (ground, last.parse().unwrap())),
        },
    );
    t.made(move |act| {
        let worker = fitness::by_id(act, id)?.unwrap();
        fitness::know(act, &worker, &facts)?;
        Ok::<_, Failure>(())
    })
    .await;
}

/// A day in its three fields.
fn date<'d>(name: &str, day: &'d str) -> Vec<(String, &'d str)> {
    let mut parts = day.split('.');
    ["day", "month", "year"].map(|part| (format!("{name}-{part}"), parts.next().unwrap())).into()
}

/// Forms that write over what stands: their pages carry its mark.
const MARKED: [&str; 4] = ["/facts", "/posts", "/presentation", "/correction"];

/// The mark of what a page shows, as its form sends it back.
pub async fn mark(by: &Visitor, path: &str) -> String {
    let page = by.get(path).await.text();
    let mark = page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    mark.unwrap_or_default().to_owned()
}

/// Sends a form whose page was just opened: days as «13.12.2026», all else as it is.
pub async fn send(by: &Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    if MARKED.iter().any(|end| path.ends_with(end)) {
        let mark = mark(by, path).await;
        return send_upon(by, path, (&mark, fields)).await;
    }
    send_upon(by, path, ("", fields)).await
}

/// Sends a form whose page was opened when what stood had this mark.
pub async fn send_upon(by: &Visitor, path: &str, (mark, fields): (&str, &[(&str, &str)])) -> Answer {
    let is_day = |text: &str| text.len() == 10 && text.split('.').count() == 3;
    let mut all = vec![("version".to_owned(), mark)];
    for (name, value) in fields {
        if is_day(value) {
            all.extend(date(name, value));
        } else {
            all.push(((*name).to_owned(), *value));
        }
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    by.post(path, &all).await
}

/// Sends a form that is taken; the page it leads to.
pub async fn done(by: &Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = send(by, path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {:?} {}", answer.faults(), answer.words());
    by.get(answer.to()).await.words()
}

/// The faults of a form that is not taken.
pub async fn faults(by: &Visitor, path: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let answer = send(by, path, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
    answer.faults()
}

/// The rows of the list a page shows, in words.
pub fn rows(page: &Answer) -> Vec<String> {
    let text = page.text();
    let Some(body) = text.split("<tbody>").nth(1) else { return Vec::new() };
    body.split("</tbody>").next().unwrap().split("<tr>").skip(1).map(words_of).collect()
}

/// What the journal tells of fitness, openings left out.
pub async fn journal(t: &TestApp) -> Vec<String> {
    let told = t.journal().await.into_iter();
    told.filter(|line| line.starts_with("fitness.") && !line.starts_with("fitness.opened")).collect()
}

/// The text of a Word file.
pub fn text_of(answer: &Answer) -> String {
    words_of(&document_of(answer))
}

/// The body of a Word file as it is written.
pub fn document_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    xml
}

pub const PRESENTATION: [(&str, &str); 5] = [
    ("contract", "01.09.2010"),
    ("education", "Высшее, учитель физики"),
    ("training", "Курсы 2025 года, 72 часа"),
    ("earlier", "Соответствует, 2021"),
    ("assessment", "Обучающиеся осваивают программу полностью."),
];
pub const ORDER: [(&str, &str); 3] = [("number", "112-од"), ("on", "20.11.2026"), ("session", "12.01.2027")];
pub const SESSION: [(&str, &str); 9] = [
    ("held", "12.01.2027"),
    ("protocol", "4"),
    (
        "members",
        "Панова Алла Борисовна, председатель\nГордеева Нина Степановна\nТихонова Вера Ильинична\nБелов Сергей Николаевич",
    ),
    ("union", "Юдина Лариса Олеговна"),
    ("absent", ""),
    ("attendance", "present"),
    ("for", "4"),
    ("against", "1"),
    ("abstained", "0"),
];

/// Why a worker does not fit.
pub const WHY: &str = "Обучающиеся не осваивают программу, планов уроков нет";

/// The worker has signed for the extract.
pub const READ: [(&str, &str); 2] = [("read", "12.01.2027"), ("how", "read")];

/// The same form with one field otherwise.
pub fn but<'f, const N: usize>(form: [(&'f str, &'f str); N], name: &str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    form.into_iter().map(|(field, was)| if field == name { (field, value) } else { (field, was) }).collect()
}

async fn one_attestation_from_the_plan_to_the_end(t: TestApp) {
    let (_, kira, _, home) = school(&t).await;
    let empty = kira.get(&home).await.words();
    assert!(empty.contains("нет сведений укажите должность и с какого дня в ней"), "{empty}");
    let unknown = kira.post(&format!("{home}/plan"), &[]).await;
    assert_eq!(unknown.status, StatusCode::CONFLICT);
    assert!(unknown.words().contains("Сначала запишите сведения о работнике: должность и с какого дня он в ней."));
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("previous", "01.12.2021"), ("fits", "yes"), ("ground", "")];
    let page = done(&kira, &format!("{home}/facts"), &facts).await;
    assert!(page.starts_with("Сведения записаны. Соответствие занимаемой должности Орлова Ольга Андреевна пора аттестовать до 1 декабря 2026 запланировать аттестацию: до 1 декабря 2026 уже не успеть, назначьте ближайший день Запланировать аттестацию"), "{page}");

    let page = done(&kira, &format!("{home}/plan"), &[]).await;
    assert!(page.contains("запланирована издать приказ: до 1 декабря 2026 уже не успеть, назначьте ближайший день Записать приказ Составить представление"), "{page}");
    assert!(!page.contains("Не проводить аттестацию"), "there is no ground: {page}");
    let early = kira.get(&format!("{home}/showing")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Нельзя записать ознакомление с представлением: аттестация сейчас в состоянии «запланирована». Сначала издайте приказ."), "{}", early.words());

    let form = kira.get(&format!("{home}/order")).await.words();
    assert!(form.contains("Если ознакомить сегодня, заседание можно провести с 23 декабря 2026."), "{form}");
    let order = format!("{home}/order");
    assert_eq!(
        faults(&kira, &order, &but(ORDER, "session", "19.12.2026")).await,
        [
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 20 декабря 2026."
        ]
    );
    assert_eq!(
        faults(&kira, &order, &[("on", "24.11.2026")]).await,
        ["Укажите номер приказа.", "Этот день ещё не наступил. Проверьте дату.", "Укажите день заседания."]
    );
    let page = done(&kira, &order, &ORDER).await;
    assert!(page.starts_with("Приказ записан. Скачайте его и ознакомьте с ним работника под подпись."), "{page}");
    assert!(page.contains("приказ издан до 13 декабря 2026 — ознакомить с приказом осталось 20 дней"), "{page}");
    assert!(!page.contains("Ознакомлен с приказом и графиком"), "nobody has signed it: {page}");
    let paper = text_of(&kira.get(&format!("{home}/papers/order")).await);
    assert!(paper.contains("1 Орлова Ольга Андреевна Учитель 12 января 2027"), "{paper}");
    let early = kira.get(&format!("{home}/showing")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Нельзя записать ознакомление с представлением: аттестация сейчас в состоянии «приказ издан». Сначала ознакомьте работника с приказом."), "{}", early.words());

    let listing = format!("{home}/listing");
    let form = kira.get(&listing).await.words();
    assert!(
        form.contains(
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней. Заседание назначено на 12 января 2027: ознакомить нужно до 13 декабря 2026."
        ),
        "{form}"
    );
    for (day, said) in [
        ("", "Укажите, когда работник ознакомлен с приказом."),
        ("19.11.2026", "Этот день раньше, чем издан приказ (20 ноября 2026). Проверьте даты."),
        ("24.11.2026", "Этот день ещё не наступил. Проверьте дату."),
    ] {
        assert_eq!(faults(&kira, &listing, &[("listed", day)]).await, [said]);
    }
    let page = done(&kira, &listing, &[("listed", "23.11.2026")]).await;
    assert!(page.starts_with("Ознакомление с приказом записано."), "{page}");
    assert!(
        page.contains("приказ показан до 13 декабря 2026 — ознакомить с представлением осталось 20 дней"),
        "{page}"
    );
    assert!(page.contains("Ознакомлен с приказом и графиком 23 ноября 2026"), "{page}");
    assert_eq!(kira.post(&listing, &[]).await.status, StatusCode::CONFLICT);
    let list = kira.get("/school/fitness").await.words();
    assert!(
        list.contains("Что сделать Орлова О. А. : до 13 декабря 2026 — ознакомить с представлением (осталось 20 дней)"),
        "{list}"
    );

    let unwritten = kira.get(&format!("{home}/showing")).await;
    assert!(unwritten.words().contains("Представление ещё не составлено. Сначала составьте его и скачайте."));
    assert_eq!(
        faults(&kira, &format!("{home}/presentation"), &but(PRESENTATION, "assessment", " ")).await,
        ["Напишите мотивированную оценку: без неё представления нет."]
    );
    done(&kira, &format!("{home}/presentation"), &PRESENTATION).await;
    let paper = text_of(&kira.get(&format!("{home}/papers/presentation")).await);
    assert!(paper.contains("Обучающиеся осваивают программу полностью."), "{paper}");
    t.later(days(20));
    let kira = t.enter("kira").await;
    let page = done(&kira, &format!("{home}/showing"), &[("shown", "13.12.2026"), ("how", "read")]).await;
    assert!(page.contains("представление показано до 12 января 2027 — провести заседание"), "{page}");
    assert!(page.contains("Сведения работника принимаются до 27 декабря 2026"), "{page}");
    t.later(days(1));
    let kira = t.enter("kira").await;
    let page = done(&kira, &format!("{home}/information"), &[("filed", "14.12.2026")]).await;
    assert!(page.contains("Сведения работника поданы 14 декабря 2026"), "{page}");
    t.later(days(29));
    let kira = t.enter("kira").await;
    let page = done(&kira, &format!("{home}/session"), &SESSION).await;
    assert!(page.starts_with("Заседание записано: соответствует занимаемой должности."), "{page}");
    assert!(page.contains("до 14 января 2027 — составить выписку"), "{page}");
    let page = done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    assert!(page.contains("до 15 января 2027 — ознакомить с выпиской"), "{page}");
    let page = done(&kira, &format!("{home}/acquaintance"), &READ).await;
    assert!(page.contains("выписка показана закончить аттестацию"), "{page}");
    for (paper, says) in [
        ("order", "1 Орлова Ольга Андреевна Учитель 12 января 2027"),
        ("protocol", "5. Юдина Лариса Олеговна, представитель профсоюза"),
        ("extract", "Решение: соответствует занимаемой должности «учитель»."),
    ] {
        let text = text_of(&kira.get(&format!("{home}/papers/{paper}")).await);
        assert!(text.contains(says), "{text}");
    }
    let no = kira.get(&format!("{home}/papers/refusal")).await;
    assert!(no.words().contains("Отказа не было: акт составляют, когда работник отказался читать представление."));
    assert_eq!(kira.get(&format!("{home}/papers/passport")).await.status, StatusCode::NOT_FOUND);
    let page = done(&kira, &format!("{home}/closing"), &[]).await;
    assert!(page.contains("срок не подошёл до 12 января 2032"), "{page}");
    assert!(
        page.contains("Прежние аттестации 12 января 2027, протокол № 4: соответствует занимаемой должности"),
        "{page}"
    );
    assert_eq!(kira.post(&format!("{home}/closing"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(
        journal(&t).await,
        [
            "сведения для аттестации записаны",
            "аттестация запланирована",
            "приказ № 112-од от 20.11.2026, заседание 12.01.2027",
            "приказ со списком и графиком",
            "работник ознакомлен с приказом и графиком 23.11.2026",
            "представление составлено",
            "представление",
            "работник ознакомлен с представлением 13.12.2026",
            "работник подал свои сведения 14.12.2026",
            "заседание 12.01.2027, протокол № 4: соответствует занимаемой должности",
            "выписка из протокола составлена 12.01.2027",
            "работник ознакомлен с выпиской 12.01.2027",
            "приказ со списком и графиком",
            "протокол заседания",
            "выписка из протокола",
            "аттестация закончена",
        ]
        .iter()
        .zip([
            "facts",
            "planned",
            "ordered",
            "paper",
            "listed",
            "written",
            "paper",
            "shown",
            "filed",
            "held",
            "extracted",
            "acquainted",
            "paper",
            "paper",
            "paper",
            "closed"
        ])
        .map(|(words, act)| format!("fitness.{act}: Орлова Ольга Андреевна: {words}"))
        .collect::<Vec<_>>()
    );
}

/// An attestation whose order was shown on 23 November 2026 and whose presentation is written.
pub async fn ordered(t: &TestApp) -> (Visitor, String) {
    let (_, kira, case, home) = school(t).await;
    known(t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    done(&kira, &format!("{home}/order"), &ORDER).await;
    done(&kira, &format!("{home}/listing"), &[("listed", "23.11.2026")]).await;
    done(&kira, &format!("{home}/presentation"), &PRESENTATION).await;
    (kira, home)
}

/// The order that changes the schedule.
const NUMBER: (&str, &str) = ("number", "118-од");
const CHANGED: (&str, &str) = ("on", "23.11.2026");

async fn a_refusal_to_read_and_a_postponement(t: TestApp) {
    let (_, home) = ordered(&t).await;
    t.later(days(21));
    let kira = t.enter("kira").await;
    let late = [("shown", "14.12.2026"), ("how", "read")];
    assert_eq!(
        faults(&kira, &format!("{home}/showing"), &late).await,
        [
            "Между ознакомлением с представлением и заседанием должно пройти не меньше 30 календарных дней: самое раннее 13 января 2027. Если раньше показать не удалось, отложите аттестацию и назначьте новый день."
        ]
    );
    assert_eq!(faults(&kira, &format!("{home}/postponement"), &[]).await, ["Напишите причину."]);
    let page = done(&kira, &format!("{home}/postponement"), &[("reason", "нет полного состава комиссии")]).await;
    assert!(page.contains("отложена назначить новый день заседания Назначить новый день заседания"), "{page}");
    let (schedule, listing) = (format!("{home}/schedule"), format!("{home}/listing"));
    assert_eq!(
        faults(&kira, &schedule, &[NUMBER, CHANGED, ("session", "22.12.2026")]).await,
        [
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 23 декабря 2026."
        ]
    );
    done(&kira, &schedule, &[NUMBER, CHANGED, ("session", "12.01.2027")]).await;
    assert_eq!(
        faults(&kira, &listing, &[("listed", "14.12.2026")]).await,
        [
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 13 января 2027. Если раньше ознакомить не удалось, отложите аттестацию и назначьте новый день."
        ]
    );
    assert_eq!(
        faults(&kira, &listing, &[("listed", "22.11.2026")]).await,
        ["Этот день раньше, чем работник ознакомлен с прежним графиком (23 ноября 2026). Проверьте даты."]
    );
    done(&kira, &format!("{home}/postponement"), &[("reason", "нет полного состава комиссии")]).await;
    let page = done(&kira, &schedule, &[NUMBER, CHANGED, ("session", "13.01.2027")]).await;
    assert!(page.starts_with("Новый день заседания записан. Ознакомьте работника с изменённым графиком."), "{page}");
    assert!(page.contains("приказ издан до 14 декабря 2026 — ознакомить с приказом сегодня последний день"), "{page}");
    assert!(page.contains("Ознакомлен с прежним графиком 23 ноября 2026"), "{page}");
    let page = done(&kira, &listing, &[("listed", "14.12.2026")]).await;
    assert!(
        page.contains("приказ показан до 14 декабря 2026 — ознакомить с представлением сегодня последний день"),
        "{page}"
    );
    let one = [("shown", "14.12.2026"), ("how", "refused"), ("witnesses", "Панова Алла Борисовна")];
    assert_eq!(
        faults(&kira, &format!("{home}/showing"), &one).await,
        [
            "Отказ прочитать представление подтверждают не меньше 2 человек, а названо 1. Впишите остальных, каждого с новой строки."
        ]
    );
    let two =
        [("shown", "14.12.2026"), ("how", "refused"), ("witnesses", "Панова Алла Борисовна\n\nЮдина Лариса Олеговна")];
    let page = done(&kira, &format!("{home}/showing"), &two).await;
    assert!(
        page.starts_with("Отказ записан. Скачайте акт: его подписывают руководитель и те, кто подтверждает отказ."),
        "{page}"
    );
    assert!(page.contains("Представление отказался, составлен акт 14 декабря 2026"), "{page}");
    let act = text_of(&kira.get(&format!("{home}/papers/refusal")).await);
    assert!(act.contains("Панова Алла Борисовна") && act.contains("Юдина Лариса Олеговна"), "{act}");
    assert!(!act.contains("устно"), "nobody was asked whether it was read aloud: {act}");
    let written = kira.get(&format!("{home}/presentation")).await;
    assert!(written.words().contains("Представление уже показано работнику: менять его нельзя."));
    done(&kira, &format!("{home}/postponement"), &[("reason", "карантин")]).await;
    done(&kira, &schedule, &[NUMBER, CHANGED, ("session", "14.01.2027")]).await;
    let page = done(&kira, &listing, &[("listed", "14.12.2026")]).await;
    assert!(page.contains("представление показано до 14 января 2027 — провести заседание"), "shown already: {page}");
}

async fn a_session_is_checked(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let path = format!("{home}/session");
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    assert_eq!(faults(&kira, &path, &SESSION).await, ["Этот день ещё не наступил. Проверьте дату."]);
    t.later(days(50));
    let kira = t.enter("kira").await;
    assert_eq!(
        faults(&kira, &format!("{home}/information"), &[("filed", "28.12.2026")]).await,
        ["Между подачей сведений и заседанием должно пройти не меньше 5 рабочих дней: последний день 27 декабря 2026."]
    );
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "held", "22.12.2026")).await,
        [
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 23 декабря 2026."
        ]
    );
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "members", "Панова Алла Борисовна\nЮдина Лариса Олеговна")).await,
        [
            "В комиссии организации не меньше 5 человек вместе с представителем профсоюза, а названо 2. Впишите остальных, каждого с новой строки.",
            "Голосуют 2 человека, а «за», «против» и воздержавшихся вместе 5. Проверьте числа."
        ]
    );
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "attendance", "valid")).await,
        ["При уважительной причине аттестацию не проводят: отложите её и назначьте новый день заседания."]
    );
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "union", "")).await,
        ["Назовите представителя профсоюза: без него комиссия неполная."]
    );
    let tie = but(SESSION, "for", "1");
    let unfit: Vec<_> =
        tie.iter().map(|(name, value)| if *name == "against" { (*name, "4") } else { (*name, *value) }).collect();
    assert_eq!(
        faults(&kira, &path, &unfit).await,
        ["Напишите, почему работник не соответствует должности: причина войдёт в протокол и выписку."]
    );
    let because = [SESSION.as_slice(), &[("unfit", WHY)]].concat();
    assert_eq!(
        faults(&kira, &path, &because).await,
        ["По голосам работник соответствует должности: причину не пишут. Сотрите её или проверьте голоса."]
    );
    let page = done(&kira, &path, &[unfit.as_slice(), &[("unfit", WHY)]].concat()).await;
    assert!(page.contains(&format!("Решение не соответствует занимаемой должности Причина решения {WHY}")), "{page}");
    for paper in ["protocol", "extract"] {
        let text = text_of(&kira.get(&format!("{home}/papers/{paper}")).await);
        assert!(text.contains(&format!("Причина решения: {WHY}")), "{text}");
        let printed = kira.get(&format!("{home}/papers/{paper}/pdf")).await;
        assert!(crate::reading::text(&printed.bytes).contains(&format!("Причина решения: {WHY}")));
    }
    let correction = kira.get(&format!("{home}/correction")).await.text();
    assert!(correction.contains(&format!("{WHY}</textarea>")), "{correction}");
    assert!(page.starts_with("Заседание записано: не соответствует занимаемой должности."), "{page}");
    let again = send(&kira, &path, &SESSION).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Нельзя записать заседание: аттестация сейчас в состоянии «заседание прошло: не соответствует». Сначала составьте выписку из протокола."), "{}", again.words());
}

async fn the_next_attestation_is_offered_in_its_year(t: TestApp) {
    let (kira, home) = acquainted(&t).await;
    let page = done(&kira, &format!("{home}/closing"), &[]).await;
    assert!(page.contains("срок не подошёл до 12 января 2032"), "{page}");
    let shown = kira.get(&home).await.text();
    let path = format!("{home}/plan");
    assert!(!shown.contains(&format!("action=\"{path}\"")), "no button begins it: {shown}");
    assert!(shown.contains(&format!("href=\"{path}\">Запланировать раньше срока")), "{shown}");
    let form = kira.get(&path).await.words();
    assert!(
        form.contains(
            "На соответствие аттестуют раз в 5 лет. Аттестация этого работника нужна до 12 января 2032; с 14 октября 2031 её можно запланировать как обычно."
        ),
        "{form}"
    );
    assert_eq!(faults(&kira, &path, &[]).await, ["Напишите, почему аттестация нужна раньше срока."]);
    let page = done(&kira, &path, &[("reason", "решение отменил суд")]).await;
    assert!(page.starts_with("Аттестация запланирована."), "{page}");
    assert_eq!(
        journal(&t).await.last().unwrap(),
        "fitness.planned: Орлова Ольга Андреевна: аттестация запланирована раньше срока (12.01.2032): решение отменил суд"
    );
    // Its order is later than the attestation before it.
    let order = [("number", "5-од"), ("on", "11.01.2027"), ("session", "01.03.2027")];
    assert_eq!(
        faults(&kira, &format!("{home}/order"), &order).await,
        ["Этот день раньше, чем прошла предыдущая аттестация (12 января 2027). Проверьте даты."]
    );
}

async fn an_order_has_a_sensible_day(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2024-11-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let in_time = kira.get(&format!("{home}/plan")).await;
    assert_eq!((in_time.status, in_time.to()), (StatusCode::SEE_OTHER, home.as_str()));
    let (path, long_ago) = (
        format!("{home}/order"),
        "Приказ больше чем на год раньше, чем начата аттестация (23 ноября 2026). Проверьте год. Если дата верна, отметьте это.",
    );
    for (day, said) in [
        ("31.10.2024", "Этот день раньше, чем работник принят на должность (1 ноября 2024). Проверьте даты."),
        ("21.11.2025", long_ago),
        ("24.11.2026", "Этот день ещё не наступил. Проверьте дату."),
    ] {
        assert_eq!(faults(&kira, &path, &but(ORDER, "on", day)).await, [said]);
    }
    // An older one is asked about once more; no law says how old it may be.
    let question = "name=\"old\"";
    let typed = [("number", "112-од"), ("on", "21.11.2025"), ("session", "12.01.2027")];
    let (shown, asked) = (kira.get(&path).await.text(), send(&kira, &path, &typed).await.text());
    assert_eq!((shown.contains(question), asked.contains(question)), (false, true));
    assert!(asked.contains("value=\"2025\""), "{asked}");
    let sure = [("number", "112-од"), ("on", "21.11.2025"), ("old", "yes"), ("session", "12.01.2027")];
    let page = done(&kira, &path, &sure).await;
    assert!(page.contains("Приказ № 112-од от 21.11.2025"), "{page}");
    // Put right it is asked the same, and left as it stands it is not asked at all.
    let correction = [("number", "112-од"), ("on", "20.11.2025"), ("reason", "опечатка")];
    assert_eq!(faults(&kira, &format!("{home}/correction"), &correction).await, [long_ago]);
    let sure = [("number", "112-од"), ("on", "20.11.2025"), ("old", "yes"), ("reason", "опечатка")];
    let page = done(&kira, &format!("{home}/correction"), &sure).await;
    assert!(page.contains("Приказ № 112-од от 20.11.2025"), "{page}");
    t.made(|act| Ok(act.run("update fitness_cases set order_on = '2020-11-21'", &[])?)).await;
    let number = [("number", "112а-од"), ("on", "21.11.2020"), ("reason", "опечатка")];
    let page = done(&kira, &format!("{home}/correction"), &number).await;
    assert!(page.contains("Приказ № 112а-од от 21.11.2020"), "{page}");
}

/// The form of a session with other votes: for, against, abstained.
fn voted<'f>(form: &[(&'f str, &'f str)], votes: [&'f str; 3]) -> Vec<(&'f str, &'f str)> {
    let fields = ["for", "against", "abstained"];
    let kept = form.iter().filter(|(name, _)| !fields.contains(name)).copied();
    kept.chain(fields.into_iter().zip(votes)).collect()
}

async fn votes_are_those_of_the_people_who_vote(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(50));
    let kira = t.enter("kira").await;
    let path = format!("{home}/session");
    let form = kira.get(&path).await.words();
    assert!(form.contains("Решают больше половины голосующих. При равном числе голосов работник соответствует должности. Если работник сам член комиссии, о себе он не голосует."), "{form}");
    let (by, to) = (&kira, &path);
    let refused = |votes| async move { faults(by, to, &voted(&SESSION, votes)).await };
    assert_eq!(
        refused(["1", "0", ""]).await,
        ["Голосуют 5 человек, а «за», «против» и воздержавшихся вместе 1. Проверьте числа."]
    );
    assert_eq!(
        refused(["2", "1", "2"]).await,
        [
            "Решения нет: за 2, против 1, воздержались 2, а нужно больше половины голосов. Проверьте числа; если они верны, пусть комиссия голосует ещё раз или отложите аттестацию."
        ]
    );
    assert_eq!(refused(["4", "1", "мало"]).await, ["Укажите число голосов цифрами."]);
    assert_eq!(
        refused(["", "", "5"]).await,
        ["Не подан ни один голос. Укажите, сколько человек голосовало за и против."]
    );
    // The worker sits in the commission.
    let own = but(
        SESSION,
        "members",
        "Панова Алла Борисовна, председатель\nГордеева Нина Степановна\nТихонова Вера Ильинична\nОрлова Ольга Андреевна, секретарь",
    );
    assert_eq!(
        faults(&kira, &path, &own).await,
        [
            "Присутствовали 5, но работник — член комиссии и о себе не голосует: голосуют 4 человека, а «за», «против» и воздержавшихся вместе 5. Проверьте числа."
        ]
    );
    let unseen: Vec<_> = voted(&own, ["3", "1", ""])
        .into_iter()
        .map(|(name, value)| if name == "attendance" { (name, "absent") } else { (name, value) })
        .collect();
    assert_eq!(
        faults(&kira, &path, &unseen).await,
        ["Работник — член комиссии и на заседание не пришёл: назовите его и здесь."]
    );
    let page = done(&kira, &path, &voted(&own, ["2", "2", ""])).await;
    assert!(page.starts_with("Заседание записано: соответствует занимаемой должности."), "a tie: {page}");
    assert!(
        page.contains(
            "Протокол № 4, за 2, против 2, воздержались 0 Голосовали работник — член комиссии, о себе не голосует"
        ),
        "{page}"
    );
    let stated = "Результаты голосования: за соответствие — 2, против — 2, воздержались — 0; работник — член комиссии, о себе не голосует.";
    for paper in ["protocol", "extract"] {
        let text = text_of(&kira.get(&format!("{home}/papers/{paper}")).await).replace('\u{a0}', " ");
        assert!(text.contains(stated), "{text}");
        let printed = crate::reading::text(&kira.get(&format!("{home}/papers/{paper}/pdf")).await.bytes);
        assert!(printed.replace(['\u{a0}', '\n'], " ").contains(stated), "{printed}");
    }
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn a_session_of_before_keeps_its_votes(t: TestApp) {
    let (kira, home) = acquainted(&t).await;
    t.made(
        |act| Ok(act.run("update fitness_cases set votes_for = 1, votes_against = 0, votes_abstained = null", &[])?),
    )
    .await;
    assert_eq!(broken(&t).await, Vec::<&str>::new());
    let page = kira.get(&home).await.words();
    assert!(page.contains("Протокол № 4, за 1, против 0 Решение соответствует занимаемой должности"), "{page}");
    let text = text_of(&kira.get(&format!("{home}/papers/protocol")).await).replace('\u{a0}', " ");
    assert!(text.contains("Результаты голосования: за соответствие — 1, против — 0."), "{text}");
    let path = format!("{home}/correction");
    assert!(!kira.get(&path).await.text().contains("name=\"abstained\""));
    let counted = |votes| voted(&COUNTED, votes);
    assert_eq!(
        faults(&kira, &path, &counted(["4", "2", ""])).await,
        ["Голосов больше, чем членов комиссии присутствовало: 5. Проверьте числа."]
    );
    let page = done(&kira, &path, &counted(["2", "0", ""])).await;
    assert!(page.contains("Исправления голоса: было за 1, против 0, стало за 2, против 0"), "{page}");
}

async fn who_is_due_and_who_is_not(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(&t, "kira", school).await;
    let who = |name: &'static str| t.application(school, name, Category::First);
    known(&t, &who("Алова Анна Львовна").await, "2010-09-01", Some("2021-12-01"), None).await;
    known(&t, &who("Белова Анна Львовна").await, "2025-09-01", None, None).await;
    known(
        &t,
        &who("Волкова Анна Львовна").await,
        "2010-09-01",
        Some("2020-02-29"),
        Some((Ground::Childcare, "2025-08-31")),
    )
    .await;
    known(&t, &who("Гусева Анна Львовна").await, "2010-09-01", Some("2024-02-29"), None).await;
    known(&t, &who("Дёмина Анна Львовна").await, "2010-09-01", None, None).await;
    who("Ершова Анна Львовна").await;
    let zhukova = format!("/school/fitness/{}", who("Жукова Анна Львовна").await.teacher);
    t.holder(Some(school), "Дёмина Анна Львовна", Category::Highest, "2024-12-24", None).await;
    t.holder(Some(school), "Жукова Анна Львовна", Category::First, "2024-12-24", None).await;
    let page = kira.get("/school/fitness").await;
    assert_eq!(
        rows(&page),
        [
            "Алова Анна Львовна Учитель 01.12.2021 пора аттестовать до 1 декабря 2026",
            "Белова Анна Львовна Учитель нет не подлежит недавно принят на должность; можно с 1 сентября 2027",
            "Волкова Анна Львовна Учитель 29.02.2020 не подлежит отпуск по уходу за ребёнком до трёх лет; можно с 1 сентября 2027",
            "Гусева Анна Львовна Учитель 29.02.2024 срок не подошёл до 28 февраля 2029",
            "Дёмина Анна Львовна Учитель нет не подлежит действует категория «высшая», бессрочно",
            "Ершова Анна Львовна нет нет сведений укажите должность и с какого дня в ней",
            "Жукова Анна Львовна нет не подлежит действует категория «первая», бессрочно",
        ]
    );
    assert!(
        page.words().contains("1 пора аттестовать 0 идёт аттестация 4 не подлежат 1 срок не подошёл 1 нет сведений"),
        "{}",
        page.words()
    );
    let names =
        |page: Answer| rows(&page).iter().map(|row| row.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(kira.get("/school/fitness?state=exempt").await), ["Белова", "Волкова", "Дёмина", "Жукова"]);
    assert_eq!(names(kira.get("/school/fitness?name=дем").await), ["Дёмина"]);
    assert!(kira.get("/school/fitness?name=ям").await.words().contains("Ничего не нашлось. Сбросить отбор"));
    assert!(kira.get("/school").await.text().contains("href=\"/school/fitness\""));
    let page = kira.get(&zhukova).await.words();
    assert!(page.contains("не подлежит действует категория «первая», бессрочно"), "{page}");
    assert!(
        page.contains("Категория в реестре Учитель: первая, бессрочно Сведений пока нет. Указать должность"),
        "{page}"
    );
    let facts = kira.get(&format!("{zhukova}/facts")).await.text();
    assert!(facts.contains("<option value=\"P27\" selected>"), "the post of the application: {facts}");
    // A category for another post does not free from the attestation in one's own.
    let other = [("post", "P10"), ("since", "01.09.2010")];
    let page = done(&kira, &format!("{zhukova}/facts"), &other).await;
    assert!(page.contains("пора аттестовать можно с 1 сентября 2012, последнего дня закон не называет"), "{page}");
}

async fn facts_are_checked(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    let path = format!("{home}/facts");
    assert_eq!(
        faults(&kira, &path, &[("post", "X"), ("previous", "30.02.2021"), ("ground", "illness")]).await,
        [
            "Выберите должность из списка.",
            "Укажите, с какого дня работник в этой должности.",
            "Такой даты нет. Нужны день, месяц и год, год — четырьмя цифрами.",
            "Укажите последний день основания: от него считается, когда аттестация станет возможна.",
        ]
    );
    let facts = [("post", "P27"), ("since", "24.11.2026"), ("previous", "01.12.2021"), ("until", "01.12.2026")];
    assert_eq!(
        faults(&kira, &path, &facts).await,
        [
            "Этот день ещё не наступил. Проверьте дату.",
            "Выберите итог предыдущей аттестации.",
            "Выберите основание или сотрите его последний день.",
        ]
    );
    known(&t, &case, "2025-09-01", None, None).await;
    let no = kira.post(&format!("{home}/plan"), &[]).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(
        no.words()
            .contains("Работник сейчас не подлежит аттестации: недавно принят на должность; можно с 1 сентября 2027."),
        "{}",
        no.words()
    );
}

const NEW: &str = "/school/fitness/new";
const WORKER: [(&str, &str); 5] = [
    ("surname", "зуева"),
    ("given", "Инна"),
    ("patronymic", "Олеговна"),
    ("born", "04.02.1978"),
    ("snils", "112-233-445 95"),
];

async fn a_worker_without_an_application_is_added_and_attested(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(&t, "kira", school).await;
    let empty = kira.get("/school/fitness").await;
    assert!(empty.text().contains("href=\"/school/fitness/new\""));
    assert!(
        empty.words().contains(
            "В списке вашей школы пока никого нет. Кто подал заявление или завёл кабинет педагога, появится здесь сам; остальных работников добавьте."
        ),
        "{}",
        empty.words()
    );
    assert_eq!(
        faults(&kira, NEW, &[]).await,
        [
            "Укажите фамилию.",
            "Укажите имя.",
            "Укажите дату рождения.",
            "СНИЛС состоит из 11 цифр, например 112-233-445 95."
        ]
    );
    assert_eq!(
        faults(&kira, NEW, &but(WORKER, "snils", "112-233-445 96")).await,
        ["В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом."]
    );
    let put_back = send(&kira, NEW, &but(WORKER, "born", "04.02.2025")).await;
    assert_eq!(put_back.faults(), ["Дата рождения не подходит: проверьте год."]);
    assert!(put_back.text().contains("value=\"112-233-445 95\"") && put_back.text().contains("value=\"зуева\""));
    assert_eq!(t.count("select count(*) from teachers").await, 0);

    let added = send(&kira, NEW, &WORKER).await;
    let home = added.to().strip_suffix("/facts").unwrap().to_owned();
    let page = kira.get(added.to()).await.words();
    assert!(page.starts_with("Работник добавлен. Укажите его должность и с какого дня он в ней."), "{page}");
    assert!(page.contains("Зуева Инна Олеговна Сведения о работнике"), "{page}");
    assert_eq!(
        rows(&kira.get("/school/fitness").await),
        ["Зуева Инна Олеговна нет нет сведений укажите должность и с какого дня в ней"]
    );
    done(&kira, added.to(), &[("post", "P27"), ("since", "01.09.2010")]).await;
    let page = done(&kira, &format!("{home}/plan"), &[]).await;
    assert!(page.contains("запланирована"), "{page}");
    assert_eq!(
        journal(&t).await,
        ["enlisted", "facts", "planned"]
            .iter()
            .zip(["добавлен в список работников школы", "сведения для аттестации записаны", "аттестация запланирована"])
            .map(|(act, words)| format!("fitness.{act}: Зуева Инна Олеговна: {words}"))
            .collect::<Vec<_>>()
    );
    let elsewhere = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let rita = coordinator(&t, "rita", elsewhere).await;
    assert_eq!(rita.get(&home).await.status, StatusCode::NOT_FOUND);
    let zoya = t.zoya().await;
    assert_eq!(zoya.get(NEW).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zoya.post(NEW, &[]).await.status, StatusCode::NOT_FOUND);
}

async fn a_worker_known_already_is_not_added_again(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(&t, "kira", school).await;
    let added = send(&kira, NEW, &WORKER).await;
    let home = added.to().strip_suffix("/facts").unwrap().to_owned();
    let link = format!("href=\"{home}\">Открыть страницу этого работника");
    let again = send(&kira, NEW, &WORKER).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.faults(), ["Работник с этим СНИЛС уже есть в списке вашей школы."]);
    assert!(again.text().contains(&link), "{}", again.text());
    let another = send(&kira, NEW, &but(WORKER, "surname", "Белова")).await;
    assert_eq!(
        another.faults(),
        [
            "С этим СНИЛС в системе записаны другое имя или другая дата рождения. Сверьте их с документами; если всё верно, обратитесь в Центр."
        ]
    );
    assert!(another.text().contains(&link), "{}", another.text());
    let elsewhere = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let rita = coordinator(&t, "rita", elsewhere).await;
    let foreign = send(&rita, NEW, &WORKER).await;
    assert_eq!(
        foreign.faults(),
        [
            "Работник с этим СНИЛС записан в другой школе. Если он перешёл к вам, пригласите его в кабинет педагога: приняв приглашение, он появится в вашем списке."
        ]
    );
    assert!(!foreign.text().contains("Открыть страницу этого работника"), "{}", foreign.text());
    assert_eq!(rows(&rita.get("/school/fitness").await), Vec::<String>::new());
    assert_eq!(t.count("select count(*) from teachers").await, 1);
    assert_eq!(journal(&t).await, ["fitness.enlisted: Зуева Инна Олеговна: добавлен в список работников школы"]);
}

async fn two_hands_add_one_worker(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(&t, "kira", school).await;
    let (first, second) = tokio::join!(send(&kira, NEW, &WORKER), send(&kira, NEW, &WORKER));
    let mut answers = [first.status.as_u16(), second.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 422]);
    assert_eq!(t.count("select count(*) from teachers").await, 1);
    assert_eq!(journal(&t).await.len(), 1);
}

async fn a_ground_stays_in_the_school(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let none = kira.get(&format!("{home}/exemption")).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "pregnancy"), ("until", "28.02.2027")];
    done(&kira, &format!("{home}/facts"), &facts).await;
    let form = kira.get(&format!("{home}/exemption")).await.words();
    assert!(form.contains("Основание: беременность; можно с 1 марта 2027."), "{form}");
    let page = done(&kira, &format!("{home}/exemption"), &[]).await;
    assert!(page.contains("не подлежит беременность; можно с 1 марта 2027"), "{page}");
    let told = t.journal().await.join("\n");
    assert!(!told.contains("беремен") && !told.contains("pregnancy"), "{told}");
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let (teacher, rita) = (case.teacher, coordinator(&t, "rita", other).await);
    t.made(move |act| {
        act.run("update teachers set organization_id = $2 where id = $1", attestation::values![teacher, other])?;
        Ok(())
    })
    .await;
    let moved = rita.get(&home).await.words();
    assert!(moved.contains("нет сведений") && !moved.contains("беременность"), "{moved}");
}

pub const PUT_RIGHT: [(&str, &str); 4] =
    [("number", "113-од"), ("on", "19.11.2026"), ("listed", "23.11.2026"), ("reason", "опечатка в номере")];

async fn what_was_typed_is_put_right(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let path = format!("{home}/correction");
    let early = kira.get(&path).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(
        early.words().contains("Исправлять пока нечего: приказа ещё нет. Запишите его на странице работника."),
        "{}",
        early.words()
    );
    done(&kira, &format!("{home}/order"), &ORDER).await;
    done(&kira, &format!("{home}/listing"), &[("listed", "23.11.2026")]).await;
    t.later(days(1));
    let kira = t.enter("kira").await;
    let form = kira.get(&path).await;
    assert!(form.text().contains("value=\"112-од\""), "{}", form.text());
    assert!(!form.words().contains("Голосов"), "there was no session: {}", form.words());
    assert_eq!(
        faults(&kira, &path, &[]).await,
        ["Укажите номер приказа.", "Укажите дату приказа.", "Укажите день.", "Напишите причину исправления."]
    );
    assert_eq!(
        faults(
            &kira,
            &path,
            &[("number", "112-од"), ("on", "20.11.2026"), ("listed", "23.11.2026"), ("reason", "так надо")]
        )
        .await,
        ["Ничего не исправлено: всё осталось, как было записано."]
    );
    assert_eq!(
        faults(&kira, &path, &but(PUT_RIGHT, "on", "24.11.2026")).await,
        ["Этот день раньше, чем издан приказ (24 ноября 2026). Проверьте даты."]
    );
    let page = done(&kira, &path, &PUT_RIGHT).await;
    assert!(page.starts_with("Исправление записано."), "{page}");
    assert!(page.contains("Приказ № 113-од от 19.11.2026"), "{page}");
    let said = "номер приказа: было 112-од, стало 113-од; дата приказа: было 20.11.2026, стало 19.11.2026";
    let shown = said.replace("; ", " ");
    assert!(page.contains(&format!("Исправления {shown} Причина: опечатка в номере 24 ноября 2026")), "{page}");
    let paper = text_of(&kira.get(&format!("{home}/papers/order")).await);
    assert!(paper.contains("113-од") && paper.contains("19 ноября 2026"), "{paper}");
    assert!(
        paper.contains(&format!("Исправлено 24 ноября 2026 г.: {said}. Причина: опечатка в номере.")),
        "a paper made anew says what was put right: {paper}"
    );
    let told = journal(&t).await;
    assert!(told.contains(&format!("fitness.corrected: Орлова Ольга Андреевна: исправление: {said}")), "{told:?}");
    assert_eq!(t.count("select count(*) from fitness_corrections").await, 1);
}

/// An attestation whose worker was found fit on 12 January 2027 and has read the extract.
pub async fn acquainted(t: &TestApp) -> (Visitor, String) {
    let (kira, home) = ordered(t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(50));
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/session"), &SESSION).await;
    done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &READ).await;
    (kira, home)
}

pub const COUNTED: [(&str, &str); 16] = [
    ("number", "112-од"),
    ("on", "20.11.2026"),
    ("listed", "23.11.2026"),
    ("shown", "23.11.2026"),
    ("made", "12.01.2027"),
    ("read", "12.01.2027"),
    ("held", "12.01.2027"),
    ("protocol", "4"),
    SESSION[2],
    SESSION[3],
    ("absent", ""),
    ("attendance", "present"),
    ("for", "3"),
    ("against", "2"),
    ("abstained", "0"),
    ("reason", "неверно посчитали голоса"),
];

async fn another_decision_asks_for_another_extract(t: TestApp) {
    let (kira, home) = acquainted(&t).await;
    let path = format!("{home}/correction");
    assert_eq!(
        faults(&kira, &path, &but(COUNTED, "for", "4")).await,
        ["Голосуют 5 человек, а «за», «против» и воздержавшихся вместе 6. Проверьте числа."]
    );
    assert_eq!(
        faults(&kira, &path, &but(COUNTED, "held", "22.12.2026")).await,
        [
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 23 декабря 2026."
        ]
    );
    let page = done(&kira, &path, &COUNTED).await;
    assert!(page.contains("выписка показана закончить аттестацию"), "the decision is the same: {page}");
    assert!(
        page.contains("Протокол № 4, за 3, против 2, воздержались 0 Решение соответствует занимаемой должности"),
        "{page}"
    );
    let other: Vec<(&str, &str)> = but(COUNTED, "for", "1")
        .into_iter()
        .map(|(name, value)| if name == "against" { (name, "4") } else { (name, value) })
        .collect();
    assert_eq!(
        faults(&kira, &path, &other).await,
        ["Напишите, почему работник не соответствует должности: причина войдёт в протокол и выписку."]
    );
    let page = done(&kira, &path, &[other.as_slice(), &[("unfit", WHY)]].concat()).await;
    assert!(page.contains("заседание прошло: не соответствует до 14 января 2027 — составить выписку"), "{page}");
    assert!(!page.contains("Выписка составлена") && !page.contains("Ознакомлен с выпиской"), "{page}");
    assert!(page.contains("Предыдущая аттестация 12 января 2027, не соответствует занимаемой должности"), "{page}");
    assert!(
        page.contains(
            "голоса: было за 3, против 2, воздержались 0, стало за 1, против 4, воздержались 0 решение: было соответствует занимаемой должности, стало не соответствует занимаемой должности причина решения: было не указана, стало Обучающиеся не осваивают программу, планов уроков нет Причина: неверно посчитали голоса 12 января 2027"
        ),
        "{page}"
    );
    let paper = text_of(&kira.get(&format!("{home}/papers/extract")).await);
    assert!(paper.contains("Решение: не соответствует занимаемой должности «учитель»."), "{paper}");
    let page = done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    assert!(page.contains("до 15 января 2027 — ознакомить с выпиской"), "{page}");
    done(&kira, &format!("{home}/acquaintance"), &READ).await;
    let page = done(&kira, &format!("{home}/closing"), &[]).await;
    assert!(
        page.contains("Исправления голоса: было за 4, против 1, воздержались 0, стало за 3, против 2, воздержались 0"),
        "kept after the end: {page}"
    );
    assert_eq!(t.count("select count(*) from fitness_corrections").await, 2);
}

async fn a_closed_attestation_is_put_right(t: TestApp) {
    let (kira, home) = acquainted(&t).await;
    done(&kira, &format!("{home}/closing"), &[]).await;
    let path = format!("{home}/correction");
    assert!(kira.get(&home).await.text().contains(&format!("href=\"{path}\"")));
    let form = kira.get(&path).await.text();
    assert!(
        form.contains("value=\"Юдина Лариса Олеговна\"") && form.contains("Белов Сергей Николаевич</textarea>"),
        "{form}"
    );
    assert_eq!(
        faults(&kira, &path, &but(COUNTED, "members", "Панова Алла Борисовна")).await,
        [
            "В комиссии организации не меньше 5 человек вместе с представителем профсоюза, а названо 2. Впишите остальных, каждого с новой строки.",
            "Голосуют 2 человека, а «за», «против» и воздержавшихся вместе 5. Проверьте числа."
        ]
    );
    assert_eq!(
        faults(&kira, &path, &but(COUNTED, "made", "11.01.2027")).await,
        ["Этот день раньше, чем прошло заседание (12 января 2027). Проверьте даты."]
    );
    let members =
        "Панова Алла Борисовна, председатель\nГордеева Нина Степановна\nТихонова Вера Ильинична\nБелова Анна Львовна";
    let wrong = but(COUNTED, "members", members).into_iter().map(|(name, value)| match name {
        "for" => (name, "4"),
        "against" => (name, "1"),
        "reason" => (name, "в протоколе другой член комиссии"),
        _ => (name, value),
    });
    let wrong: Vec<(&str, &str)> = wrong.collect();
    let page = done(&kira, &path, &wrong).await;
    assert!(page.contains("срок не подошёл до 12 января 2032"), "it is still over: {page}");
    let (was, is) = ("Белов Сергей Николаевич", "Белова Анна Львовна");
    let three = "Панова Алла Борисовна, председатель, Гордеева Нина Степановна, Тихонова Вера Ильинична";
    let union = "Юдина Лариса Олеговна, представитель профсоюза";
    let said = format!("комиссия: было {three}, {was}, {union}, стало {three}, {is}, {union}");
    assert!(
        page.contains(&format!("Исправления {said} Причина: в протоколе другой член комиссии 12 января 2027")),
        "{page}"
    );
    for paper in ["protocol", "extract"] {
        let text = text_of(&kira.get(&format!("{home}/papers/{paper}")).await);
        let told = format!("Исправлено 12 января 2027 г.: {said}. Причина: в протоколе другой член комиссии.");
        assert!(text.contains(&told), "{text}");
        let printed = kira.get(&format!("{home}/papers/{paper}/pdf")).await;
        assert!(crate::reading::text(&printed.bytes).contains("в протоколе другой член комиссии"));
    }
    let order = text_of(&kira.get(&format!("{home}/papers/order")).await);
    assert!(!order.contains("Исправлено"), "the order does not state it: {order}");
    // Another decision opens what was over: an extract of it is made and shown.
    let other = COUNTED.map(|(name, value)| match name {
        "members" => (name, members),
        "for" => (name, "1"),
        "against" => (name, "4"),
        _ => (name, value),
    });
    let page = done(&kira, &path, &[other.as_slice(), &[("unfit", WHY)]].concat()).await;
    assert!(page.contains("заседание прошло: не соответствует до 14 января 2027 — составить выписку"), "{page}");
    assert_eq!(t.count("select count(*) from fitness_corrections").await, 2);
    let told = journal(&t).await;
    assert!(told.contains(&format!("fitness.corrected: Орлова Ольга Андреевна: исправление: {said}")), "{told:?}");
}

async fn a_refusal_to_sign_for_the_extract(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(50));
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/session"), &SESSION).await;
    done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    let path = format!("{home}/acquaintance");
    let no = kira.get(&format!("{home}/papers/unsigned")).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(
        no.words().contains(
            "Отказа не было: акт составляют, когда работник отказался расписаться в ознакомлении с выпиской."
        ),
        "{}",
        no.words()
    );
    assert_eq!(
        faults(&kira, &path, &but(READ, "read", "11.01.2027")).await,
        ["Этот день раньше, чем составлена выписка (12 января 2027). Проверьте даты."]
    );
    assert_eq!(faults(&kira, &path, &[("read", "12.01.2027")]).await, ["Выберите, ознакомлен работник или отказался."]);
    let one = [("read", "12.01.2027"), ("how", "refused"), ("witnesses", "Панова Алла Борисовна")];
    assert_eq!(
        faults(&kira, &path, &one).await,
        [
            "Отказ расписаться в ознакомлении с выпиской подтверждают не меньше 2 человек, а названо 1. Впишите остальных, каждого с новой строки."
        ]
    );
    assert_eq!(
        faults(&kira, &path, &but(one, "how", "read")).await,
        ["Работник ознакомлен: свидетелей указывать не нужно. Сотрите их."]
    );
    let twice = but(one, "witnesses", "Панова Алла Борисовна\nпанова алла  борисовна");
    assert_eq!(faults(&kira, &path, &twice).await, ["Один человек назван дважды. Нужны подписи разных людей."]);
    let two = but(one, "witnesses", "Панова Алла Борисовна\nЮдина Лариса Олеговна");
    let page = done(&kira, &path, &two).await;
    assert!(
        page.starts_with("Отказ записан. Скачайте акт: его подписывают руководитель и те, кто подтверждает отказ."),
        "{page}"
    );
    assert!(page.contains("Ознакомление с выпиской отказался расписаться, составлен акт 12 января 2027"), "{page}");
    let act = text_of(&kira.get(&format!("{home}/papers/unsigned")).await);
    assert!(
        act.contains("отказался(лась) расписаться в ознакомлении с выпиской из протокола № 4")
            && act.contains("Панова Алла Борисовна")
            && act.contains("Юдина Лариса Олеговна"),
        "{act}"
    );
    let printed = crate::reading::text(&kira.get(&format!("{home}/papers/unsigned/pdf")).await.bytes);
    assert!(printed.contains("Юдина Лариса Олеговна") && printed.contains("Руководитель организации"), "{printed}");
    let told = journal(&t).await;
    assert!(
        told.contains(&"fitness.acquainted: Орлова Ольга Андреевна: составлен акт об отказе расписаться в ознакомлении с выпиской 12.01.2027".to_owned()),
        "{told:?}"
    );
    assert!(done(&kira, &format!("{home}/closing"), &[]).await.contains("Акт об отказе от ознакомления с выпиской"));
}

async fn a_day_late_is_told_of(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(60));
    let kira = t.enter("kira").await;
    let page = done(&kira, &format!("{home}/session"), &SESSION).await;
    assert!(page.contains("до 14 января 2027 — составить выписку срок прошёл 8 дней назад"), "{page}");
    let page = done(&kira, &format!("{home}/extract"), &[("made", "15.01.2027")]).await;
    assert!(page.contains("Выписка составлена 15 января 2027, позже срока (14 января 2027)"), "{page}");
    let form = kira.get(&format!("{home}/acquaintance")).await.words();
    assert!(
        form.contains(
            "Сделать это нужно до 20 января 2027. Срок прошёл: укажите день, когда это сделано на самом деле."
        ),
        "{form}"
    );
    let page = done(&kira, &format!("{home}/acquaintance"), &but(READ, "read", "22.01.2027")).await;
    assert!(page.contains("Ознакомлен с выпиской 22 января 2027, позже срока (20 января 2027)"), "{page}");
}

async fn several_posts_are_attested_each_by_itself(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    let posts = format!("{home}/posts");
    let early = kira.get(&posts).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Сначала запишите сведения о первой должности работника"), "{}", early.words());
    known(&t, &case, "2010-09-01", Some("2021-12-01"), None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    assert!(kira.get(&home).await.text().contains(&format!("href=\"{posts}\"")));
    assert_eq!(
        faults(&kira, &posts, &[("post", "P27"), ("since", "01.09.2015")]).await,
        ["Эта должность у работника уже записана. Откройте её на странице работника или выберите другую."]
    );
    let page = done(&kira, &posts, &[("post", "P10"), ("since", "01.09.2015")]).await;
    assert!(page.starts_with("Должность добавлена. Это её страница."), "{page}");
    assert!(
        page.contains("пора аттестовать можно с 1 сентября 2017, последнего дня закон не называет"),
        "by itself: {page}"
    );
    let second = format!("{home}.2");
    let first = kira.get(&home).await;
    assert!(first.text().contains(&format!("href=\"{second}\"")), "{}", first.text());
    assert!(first.words().contains("запланирована издать приказ"), "{}", first.words());
    let list = kira.get("/school/fitness").await;
    let rows = rows(&list);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("Орлова Ольга Андреевна Учитель 01.12.2021 запланирована"), "{rows:?}");
    assert!(
        rows[1].ends_with("нет пора аттестовать можно с 1 сентября 2017, последнего дня закон не называет"),
        "{rows:?}"
    );
    assert!(list.words().contains("1 пора аттестовать 1 идёт аттестация 0 не подлежат"), "{}", list.words());
    done(&kira, &format!("{second}/plan"), &[]).await;
    assert_eq!(kira.post(&format!("{second}/plan"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(t.count("select count(*) from fitness_cases where stage = 'planned'").await, 2);
    // One order names the worker twice, in each post.
    done(&kira, &format!("{home}/order"), &ORDER).await;
    done(&kira, &format!("{second}/order"), &ORDER).await;
    let paper = text_of(&kira.get(&format!("{second}/papers/order")).await);
    assert!(paper.contains("1 Орлова Ольга Андреевна") && paper.contains("2 Орлова Ольга Андреевна"), "{paper}");
    let no = [("post", "P01"), ("since", "01.09.2015")];
    assert_eq!(
        faults(&kira, &format!("{home}/facts"), &no).await,
        [
            "По прежней должности уже есть аттестация, заменить должность нельзя. Добавьте новую на странице работника, а у этой укажите последний день."
        ]
    );
    // A ground is of the person: every post learns it.
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "pregnancy"), ("until", "28.02.2027")];
    done(&kira, &format!("{home}/facts"), &facts).await;
    let page = kira.get(&second).await.words();
    assert!(page.contains("Основание не аттестовать беременность, последний день 28 февраля 2027"), "{page}");
    for path in ["", ".1", ".3", ".02x"] {
        let status = if path.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(kira.get(&format!("{home}{path}")).await.status, status, "{path}");
    }
    let rita = coordinator(&t, "rita", t.school("МБОУ «СОШ № 4»", "7000000004").await).await;
    assert_eq!(rita.get(&second).await.status, StatusCode::NOT_FOUND);
    assert_eq!(rita.get(&posts).await.status, StatusCode::NOT_FOUND);
    let told = journal(&t).await;
    assert!(
        told.contains(&"fitness.post: Орлова Ольга Андреевна: добавлена ещё одна должность".to_owned()),
        "{told:?}"
    );
}

async fn a_post_that_was_left(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("left", "31.08.2010")];
    assert_eq!(
        faults(&kira, &format!("{home}/facts"), &facts).await,
        ["Этот день раньше, чем работник принят на должность (1 сентября 2010). Проверьте даты."]
    );
    let page = done(&kira, &format!("{home}/facts"), &but(facts, "left", "31.08.2026")).await;
    assert!(page.contains("не подлежит последний день в должности 31 августа 2026"), "{page}");
    let no = kira.post(&format!("{home}/plan"), &[]).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(
        no.words().contains("Работник сейчас не подлежит аттестации: последний день в должности 31 августа 2026."),
        "{}",
        no.words()
    );
}

async fn what_runs_out_is_reminded_of(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    coordinator(&t, "rita", other).await;
    let round = || async { attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap() };
    let sent = || async {
        let all = t.letters().await.into_iter().filter(|letter| letter.subject.starts_with("Соответствие"));
        all.map(|letter| (letter.to, format!("{}\n{}", letter.subject, letter.text).replace('\u{a0}', " ")))
            .collect::<Vec<_>>()
    };
    round().await;
    assert_eq!(sent().await, [], "twenty days are left");
    t.later(days(6));
    round().await;
    round().await;
    let posted = sent().await;
    assert_eq!(posted.len(), 1, "{posted:?}");
    assert_eq!(posted[0].0, "kira@example.org");
    assert!(posted[0].1.starts_with("Соответствие должности: скоро кончается 1 срок\n"), "{}", posted[0].1);
    assert!(
        posted[0].1.contains("13 декабря 2026, осталось 14 дней: Орлова О. А., учитель. Ознакомить с представлением."),
        "{}",
        posted[0].1
    );
    t.later(days(1));
    round().await;
    assert_eq!(sent().await.len(), 1, "nothing new to say");
    t.later(days(14));
    round().await;
    let posted = sent().await;
    assert_eq!(posted.len(), 2);
    assert!(posted[1].1.starts_with("Соответствие должности: прошло 1 срок\n"), "{}", posted[1].1);
    assert!(
        posted[1]
            .1
            .contains("13 декабря 2026, срок прошёл 1 день назад: Орлова О. А., учитель. Ознакомить с представлением."),
        "{}",
        posted[1].1
    );
    drop(kira);
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/postponement"), &[("reason", "нет полного состава комиссии")]).await;
    t.later(days(1));
    round().await;
    assert_eq!(sent().await.len(), 2, "what has no day is not reminded of");
    let told = t.journal().await.into_iter().filter(|line| line.starts_with("fitness.reminded"));
    let told: Vec<String> = told.collect();
    assert_eq!(told.len(), 5, "{told:?}");
    assert_eq!(told[1], "fitness.reminded: напоминания об аттестации на соответствие: писем 1, сроков 1");
}

async fn two_hands_put_one_thing_right(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let path = format!("{home}/correction");
    let (first, second) = tokio::join!(send(&kira, &path, &PUT_RIGHT), send(&kira, &path, &PUT_RIGHT));
    let mut answers = [first.status.as_u16(), second.status.as_u16()];
    answers.sort_unstable();
    // The second hand has read the attestation before the first was done, or after it.
    assert!(answers[0] == 303 && [409, 422].contains(&answers[1]), "{answers:?}");
    assert_eq!(t.count("select count(*) from fitness_corrections").await, 1);
}

async fn orders_of_before_are_known_as_signed(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let other = t.application(t.school("МБОУ «СОШ № 4»", "7000000004").await, "Белова Анна Львовна", Category::First);
    let other = other.await;
    known(&t, &other, "2010-09-01", None, None).await;
    let rita = coordinator(&t, "rita", other.school).await;
    let unsigned = format!("/school/fitness/{}", other.teacher);
    done(&rita, &format!("{unsigned}/plan"), &[]).await;
    done(&rita, &format!("{unsigned}/order"), &ORDER).await;
    t.made(|act| {
        act.run("update fitness_cases set stage = 'ordered' where stage = 'listed'", &[])?;
        let migration = include_str!("../../migrations/0030_listed.sql");
        act.run(migration.split(';').next().unwrap(), &[])?;
        Ok(())
    })
    .await;
    assert!(kira.get(&home).await.words().contains("приказ показан до 13 декабря 2026"));
    assert!(rita.get(&unsigned).await.words().contains("приказ издан до 13 декабря 2026 — ознакомить с приказом"));
}

async fn two_hands_plan_one_attestation(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    let path = format!("{home}/plan");
    let (first, second) = tokio::join!(kira.post(&path, &[]), kira.post(&path, &[]));
    let mut answers = [first.status.as_u16(), second.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    assert_eq!(t.count("select count(*) from fitness_cases").await, 1);
    assert_eq!(t.count("select count(*) from fitness_terms").await, 6);
}

async fn a_case_keeps_its_terms(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    t.made(|act| {
        act.run("update terms set amount = 60 where code in ('D16', 'D17')", &[])?;
        Ok(())
    })
    .await;
    let form = kira.get(&format!("{home}/order")).await.words();
    assert!(
        form.contains(
            "не меньше 30 календарных дней. Если ознакомить сегодня, заседание можно провести с 23 декабря 2026."
        ),
        "{form}"
    );
}

async fn another_schools_teacher_is_not_there(t: TestApp) {
    let (_, _, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let (rita, zoya) = (coordinator(&t, "rita", other).await, t.zoya().await);
    for path in ["", "/facts", "/posts", "/order", "/listing", "/session", "/correction", "/papers/order"] {
        assert_eq!(rita.get(&format!("{home}{path}")).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(rita.post(&format!("{home}/plan"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zoya.get(&home).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zoya.get("/school/fitness").await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.visitor().get(&home).await.status, StatusCode::SEE_OTHER);
    assert_eq!(rows(&rita.get("/school/fitness").await), Vec::<String>::new());
    let refused = t.journal().await.into_iter().filter(|line| line.starts_with("access.refused"));
    assert_eq!(
        refused.collect::<Vec<_>>(),
        vec![
            "access.refused (refused): запрошено то, что этому человеку не открыто";
            10
        ]
    );
    assert_eq!(t.count("select count(*) from fitness_cases").await, 0);
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let (school, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let before = t.app.db.asked().count();
    kira.get("/school/fitness").await;
    let with_one = t.app.db.asked().count() - before;
    for name in ["Белова Анна Львовна", "Волкова Анна Львовна"] {
        let case = t.application(school, name, Category::First).await;
        known(&t, &case, "2010-09-01", None, None).await;
        done(&kira, &format!("/school/fitness/{}/plan", case.teacher), &[]).await;
    }
    let before = t.app.db.asked().count();
    assert_eq!(rows(&kira.get("/school/fitness").await).len(), 3);
    assert_eq!(t.app.db.asked().count() - before, with_one);
}

async fn the_list_goes_from_page_to_page(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(&t, "kira", school).await;
    // Namesakes too: the border is the name with the id.
    for at in 0..45 {
        let name =
            if at < 23 { "Орлова Ольга Андреевна" } else { "Белова Анна Львовна" };
        t.application(school, name, Category::First).await;
    }
    let (mut path, mut seen, mut pages) = ("/school/fitness".to_owned(), Vec::new(), Vec::new());
    loop {
        let page = kira.get(&path).await;
        pages.push(rows(&page).len());
        let text = page.text();
        seen.extend(
            text.split("<th scope=\"row\"><a class=\"govuk-link\" href=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned()),
        );
        let Some(next) = text.split("rel=\"next\"").next().filter(|_| text.contains("rel=\"next\"")) else { break };
        path = next
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .replace("&#38;", "&")
            .replace("&amp;", "&");
    }
    assert_eq!(pages, [20, 20, 5]);
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (45, 45));
}
