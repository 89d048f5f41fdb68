//! The centre gives cases to specialists: one, many, all of one's; conflicts are named, letters go out, the journal tells.

use attestation::applications::{Application, Category, Stage};
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::on_both;

on_both!(
    one_case_is_given_handed_over_and_taken_back,
    a_conflict_is_named_and_nothing_is_done,
    many_cases_are_given_at_once,
    what_moved_meanwhile_is_named,
    a_leaving_specialist_hands_everything_over,
    workload_shows_who_has_how_much,
    strangers_find_nothing,
    lists_ask_the_same_number_of_questions,
);

struct World {
    t: TestApp,
    zoya: Visitor,
    orlova: Application,
    belov: Application,
}

/// Two schools, two teachers of the first one; Смирнова works in the second, Петров in the first.
async fn world(t: TestApp) -> World {
    let first = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let second = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let place = Some((second, "МБОУ «СОШ № 2»"));
    t.specialist("olesya", "Смирнова Олеся Ивановна", place, &["P27"]).await;
    let place = Some((first, "МБОУ «СОШ № 1»"));
    t.specialist("petrov", "Петров Иван Ильич", place, &[]).await;
    t.specialist("lvova", "Львова Анна Яновна", None, &["P06"]).await;
    let orlova = t.application(first, "Орлова Ольга Андреевна", Category::First).await;
    let belov = t.application(first, "Белов Сергей Николаевич", Category::Highest).await;
    let zoya = t.zoya().await;
    World { t, zoya, orlova, belov }
}

fn desk(case: &Application) -> String {
    format!("/applications/{}/assignment", case.id)
}

impl World {
    async fn seat(&self, login: &str) -> String {
        self.t.seat(login).await.to_string()
    }

    /// Rows of the journal about assignments and roles.
    async fn told(&self) -> Vec<String> {
        let all = self.t.journal().await.into_iter();
        let plain = all.map(|row| row.replace('\u{a0}', " "));
        plain.filter(|row| row.starts_with("assignment") || row.starts_with("seat")).collect()
    }

    /// «address: subject» of every letter.
    async fn letters(&self) -> Vec<String> {
        let all = self.t.letters().await.into_iter();
        let line = |to: String, subject: String| {
            format!("{}: {}", to.replace("@example.org", ""), subject.replace('\u{a0}', " "))
        };
        all.map(|letter| line(letter.to, letter.subject)).collect()
    }

    async fn said(&self, path: &str) -> String {
        let page = self.zoya.get(path).await.text();
        let said = page.split("role=\"status\" data-att-said").nth(1).unwrap_or_default();
        let said = said.split("<p>").nth(1).unwrap_or_default();
        said.split("</p>").next().unwrap().replace('\u{a0}', " ")
    }
}

