//! Intake as the secretary lives it: registration, remarks and answers, refusal, term and form, the simplified track.

use attestation::accounts::{Organization, Role};
use attestation::applications::{self, Application, Category, NewApplication, NewTeacher, Outcome, Snils};
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;

on_both!(
    what_was_submitted_is_registered,
    letters_follow_an_address_confirmed_since,
    registration_has_its_last_day,
    remarks_are_made_and_answered,
    remarks_are_read_by_their_own_people,
    intake_is_refused_on_a_ground_of_the_list,
    what_the_rows_contradict_is_refused_only_with_an_explanation,
    what_is_no_ground_refuses_nothing,
    grounds_are_those_of_the_category,
    term_and_form_are_set_for_one,
    the_latest_day_is_named,
    term_and_form_are_set_for_many,
    an_award_leads_to_the_session,
    the_queue_goes_by_the_oldest_clock,
    the_queue_asks_the_same_number_of_questions,
    numbers_of_portals_are_told_apart,
    clocks_of_a_case_are_shown,
);

/// An application that was submitted on 20 November 2026 and waits to be registered.
pub async fn submitted(t: &TestApp, school: Id<Organization>, name: &str, snils: u32) -> Application {
    let new = NewApplication {
        teacher: NewTeacher {
            name: FullName::split(name).unwrap(),
            born: "1978-02-04".parse().unwrap(),
            snils: Snils::parse(&format!("{snils:09}00")).unwrap(),
            email: format!("t{snils}@example.org"),
            phone: String::new(),
            school,
        },
        post_code: "P27".to_owned(),
        subject: "физика".to_owned(),
        experience: Some(15),
        current_category: None,
        category: Category::First,
        received_on: "2026-11-20".parse().unwrap(),
    };
    t.made(move |act| {
        let (Outcome::Made(id) | Outcome::Known(id)) = applications::submit(act, &new)?;
        Ok(applications::by_id(act, id)?.unwrap())
    })
    .await
}

/// The secretary Зоя, a school and an application that waits in it.
pub async fn house(t: &TestApp) -> (Visitor, Id<Organization>, Application) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = submitted(t, school, "Орлова Ольга Андреевна", 900_001).await;
    (t.zoya().await, school, case)
}

fn at(case: &Application, what: &str) -> String {
    format!("/applications/{}/{what}", case.id)
}

async fn stage(t: &TestApp, case: &Application) -> &'static str {
    t.fresh(case).await.stage.code()
}

/// Rows of the first table of a page, cells divided by « | ».
pub fn lines(page: &Answer) -> Vec<String> {
    let text = page.text();
    let Some((_, body)) = text.split_once("<tbody>") else { return Vec::new() };
    let words = |html: &str| crate::app::words_of(&html.replace("</th>", " | ").replace("</td>", " | "));
    let rows = body.split("</tbody>").next().unwrap().split("<tr>").skip(1);
    rows.map(|row| words(row).trim_end_matches(" |").to_owned()).collect()
}

/// The words of the newest act in the journal.
async fn told(t: &TestApp) -> String {
    t.journal().await.pop().unwrap().replace('\u{a0}', " ")
}

/// Letters to an address: subject and text.
async fn letter(t: &TestApp, email: &str) -> (String, String) {
    let kept = t.letter_to(email).await;
    (kept.subject.replace('\u{a0}', " "), kept.text.replace('\u{a0}', " "))
}

async fn what_was_submitted_is_registered(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    let page = zoya.get(&at(&case, "registration")).await;
    assert!(
        page.words().contains("Получено 20 ноября 2026. Зарегистрировать нужно до 20 ноября 2026."),
        "{}",
        page.words()
    );
    let done = zoya.post(&at(&case, "registration"), &[("on", "20.11.2026")]).await;
    assert_eq!(done.to(), format!("/applications/{}", case.id));
    assert_eq!(stage(&t, &case).await, "registered");
    assert_eq!(told(&t).await, "intake.registered: заявление зарегистрировано 20 ноября 2026");
    let (subject, text) = letter(&t, "t900001@example.org").await;
    assert_eq!(subject, "Заявление зарегистрировано, дело 2026-0001");
    assert!(
        text.contains(
            "Ваше заявление зарегистрировано 20 ноября 2026: дело 2026-0001, учитель, заявленная категория: первая."
        ),
        "{text}"
    );
    assert!(text.contains("До 21 декабря 2026 Центр назначит срок, место и форму аттестации и сообщит вам. Решение комиссии будет принято до 18 февраля 2027."), "{text}");
    let page = zoya.get(&format!("/applications/{}", case.id)).await.words();
    assert!(page.starts_with("Заявление зарегистрировано, номер дела 2026-0001."), "{page}");
    assert!(
        page.contains("Как подано через эту систему Получено 20 ноября 2026 Зарегистрировано 20 ноября 2026"),
        "{page}"
    );
    let again = zoya.post(&at(&case, "registration"), &[("on", "20.11.2026")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.words().contains("Нельзя зарегистрировать заявление: дело сейчас в состоянии «зарегистрировано»."),
        "{}",
        again.words()
    );
}

async fn letters_follow_an_address_confirmed_since(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, None, "").await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    t.later(SignedDuration::from_secs(60));
    let typed = [("email", "new@example.org"), ("current-password", crate::people::PASSWORD)];
    assert_eq!(t.enter("olga").await.post("/profile/email", &typed).await.to(), "/profile");
    let text = t.letter_to("new@example.org").await.text;
    let link = text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:8080")).unwrap();
    t.visitor().post(link, &[]).await.to();
    zoya.post(&at(&case, "registration"), &[("on", "20.11.2026")]).await.to();
    assert_eq!(letter(&t, "new@example.org").await.0, "Заявление зарегистрировано, дело 2026-0001");
    assert!(t.letters().await.iter().all(|one| one.to != "t900001@example.org"), "not to the address of before");
}

