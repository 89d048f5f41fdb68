//! A case looked at by three specialists: places, own conclusions, opinions, the common result, what goes back.

use attestation::applications::{Application, Category, Stage};
use attestation::platform::failure::Failure;
use attestation::values;
use attestation::{assignments, commission};
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::on_both;

on_both!(
    a_rule_of_three_makes_a_group,
    opinions_make_a_common_result,
    opinions_are_independent_until_the_result,
    one_or_all_of_a_group_get_the_case_back,
    a_returned_dissent_stays_in_sight,
    a_dissent_of_whoever_is_taken_off_stays_in_sight,
    what_the_centre_alone_reads_is_not_shown,
    a_place_is_given_over_and_left,
    a_leaving_specialist_is_replaced_in_a_group,
    a_group_of_three_costs_what_one_costs,
    a_rule_of_today_leaves_the_cases_of_today,
    too_few_specialists_are_told_of,
);

const FILE: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

struct World {
    t: TestApp,
    zoya: Visitor,
    case: Application,
    home: String,
    seats: [String; 4],
}

/// A rule of three for «высшая», one case of it, four specialists of other schools: anna, boris, vera, gleb.
async fn world(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let place = Some((other, "МБОУ «СОШ № 4»"));
    let mut seats = Vec::new();
    for (login, name) in [
        ("anna", "Амосова Анна Ильинична"),
        ("boris", "Буров Борис Львович"),
        ("vera", "Волкова Вера Юрьевна"),
        ("gleb", "Громов Глеб Олегович"),
    ] {
        seats.push(t.specialist(login, name, place, &[]).await.to_string());
    }
    let zoya = t.zoya().await;
    three(&t, "highest").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let home = format!("/applications/{}", case.id);
    World { t, zoya, case, home, seats: seats.try_into().unwrap() }
}

/// Three specialists look at cases of a category, and always have.
pub async fn three(t: &TestApp, category: &'static str) {
    let sql = "update group_sizes set size = 3 where category = $1";
    t.made(move |act| Ok(act.run(sql, values![category])?)).await;
}

impl World {
    async fn give(&self, at: usize) {
        let fields = [("seat", self.seats[at].as_str()), ("instead", "free")];
        assert_eq!(self.zoya.post(&format!("{}/assignment", self.home), &fields).await.to(), self.home);
    }

    async fn group(&self) -> Vec<String> {
        let id = self.case.id;
        let members = self.t.app.db.read(move |reader| assignments::members(reader, id)).await.unwrap();
        members
            .iter()
            .map(|one| format!("{} {}{}", one.place, one.name.surname, if one.done { ", готово" } else { "" }))
            .collect()
    }

    async fn free(&self) -> i64 {
        self.t.count("select places_free from applications").await
    }

    /// A specialist declares, attaches a conclusion and records what they have found.
    async fn finds(&self, login: &str, version: &str, verdict: &[(&str, &str)]) -> Visitor {
        let who = self.t.enter(login).await;
        who.declare(&self.home).await;
        who.upload(&format!("{}/conclusion", self.home), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
        let fields: Vec<(&str, &str)> = verdict.iter().copied().chain([("version", version)]).collect();
        let done = who.post(&format!("{}/result", self.home), &fields).await;
        assert_eq!(done.to(), format!("{}/result", self.home));
        who
    }
}

const MEETS: &[(&str, &str)] = &[("verdict", "meets")];
const FAILS: &[(&str, &str)] = &[("verdict", "fails"), ("reason", "Нет наград учеников.")];

async fn a_rule_of_three_makes_a_group(t: TestApp) {
    let w = world(t).await;
    let desk = format!("{}/assignment", w.home);
    let page = w.zoya.get(&desk).await.words();
    assert!(page.contains("Дело рассматривает группа специалистов: нужно 3, назначено 0."), "{page}");
    w.give(0).await;
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::InReview);
    assert_eq!(w.free().await, 2);
    let page = w.zoya.get(&desk).await.words();
    assert!(page.contains("нужно 3, назначено 1."), "{page}");
    assert!(page.contains("На свободное место, их 2 Вместо специалиста: Амосова Анна Ильинична"), "{page}");
    let told = async || w.zoya.get(&w.home).await.words();
    let page = told().await;
    assert!(page.contains("Назначено специалистов: 1 из 3. Следующий шаг за Центром."), "{page}");
    assert!(!page.contains("Пройдено: Назначение специалиста"), "{page}");
    let twice = w.zoya.post(&desk, &[("seat", &w.seats[0]), ("instead", "free")]).await;
    assert_eq!(twice.faults(), ["Этот специалист уже в группе дела. Выберите другого."]);
    w.give(1).await;
    w.give(2).await;
    assert_eq!(w.group().await, ["1 Амосова", "2 Буров", "3 Волкова"]);
    let page = told().await;
    assert!(
        page.contains("Пройдено: Назначение специалиста") && page.contains("Следующий шаг за специалистом."),
        "{page}"
    );
    assert_eq!(w.free().await, 0);
    let full = w.zoya.post(&desk, &[("seat", &w.seats[3]), ("instead", "free"), ("reason", "ещё один")]).await;
    assert_eq!(full.faults(), ["Выберите специалиста группы."]);