async fn one_case_is_given_handed_over_and_taken_back(t: TestApp) {
    let w = world(t).await;
    let page = w.zoya.get(&desk(&w.orlova)).await.words();
    let (olesya, lvova, petrov) = (
        page.find("Смирнова Олеся Ивановна дел в работе нет · МБОУ «СОШ № 2» · проводит анализ по этой должности").unwrap(),
        page.find("Львова Анна Яновна дел в работе нет · не проводит анализ по этой должности").unwrap(),
        page.find("Петров Иван Ильич дел в работе нет · МБОУ «СОШ № 1» · проводит анализ по этой должности. Назначить нельзя: та же школа").unwrap(),
    );
    assert!(olesya < lvova && lvova < petrov, "{page}");

    let answer = w.zoya.post(&desk(&w.orlova), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.faults(), ["Выберите специалиста."]);

    let olesya = w.seat("olesya").await;
    let given = w.zoya.post(&desk(&w.orlova), &[("seat", &olesya)]).await;
    assert_eq!(given.to(), format!("/applications/{}", w.orlova.id));
    let again = w.zoya.post(&desk(&w.orlova), &[("seat", &olesya)]).await;
    assert_eq!(again.to(), format!("/applications/{}", w.orlova.id));
    assert_eq!(w.t.fresh(&w.orlova).await.stage, Stage::InReview);
    assert_eq!(w.said("/workload").await, "Передавать не нужно: дело уже у специалиста Смирнова О. И.");

    let lvova = w.seat("lvova").await;
    let answer = w.zoya.post(&desk(&w.orlova), &[("seat", &lvova)]).await;
    assert_eq!(answer.faults(), ["Укажите причину: она останется в журнале."]);
    // Who does not look at the post is asked about once, and the case says so.
    let fields = [("seat", lvova.as_str()), ("reason", "отпуск")];
    let asked = w.zoya.post(&desk(&w.orlova), &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    let question = "Специалист не проводит анализ по этой должности Специалист Львова Анна Яновна Должность педагога Учитель, физика В кабинете специалиста этой должности нет.";
    assert!(asked.words().contains(question), "{}", asked.words());
    assert!(asked.text().contains("name=\"reason\" value=\"отпуск\""));
    assert_eq!(w.told().await.len(), 1, "nothing is done before the answer");
    let fields = [fields[0], fields[1], ("sure", "yes")];
    let home = format!("/applications/{}", w.orlova.id);
    assert_eq!(w.zoya.post(&desk(&w.orlova), &fields).await.to(), home);
    let unfit = "Львова Анна Яновна (по этой должности анализ не проводит)";
    assert!(w.zoya.get(&home).await.words().contains(unfit));
    assert!(w.zoya.get(&desk(&w.orlova)).await.words().contains(unfit));

    let release = format!("{}/release", desk(&w.orlova));
    let answer = w.zoya.post(&release, &[]).await;
    assert_eq!(answer.faults(), ["Укажите причину: она останется в журнале."]);
    let answer = w.zoya.post(&release, &[("release_reason", "ошибка")]).await;
    assert_eq!(answer.to(), format!("/applications/{}", w.orlova.id));
    assert_eq!(w.t.fresh(&w.orlova).await.stage, Stage::Scheduled);
    let answer = w.zoya.post(&release, &[("release_reason", "ошибка")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);

    assert_eq!(
        w.told().await,
        [
            "assignment.given: назначен специалист Смирнова О. И.",
            "assignment.given: назначен специалист Львова А. Я. (по этой должности анализ не проводит), прежний специалист Смирнова О. И.: отпуск",
            "assignment.ended: снят специалист Львова А. Я.: ошибка",
        ]
    );
    assert_eq!(
        w.letters().await,
        [
            "olesya: Вам назначено: 1 дело",
            "olesya: Дела переданы",
            "lvova: Вам назначено: 1 дело",
            "lvova: Дела переданы",
        ]
    );
}

async fn a_conflict_is_named_and_nothing_is_done(t: TestApp) {
    let w = world(t).await;
    let petrov = w.seat("petrov").await;
    let answer = w.zoya.post(&desk(&w.orlova), &[("seat", &petrov)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        ["Назначить нельзя, конфликт интересов: та же школа. Выберите специалиста из другой организации."]
    );
    assert_eq!(w.t.fresh(&w.orlova).await.stage, Stage::Registered);
    assert!(w.told().await.is_empty() && w.letters().await.is_empty());
    // Whoever has come to work beside the specialist since the application is in conflict too.
    let away = w.t.school("МАОУ «Лицей»", "7000000003").await;
    let gusev = w.t.application(away, "Гусев Пётр Львович", Category::First).await;
    let (teacher, school) = (gusev.teacher, w.orlova.school);
    w.t.made(move |act| {
        Ok(act.run("update teachers set organization_id = $2 where id = $1", values![teacher, school])?)
    })
    .await;
    assert_eq!(w.zoya.post(&desk(&gusev), &[("seat", &petrov)]).await.faults(), answer.faults());
}

async fn many_cases_are_given_at_once(t: TestApp) {
    let w = world(t).await;
    let away = w.t.school("МАОУ «Лицей»", "7000000003").await;
    let gusev = w.t.application(away, "Гусев Пётр Львович", Category::First).await;
    assert_eq!(w.zoya.post("/assignments/selection", &[]).await.to(), "/applications");
    let ids: Vec<String> = [&w.orlova, &w.belov, &gusev].map(|case| case.id.to_string()).to_vec();
    let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("case", id.as_str())).collect();
    let page = w.zoya.post("/assignments/selection", &ticked).await;
    assert_eq!(page.status, StatusCode::OK);
    let read = page.words();
    assert!(read.contains("Назначить специалиста: 3 дела"), "{read}");
    assert_eq!(read.matches("внимание заявления в деле нет, документы не проверены").count(), 3, "{read}");
    let one = w.zoya.get(&format!("/applications/{}/assignment", w.orlova.id)).await.words();
    assert!(one.contains("внимание заявления в деле нет, документы не проверены"), "{one}");
    assert!(read.contains("Петров Иван Ильич дел в работе нет · МБОУ «СОШ № 1» · проводит анализ по должностям 3 из 3 дел. Конфликт интересов: 2 дела"), "{read}");

    let (petrov, olesya) = (w.seat("petrov").await, w.seat("olesya").await);
    let sent = sent_fields(&page.text());
    let with = |more: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let cases = sent.iter().map(|case| ("case", case.clone()));
        cases.chain(more.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect()
    };
    let answer = post(&w.zoya, &with(&[("seat", &petrov)])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.faults(), ["Назначить нельзя: 2 дела, причины указаны в списке. Ничего пока не назначено."]);
    assert_eq!(answer.words().matches("нет конфликт интересов: та же школа").count(), 2);
    assert!(w.told().await.is_empty());

    let answer = post(&w.zoya, &with(&[("seat", &petrov), ("rest", "yes")])).await;
    assert_eq!(answer.to(), "/applications");
    assert_eq!(w.t.fresh(&gusev).await.stage, Stage::InReview);
    assert_eq!(w.t.fresh(&w.orlova).await.stage, Stage::Registered);

    let ticked = [("case", ids[0].as_str()), ("case", ids[1].as_str())];
    let page = w.zoya.post("/assignments/selection", &ticked).await;
    let mut fields: Vec<(&str, String)> = sent_fields(&page.text()).into_iter().map(|case| ("case", case)).collect();
    fields.push(("seat", olesya));
    assert_eq!(post(&w.zoya, &fields).await.to(), "/applications");
    assert_eq!(post(&w.zoya, &fields).await.to(), "/applications");
    assert_eq!(w.said("/workload").await, "Эти дела уже у специалиста Смирнова О. И.: 2 дела.");
    assert_eq!(
        w.told().await,
        [
            "assignment.given: назначен специалист Петров И. И.",
            "assignment.given: назначен специалист Смирнова О. И.",
            "assignment.given: назначен специалист Смирнова О. И.",
        ]
    );
    assert_eq!(w.letters().await, ["petrov: Вам назначено: 1 дело", "olesya: Вам назначено: 2 дела"]);
}

/// The hidden values of `case` on the page where a specialist is chosen.
fn sent_fields(page: &str) -> Vec<String> {
    let parts = page.split("name=\"case\" value=\"").skip(1);
    parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn post(by: &Visitor, fields: &[(&str, String)]) -> crate::app::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    by.post("/assignments", &fields).await
}

async fn what_moved_meanwhile_is_named(t: TestApp) {
    let w = world(t).await;
    let ids = [w.orlova.id.to_string(), w.belov.id.to_string()];
    let ticked = [("case", ids[0].as_str()), ("case", ids[1].as_str())];
    let page = w.zoya.post("/assignments/selection", &ticked).await;
    let mut fields: Vec<(&str, String)> = sent_fields(&page.text()).into_iter().map(|case| ("case", case)).collect();
    fields.push(("seat", w.seat("olesya").await));
    w.t.assigned(w.t.seat("lvova").await, &[&w.belov]).await;
    let answer = post(&w.zoya, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.faults(), ["Назначить нельзя: 1 дело, причины указаны в списке. Ничего пока не назначено."]);
    assert!(answer.words().contains("нет пока вы выбирали, дело передали другому"));
    assert_eq!(w.t.fresh(&w.orlova).await.stage, Stage::Registered);
    assert_eq!(w.letters().await, ["lvova: Вам назначено: 1 дело"]);
}

async fn a_leaving_specialist_hands_everything_over(t: TestApp) {
    let w = world(t).await;
    let (olesya, lvova) = (w.t.seat("olesya").await, w.t.seat("lvova").await);
    w.t.assigned(olesya, &[&w.orlova, &w.belov]).await;
    let before = w.told().await.len();
    w.letters().await;
    let person = w.t.enter("olesya").await;
    assert_eq!(person.get("/cabinet").await.status, StatusCode::OK);

    let door = format!("/workload/{olesya}/handover");
    let page = w.zoya.get(&format!("/workload/{olesya}")).await.words();
    assert!(page.contains("МБОУ «СОШ № 2» · в работе 2 Должности: Учитель."), "{page}");
    assert!(page.contains("Белов Сергей Николаевич 2026-0002 · Учитель, физика · высшая"), "{page}");

    let petrov = w.seat("petrov").await;
    let fields = [("seat", petrov.as_str()), ("reason", "увольнение")];
    let answer = w.zoya.post(&door, &fields).await;
    assert_eq!(
        answer.faults(),
        [
            "Конфликт интересов, ничего не передано: 2026-0001 (Орлова О. А.) — та же школа; 2026-0002 (Белов С. Н.) — та же школа. Передайте эти дела по одному другому специалисту или выберите другого."
        ]
    );
    let lvova_text = lvova.to_string();
    let fields = [("seat", lvova_text.as_str()), ("reason", "увольнение"), ("close", "yes")];
    assert_eq!(w.zoya.post(&door, &fields).await.to(), "/workload");
    assert_eq!(
        w.said("/workload").await,
        "Специалисту Львова А. Я. передано: 2 дела. Роль специалиста Смирнова О. И. закрыта."
    );

    assert_eq!(person.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(w.zoya.get(&format!("/workload/{olesya}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        w.told().await[before..],
        [
            "assignment.given: назначен специалист Львова А. Я. (по этой должности анализ не проводит), прежний специалист Смирнова О. И.: увольнение",
            "assignment.given: назначен специалист Львова А. Я. (по этой должности анализ не проводит), прежний специалист Смирнова О. И.: увольнение",
            "assignment.handover: от Смирнова О. И. к Львова А. Я.: 2 дела",
            "seat.ended: закрыта роль специалиста Смирнова О. И.: увольнение",
        ]
    );
    assert_eq!(
        w.letters().await[1..],
        ["olesya: Дела переданы", "lvova: Вам назначено: 2 дела", "olesya: Роль специалиста закрыта"]
    );

    let door = format!("/workload/{lvova}/handover");
    w.zoya.post(&format!("{}/release", desk(&w.orlova)), &[("release_reason", "ошибка")]).await;
    w.zoya.post(&format!("{}/release", desk(&w.belov)), &[("release_reason", "ошибка")]).await;
    let answer = w.zoya.post(&door, &[("reason", "увольнение")]).await;
    assert_eq!(
        answer.faults(),
        ["Дел в работе у специалиста нет, передавать нечего. Чтобы закрыть роль, поставьте эту отметку."]
    );
    assert_eq!(w.zoya.post(&door, &[("reason", "увольнение"), ("close", "yes")]).await.to(), "/workload");
}

async fn workload_shows_who_has_how_much(t: TestApp) {
    let w = world(t).await;
    let school = w.t.school("МАОУ «Лицей»", "7000000003").await;
    let late = w.t.application_of(school, "Гусев Пётр Львович", Category::First, "2026-09-01").await;
    w.t.assigned(w.t.seat("olesya").await, &[&w.orlova, &late]).await;
    let page = w.zoya.get("/workload").await.words();
    assert!(page.contains("Смирнова Олеся Ивановна МБОУ «СОШ № 2» Учитель 2 1 0 нет данных"), "{page}");
    assert!(page.contains("Львова Анна Яновна Логопед 0 0 0 нет данных"), "{page}");
    assert!(page.contains("Петров Иван Ильич МБОУ «СОШ № 1» все должности 0 0 0 нет данных"), "{page}");
    w.t.result(&w.orlova, "meets", SignedDuration::from_hours(24 * 12)).await;
    let page = w.t.enter("zoya").await.get("/workload").await.words();
    assert!(page.contains("Смирнова Олеся Ивановна МБОУ «СОШ № 2» Учитель 1 1 1 12 дней"), "{page}");
}

async fn strangers_find_nothing(t: TestApp) {
    let w = world(t).await;
    let (olesya, id) = (w.t.seat("olesya").await, w.orlova.id.to_string());
    w.t.assigned(olesya, &[&w.orlova]).await;
    let person = w.t.enter("olesya").await;
    let (own, seat) = (desk(&w.orlova), format!("/workload/{olesya}"));
    for path in [own.as_str(), "/workload", &seat] {
        assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(w.t.visitor().get(path).await.to().starts_with("/login?next="), "{path}");
    }
    let (release, handover) = (format!("{own}/release"), format!("{seat}/handover"));
    for path in [own.as_str(), &release, "/assignments/selection", "/assignments", &handover] {
        let answer = person.post(path, &[("case", &id), ("reason", "так")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(w.t.visitor().post(path, &[]).await.to(), "/login?next=%2Fcabinet", "{path}");
    }
    for path in ["/workload/0", "/applications/0/assignment", &format!("/workload/{id}")] {
        assert_eq!(w.zoya.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let w = world(t).await;
    let olesya = w.t.seat("olesya").await;
    w.t.assigned(olesya, &[&w.orlova]).await;
    let seat = format!("/workload/{olesya}");
    let one_id = w.orlova.id.to_string();
    let mut asked = Vec::new();
    for round in 0..2 {
        let mut counts = Vec::new();
        for path in [&desk(&w.orlova), "/workload", &seat] {
            let before = w.t.app.db.asked().count();
            assert_eq!(w.zoya.get(path).await.status, StatusCode::OK);
            counts.push(w.t.app.db.asked().count() - before);
        }
        let ids = [one_id.clone(), w.belov.id.to_string()];
        let ticked: Vec<(&str, &str)> = ids.iter().take(round + 1).map(|id| ("case", id.as_str())).collect();
        let before = w.t.app.db.asked().count();
        w.zoya.post("/assignments/selection", &ticked).await;
        counts.push(w.t.app.db.asked().count() - before);
        asked.push(counts);
        if round == 0 {
            w.t.specialist("anna", "Котова Анна Ильинична", None, &["P27", "P06"]).await;
            let school = w.t.school("МАОУ «Лицей»", "7000000003").await;
            let more = w.t.application(school, "Гусев Пётр Львович", Category::First).await;
            w.t.assigned(olesya, &[&w.belov, &more]).await;
        }
    }
    assert_eq!(asked[0], asked[1]);
}