async fn registration_has_its_last_day(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    let no = async |fields: &[(&str, &str)]| {
        let answer = zoya.post(&at(&case, "registration"), fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.faults()
    };
    assert_eq!(no(&[("on", "")]).await, ["Укажите день регистрации, например 23.11.2026."]);
    assert_eq!(
        no(&[("on", "19.11.2026")]).await,
        ["Заявление получено 20 ноября 2026: раньше его зарегистрировать нельзя."]
    );
    assert_eq!(no(&[("on", "24.11.2026")]).await, ["Этот день ещё не наступил. Проверьте день регистрации."]);
    assert_eq!(
        no(&[("on", "23.11.2026")]).await,
        ["Зарегистрировать нужно было до 20 ноября 2026. Проверьте день или напишите, почему он позже."]
    );
    assert_eq!(stage(&t, &case).await, "submitted");
    zoya.post(&at(&case, "registration"), &[("on", "23.11.2026"), ("reason", "не было связи")]).await.to();
    assert_eq!(told(&t).await, "intake.registered: заявление зарегистрировано 23 ноября 2026");
    let why = t.journal().await.into_iter().filter(|row| row.starts_with("intake.late")).collect::<Vec<_>>();
    assert_eq!(why, ["intake.late: зарегистрировано позже срока: не было связи"], "for the Centre alone");
}

async fn coordinator(t: &TestApp, login: &str, school: Id<Organization>) -> Visitor {
    t.person(login, "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    t.enter(login).await
}

/// The names of fields for answers on a page.
pub fn answers(page: &Answer) -> Vec<String> {
    let text = page.text();
    let names = text.split("name=\"answer-").skip(1);
    names.map(|rest| format!("answer-{}", rest.split('"').next().unwrap())).collect()
}

async fn remarks_are_made_and_answered(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    let kira = coordinator(&t, "kira", school).await;
    let path = at(&case, "remarks");
    let empty = zoya.post(&path, &[("rows", "3")]).await;
    assert_eq!(empty.faults(), ["Напишите хотя бы одно замечание: часть заявления и что исправить."]);
    let first = "Зарегистрировать заявление нужно до 20 ноября 2026, а после замечаний этого не сделать, пока на них не ответят. Сначала зарегистрируйте его : замечания можно отправить и потом.";
    assert!(zoya.get(&path).await.words().contains(first));
    let ahead = "Письмо придёт педагогу и координатору школы (адрес педагога: t900001@example.org).";
    assert!(zoya.get(&path).await.words().contains(ahead));
    let half = zoya.post(&path, &[("rows", "3"), ("words-0", "Нет печати"), ("part-1", "post")]).await;
    assert_eq!(half.faults(), ["Выберите, о какой части заявления замечание.", "Напишите, что нужно исправить."]);
    assert!(half.text().contains("Нет печати"), "what was typed is given back");
    let more = zoya.post(&path, &[("rows", "3"), ("words-0", "Нет печати"), ("more", "yes")]).await;
    assert!(more.text().contains("name=\"words-5\"") && more.text().contains("Нет печати"));
    let typed = [
        ("part-0", "document:diploma"),
        ("words-0", "Нет приложения к диплому"),
        ("part-2", "results"),
        ("words-2", "Не указан год"),
    ];
    assert_eq!(zoya.post(&path, &typed).await.to(), path);
    assert_eq!(stage(&t, &case).await, "fix_requested");
    assert_eq!(
        told(&t).await,
        "intake.asked: запрошены исправления: 2 замечания, письмо педагогу и координатору школы"
    );
    for email in ["t900001@example.org", "kira@example.org"] {
        let (subject, text) = letter(&t, email).await;
        assert_eq!(subject, "Нужны исправления, дело 2026-0001");
        assert!(text.contains("Документ: диплом об образовании: Нет приложения к диплому"), "{text}");
        assert!(text.contains("Срок рассмотрения не останавливается: он идёт до 21 декабря 2026."), "{text}");
    }
    let said = "Замечания отправлены педагогу и координатору школы. Срок рассмотрения не останавливается.";
    assert!(zoya.get(&path).await.words().starts_with(said));
    let page = kira.get(&path).await;
    assert!(page.words().contains(
        "Пока замечания исправляют, сроки не останавливаются. Рассмотреть заявление нужно до 21 декабря 2026."
    ));
    assert!(page.words().contains("Вы отвечаете за педагога: Орлова Ольга Андреевна."), "{}", page.words());
    let fields = answers(&page);
    assert_eq!(fields.len(), 2);
    let send = format!("{path}/answers");
    assert_eq!(kira.post(&send, &[]).await.faults(), ["Напишите, что исправлено, хотя бы по одному замечанию."]);
    kira.post(&send, &[(&fields[0], "Приложение добавлено")]).await.to();
    assert_eq!(stage(&t, &case).await, "fix_requested");
    assert_eq!(told(&t).await, "intake.answered: ответы на замечания: 1, осталось 1");
    let page = kira.get(&path).await;
    assert!(page.words().starts_with("Ответ записан. Осталось ответить: 1 замечание."), "{}", page.words());
    assert_eq!(answers(&page), fields[1..]);
    kira.post(&send, &[(&fields[1], "Год указан")]).await.to();
    assert_eq!(stage(&t, &case).await, "registered");
    assert_eq!(told(&t).await, "intake.answered: замечания исправлены, заявление отправлено снова");
    assert_eq!(t.count("select count(*) from applications where registered_on = '2026-11-23'").await, 1);
    let late = kira.post(&send, &[(&fields[1], "ещё раз"), ("note", "слово"), ("old_password", "два слова")]).await;
    let shown: Vec<String> =
        late.text().split("att-written\">").skip(1).map(|one| one.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(shown, ["ещё раз"], "what was typed in words is given back, and no secret");
    assert_eq!(late.status, StatusCode::CONFLICT);
}

async fn remarks_are_read_by_their_own_people(t: TestApp) {
    let (_, school, case) = house(&t).await;
    let other = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let (kira, rita) = (coordinator(&t, "kira", school).await, coordinator(&t, "rita", other).await);
    let path = at(&case, "remarks");
    assert!(kira.get(&path).await.words().ends_with("Замечаний к заявлению нет."));
    assert_eq!(kira.post(&path, &[("part-0", "post"), ("words-0", "x")]).await.status, StatusCode::NOT_FOUND);
    for status in [rita.get(&path).await.status, rita.post(&format!("{path}/answers"), &[]).await.status] {
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    assert!(told(&t).await.starts_with("access.refused (refused)"));
    for what in ["registration", "schedule", "award", "intake-refusal"] {
        assert_eq!(kira.get(&at(&case, what)).await.status, StatusCode::NOT_FOUND, "{what}");
        assert!(told(&t).await.starts_with("access.refused (refused)"), "{what}");
    }
    assert_eq!(stage(&t, &case).await, "submitted");
}

/// The value of the radio or option beside these words.
fn value_of(page: &Answer, words: &str) -> String {
    let text = page.text();
    let before = text.split(words).next().unwrap();
    assert_ne!(before.len(), text.len(), "no {words}");
    before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

async fn intake_is_refused_on_a_ground_of_the_list(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    let path = at(&case, "intake-refusal");
    let page = zoya.get(&path).await;
    assert!(page.words().contains("Отказать нельзя Образование не по профилю должности (разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196)"), "{}", page.words());
    assert_eq!(zoya.post(&path, &[]).await.faults(), ["Выберите основание. По другой причине отказать нельзя."]);
    let bar = [("ground", "01900000-0000-7000-8000-000000000011")];
    assert_eq!(
        zoya.post(&path, &bar).await.faults(),
        [
            "Отказать нельзя: «Образование не по профилю должности» не основание для отказа (разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196). Выберите основание из списка."
        ]
    );
    assert_eq!(
        zoya.post(&path, &[("ground", "x")]).await.faults(),
        ["Здесь ничего не выбрано, или выбранного сегодня уже нет в списке. Выберите из списка."]
    );
    let ground = value_of(&page, "В заявлении нет обязательных сведений");
    let untold = zoya.post(&path, &[("ground", ground.as_str()), ("details", "  ")]).await;
    assert_eq!(
        untold.faults(),
        [
            "Для этого основания нужно пояснение. Напишите, чего именно не хватает: иначе педагог не узнает, что исправить."
        ]
    );
    assert_eq!(stage(&t, &case).await, "submitted");
    let typed = [("ground", ground.as_str()), ("details", "Не указано образование.")];
    let check = zoya.post(&path, &typed).await;
    assert!(check.words().contains("Проверьте отказ в приёме Педагог Орлова Ольга Андреевна Дело № 2026-0001, получено 20 ноября 2026 Заявление Учитель, физика, МБОУ «СОШ № 1» Заявленная категория первая Основание отказа В заявлении нет обязательных сведений (приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 28 приказа № 276)) Пояснение Не указано образование. Педагогу придёт письмо с причиной на адрес t900001@example.org."), "{}", check.words());
    assert_eq!(stage(&t, &case).await, "submitted", "the check changes nothing");
    let back = zoya.post(&path, &[typed.as_slice(), &[("back", "yes")]].concat()).await;
    assert!(back.text().contains("Не указано образование."), "what was typed is given back");
    zoya.post(&path, &[typed.as_slice(), &[("confirmed", "yes")]].concat()).await.to();
    assert_eq!(stage(&t, &case).await, "intake_refused");
    let kept = "select count(*) from intake_refusals where ground = 'В заявлении нет обязательных сведений' and refused_on = '2026-11-23'";
    assert_eq!(t.count(kept).await, 1, "the figures know the ground");
    assert_eq!(
        told(&t).await,
        "intake.refused: в приёме отказано: В заявлении нет обязательных сведений (приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 28 приказа № 276)). Не указано образование."
    );
    let (subject, text) = letter(&t, "t900001@example.org").await;
    assert_eq!(subject, "Заявление не принято, дело 2026-0001");
    assert!(text.contains("Причина: в заявлении нет обязательных сведений."), "{text}");
    assert!(text.contains("Не указано образование."), "{text}");
    assert!(text.contains("Если вы не согласны, подайте жалобу: в системе, на странице дела,"), "{text}");
    assert!(text.contains(&format!("/applications/{}/complaints/new", case.id)), "{text}");
    assert_eq!(t.count("select count(*) from case_clocks where dropped_at is null").await, 0, "nothing is waited for");
}

async fn what_the_rows_contradict_is_refused_only_with_an_explanation(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    let said = async |case: &Application| {
        let page = zoya.get(&at(case, "intake-refusal")).await.words();
        page.split("По данным системы: ").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let first = said(&case).await;
    assert_eq!(first.len(), 2);
    assert!(first[0].starts_with("должность «Учитель» есть в номенклатуре В заявлении"), "{first:?}");
    assert!(first[1].starts_with("отказа в этой категории не записано"), "{first:?}");
    let path = at(&case, "intake-refusal");
    let year = ("ground", "01900000-0000-7000-8000-000000000003");
    let confirmed = ("confirmed", "yes");
    assert_eq!(
        zoya.post(&path, &[year, confirmed]).await.faults(),
        [
            "По данным системы отказа в этой категории не записано. Проверьте основание. Если оно всё же верно, напишите почему: пояснение войдёт в письмо."
        ]
    );
    assert_eq!(stage(&t, &case).await, "submitted");
    let explained = ("details", "Отказ вынесен в другом регионе 1 марта 2026.");
    let check = zoya.post(&path, &[year, explained]).await.words();
    assert!(check.contains("Основание расходится с данными системы: отказа в этой категории не записано."), "{check}");
    zoya.post(&path, &[year, explained, confirmed]).await.to();
    assert_eq!(stage(&t, &case).await, "intake_refused");

    let mentor = submitted(&t, school, "Белов Сергей Николаевич", 900_002).await;
    t.made(|act| Ok(act.run("update applications set category = 'mentor' where stage = 'submitted'", &[])?)).await;
    let before = said(&mentor).await;
    assert!(before[2].starts_with("действующей высшей категории в реестре нет "), "{before:?}");
    assert!(before[3].starts_with("ходатайства среди документов дела нет "), "{before:?}");
    let kira = coordinator(&t, "kira", school).await;
    let paper = include_bytes!("../data/Диплом и приложение.pdf");
    let to = format!("/applications/{}/documents", mentor.id);
    kira.upload(&to, &[("kind", "petition"), ("title", "")], &[("file", "Ходатайство.pdf", paper)]).await.to();
    assert!(said(&mentor).await[3].starts_with("ходатайство есть среди документов дела "));
    let petition = [("ground", "01900000-0000-7000-8000-000000000006"), confirmed];
    assert_eq!(zoya.post(&at(&mentor, "intake-refusal"), &petition).await.faults().len(), 1);
    assert_eq!(stage(&t, &mentor).await, "submitted");
}

async fn what_is_no_ground_refuses_nothing(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    let path = at(&case, "intake-refusal");
    let written = |id: &'static str, list: &'static str, words: &'static str| {
        t.made(move |act| {
            let sql = "insert into intake_entries (id, list, words, legal_ref, remark, valid_from, valid_to, added_at, added_by, categories)
                 values ($1, $2, $3, 'соглашение', '', '2026-11-01', '9999-12-31', 0, '', '')";
            Ok(act.run(sql, values![id, list, words]).map(drop)?)
        })
    };
    // As it may stand since before such words were refused.
    let id = "01900000-0000-7000-8000-0000000000aa";
    written(id, "ground", "Перерыв  в работе").await;
    let page = zoya.get(&path).await;
    assert!(!page.text().contains(id), "{}", page.words());
    assert_eq!(
        zoya.post(&path, &[("ground", id)]).await.faults(),
        ["Здесь ничего не выбрано, или выбранного сегодня уже нет в списке. Выберите из списка."]
    );
    assert_eq!(stage(&t, &case).await, "submitted");
    // A ground that is forbidden later.
    let ground = "01900000-0000-7000-8000-000000000001";
    let text = page.text();
    assert!(text.contains(ground));
    let words = "В заявлении нет обязательных сведений";
    written("01900000-0000-7000-8000-0000000000ab", "bar", words).await;
    assert_eq!(zoya.post(&path, &[("ground", &value_of(&page, words))]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage(&t, &case).await, "submitted");
}

async fn grounds_are_those_of_the_category(t: TestApp) {
    const HIGHEST: &str = "01900000-0000-7000-8000-000000000004";
    const PETITION: &str = "01900000-0000-7000-8000-000000000006";
    let (zoya, _, case) = house(&t).await;
    let path = at(&case, "intake-refusal");
    let offered = async || {
        let text = zoya.get(&path).await.text();
        text.split("name=\"ground\"")
            .skip(1)
            .map(|one| one.split("value=\"").nth(1).unwrap()[34..36].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(offered().await, ["01", "02", "03"], "the first category");
    for ground in [HIGHEST, PETITION] {
        assert_eq!(
            zoya.post(&path, &[("ground", ground)]).await.faults(),
            ["Здесь ничего не выбрано, или выбранного сегодня уже нет в списке. Выберите из списка."]
        );
    }
    for (category, all) in
        [("highest", ["01", "02", "03", "04"].as_slice()), ("mentor", &["01", "02", "03", "05", "06"])]
    {
        t.made(move |act| {
            act.run("update applications set category = $1", values![category])?;
            Ok(())
        })
        .await;
        assert_eq!(offered().await, all, "{category}");
    }
}

/// The fields of a plan from 1 December 2026 to 15 January 2027.
pub const PLAN: [(&str, &str); 6] = [
    ("starts", "01.12.2026"),
    ("ends", "15.01.2027"),
    ("place", "Томск, ул. Пирогова, 10"),
    ("form", "01900000-0000-7000-8000-000000000021"),
    ("track", "full"),
    ("session", "14.01.2027"),
];

pub fn plan<'a>(cases: &'a [String], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = PLAN.to_vec();
    fields.retain(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    fields.extend(other);
    fields.extend(cases.iter().map(|id| ("case", id.as_str())));
    fields
}

async fn term_and_form_are_set_for_one(t: TestApp) {
    let (zoya, school, submitted) = house(&t).await;
    let early = zoya.get(&at(&submitted, "schedule")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let head = zoya.get(&format!("/applications/{}", submitted.id)).await.words();
    assert!(head.contains("Зарегистрировать заявление нужно до"), "what ends first stands at the head: {head}");
    let back = format!("<a class=\"govuk-link\" href=\"/applications/{}\">Вернуться к делу</a>", submitted.id);
    assert!(early.text().contains(&back), "{}", early.words());
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    assert_eq!(zoya.get(&at(&case, "schedule")).await.status, StatusCode::OK);
    let ids = [case.id.to_string()];
    let check = zoya.post("/intake/schedule", &plan(&ids, &[])).await;
    let words = check.words();
    assert!(words.starts_with("Проверьте срок и форму Срок с 1 декабря 2026 по 15 января 2027 Самый поздний день 1 февраля 2027 Место Томск, ул. Пирогова, 10 Форма Анализ представленных документов Порядок с анализом специалистов Заседание 14 января 2027"), "{words}");
    assert!(
        words.contains("Будет отправлено 0 писем. Нет адреса почты, сообщите сами: Белов Сергей Николаевич."),
        "{words}"
    );
    assert!(words.contains("На 14 января 2027 заседание комиссии ещё не назначено."), "{words}");
    let off = zoya.post("/intake/schedule", &plan(&ids, &[("session", "03.01.2027")])).await.words();
    assert!(off.contains("3 января 2027 — нерабочий день. Проверьте день заседания"), "{off}");
    let none = zoya.post("/intake/schedule", &plan(&ids, &[("session", "")])).await.words();
    assert!(!none.contains("Проверьте день"), "{none}");
    assert_eq!(stage(&t, &case).await, "registered", "the check changes nothing");
    let back = zoya.post("/intake/schedule", &plan(&ids, &[("back", "yes")])).await;
    assert!(back.text().contains("value=\"15.01.2027\""));
    let done = zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    assert_eq!(done.to(), format!("/applications/{}", case.id));
    assert_eq!(stage(&t, &case).await, "scheduled");
    assert_eq!(
        told(&t).await,
        "intake.scheduled: назначены срок с 1 декабря 2026 по 15 января 2027, форма: анализ представленных документов, порядок: с анализом специалистов"
    );
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&case]).await;
    assert_eq!(stage(&t, &case).await, "in_review");
    let other = t.application(school, "Гусев Пётр Львович", Category::First).await;
    t.assigned(seat, &[&other]).await;
    assert_eq!(stage(&t, &other).await, "in_review", "a case may go to a specialist without a term");
}

async fn the_latest_day_is_named(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let ids = [case.id.to_string()];
    let no = async |other: &[(&str, &str)]| {
        let answer = zoya.post("/intake/schedule", &plan(&ids, other)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        (answer.faults(), answer.words())
    };
    let late = "Самый поздний день по правилам — 1 февраля 2027. Выберите его или более ранний.";
    let unfit = "Не всем делам подходит этот срок, причины указаны в списке. Ничего пока не назначено.";
    assert_eq!(no(&[("ends", "02.02.2027")]).await.0, [late, unfit]);
    assert_eq!(
        no(&[("ends", "30.11.2026")]).await.0,
        ["Аттестация закончилась бы раньше, чем началась. Проверьте оба дня."]
    );
    assert_eq!(
        no(&[("session", "16.01.2027")]).await.0,
        ["Заседание должно быть не раньше начала и не позже конца срока. Проверьте дни."]
    );
    assert_eq!(
        no(&[("starts", "01.12.2035"), ("ends", "02.12.2035"), ("session", "")]).await.0,
        ["Самый поздний день по правилам — 1 февраля 2027. Выберите его или более ранний.", unfit],
        "by the rules of the day of receipt, though none are set for 2035"
    );
    let (faults, words) = no(&[("starts", "20.12.2026"), ("ends", "03.02.2027")]).await;
    assert_eq!(faults, [late, unfit], "90 days from the receipt");
    let days: Vec<&str> = words.split("Самый поздний день по правилам — ").skip(1).collect();
    assert!(days.len() == 3 && days.iter().all(|one| one.starts_with("1 февраля 2027.")), "one last day: {words}");
    let soon = [("starts", "15.01.2027"), ("ends", "25.01.2027"), ("session", "")];
    let check = zoya.post("/intake/schedule", &plan(&ids, &soon)).await.words();
    assert!(check.contains("Самый поздний день 1 февраля 2027"), "the day that would be taken: {check}");
    let (faults, words) = no(&[("starts", "01.11.2026"), ("ends", "10.12.2026"), ("session", "")]).await;
    assert_eq!(faults.len(), 1);
    assert!(words.contains("Заявление получено 2 ноября 2026: аттестация не может начаться раньше."), "{words}");
    let empty = [("starts", ""), ("ends", "x"), ("place", ""), ("form", ""), ("track", ""), ("session", "x")];
    assert_eq!(
        no(&empty).await.0,
        [
            "Укажите день начала, например 23.11.2026.",
            "Укажите последний день, например 21.01.2027.",
            "Дата записана с ошибкой. Пример: 20.01.2027.",
            "Укажите место: адрес или «дистанционно».",
            "Здесь ничего не выбрано, или выбранного сегодня уже нет в списке. Выберите из списка.",
            "Выберите порядок аттестации.",
        ]
    );
    assert_eq!(t.count("select count(*) from schedules").await, 0);
}

async fn term_and_form_are_set_for_many(t: TestApp) {
    let (zoya, school, waiting) = house(&t).await;
    let second = submitted(&t, school, "Белов Сергей Николаевич", 900_002).await;
    for case in [&waiting, &second] {
        zoya.post(&at(case, "registration"), &[("on", "20.11.2026")]).await.to();
    }
    let third = submitted(&t, school, "Гусев Пётр Львович", 900_003).await;
    assert_eq!(zoya.post("/intake/schedule", &[]).await.to(), "/intake?stage=registered");
    let ids = [waiting.id.to_string(), second.id.to_string(), third.id.to_string()];
    let form = zoya.post("/intake/schedule", &[("case", &ids[0]), ("case", &ids[1])]).await;
    assert!(form.words().starts_with("Срок и форма аттестации: 2 дела"), "{}", form.words());
    let mixed = zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    assert_eq!(
        mixed.faults(),
        ["Не всем делам подходит этот срок, причины указаны в списке. Ничего пока не назначено."]
    );
    assert!(
        mixed.words().contains("Нельзя назначить срок и форму: дело сейчас в состоянии «подано»."),
        "{}",
        mixed.words()
    );
    let check = zoya.post("/intake/schedule", &plan(&ids[..2], &[])).await;
    assert!(check.words().contains("Будет отправлено 2 письма."), "{}", check.words());
    let done = zoya.post("/intake/schedule", &plan(&ids[..2], &[("confirmed", "yes")])).await;
    assert_eq!(done.to(), "/intake?stage=registered");
    assert_eq!(
        [stage(&t, &waiting).await, stage(&t, &second).await, stage(&t, &third).await],
        ["scheduled", "scheduled", "submitted"]
    );
    let (subject, text) = letter(&t, "t900002@example.org").await;
    assert_eq!(subject, "Срок, место и форма аттестации, дело 2026-0002");
    for said in [
        "Срок: с 1 декабря 2026 по 15 января 2027.",
        "Место: Томск, ул. Пирогова, 10.",
        "Форма: анализ представленных документов.",
        "Заседание комиссии намечено на 14 января 2027. Вы можете прийти; если не придёте, решение примут без вас.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let twice = zoya.post("/intake/schedule", &plan(&ids[..2], &[("confirmed", "yes")])).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn an_award_leads_to_the_session(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let full = t.application(school, "Гусев Пётр Львович", Category::First).await;
    let by_award = [("confirmed", "yes"), ("track", "simplified")];
    zoya.post("/intake/schedule", &plan(&[case.id.to_string()], &by_award)).await.to();
    zoya.post("/intake/schedule", &plan(&[full.id.to_string()], &[("confirmed", "yes")])).await.to();
    let offers = |page: &str| page.contains("Подтвердить награду");
    assert!(offers(&zoya.get(&format!("/applications/{}", case.id)).await.text()));
    assert!(!offers(&zoya.get(&format!("/applications/{}", full.id)).await.text()), "no award on the full track");
    let no = zoya.get(&at(&full, "award")).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(
        no.words().contains("Дело идёт с анализом специалистов, награда для него не нужна. Назначьте специалиста."),
        "{}",
        no.words()
    );
    let path = at(&case, "award");
    assert_eq!(
        zoya.post(&path, &[]).await.faults(),
        [
            "Здесь ничего не выбрано, или выбранного сегодня уже нет в списке. Выберите из списка.",
            "В деле нет документа о награде. Его нужно добавить на странице дела, затем подтвердите награду.",
            "Напишите, что проверено: номер, дата, чьё имя в документе.",
        ]
    );
    let kira = coordinator(&t, "kira", school).await;
    let paper = include_bytes!("../data/Диплом и приложение.pdf");
    let home = format!("/applications/{}", case.id);
    kira.upload(
        &format!("{home}/documents"),
        &[("kind", "other"), ("title", "Удостоверение")],
        &[("file", "Награда.pdf", paper)],
    )
    .await
    .to();
    let page = zoya.get(&path).await;
    let (award, document) = (value_of(&page, "Почётное звание"), value_of(&page, "Другой документ: Удостоверение"));
    let typed = [("award", award.as_str()), ("document", &document), ("checked", "номер 12 от 01.09.2020")];
    assert_eq!(zoya.post(&path, &typed).await.to(), home);
    assert_eq!(stage(&t, &case).await, "ready");
    assert_eq!(
        told(&t).await,
        "intake.award: подтверждена награда: Почётное звание. Проверено: номер 12 от 01.09.2020"
    );
    let running = t.count("select count(*) from case_clocks c join applications a on a.id = c.application_id where a.stage = 'ready' and c.met_at is null and c.dropped_at is null").await;
    assert_eq!(running, 3, "only the decision is waited for, by D02, D03 and the end of the attestation");
}

async fn the_queue_goes_by_the_oldest_clock(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-10-01").await;
    let fix = submitted(&t, school, "Гусев Пётр Львович", 900_003).await;
    zoya.post(&at(&fix, "remarks"), &[("part-0", "post"), ("words-0", "Уточните")]).await.to();
    let page = zoya.get("/intake").await;
    assert_eq!(
        lines(&page),
        [
            "Белов Сергей Николаевич Учитель, физика № 2026-0002 | МБОУ «СОШ № 1» | не указано | без срока | 2 ноября 2026 срок прошёл 21 день назад | Назначить срок : Белов Сергей Николаевич",
            "Орлова Ольга Андреевна Учитель, физика № 2026-0001 | МБОУ «СОШ № 1» | через эту систему | ждёт регистрации | 20 ноября 2026 срок прошёл 3 дня назад | Зарегистрировать : Орлова Ольга Андреевна",
            "Гусев Пётр Львович Учитель, физика № 2026-0003 | МБОУ «СОШ № 1» | через эту систему | нужны исправления | 21 декабря 2026 осталось 28 дней | Посмотреть замечания : Гусев Пётр Львович",
        ]
    );
    let count = async |path: &str| lines(&zoya.get(path).await).len();
    assert_eq!(
        [
            count("/intake?stage=submitted").await,
            count("/intake?stage=fix_requested").await,
            count("/intake?stage=registered").await
        ],
        [1, 1, 1]
    );
    assert_eq!(
        [count("/intake?channel=system").await, count("/intake?channel=epgu").await, count("/intake?when=late").await],
        [2, 0, 2]
    );
    for at in 0..21 {
        submitted(&t, school, &format!("Петрова Анна{at}"), 901_000 + at).await;
    }
    let page = zoya.get("/intake?stage=submitted").await;
    assert_eq!(lines(&page).len(), 20);
    let text = page.text();
    let next = text
        .split("rel=\"next\"")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&");
    assert!(next.starts_with("/intake?stage=submitted&after=2026-11-20."), "{next}");
    assert_eq!(count(&next).await, 2);
    zoya.post(&at(&case, "registration"), &[("on", "20.11.2026")]).await.to();
    t.person("lida", "Юдина Лариса Олеговна", Role::Specialist, None, "").await;
    assert_eq!(t.enter("lida").await.get("/intake").await.status, StatusCode::NOT_FOUND);
}

async fn the_queue_asks_the_same_number_of_questions(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let mut asked = Vec::new();
    for rows in 1..=3_u32 {
        let before = t.app.db.asked().count();
        assert_eq!(lines(&zoya.get("/intake").await).len(), rows as usize);
        asked.push(t.app.db.asked().count() - before);
        submitted(&t, school, "Петрова Анна", 902_000 + rows).await;
    }
    assert_eq!(asked[0], asked[2]);
}

async fn numbers_of_portals_are_told_apart(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let first =
        crate::registering::typed(&zoya, &[("channel", "epgu"), ("outer", "4712 345678"), ("submitted", "01.11.2026")])
            .await;
    let page = zoya.get(first.to()).await.words();
    assert!(
        page.contains("Как подано через Госуслуги Номер на Госуслугах 4712345678 Подано 1 ноября 2026 Получено 2 ноября 2026 Зарегистрировано 23 ноября 2026"),
        "{page}"
    );
    for (fields, said) in [
        (
            vec![("outer", "4712345678"), ("category", "mentor"), ("current", "highest")],
            "Номер Госуслуг 4712345678 уже записан в деле 2026-0001. Сверьте номер: одно заявление портала — одно дело.",
        ),
        (
            vec![("outer", "47"), ("category", "mentor")],
            "В номере могут быть цифры, буквы, дефис и косая черта, от 4 до 40 знаков. Перепишите его из личного кабинета Госуслуг.",
        ),
        (
            vec![("outer", "555555"), ("channel", "post")],
            "Номер есть только у заявлений с портала. Выберите «через Госуслуги» или «через региональный портал услуг» либо уберите номер.",
        ),
        (
            vec![("submitted", "03.11.2026")],
            "Заявление не могло быть подано позже, чем получено. Проверьте день подачи.",
        ),
        (vec![("submitted", "вчера")], "Дата записана с ошибкой. Пример: 02.11.2026."),
    ] {
        assert_eq!(crate::registering::typed(&zoya, &fields).await.faults(), [said]);
    }
    assert_eq!(t.count("select count(*) from applications").await, 1);
}

async fn clocks_of_a_case_are_shown(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    t.later(SignedDuration::from_hours(24));
    let zoya_later = t.enter("zoya").await;
    drop(zoya);
    zoya_later.post(&at(&case, "registration"), &[("on", "20.11.2026")]).await.to();
    zoya_later.post("/intake/schedule", &plan(&[case.id.to_string()], &[("confirmed", "yes")])).await.to();
    let page = zoya_later.get(&at(&case, "clocks")).await;
    assert!(
        page.words().starts_with(
            "Срок и форма назначены: 1 дело. Дело 2026-0001 Сроки дела: Орлова Ольга Андреевна Аттестация с 1 декабря 2026 по 15 января 2027"
        ),
        "{}",
        page.words()
    );
    let clocks = lines(&page);
    let short: Vec<String> = clocks
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split(" | ").collect();
            format!("{} | {} | {}", cells[0], cells[2], cells[4])
        })
        .collect();
    assert_eq!(
        short,
        [
            "Зарегистрировать заявление, поданное не через Госуслуги | 20 ноября 2026 | сделано 20 ноября 2026",
            "Назначить группу специалистов | 9 декабря 2026 | осталось 15 дней",
            "Рассмотреть заявление, назначить срок и форму | 21 декабря 2026 | сделано 24 ноября 2026",
            "Принять решение до конца аттестации, названного педагогу | 15 января 2027 | осталось 52 дня",
            "Записать результат специалиста | 14 января 2027 | остался 51 день",
            "Провести аттестацию и принять решение | 1 февраля 2027 | осталось 69 дней",
            "Принять решение комиссии | 18 февраля 2027 | осталось 86 дней",
        ]
    );
    assert!(clocks[2].contains("20 ноября 2026 день получения заявления | 21 декабря 2026 | не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день приказ Минпросвещения России от 24.03.2023 № 196"), "{}", clocks[2]);
}