    // Chosen in a list, a case with a full group is named and left as it is.
    let sent = format!("{}~{}", w.case.id, w.seats[..3].join("+"));
    let bulk = w.zoya.post("/assignments", &[("case", &sent), ("seat", &w.seats[3])]).await;
    assert_eq!(bulk.faults(), ["Назначить нельзя: 1 дело, причины указаны в списке. Ничего пока не назначено."]);
    assert!(bulk.words().contains("Группа специалистов собрана. Откройте дело и выберите, кого заменить."));
    assert_eq!(
        w.t.journal().await.into_iter().filter(|row| row.starts_with("assignment")).collect::<Vec<_>>(),
        [
            "assignment.given: назначен специалист Амосова\u{a0}А.\u{a0}И.",
            "assignment.given: назначен специалист Буров\u{a0}Б.\u{a0}Л.",
            "assignment.given: назначен специалист Волкова\u{a0}В.\u{a0}Ю.",
        ]
    );
}

async fn opinions_make_a_common_result(t: TestApp) {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    let anna = w.finds("anna", "1", MEETS).await;
    let page = anna.get(&format!("{}/result", w.home)).await.words();
    assert!(
        page.contains("Ваше мнение записано Общий результат будет, когда свои мнения запишет вся группа"),
        "{page}"
    );
    assert!(
        page.contains("Ждём мнений: Буров Б. Л., Волкова В. Ю. Когда все они будут записаны, вам придёт письмо с общим результатом."),
        "{page}"
    );
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::InReview);
    let again = anna.upload(&format!("{}/conclusion", w.home), &[], &[("conclusion", "Ещё.pdf", FILE)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    w.finds("boris", "2", FAILS).await;
    assert_eq!(w.t.count("select count(*) from results").await, 0);
    let vera = w.finds("vera", "3", MEETS).await;
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Concluded);
    assert_eq!(w.t.count("select count(*) from results where verdict = 'meets' and reason = ''").await, 1);
    let page = vera.get(&format!("{}/result", w.home)).await.words();
    assert!(page.contains("Общий результат соответствует заявленной квалификационной категории"), "{page}");
    for who in ["anna", "boris", "vera"] {
        let letter = w.t.letter_to(&format!("{who}@example.org")).await;
        assert_eq!(letter.subject, "Результат № 2026-00001 записан");
        assert!(
            letter.text.contains("Все специалисты группы записали свои мнения. Общий результат"),
            "{}",
            letter.text
        );
    }
    let page = w.zoya.get(&format!("{}/conclusion", w.home)).await.words();
    assert!(page.contains("Буров Борис Львович МБОУ «СОШ № 4» не соответствует"), "{page}");
    assert!(page.contains("Нет наград учеников. особое мнение"), "{page}");
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("opinion") || row.starts_with("result"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "opinion.recorded: записано мнение специалиста Амосова\u{a0}А.\u{a0}И.",
            "opinion.recorded: записано мнение специалиста Буров\u{a0}Б.\u{a0}Л.",
            "result.recorded: записан результат № 2026-00001: соответствует",
        ]
    );
    assert_eq!(w.t.count("select cast(coalesce(sum(done), 0) as bigint) from tallies").await, 3);
}

