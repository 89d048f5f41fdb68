//! A session under way: votes, own cases, quorum, decisions by one hand, the signed protocol that refuses everything.

use attestation::accounts::Role;
use attestation::applications::{Category, Stage};
use attestation::commission::{self, Outcome, Tally};
use attestation::platform::failure::Failure;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::commission::{World, column, empty_commission, member, somebody, world};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    a_session_from_opening_to_protocol,
    a_signed_protocol_refuses_everything,
    one_member_pressing_64_times_counts_once,
    two_hands_decide_one_case,
    an_own_case_is_locked,
    without_a_quorum_nothing_is_decided,
    two_hands_mark_who_is_there,
    what_is_put_off_waits_for_its_day,
    a_case_is_put_off_within_its_sixty_days,
    nobody_elses_session_is_seen,
    the_school_and_the_specialist_learn_after_the_protocol,
);

pub async fn vote(by: &Visitor, home: &str, choice: &str) -> StatusCode {
    by.post(&format!("{home}/votes"), &[("choice", choice)]).await.status
}

/// Everybody present votes: so many for, the next so many against, the rest abstain.
pub async fn all_vote(w: &World, home: &str, present: usize, yes: usize, no: usize) {
    for (at, one) in w.members.iter().take(present).enumerate() {
        let choice = match at {
            at if at < yes => "for",
            at if at < yes + no => "against",
            _ => "abstained",
        };
        assert_eq!(vote(&one.visitor, home, choice).await, StatusCode::SEE_OTHER);
    }
}

/// Text of a Word file, a line for each paragraph.
pub fn document_text(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    let mut text = String::new();
    let mut inside = false;
    for sign in xml.replace("</w:p>", "\n").chars() {
        match sign {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(sign),
            _ => {}
        }
    }
    text.replace('\u{a0}', " ")
}

