//! A case that ends before its decision: taken back, written down by the Centre, or the teacher was dismissed.

use attestation::accounts::Role;
use attestation::applications::{Application, Category};
use attestation::values;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::commission::{World, world};
use crate::on_both;

on_both!(
    the_centre_writes_a_withdrawal_down,
    a_teacher_takes_the_application_back,
    a_dismissal_ends_the_case,
    a_dismissal_is_the_schools_alone,
    a_withdrawn_case_stands_on_no_agenda,
);

/// A case in review of the teacher Ольга, whose cabinet is tied to it, and two coordinators of her school.
async fn case(w: &World) -> (Application, Visitor) {
    let t = &w.t;
    for (login, name) in [("kira", "Лебедева Кира Львовна"), ("lena", "Шилова Елена Юрьевна")]
    {
        t.person(login, name, Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    }
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    let case = t.application_of(w.school, "Орлова Ольга Андреевна", Category::First, "2026-11-02").await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    w.assigned(&case).await;
    (case, t.enter("olga").await)
}

/// Letters about a withdrawal: to whom and with which subject, in the order of addresses.
async fn letters(t: &TestApp) -> Vec<String> {
    let mut all: Vec<String> = (t.letters().await.iter())
        .filter(|one| !one.subject.starts_with("Вам назначено"))
        .map(|one| format!("{}: {}", one.to.trim_end_matches("@example.org"), one.subject.replace('\u{a0}', " ")))
        .collect();
    all.sort_unstable();
    all
}

async fn text_to(t: &TestApp, login: &str) -> String {
    t.letter_to(&format!("{login}@example.org")).await.text.replace('\u{a0}', " ")
}

async fn told(t: &TestApp) -> String {
    t.journal().await.pop().unwrap().replace('\u{a0}', " ")
}

async fn the_centre_writes_a_withdrawal_down(t: TestApp) {
    let w = world(t).await;
    let (case, _) = case(&w).await;
    let home = format!("/applications/{}", case.id);
    let sent = w.zoya.post(&format!("{home}/withdrawal"), &[("ground", "заявление педагога от 20.11.2026")]).await;
    assert_eq!(sent.to(), home);
    assert_eq!(told(&w.t).await, "application.withdrawn: заявление отозвано: заявление педагога от 20.11.2026");
    assert_eq!(
        letters(&w.t).await,
        [
            "kira: Заявление педагога отозвано, дело 2026-0001",
            "lena: Заявление педагога отозвано, дело 2026-0001",
            "olesya: Дело 2026-0001 больше не нужно рассматривать",
            "olga: Заявление отозвано, дело 2026-0001",
        ]
    );
    let text = text_to(&w.t, "olga").await;
    for said in [
        "Центр записал отзыв вашего заявления: дело 2026-0001, учитель, заявленная категория: первая. Основание: заявление педагога от 20.11.2026",
        "Если это ошибка, сразу позвоните в Центр и назовите номер дела.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let text = text_to(&w.t, "olesya").await;
    assert!(
        text.contains(
            "Заявление отозвано: Орлова Ольга Андреевна, дело 2026-0001, учитель, заявленная категория: первая."
        ),
        "{text}"
    );
    assert!(text.contains("Работать с этим делом больше не нужно, оно снято с вас."), "{text}");
    assert_eq!(w.t.enter("olesya").await.get(&home).await.status, StatusCode::NOT_FOUND, "the case is theirs no more");
}

async fn a_teacher_takes_the_application_back(t: TestApp) {
    let w = world(t).await;
    let (case, olga) = case(&w).await;
    let home = format!("/applications/{}", case.id);
    assert_eq!(olga.post(&format!("{home}/withdrawal"), &[("ground", "подам позже")]).await.to(), home);
    assert_eq!(told(&w.t).await, "application.withdrawn: заявление отозвано педагогом: подам позже");
    assert_eq!(
        letters(&w.t).await,
        [
            "kira: Заявление педагога отозвано, дело 2026-0001",
            "lena: Заявление педагога отозвано, дело 2026-0001",
            "olesya: Дело 2026-0001 больше не нужно рассматривать",
            "zoya: Педагог отозвал заявление, дело 2026-0001",
        ]
    );
    let text = text_to(&w.t, "zoya").await;
    assert!(text.contains("Заявление отозвано педагогом: подам позже. Работа с делом закончена."), "{text}");
    let late = olga.post(&format!("{home}/withdrawal"), &[("ground", "ещё раз")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(letters(&w.t).await.len(), 4, "a second press writes nothing");
}

async fn a_dismissal_ends_the_case(t: TestApp) {
    let w = world(t).await;
    let (case, olga) = case(&w).await;
    let (home, kira) = (format!("/applications/{}", case.id), w.t.enter("kira").await);
    let path = format!("{home}/dismissal");
    assert!(kira.get(&home).await.text().contains(&format!("href=\"{path}\">Записать увольнение педагога")));
    let page = kira.get(&path).await.words();
    assert!(page.starts_with("Педагог уволен Орлова Ольга Андреевна. Категорию устанавливают тому, кто работает педагогом в день решения."), "{page}");
    assert_eq!(
        kira.post(&path, &[]).await.faults(),
        ["Укажите последний день работы, например 20.11.2026.", "Укажите номер приказа об увольнении."]
    );
    let future = kira.post(&path, &[("on", "24.11.2026"), ("order", "45-к"), ("words", "Переезд")]).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(future.faults(), ["Этот день ещё не наступил. Запишите увольнение, когда оно состоится."]);
    assert!(future.text().contains("value=\"45-к\"") && future.text().contains("value=\"Переезд\""));
    assert_eq!(w.t.fresh(&case).await.stage.code(), "in_review");
    assert_eq!(
        kira.post(&path, &[("on", "01.11.2026"), ("order", "45-к"), ("confirmed", "yes")]).await.faults(),
        [
            "Заявление получено 2 ноября 2026, а это день до него: уволенный не подаёт заявления. Проверьте день, месяц и год."
        ]
    );
    let typed = [("on", "20.11.2026"), ("order", "45-к"), ("words", "Переезд")];
    let check = kira.post(&path, &typed).await.words();
    assert!(check.contains("Проверьте увольнение Педагог Орлова Ольга Андреевна Дело № 2026-0001, получено 2 ноября 2026 Последний день работы 20 ноября 2026 Номер приказа 45-к Пояснение Переезд Заявление будет отозвано"), "{check}");
    let back = kira.post(&path, &[typed.as_slice(), &[("back", "yes")]].concat()).await.text();
    assert!(back.contains("value=\"45-к\"") && back.contains("value=\"Переезд\""));
    assert_eq!(w.t.fresh(&case).await.stage.code(), "in_review", "the check changes nothing");
    let sent = [typed.as_slice(), &[("confirmed", "yes")]].concat();
    assert_eq!(kira.post(&path, &sent).await.to(), home);
    assert_eq!(w.t.fresh(&case).await.stage.code(), "withdrawn");
    let words = "заявление отозвано: педагог уволен 20 ноября 2026, приказ № 45-к. Переезд";
    assert_eq!(told(&w.t).await, format!("application.withdrawn: {words}"));
    assert_eq!(
        letters(&w.t).await,
        [
            "lena: Заявление педагога отозвано, дело 2026-0001",
            "olesya: Дело 2026-0001 больше не нужно рассматривать",
            "olga: Заявление отозвано, дело 2026-0001",
            "zoya: Педагог уволен, дело 2026-0001",
        ],
        "whoever wrote it down gets no letter"
    );
    let text = text_to(&w.t, "olga").await;
    assert!(text.contains("Школа сообщила, что вы уволены, поэтому заявление отозвано: дело 2026-0001, учитель, заявленная категория: первая. Педагог уволен 20 ноября 2026, приказ № 45-к. Переезд"), "{text}");
    assert!(olga.get(&home).await.words().contains(words), "the teacher reads it in the history");
    let page = kira.get(&home).await.words();
    assert!(
        page.starts_with("Увольнение записано, заявление отозвано.") && !page.contains("Записать увольнение"),
        "{page}"
    );
    assert_eq!(kira.post(&path, &sent).await.status, StatusCode::CONFLICT);
    assert_eq!(kira.get(&path).await.status, StatusCode::CONFLICT);
    assert_eq!(w.t.count("select count(*) from case_clocks where met_at is null and dropped_at is null").await, 0);
}

async fn a_dismissal_is_the_schools_alone(t: TestApp) {
    let w = world(t).await;
    let (case, olga) = case(&w).await;
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    w.t.person("rita", "Попова Рита Львовна", Role::Coordinator, Some(other), "МБОУ «СОШ № 4»").await;
    let path = format!("/applications/{}/dismissal", case.id);
    let sent = [("on", "20.11.2026"), ("order", "45-к")];
    for by in [&olga, &w.zoya, &w.t.enter("rita").await, &w.t.enter("olesya").await] {
        assert_eq!(by.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(by.post(&path, &sent).await.status, StatusCode::NOT_FOUND);
        assert!(told(&w.t).await.starts_with("access.refused (refused)"));
    }
    let kira = w.t.enter("kira").await;
    assert_eq!(kira.get(&format!("/applications/{}/withdrawal", case.id)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(w.t.fresh(&case).await.stage.code(), "in_review");
}

async fn a_withdrawn_case_stands_on_no_agenda(t: TestApp) {
    let w = world(t).await;
    let (gone, stays) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Белов Сергей Николаевич", Category::First).await,
    );
    let sitting = w.open(7, &[&gone, &stays]).await;
    let homes = w.homes(&sitting).await;
    let home = format!("/applications/{}", gone.id);
    assert_eq!(w.zoya.post(&format!("{home}/withdrawal"), &[("ground", "заявление педагога")]).await.to(), home);
    let journal = w.t.journal().await;
    assert_eq!(
        journal[journal.len() - 2..].iter().map(|row| row.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        [
            "agenda.removed: дело снято с повестки заседания 23 ноября 2026: заявление отозвано",
            "application.withdrawn: заявление отозвано: заявление педагога",
        ]
    );
    let page = w.zoya.get(&format!("/sittings/{}", sitting.id)).await.words();
    assert!(page.contains("Белов Сергей Николаевич") && !page.contains("Орлова Ольга Андреевна"), "{page}");
    let chair = &w.members[0].visitor;
    assert_eq!(crate::voting::vote(chair, &homes[0], "for").await, StatusCode::CONFLICT, "nobody votes on it");
    assert_eq!(w.t.count("select count(*) from votes").await, 0);
    let specialist = letters(&w.t).await.into_iter().filter(|one| one.starts_with("olesya: Дело")).count();
    assert_eq!(specialist, 0, "whose result is recorded has nothing left to do");
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 1);
}