async fn opinions_are_independent_until_the_result(t: TestApp) {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    w.finds("anna", "1", FAILS).await;
    let boris = w.t.enter("boris").await;
    boris.declare(&w.home).await;
    let page = boris.get(&format!("{}/conclusion", w.home)).await.words();
    assert!(page.contains("Амосова Анна Ильинична МБОУ «СОШ № 4» мнение записано"), "{page}");
    assert!(!page.contains("Нет наград учеников"), "{page}");
    assert_eq!(boris.get(&format!("{}/conclusion/1/file", w.home)).await.status, StatusCode::NOT_FOUND);
    w.finds("boris", "2", FAILS).await;
    w.finds("vera", "3", MEETS).await;
    assert_eq!(boris.get(&format!("{}/conclusion/1/file", w.home)).await.status, StatusCode::OK);
    let result = w.t.count("select count(*) from results where verdict = 'fails' and reason = 'Амосова\u{a0}А.\u{a0}И.: Нет наград учеников.\nБуров\u{a0}Б.\u{a0}Л.: Нет наград учеников.'");
    assert_eq!(result.await, 1);
}

async fn one_or_all_of_a_group_get_the_case_back(t: TestApp) {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    w.finds("anna", "1", MEETS).await;
    let back = format!("{}/return", w.home);
    let nobody = w.zoya.post(&back, &[("return_reason", "Нет подписи.")]).await;
    assert_eq!(nobody.faults(), ["Выберите, кому вернуть дело."]);
    // Others have still to say: the opinion goes back, the stage stays.
    assert_eq!(
        w.zoya.post(&back, &[("return_reason", "Нет подписи."), ("who", &w.seats[0])]).await.to(),
        format!("{}/conclusion", w.home)
    );
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::InReview);
    assert_eq!(w.group().await, ["1 Амосова", "2 Буров", "3 Волкова"]);
    assert_eq!(w.t.letter_to("anna@example.org").await.subject, "Дело возвращено на доработку");
    for (login, version) in [("anna", "2"), ("boris", "3"), ("vera", "4")] {
        let who = w.t.enter(login).await;
        if login != "anna" {
            who.declare(&w.home).await;
        }
        who.upload(&format!("{}/conclusion", w.home), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
        who.post(&format!("{}/result", w.home), &[("verdict", "meets"), ("version", version)]).await;
    }
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Concluded);
    let fields = [("return_reason", "Проверьте выводы."), ("who", w.seats[1].as_str())];
    w.zoya.post(&back, &fields).await;
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Returned);
    assert_eq!(w.group().await, ["1 Амосова, готово", "2 Буров", "3 Волкова, готово"]);
    let boris = w.t.enter("boris").await;
    boris.upload(&format!("{}/conclusion", w.home), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
    boris.post(&format!("{}/result", w.home), &[("verdict", "meets"), ("version", "5")]).await;
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Concluded);
    w.zoya.post(&back, &[("return_reason", "Не та категория."), ("who", "all")]).await;
    assert_eq!(w.group().await, ["1 Амосова", "2 Буров", "3 Волкова"]);
    assert_eq!(w.t.count("select cast(coalesce(sum(done), 0) as bigint) from tallies").await, 0);
    assert_eq!(w.t.count("select count(*) from opinions where returned_at is null").await, 0);
}

/// Three have found, the second otherwise, and the Centre has returned it to the second.
async fn dissented(t: TestApp) -> World {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    for (login, version, verdict) in [("anna", "1", MEETS), ("boris", "2", FAILS), ("vera", "3", MEETS)] {
        w.finds(login, version, verdict).await;
    }
    let fields = [("return_reason", "Проверьте выводы."), ("who", w.seats[1].as_str())];
    assert_eq!(w.zoya.post(&format!("{}/return", w.home), &fields).await.to(), format!("{}/conclusion", w.home));
    w
}