async fn a_session_from_opening_to_protocol(t: TestApp) {
    let w = world(t).await;
    let granted = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let refused = w.concluded("Белов Сергей Николаевич", Category::Mentor).await;
    let put_off = w.concluded("Гусев Пётр Львович", Category::Highest).await;
    let sitting = w.planned("2026-11-23", &[&granted, &refused, &put_off]).await;
    let home = format!("/sittings/{}", sitting.id);
    let chair = &w.members[0].visitor;
    assert_eq!(chair.get("/cabinet").await.to(), "/sittings");
    let list = chair.get("/sittings").await.words();
    assert!(
        list.contains("23 ноября 2026, 10:00 Аттестационная комиссия Томской области комната 204 3 назначено"),
        "{list}"
    );
    let homes = w.homes(&sitting).await;
    let early = chair.post(&format!("{}/votes", homes[0]), &[("choice", "for")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Заседание сейчас не идёт: назначено."), "{}", early.words());

    assert_eq!(w.zoya.post(&format!("{home}/opening"), &[]).await.to(), home);
    assert!(w.zoya.get(&home).await.words().contains("0 из 7, кворума нет (нужно 5)"));
    let people: Vec<String> = w.members.iter().take(6).map(|one| one.person.to_string()).collect();
    let present: Vec<(&str, &str)> = people.iter().map(|one| ("present", one.as_str())).collect();
    assert_eq!(w.zoya.post(&format!("{home}/attendance"), &present).await.to(), home);
    assert!(w.zoya.get(&home).await.words().contains("6 из 7, кворум есть (нужно 5)"));

    let page = chair.get(&homes[0]).await.words();
    assert!(
        page.contains("Вопрос об установлении первой квалификационной категории по должности «учитель»."),
        "{page}"
    );
    assert!(page.contains("Результат специалистов соответствует"), "{page}");
    all_vote(&w, &homes[0], 5, 3, 2).await;
    let waiting = chair.get(&homes[0]).await.words();
    assert!(waiting.contains("Проголосовали не все присутствующие. Ждём: Быкова Н. И."), "{waiting}");
    assert!(!waiting.contains("И.."), "{waiting}");
    // The centre writes the last vote down, and the member changes it: a tie is in favour of the teacher.
    let natalya = format!("vote-{}", w.members[5].person);
    assert_eq!(w.zoya.post(&format!("{}/votes", homes[0]), &[(&natalya, "for")]).await.to(), homes[0]);
    assert_eq!(vote(&w.members[5].visitor, &homes[0], "against").await, StatusCode::SEE_OTHER);
    let page = w.zoya.get(&homes[0]).await.words();
    assert!(page.contains("По голосам: установить первую квалификационную категорию по должности «учитель» . Голоса разделились поровну: решение принимается в пользу педагога."), "{page}");
    let screen = w.zoya.get(&format!("{}/screen", homes[0])).await;
    assert!(screen.text().contains("class=\"govuk-template size-150 screen\""), "big type");
    for absent in ["<header", "<footer", "Настройки отображения"] {
        assert!(!screen.text().contains(absent), "the room needs no {absent}");
    }
    assert!(screen.words().contains("за — 3, против — 3, воздержались — 0"), "{}", screen.words());
    let stale = w.zoya.post(&format!("{}/decision", homes[0]), &[("do", "decide"), ("votes", "4.2.0")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.words().contains("голоса изменились: за — 3, против — 3, воздержались — 0."), "{}", stale.words());
    let done = w.zoya.post(&format!("{}/decision", homes[0]), &[("do", "decide"), ("votes", "3.3.0")]).await;
    assert_eq!(done.to(), homes[1], "from case to case");

    all_vote(&w, &homes[1], 6, 1, 4).await;
    let decision = format!("{}/decision", homes[1]);
    let bare = chair.post(&decision, &[("do", "decide"), ("votes", "1.4.1")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bare.faults(), ["Напишите причину отказа: без неё решение не записывают."]);
    let brief = chair.post(&decision, &[("do", "decide"), ("votes", "1.4.1"), ("reason", "нет")]).await;
    assert_eq!(brief.faults(), ["Напишите причину подробнее, её прочитает педагог: что именно не подтверждено."]);
    let why = [("do", "decide"), ("votes", "1.4.1"), ("reason", "Нет подтверждения наставничества.")];
    assert_eq!(chair.post(&decision, &why).await.to(), homes[2], "the chair writes the decision down");

    let decision = format!("{}/decision", homes[2]);
    let late = [("do", "postpone"), ("until", "31.12.2026"), ("postponed", "Нет справки.")];
    let late = w.zoya.post(&decision, &late).await;
    assert_eq!(late.faults(), ["Отложить можно не дальше 30 декабря 2026: это последний день решения по делу."]);
    assert!(late.text().contains("31.12.2026") && late.text().contains("Нет справки."), "what was typed comes back");
    let early = w.zoya.post(&decision, &[("do", "postpone"), ("until", "23.11.2026")]).await;
    assert_eq!(
        early.faults(),
        [
            "Напишите, почему рассмотрение отложено.",
            "Заседание 23 ноября 2026: отложить можно только на более поздний день."
        ]
    );
    let open = w
        .zoya
        .post(&format!("{home}/protocol"), &[("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)])
        .await;
    assert_eq!(open.status, StatusCode::CONFLICT);
    assert!(open.words().contains("По некоторым делам повестки решение ещё не записано."), "{}", open.words());
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    let teacher = put_off.teacher;
    w.t.made(move |act| {
        let sql = "update teachers set email = 'teacher@example.org' where id = $1";
        Ok(act.run(sql, attestation::values![teacher])?)
    })
    .await;
    assert_eq!(w.zoya.post(&decision, &off).await.to(), format!("/sittings/{}", sitting.id));
    let letter = w.t.letter_to("teacher@example.org").await;
    assert_eq!(letter.subject, "Рассмотрение заявления отложено");
    let told = letter.text.replace('\u{a0}', " ");
    assert!(
        told.contains(&format!("отложила рассмотрение вашего заявления № {} до 10 декабря 2026.", put_off.number)),
        "{told}"
    );
    assert!(told.contains("Причина: Нет справки."), "{told}");

    let stages = [w.t.fresh(&granted).await.stage, w.t.fresh(&refused).await.stage, w.t.fresh(&put_off).await.stage];
    assert_eq!(stages, [Stage::Granted, Stage::Refused, Stage::Ready]);
    assert_eq!(decisions(&w).await, Vec::<(String, Outcome)>::new(), "nothing is out before the protocol");
    let none = w.zoya.post(&format!("{home}/protocol"), &[("date", "20.11.2026")]).await;
    assert_eq!(none.faults(), ["Введите номер протокола, например 14.", "Введите пароль от своего кабинета."]);
    let early = w
        .zoya
        .post(&format!("{home}/protocol"), &[("number", "7"), ("date", "20.11.2026"), ("current-password", PASSWORD)])
        .await;
    assert_eq!(early.faults(), ["Протокол не может быть раньше самого заседания. Проверьте дату."]);
    let ahead = [("number", "7"), ("date", "24.11.2026"), ("current-password", PASSWORD)];
    let ahead = w.zoya.post(&format!("{home}/protocol"), &ahead).await;
    assert_eq!(ahead.faults(), ["Этот день ещё не наступил. Укажите день, в который подписан протокол."]);
    let stranger = [("number", "7"), ("date", "23.11.2026"), ("current-password", "чужой пароль")];
    let wrong = w.zoya.post(&format!("{home}/protocol"), &stranger).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert!(
        wrong.text().contains("value=\"7\"") && wrong.text().contains("value=\"23.11.2026\""),
        "nothing typed is lost"
    );
    assert!(!wrong.text().contains("чужой пароль"));
    assert_eq!(decisions(&w).await, Vec::<(String, Outcome)>::new(), "and nothing is signed");
    let signed = w
        .zoya
        .post(&format!("{home}/protocol"), &[("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)])
        .await;
    assert_eq!(signed.to(), format!("{home}/protocol"));

    let file = chair.get(&format!("{home}/protocol/file")).await;
    assert_eq!(file.status, StatusCode::OK);
    let text = document_text(&file.bytes);
    for part in [
        "Протокол № 7\n",
        "Заседание 23 ноября 2026 г., 10:00. Место: комната 204.",
        "Захарова Елена Викторовна, председатель\n",
        "Фролов Андрей Петрович, член комиссии, представитель профсоюза\n",
        "Отсутствовали\nСоколов Дмитрий Алексеевич, член комиссии\n",
        "Присутствуют 6 из 7, кворум есть (нужно 5).",
        "1. Орлова Ольга Андреевна, учитель, физика, МБОУ «СОШ № 66». Дело № 2026-0001.",
        "Голосовали: за — 3, против — 3, воздержались — 0; присутствовали 6 из 7, кворум есть (нужно 5).\nГолоса разделились поровну: решение принято в пользу педагога.\nРешили: установить первую квалификационную категорию по должности «учитель».",
        "Решили: отказать в установлении квалификационной категории «педагог-наставник».\nПричина: Нет подтверждения наставничества.",
        "Решили: отложить рассмотрение до 10 декабря 2026.\nПричина: Нет справки.",
        "Всего рассмотрено дел: 3. Категория установлена: 1. Отказано: 1. Отложено: 1.",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(
        decisions(&w).await,
        [("2026-0001".to_owned(), Outcome::Granted), ("2026-0002".to_owned(), Outcome::Refused)]
    );
    let id = refused.id;
    let one =
        w.t.app
            .db
            .read(move |reader| commission::decision_of(reader, id).map_err(Failure::from))
            .await
            .unwrap()
            .unwrap();
    assert_eq!((one.reason.as_str(), one.protocol_number.as_str()), ("Нет подтверждения наставничества.", "7"));
    assert_eq!(one.tally, Tally { in_favour: 1, against: 4, abstained: 1 });
    let case = w.zoya.get(&format!("/applications/{}", granted.id)).await.text();
    assert!(case.contains(&format!("/applications/{}/decision", granted.id)));
    assert!(!case.contains("голос: ") && !case.contains("голос изменён"), "who voted how is told at the session only");
    let page = w.zoya.get(&format!("/applications/{}/decision", granted.id)).await.words();
    assert!(page.contains("Решили: установить первую квалификационную категорию по должности «учитель» . Голоса: за — 3, против — 3, воздержались — 0."), "{page}");
    assert!(page.contains("протокол № 7 от 23.11.2026"), "{page}");
    let told = w.t.journal().await;
    for row in [
        "sitting.present: явка отмечена: присутствуют",
        "sitting.vote: голос: Быкова\u{a0}Н.\u{a0}И. — за",
        "sitting.vote: голос изменён: Быкова\u{a0}Н.\u{a0}И. — против, было: за",
        "sitting.decision: решение комиссии: установить первую",
        "sitting.told: подписан протокол № 7 от 23\u{a0}ноября 2026, решение комиссии: установить первую квалификационную категорию по должности «учитель»",
        "sitting.protocol: подписан протокол № 7 от 23\u{a0}ноября 2026",
        "sitting.protocol_taken: скачан протокол № 7",
        "agenda.case: открыто дело на заседании",
    ] {
        assert!(told.iter().any(|one| one.starts_with(row)), "{row} in {told:#?}");
    }
}

/// What waits for an act: the number of the case and the outcome.
async fn decisions(w: &World) -> Vec<(String, Outcome)> {
    let all =
        w.t.app.db.read(|reader| commission::decisions_waiting(reader, None, 20).map_err(Failure::from)).await.unwrap();
    let mut found = Vec::new();
    for one in all {
        let id = one.application;
        let case =
            w.t.app.db.read(move |reader| attestation::applications::by_id(reader, id).map_err(Failure::from)).await;
        found.push((case.unwrap().unwrap().number, one.outcome));
    }
    found
}

async fn a_signed_protocol_refuses_everything(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let other = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let (home, case_home) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await.remove(0));
    let item = case_home.rsplit('/').next().unwrap().to_owned();
    all_vote(&w, &case_home, 7, 7, 0).await;
    let decide = [("do", "decide"), ("votes", "7.0.0")];
    assert_eq!(w.zoya.post(&format!("{case_home}/decision"), &decide).await.to(), home);
    let changed = w.members[0].visitor.post(&format!("{case_home}/votes"), &[("choice", "against")]).await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "a decided case takes no votes");
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("{home}/protocol"), &sign).await;
    let before = rows(&w).await;
    let other = other.id.to_string();
    for (path, fields) in [
        (format!("{home}/attendance"), vec![]),
        (format!("{home}/opening"), vec![]),
        (format!("{home}/cancellation"), vec![("reason", "ошибка")]),
        (format!("{home}/agenda"), vec![("do", "add"), ("case", other.as_str())]),
        (format!("{home}/agenda"), vec![("do", "remove"), ("item", item.as_str())]),
        (format!("{home}/agenda"), vec![("do", "first"), ("item", item.as_str())]),
        (format!("{case_home}/votes"), vec![("choice", "against")]),
        (format!("{case_home}/decision"), decide.to_vec()),
        (format!("{home}/protocol"), sign.to_vec()),
    ] {
        let answer = w.zoya.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}: {}", answer.words());
    }
    assert_eq!(rows(&w).await, before);
    let again = w.open(7, &[]).await;
    let same = w.zoya.post(&format!("/sittings/{}/protocol", again.id), &sign).await;
    assert_eq!(same.faults(), ["Протокол с таким номером у этой комиссии в этом году уже есть. Укажите другой номер."]);

    let (before, corrections) = (rows(&w).await, format!("{home}/corrections"));
    let bare = w.zoya.post(&corrections, &[("dated_on", "20.11.2026")]).await;
    assert_eq!(
        bare.faults(),
        [
            "Напишите, что и как читать правильно.",
            "Напишите причину исправления.",
            "Исправление не может быть раньше протокола. Проверьте дату.",
        ]
    );
    let fields = [("words", "Читать: физика и математика."), ("reason", "Описка.")];
    let ahead = w.zoya.post(&corrections, &[fields.as_slice(), &[("dated_on", "24.11.2026")]].concat()).await;
    assert_eq!(ahead.faults(), ["Этот день ещё не наступил. Укажите день, в который исправление записано."]);
    let fields = [fields.as_slice(), &[("dated_on", "23.11.2026")]].concat();
    assert_eq!(w.zoya.post(&corrections, &fields).await.to(), format!("{home}/protocol"));
    let page = w.members[1].visitor.get(&format!("{home}/protocol")).await.words();
    assert!(page.contains("Исправления Читать: физика и математика. Причина: Описка. 23 ноября 2026"), "{page}");
    assert_eq!(rows(&w).await, before, "the protocol itself stays");
}

/// Rows that a signed protocol freezes, as text.
async fn rows(w: &World) -> Vec<Vec<String>> {
    let all = [
        "select person || choice || cast_by from votes where $1 = '' order by item_id, person",
        "select id || coalesce(outcome, '') || reason || cast(in_favour as text) from agenda_items where $1 = '' order by id",
        "select person || cast(present as text) from sitting_members where $1 = '' order by sitting_id, person",
        "select id || protocol_number || file_key from sittings where $1 = '' and stage = 'closed'",
    ];
    let mut found = Vec::new();
    for sql in all {
        found.push(column(&w.t, sql, String::new()).await);
    }
    found
}

async fn one_member_pressing_64_times_counts_once(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(5, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let chair = &w.members[0].visitor;
    chair.form_token().await;
    let all = (0..64).map(|_| vote(chair, &home, "for"));
    let answers = futures::future::join_all(all).await;
    assert!(answers.iter().all(|status| *status == StatusCode::SEE_OTHER), "{answers:?}");
    assert_eq!(w.t.count("select count(*) from votes").await, 1);
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("sitting.vote")).count();
    assert_eq!(told, 1);
    assert!(chair.get(&home).await.words().contains("Сейчас: за — 1, против — 0, воздержались — 0."));
    let absent = w.members[6].visitor.post(&format!("{home}/votes"), &[("choice", "for")]).await;
    assert_eq!(absent.status, StatusCode::CONFLICT);
    assert!(absent.words().contains("Голосуют только присутствующие."), "{}", absent.words());
    let empty = chair.post(&format!("{home}/votes"), &[("choice", "maybe")]).await;
    assert_eq!(empty.faults(), ["Выберите: за, против или воздержаться."]);
}

async fn two_hands_decide_one_case(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(5, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 5, 5, 0).await;
    let path = format!("{home}/decision");
    let fields = [("do", "decide"), ("votes", "5.0.0")];
    w.zoya.form_token().await;
    w.members[0].visitor.form_token().await;
    let (one, other) = tokio::join!(w.zoya.post(&path, &fields), w.members[0].visitor.post(&path, &fields));
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("sitting.decision:")).count();
    assert_eq!(told, 1);
    let member = w.members[5].visitor.post(&path, &fields).await;
    assert_eq!(member.status, StatusCode::NOT_FOUND, "a member who does not lead decides nothing");
}

async fn an_own_case_is_locked(t: TestApp) {
    let w = world(t).await;
    let by_account = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let by_name = w.concluded("Воронцов Игорь Сергеевич", Category::First).await;
    let (teacher, account, namesake) = (by_account.teacher, w.members[0].account, by_name.teacher);
    w.t.made(move |act| {
        act.run("update teachers set account_id = $2 where id = $1", values![teacher, account])?;
        Ok(act.run("update teachers set email = 'Deputy@example.org' where id = $1", values![namesake])?)
    })
    .await;
    let sitting = w.open(5, &[&by_account, &by_name]).await;
    let homes = w.homes(&sitting).await;
    for (at, home) in homes.iter().enumerate() {
        let own = &w.members[at].visitor;
        let page = own.get(home).await.words();
        assert!(page.contains("Ваш голос Это ваше дело: по нему вы не голосуете."), "{page}");
        let refused = own.post(&format!("{home}/votes"), &[("choice", "for")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        for (place, one) in w.members.iter().take(5).enumerate().filter(|(place, _)| *place != at) {
            let choice = if place < 3 { "for" } else { "against" };
            assert_eq!(vote(&one.visitor, home, choice).await, StatusCode::SEE_OTHER);
        }
        let page = w.zoya.get(home).await.words();
        assert!(page.contains("не голосует: это его дело"), "{page}");
        assert!(page.contains("Голоса разделились поровну"), "four vote: {page}");
        let done = w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "2.2.0")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(w.t.fresh(&by_name).await.stage, Stage::Granted);
}

async fn what_is_put_off_waits_for_its_day(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(5, &[&case]).await;
    let (home, number) = (w.homes(&sitting).await.remove(0), case.number.clone());
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{home}/decision"), &off).await.to();
    let add = [("do", "add"), ("case", &case.id.to_string())].map(|(name, value)| (name, value.to_owned()));
    let add: Vec<(&str, &str)> = add.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let soon = w.planned("2026-12-09", &[]).await;
    for early in [&sitting, &soon] {
        let agenda = format!("/sittings/{}/agenda", early.id);
        assert!(!w.zoya.get(&agenda).await.words().contains(&number));
        let refused = w.zoya.post(&agenda, &add).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let said = format!("Рассмотрение дела {number} отложено до 10 декабря 2026, педагогу об этом сообщено.");
        assert!(refused.words().contains(&said), "{}", refused.words());
        assert!(w.zoya.post(&agenda, &[("do", "all")]).await.status == StatusCode::SEE_OTHER, "nothing is ready");
    }
    assert_eq!(w.t.count("select count(*) from agenda_items").await, 1);
    let due = w.planned("2026-12-10", &[]).await;
    let agenda = format!("/sittings/{}/agenda", due.id);
    assert!(w.zoya.get(&agenda).await.words().contains(&number));
    w.zoya.post(&agenda, &add).await.to();
    // Sent twice: it stands there already.
    let home = format!("/sittings/{}", due.id);
    assert_eq!(w.zoya.post(&agenda, &add).await.to(), home);
    let said = "В повестку добавлено: 0 дел. Уже в этой повестке: 1 дело.";
    assert!(w.zoya.get(&home).await.words().contains(said));
    let sooner = [("held_on", "09.12.2026"), ("begins", "10:00"), ("place", "комната 204")];
    let moved = w.zoya.post(&format!("{home}/move"), &sooner).await;
    assert_eq!(moved.status, StatusCode::CONFLICT, "{}", moved.words());
    assert!(moved.words().contains(&format!("Рассмотрение дела {number} отложено до 10 декабря 2026")));
}

async fn two_hands_mark_who_is_there(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(0, &[&case]).await;
    let at = format!("/sittings/{}", sitting.id);
    let of = |range: std::ops::Range<usize>, field: &'static str| -> Vec<(&'static str, String)> {
        w.members[range].iter().map(|one| (field, one.person.to_string())).collect()
    };
    let send = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        w.zoya.post(&format!("{at}/attendance"), &fields).await.to().to_owned()
    };
    // Two pages were opened before anybody was marked.
    assert_eq!(send(of(0..5, "present")).await, at);
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 5, 5, 0).await;
    assert_eq!(send(of(4..6, "present")).await, at);
    assert!(w.zoya.get(&at).await.words().contains("6 из 7, кворум есть (нужно 5)"));
    assert_eq!(w.t.count("select count(*) from votes").await, 5, "nobody has left");
    // One page takes a mark off, the other was opened before.
    assert_eq!(send([of(0..6, "seen"), of(1..6, "present")].concat()).await, at);
    assert_eq!(send([of(0..6, "seen"), of(0..7, "present")].concat()).await, at);
    assert!(w.zoya.get(&at).await.words().contains("6 из 7, кворум есть (нужно 5)"), "who has left stays away");
    assert_eq!(w.t.count("select count(*) from votes").await, 4);
}

async fn without_a_quorum_nothing_is_decided(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(5, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 5, 5, 0).await;
    let there: Vec<String> = w.members.iter().take(5).map(|one| one.person.to_string()).collect();
    let seen = there.iter().map(|one| ("seen", one.as_str()));
    let stay: Vec<(&str, &str)> = seen.chain(there.iter().take(4).map(|one| ("present", one.as_str()))).collect();
    let at = format!("/sittings/{}", sitting.id);
    assert_eq!(w.zoya.post(&format!("{at}/attendance"), &stay).await.to(), at);
    let said = "Явка записана, 1 голос ушедших по нерешённым делам снято.";
    assert!(w.zoya.get(&at).await.words().contains(said));
    assert_eq!(w.t.count("select count(*) from votes").await, 4, "who has left does not vote");
    let why = "Решение принять нельзя: присутствуют 4 из 7.";
    assert!(w.zoya.get(&home).await.words().contains(why));
    for fields in [
        vec![("do", "decide"), ("votes", "4.0.0")],
        vec![("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")],
    ] {
        let answer = w.zoya.post(&format!("{home}/decision"), &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.words().contains(why), "{}", answer.words());
    }
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Ready);
}

/// From the beginning of the attestation to the decision there are sixty days, however long it is since receipt.
async fn a_case_is_put_off_within_its_sixty_days(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    w.begun(&case).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Последний день решения 5 декабря 2026"), "{page}");
    let put_off = async |until: &str| {
        // The only day off among them is meant.
        let meant = [("asked", "2026-12-05"), ("sure", "yes")];
        let fields =
            [[("do", "postpone"), ("until", until), ("postponed", "Нет справки.")].as_slice(), &meant].concat();
        w.zoya.post(&format!("{home}/decision"), &fields).await
    };
    assert_eq!(
        put_off("06.12.2026").await.faults(),
        ["Отложить можно не дальше 5 декабря 2026: это последний день решения по делу."]
    );
    assert_eq!(put_off("05.12.2026").await.to(), format!("/sittings/{}", sitting.id));
}

async fn nobody_elses_session_is_seen(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let gone = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(5, &[&case, &gone]).await;
    let (home, homes) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await);
    let other = empty_commission(&w.t, "Комиссия культуры").await;
    let vera = somebody(&w.t, "vera", "Котова Вера Ильинична", Role::Member).await;
    let row = member(&vera, "vera", "Котова Вера Ильинична", 0);
    w.t.made(move |act| Ok(commission::add_member(act, other, &row)?)).await;
    let olesya = somebody(&w.t, "lida", "Титова Лидия Павловна", Role::Specialist).await.visitor;
    for by in [&vera.visitor, &olesya] {
        let before = foreign(&w).await;
        for path in [
            &home,
            &homes[0],
            &format!("{}/screen", homes[0]),
            &format!("{home}/protocol"),
            &format!("{}/conclusion/1", homes[0]),
        ] {
            assert_eq!(by.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(vote(by, &homes[0], "for").await, StatusCode::NOT_FOUND);
        assert_eq!(foreign(&w).await, before + 6, "each try is told");
    }
    assert!(vera.visitor.get("/sittings").await.words().contains("Заседаний с вашим участием пока нет."));
    assert_eq!(w.members[0].visitor.post(&format!("{home}/attendance"), &[]).await.status, StatusCode::NOT_FOUND);
    let item = homes[1].rsplit('/').next().unwrap();
    w.zoya.post(&format!("{home}/agenda"), &[("do", "remove"), ("item", item)]).await;
    assert_eq!(w.members[0].visitor.get(&homes[1]).await.status, StatusCode::NOT_FOUND, "off the agenda");

    let own = &w.members[6];
    assert_eq!(own.visitor.get(&homes[0]).await.status, StatusCode::OK);
    let page = own.visitor.get(&homes[0]).await.text();
    assert!(!page.contains("example.org") && !page.contains("СНИЛС") && !page.contains("Телефон"));
    let mut left = member(own, "dmitry", "Соколов Дмитрий Алексеевич", 6);
    left.from = "2026-11-24".parse().unwrap();
    left.position = commission::Position::Left;
    let id = w.commission;
    w.t.made(move |act| Ok(commission::add_member(act, id, &left)?)).await;
    assert_eq!(own.visitor.get(&homes[0]).await.status, StatusCode::OK, "until the day it holds");
    w.t.later(SignedDuration::from_hours(24));
    let later = own.again(&w.t).await.get(&homes[0]).await;
    assert_eq!(later.status, StatusCode::NOT_FOUND, "who has left sees no case");
}

async fn foreign(w: &World) -> i64 {
    w.t.count("select count(*) from journal where act = 'access.refused'").await
}

async fn the_school_and_the_specialist_learn_after_the_protocol(t: TestApp) {
    let w = world(t).await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let (home, case_home) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await.remove(0));
    all_vote(&w, &case_home, 7, 0, 7).await;
    let refusal = [("do", "decide"), ("votes", "0.7.0"), ("reason", "Нет результатов.")];
    assert_eq!(w.zoya.post(&format!("{case_home}/decision"), &refusal).await.to(), home);

    let (kira, olesya) = (w.t.enter("kira").await, w.t.enter("olesya").await);
    let path = format!("/applications/{}", case.id);
    for (by, list) in [(&kira, "/school"), (&olesya, "/applications")] {
        let pages = [by.get(list).await.words(), by.get(&path).await.words()];
        for page in &pages {
            assert!(page.contains("решение комиссии принято"), "{page}");
            assert!(!page.contains("в категории отказано") && !page.contains("Нет результатов"), "{page}");
            assert!(!page.contains("отказать"), "the history does not tell it either: {page}");
        }
        // Narrowing by a stage that is not told narrows nothing: it would tell.
        let asked = [by.get(&format!("{list}?stage=refused")).await, by.get(&format!("{list}?stage=granted")).await];
        assert!(asked.iter().all(|page| page.words().contains("Орлова Ольга Андреевна")));
    }
    assert!(w.zoya.get(&path).await.words().contains("в категории отказано"), "the Centre keeps it");

    w.zoya
        .post(&format!("{home}/protocol"), &[("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)])
        .await;
    let page = kira.get(&format!("{path}/decision")).await.words();
    assert!(page.contains("отказать в установлении первой"), "{page}");
    assert!(page.contains("Нет результатов."), "{page}");
    let told = "подписан протокол № 7 от 23 ноября 2026, решение комиссии: отказать в установлении первой квалификационной категории по должности «учитель»; причина: Нет результатов.";
    for by in [&kira, &olesya] {
        let page = by.get(&path).await.words();
        assert!(page.contains(told), "from the protocol on the history tells it: {page}");
        assert!(!page.contains("против — 7"), "and does not tell the votes: {page}");
    }
}