async fn a_returned_dissent_stays_in_sight(t: TestApp) {
    let w = dissented(t).await;
    let page = format!("{}/conclusion", w.home);
    let boris = w.t.enter("boris").await;
    let refused = boris.post(&format!("{page}/check"), MEETS).await;
    let said = "С этим же заключением вы уже записали результат «не соответствует», и Центр его вернул. Для другого результата прикрепите новую версию заключения.";
    assert_eq!((refused.status, refused.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![said.to_owned()]));
    let sent = [MEETS, &[("version", "2")]].concat();
    assert_eq!(boris.post(&format!("{}/result", w.home), &sent).await.faults(), [said]);
    boris.upload(&page, &[], &[("conclusion", "Новое.pdf", FILE)]).await;
    let sent = [MEETS, &[("version", "4")]].concat();
    assert_eq!(boris.post(&format!("{}/result", w.home), &sent).await.to(), format!("{}/result", w.home));
    let returned = "Возвращённые мнения Буров Борис Львович не соответствует заявленной квалификационной категории";
    for who in [&w.zoya, &boris] {
        let words = who.get(&page).await.words();
        assert!(words.contains(returned), "{words}");
        assert!(words.contains("Нет наград учеников.") && words.contains("Проверьте выводы."), "{words}");
    }
    let anna = w.t.enter("anna").await;
    let words = anna.get(&page).await.words();
    assert!(!words.contains("Возвращённые мнения") && !words.contains("Проверьте выводы."), "{words}");
    // Each counts their own versions.
    let paper = crate::reading::text(&w.zoya.get(&format!("{page}/common")).await.bytes).replace('\u{a0}', " ");
    let versions: Vec<_> =
        paper.match_indices("версия ").map(|(at, word)| &paper[at + word.len()..=at + word.len()]).collect();
    assert_eq!(versions, ["1", "2", "1"], "{paper}");
}

/// On one line, with plain spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The result is returned to the first, the second, who dissented, is taken off, the fourth comes: all three agree.
async fn replaced(t: TestApp) -> World {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    for (login, version, verdict) in [("anna", "1", MEETS), ("boris", "2", FAILS), ("vera", "3", MEETS)] {
        w.finds(login, version, verdict).await;
    }
    let fields = [("return_reason", "Нет подписи."), ("who", w.seats[0].as_str())];
    w.zoya.post(&format!("{}/return", w.home), &fields).await.to();
    let fields = [("release_reason", "Замена"), ("leaver", w.seats[1].as_str())];
    assert_eq!(w.zoya.post(&format!("{}/assignment/release", w.home), &fields).await.to(), w.home);
    w.give(3).await;
    let anna = w.t.enter("anna").await;
    anna.upload(&format!("{}/conclusion", w.home), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
    anna.post(&format!("{}/result", w.home), &[("verdict", "meets"), ("version", "4")]).await.to();
    w
}

/// A member of a commission on whose agenda the case stands, and where the case is read.
async fn at_a_session(w: &World) -> (Visitor, String) {
    let chair =
        crate::commission::somebody(&w.t, "chair", "Захарова Елена Викторовна", attestation::accounts::Role::Member)
            .await;
    let row = crate::commission::member(&chair, "chair", "Захарова Елена Викторовна", 0);
    let own = crate::commission::empty_commission(&w.t, "Аттестационная комиссия").await;
    let case = w.t.fresh(&w.case).await;
    let new = commission::NewSitting {
        commission: own,
        held_on: "2026-11-23".parse().unwrap(),
        begins: "10:00".to_owned(),
        place: "комната 204".to_owned(),
    };
    let sitting = w.t.made(move |act| {
        assert!(commission::add_member(act, own, &row)?);
        let id = commission::plan(act, &new)?;
        let sitting = commission::sitting_by_id(act, id)?.unwrap();
        commission::put_on_agenda(act, &sitting, &[case])?;
        Ok(id)
    });
    let id = sitting.await;
    let read = move |reader: &mut attestation::platform::engine::Reader| {
        commission::agenda_of(reader, id, None, 100).map_err(Failure::from)
    };
    let lines = w.t.app.db.read(read);
    let item = lines.await.unwrap().remove(0).item.id;
    (chair.visitor, format!("/sittings/{id}/cases/{item}"))
}

async fn a_dissent_of_whoever_is_taken_off_stays_in_sight(t: TestApp) {
    let w = replaced(t).await;
    let page = format!("{}/conclusion", w.home);
    let told =
        "снят специалист Буров Б. Л.: Замена; записанное мнение «не соответствует» сохранено, в результат не входит";
    let history = w.zoya.get(&w.home).await.words();
    assert!(folded(&history).contains(told), "{history}");
    let heading = "Мнения специалистов, снятых с дела";
    let gleb = w.t.enter("gleb").await;
    gleb.declare(&w.home).await;
    let words = gleb.get(&page).await.words();
    assert!(!words.contains(heading) && !words.contains("Нет наград"), "who has to speak is not told: {words}");
    assert!(w.zoya.get(&page).await.words().contains(heading));
    gleb.upload(&page, &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
    let sent = [MEETS, &[("version", "5")]].concat();
    assert_eq!(gleb.post(&format!("{}/result", w.home), &sent).await.to(), format!("{}/result", w.home));

    let (member, at_session) = at_a_session(&w).await;
    w.t.person("olga", "Орлова Ольга Андреевна", attestation::accounts::Role::Teacher, None, "").await;
    let teacher = w.case.teacher;
    let sql = "update teachers set account_id = (select id from accounts where login = 'olga') where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher])?)).await;
    let olga = w.t.enter("olga").await;
    let found = "В общий результат эти мнения не входят. Буров Борис Львович не соответствует заявленной квалификационной категории";
    for (who, is_centre) in [(&w.zoya, true), (&gleb, false), (&olga, false)] {
        let words = who.get(&page).await.words();
        assert!(words.contains(&format!("{heading} {found}")), "{words}");
        let about = words.split(found).nth(1).unwrap();
        assert!(about.contains("Нет наград учеников. Рассматривал дело до"), "{words}");
        let marks: Vec<_> = ["не действует", "действует", "заменено"].map(|mark| words.matches(mark).count()).into();
        assert_eq!(marks, [1, 4, 1], "three in force, one left, one replaced: {words}");
        assert_eq!(words.contains("Замена"), is_centre, "{words}");
    }
    let paper = folded(&crate::reading::text(&olga.get(&format!("{page}/common")).await.bytes));
    assert!(paper.contains("Так считают 3 из 3 специалистов."), "{paper}");
    let left = format!("{heading}В общий вывод эти мнения не входят.");
    assert!(paper.contains(&left), "{paper}");
    let left = paper.split(&left).nth(1).unwrap();
    assert!(left.contains("Буров Борис Львович: не соответствует") && left.contains("Нет наград учеников."), "{paper}");

    let words = member.get(&at_session).await.words();
    let seen =
        format!("{heading} В общий результат эти мнения не входят. Буров Б. Л.: не соответствует Нет наград учеников.");
    assert!(words.contains(&seen), "{words}");
    let mut statuses = Vec::new();
    for version in 1..=5 {
        statuses.push(member.get(&format!("{at_session}/conclusion/{version}")).await.status.as_u16());
    }
    assert_eq!(statuses, [404, 200, 200, 200, 200]);
    assert_eq!(w.t.count("select cast(coalesce(sum(done), 0) as bigint) from tallies").await, 3);
}

async fn what_the_centre_alone_reads_is_not_shown(t: TestApp) {
    let w = dissented(t).await;
    let page = format!("{}/conclusion", w.home);
    let boris = w.t.enter("boris").await;
    boris.upload(&page, &[], &[("conclusion", "Новое.pdf", FILE)]).await;
    let sent = [FAILS, &[("version", "4")]].concat();
    assert_eq!(boris.post(&format!("{}/result", w.home), &sent).await.to(), format!("{}/result", w.home));
    w.t.person("olga", "Орлова Ольга Андреевна", attestation::accounts::Role::Teacher, None, "").await;
    w.t.person("denis", "Грачёв Денис Львович", attestation::accounts::Role::Authority, None, "").await;
    let (teacher, case) = (w.case.teacher, w.case.id);
    w.t.made(move |act| {
        act.run(
            "update teachers set account_id = (select id from accounts where login = 'olga') where id = $1",
            values![teacher],
        )?;
        Ok(act.run("update applications set stage = 'ready' where id = $1", attestation::values![case])?)
    })
    .await;
    let (olga, denis) = (w.t.enter("olga").await, w.t.enter("denis").await);
    for who in [&olga, &denis] {
        let words = who.get(&page).await.words();
        assert!(!words.contains("Проверьте выводы.") && !words.contains("возвращён"), "{words}");
        assert!(words.contains("особое мнение"), "{words}");
    }
    let words = olga.get(&page).await.words();
    assert!(words.contains("Буров Борис Львович МБОУ «СОШ № 4»") && !words.contains("Специалист 2"), "{words}");
    let paper = crate::reading::text(&olga.get(&format!("{page}/common")).await.bytes).replace('\u{a0}', " ");
    assert!(paper.contains("Буров Борис Львович") && !paper.contains("Специалист 2"), "{paper}");
    assert!(denis.get(&page).await.words().contains("Буров Борис Львович"), "whoever reads it is told whose it is");
    assert!(w.zoya.get(&page).await.words().contains("Проверьте выводы."));
}

async fn a_place_is_given_over_and_left(t: TestApp) {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    let desk = format!("{}/assignment", w.home);
    let fields = [("seat", w.seats[3].as_str()), ("instead", w.seats[0].as_str())];
    assert_eq!(w.zoya.post(&desk, &fields).await.faults(), ["Укажите причину: она останется в журнале."]);
    let fields = [fields[0], fields[1], ("reason", "отпуск")];
    assert_eq!(w.zoya.post(&desk, &fields).await.to(), w.home);
    assert_eq!(w.group().await, ["1 Громов", "2 Буров", "3 Волкова"]);
    let release = format!("{desk}/release");
    assert_eq!(w.zoya.post(&release, &[("release_reason", "болеет")]).await.faults(), ["Выберите специалиста группы."]);
    w.zoya.post(&release, &[("release_reason", "болеет"), ("leaver", &w.seats[3])]).await;
    // The last one takes the place that was left; the case goes on with a free place.
    assert_eq!(w.group().await, ["1 Волкова", "2 Буров"]);
    assert_eq!((w.free().await, w.t.fresh(&w.case).await.stage), (1, Stage::InReview));
    // One who names an interest leaves the group, the others stay.
    let boris = w.t.enter("boris").await;
    let fields = [("ground", "relative"), ("words", "сестра")];
    assert_eq!(boris.post(&format!("{}/declaration", w.home), &fields).await.to(), "/applications");
    assert_eq!(w.group().await, ["1 Волкова"]);
    let chosen = w.zoya.get(&desk).await.words();
    assert!(chosen.contains("Назначить нельзя: специалист назвал личную заинтересованность"), "{chosen}");
    let again = w.zoya.post(&desk, &[("seat", w.seats[1].as_str()), ("instead", "free")]).await;
    assert_eq!(
        again.faults(),
        ["Назначить нельзя: этот специалист уже назвал личную заинтересованность в деле. Выберите другого."]
    );
    w.zoya.post(&release, &[("release_reason", "ошибка"), ("leaver", &w.seats[2])]).await;
    assert_eq!((w.free().await, w.t.fresh(&w.case).await.stage), (0, Stage::Scheduled));
}

async fn a_leaving_specialist_is_replaced_in_a_group(t: TestApp) {
    let w = world(t).await;
    for at in 0..3 {
        w.give(at).await;
    }
    let path = format!("/workload/{}/handover", w.seats[0]);
    let both = w.zoya.post(&path, &[("seat", &w.seats[1]), ("reason", "уходит")]).await;
    let number = w.case.number.clone();
    assert_eq!(
        both.faults(),
        [format!(
            "Конфликт интересов, ничего не передано: {number} (Орлова О. А.) — уже в группе этого дела. Передайте эти дела по одному другому специалисту или выберите другого."
        )]
    );
    let fields = [("seat", w.seats[3].as_str()), ("reason", "уходит"), ("close", "yes")];
    assert_eq!(w.zoya.post(&path, &fields).await.to(), "/workload");
    assert_eq!(w.group().await, ["1 Громов", "2 Буров", "3 Волкова"]);
}

async fn a_group_of_three_costs_what_one_costs(t: TestApp) {
    let w = world(t).await;
    w.give(0).await;
    w.zoya.get(&w.home).await;
    let mut costs = Vec::new();
    for at in [1, 2] {
        let mut cost = Vec::new();
        for path in [w.home.clone(), format!("{}/conclusion", w.home), format!("{}/assignment", w.home)] {
            let before = w.t.app.db.asked().count();
            assert_eq!(w.zoya.get(&path).await.status, StatusCode::OK);
            cost.push(w.t.app.db.asked().count() - before);
        }
        costs.push(cost);
        w.give(at).await;
    }
    assert_eq!(costs[0], costs[1]);
}

/// A case goes on by the rule it began under, also when another is written on the very day it was received.
async fn a_rule_of_today_leaves_the_cases_of_today(t: TestApp) {
    let zoya = t.zoya().await;
    t.specialist("anna", "Амосова Анна Ильинична", None, &[]).await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let today = "2026-11-23";
    let before = t.application_of(school, "Орлова Ольга Андреевна", Category::Highest, today).await;
    t.later(jiff::SignedDuration::from_mins(5));
    let rule = [("code", "highest"), ("size", "3"), ("from", "23.11.2026"), ("legal_ref", "регламент, п. 12")];
    let check = zoya.post("/settings/groups/check", &rule).await.words();
    let touches = "По новому правилу пойдут дела, которые поступят с 23 ноября 2026 и будут внесены после этой записи. Дела, которые уже внесены, и собранные группы не изменятся.";
    assert!(check.contains(touches), "{check}");
    assert_eq!(zoya.post("/settings/groups", &rule).await.to(), "/settings/groups");
    t.later(jiff::SignedDuration::from_mins(5));
    let after = t.application_of(school, "Белов Сергей Николаевич", Category::Highest, today).await;
    let desk = async |case: &Application| zoya.get(&format!("/applications/{}/assignment", case.id)).await.words();
    let said = "Дело рассматривает группа специалистов: нужно 3, назначено 0.";
    assert!(!desk(&before).await.contains("группа специалистов"), "{}", desk(&before).await);
    assert!(desk(&after).await.contains(said), "{}", desk(&after).await);
    let ticked = [("case", before.id.to_string()), ("case", after.id.to_string())];
    let ticked = ticked.each_ref().map(|(name, id)| (*name, id.as_str()));
    let many = zoya.post("/assignments/selection", &ticked).await.words();
    assert!(many.contains("нет да") && many.contains("нет, нужно 3 да"), "{many}");

    let seat = t.seat("anna").await;
    t.assigned(seat, &[&before]).await;
    assert_eq!(t.count("select group_size from applications where group_size > 0").await, 1);
}

/// Fewer specialists than a case needs are told of, with how many are invited.
async fn too_few_specialists_are_told_of(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let desk = format!("/applications/{}/assignment", case.id);
    let nobody = "По этой должности назначить некого: никто не проводит по ней анализ без конфликта интересов.";
    t.specialist("lida", "Гусева Лидия Петровна", None, &["P06"]).await;
    t.specialist("vera", "Волкова Вера Юрьевна", Some((school, "МБОУ «СОШ № 66»")), &[]).await;
    let page = zoya.get(&desk).await.words();
    assert!(page.contains(nobody) && !page.contains("Приглашены"), "{page}");
    crate::invitations::invite(&t, &zoya, crate::invitations::OLGA).await;
    let page = zoya.get(&desk).await.words();
    assert!(page.contains(&format!("{nobody} Приглашены специалистами и ещё не вошли: 1.")), "{page}");
    t.specialist("anna", "Амосова Анна Ильинична", None, &["P27"]).await;
    assert!(!zoya.get(&desk).await.words().contains("Приглашены"), "one is enough");
    three(&t, "highest").await;
    let page = zoya.get(&desk).await.words();
    let few =
        "По этой должности не хватает специалистов: нужно 3, найдено 1. Приглашены специалистами и ещё не вошли: 1.";
    assert!(page.contains(few), "{page}");
    let anna = t.seat("anna").await;
    t.assigned(anna, &[&case]).await;
    let page = zoya.get(&desk).await.words();
    assert!(page.contains(nobody), "places are free, and nobody is left: {page}");
}
