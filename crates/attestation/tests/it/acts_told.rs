//! Acts as they are told: letters that wait for a hand, pages open to everybody, extracts, corrections, clocks, long lists.

use attestation::accounts::Role;
use attestation::applications::{Application, Category};
use attestation::commission;
use attestation::platform::engine::DbError;
use attestation::values;
use axum::http::StatusCode;

use crate::acts::{PDF, SIGNED, Two, draft, issued, of_acts, two};
use crate::app::{Answer, TestApp};
use crate::on_both;
use crate::register::coordinator;

on_both!(
    letters_wait_for_a_hand,
    those_no_letter_is_written_to_are_named,
    a_refused_teacher_is_told_when_to_apply_again,
    others_see_neither_drafts_nor_extracts,
    a_stranger_sees_what_an_act_says_openly,
    a_clerical_error_is_put_right_by_another_act,
    clocks_stand_on_the_page_of_an_act,
    long_lists_go_on_from_the_last_row,
    lists_ask_the_same_number_of_questions,
);

/// The teachers of both cases have addresses, the school a coordinator.
pub async fn with_addresses(t: &TestApp, two: &Two) {
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(two.orlova.school), "МБОУ «СОШ № 66»").await;
    let (orlova, belov) = (two.orlova.teacher, two.belov.teacher);
    t.made(move |act| {
        act.run("update teachers set email = 'orlova@example.org' where id = $1", values![orlova])?;
        act.run("update teachers set email = 'belov@example.org' where id = $1", values![belov])?;
        Ok(())
    })
    .await;
}

/// A letter's text on one line.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn letters_wait_for_a_hand(t: TestApp) {
    let two = two(&t).await;
    with_addresses(&t, &two).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let early = zoya.get(&format!("{home}/letters")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    issued(&zoya, &home, "214-р").await;
    assert_eq!(t.letters().await.len(), 0, "drafts are not sent");
    assert!(zoya.get("/outbox").await.words().contains("3 черновика"));
    let page = zoya.get(&format!("{home}/letters")).await;
    assert!(page.words().contains("Будет отправлено 3 письма Посмотреть первое"), "{}", page.words());
    let first = page.text().split("/outbox/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let letter = zoya.get(&format!("/outbox/{first}")).await.words();
    assert!(letter.contains("Категория установлена") && letter.contains("Орлова Ольга Андреевна"), "{letter}");
    assert!(letter.contains("черновик"), "{letter}");
    let wrong = zoya.post(&format!("{home}/letters"), &[("count", "2")]).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT);
    assert_eq!(t.letters().await.len(), 0);
    assert_eq!(zoya.post(&format!("/outbox/{first}/removal"), &[]).await.to(), format!("/outbox/{first}"));
    assert_eq!(zoya.post(&format!("/outbox/{first}/removal"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post(&format!("{home}/letters"), &[("count", "2")]).await.to(), home);
    let sent = t.letters().await;
    let to: Vec<&str> = sent.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(to, ["belov@example.org", "kira@example.org"]);
    assert_eq!(
        folded(&sent[0].text),
        "Здравствуйте, Пётр Ильич! Аттестационная комиссия 20 ноября 2026 решила: отказать в установлении высшей квалификационной категории по должности «учитель». Издан акт № 214-р от 23.11.2026. Причина отказа: Результаты работы не подтверждены документами. Новое заявление на эту же категорию можно подать с 20 ноября 2027. Если вы не согласны с решением, его можно обжаловать. Порядок подскажут в Центре. Кабинета в системе у вас пока нет, а в нём видно всё ваше дело. Чтобы его завести, попросите приглашение у координатора своей школы или в Центре. -- Центр аттестации педагогических работников Телефон: 8 (3822) 00-00-00 Письмо отправлено автоматически, отвечать на него не нужно."
    );
    assert!(
        folded(&sent[1].text).contains("Орлова Ольга Андреевна: установить первую квалификационную категорию по должности «учитель». Белов Пётр Ильич: отказать в установлении высшей квалификационной категории по должности «учитель»."),
        "{}",
        sent[1].text
    );
    assert_eq!(zoya.post(&format!("{home}/letters"), &[("count", "2")]).await.to(), home, "pressed twice");
    assert_eq!(t.letters().await.len(), 2);
    let told: Vec<String> = of_acts(&t)
        .await
        .into_iter()
        .filter(|row| row.starts_with("act.released") || row.contains("discarded"))
        .collect();
    assert_eq!(
        told,
        [
            "letter.discarded: письмо «Категория установлена», Орлова Ольга Андреевна не отправляется",
            "act.released: отправлены письма по акту № 214-р от 23.11.2026: 2",
        ]
    );
}

async fn those_no_letter_is_written_to_are_named(t: TestApp) {
    let two = two(&t).await;
    let far = t.school("МБОУ «СОШ № 85»", "7000000085").await;
    let yolkina = t.application(far, "Ёлкина Марфа Ильинична", Category::First).await;
    t.decided(&two.sitting, &yolkina, "").await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let missed = async || {
        let page = zoya.get(&format!("{home}/letters")).await.text();
        let part = page.split("id=\"missed\">").nth(1).map(|rest| rest.split("</section>").next().unwrap().to_owned());
        part.map(|part| crate::app::words_of(&part)).unwrap_or_default()
    };
    assert_eq!(
        missed().await,
        "Кому письма нет У этих педагогов нет адреса почты: Ёлкина Марфа Ильинична , МБОУ «СОШ № 85»: у школы нет координатора, сообщите сами. \
         Орлова Ольга Андреевна , МБОУ «СОШ № 66»: у школы нет координатора, сообщите сами. \
         Белов Пётр Ильич , МБОУ «СОШ № 66»: у школы нет координатора, сообщите сами. \
         У этих школ нет координатора, о решениях сообщите им сами: МБОУ «СОШ № 66», Город Томск МБОУ «СОШ № 85», Город Томск"
    );
    with_addresses(&t, &two).await;
    assert_eq!(
        missed().await,
        "Кому письма нет У этих педагогов нет адреса почты: Ёлкина Марфа Ильинична , МБОУ «СОШ № 85»: у школы нет координатора, сообщите сами. \
         У этих школ нет координатора, о решениях сообщите им сами: МБОУ «СОШ № 85», Город Томск"
    );
    coordinator(&t, "rita", far).await;
    assert_eq!(
        missed().await,
        "Кому письма нет У этих педагогов нет адреса почты: Ёлкина Марфа Ильинична , МБОУ «СОШ № 85»: сообщит координатор школы."
    );
    let teacher = yolkina.teacher;
    let sql = "update teachers set email = 'yolkina@example.org' where id = $1";
    t.made(move |act| Ok(act.run(sql, values![teacher])?)).await;
    assert_eq!(missed().await, "");
}

async fn a_refused_teacher_is_told_when_to_apply_again(t: TestApp) {
    let two = two(&t).await;
    let until = async |case: &Application, category: Category| {
        let teacher = case.teacher;
        let found: Result<_, DbError> =
            t.app.db.read(move |reader| commission::may_apply_again(reader, &[teacher])).await;
        found.unwrap().into_iter().find(|one| one.category == category).map(|one| one.from.to_string())
    };
    assert_eq!(until(&two.belov, Category::Highest).await, Some("2027-11-20".to_owned()));
    assert_eq!(until(&two.belov, Category::First).await, None);
    assert_eq!(until(&two.orlova, Category::First).await, None);
}

async fn others_see_neither_drafts_nor_extracts(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let elsewhere = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let (kira, rita) = (coordinator(&t, "kira", two.orlova.school).await, coordinator(&t, "rita", elsewhere).await);
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(two.orlova.school), "").await;
    t.person("vera", "Котова Вера Ивановна", Role::Teacher, Some(two.orlova.school), "").await;
    let (olga, vera) = (t.enter("olga").await, t.enter("vera").await);
    let teacher = two.orlova.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let act = home.rsplit('/').next().unwrap().to_owned();
    let (extract, public) = (format!("/applications/{}/act", two.orlova.id), format!("/acts/{act}"));
    assert_eq!(olga.get(&extract).await.status, StatusCode::NOT_FOUND, "a draft says nothing yet");
    assert_eq!(kira.get(&home).await.status, StatusCode::NOT_FOUND);
    assert_eq!(kira.get("/acts/board").await.status, StatusCode::NOT_FOUND);
    for path in [&public, &format!("{public}/file")] {
        assert_eq!(t.visitor().get(path).await.status, StatusCode::NOT_FOUND);
    }
    issued(&zoya, &home, "214-р").await;
    assert_eq!(t.visitor().get(&public).await.status, StatusCode::NOT_FOUND, "issued, not published");
    for (who, by, seen) in
        [("olga", &olga, true), ("kira", &kira, true), ("vera", &vera, false), ("rita", &rita, false)]
    {
        for path in [extract.clone(), format!("{extract}/extract")] {
            let status = by.get(&path).await.status;
            assert_eq!(status == StatusCode::OK, seen, "{who} {path}");
            assert_eq!(status == StatusCode::NOT_FOUND, !seen, "{who} {path}");
        }
    }
    let refused = "select count(*) from journal where outcome = 'refused' and subject = ";
    let act = format!("{refused}'act:{act}'");
    let case = format!("{refused}'application:{}'", two.orlova.id);
    let counted: Result<_, DbError> =
        t.app.db.read(move |reader| Ok((reader.count(&act, &[])?, reader.count(&case, &[])?))).await;
    assert_eq!(counted.unwrap(), (1, 4));
}

async fn a_stranger_sees_what_an_act_says_openly(t: TestApp) {
    let two = two(&t).await;
    let teacher = two.orlova.teacher;
    t.made(move |act| {
        Ok(act.run(
            "update teachers set phone = '+7 999 123-45-67', email = 'orlova@example.org' where id = $1",
            values![teacher],
        )?)
    })
    .await;
    let (zoya, anna) = (t.zoya().await, t.visitor());
    assert!(anna.get("/acts").await.words().contains("Актов пока нет."));
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    zoya.post(&format!("{home}/publication"), &[]).await;
    assert_eq!(zoya.post(&format!("{home}/publication"), &[]).await.to(), home, "pressed twice");
    let list = anna.get("/acts").await;
    assert!(
        list.words().contains("№ 214-р от 23.11.2026 категория установлена 1 педагогу 23 ноября 2026"),
        "{}",
        list.words()
    );
    let public = home.replace("/board", "");
    assert!(list.text().contains(&format!("href=\"{public}\"")));
    let page = anna.get(&public).await;
    assert_eq!(
        page.words(),
        "Акт об установлении категорий № 214-р от 23.11.2026 Опубликован 23 ноября 2026 Кто подписал Грачёв П. С., начальник департамента Кому установлена категория Педагоги по категории, муниципалитету и фамилии Педагог Организация Категория Действует с Орлова Ольга Андреевна Учитель МБОУ «СОШ № 66» Город Томск первая 20.11.2026"
    );
    let snils = t.text("select snils from teachers where surname = 'Орлова'").await;
    for secret in ["Белов", "подтверждены", &snils, "1978", "123-45-67", "orlova@"] {
        assert!(!page.text().contains(secret), "{secret}");
    }
    assert_eq!(anna.get(&format!("{public}/file")).await.status, StatusCode::NOT_FOUND, "the file is not open");
    let other = t.sitting("2026-11-21", "15").await;
    let late = t.application(two.orlova.school, "Юрина Юлия Олеговна", Category::Mentor).await;
    t.decided(&other, &late, "").await;
    let home = draft(&zoya, &[&other]).await;
    issued(&zoya, &home, "215-р").await;
    zoya.post(&format!("{home}/publication"), &[("file", "yes")]).await;
    let file = anna.get(&format!("{}/file", home.replace("/board", ""))).await;
    assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PDF));
    // Shown by mistake: another hand that meant to publish it without is told, and the file is closed.
    assert_eq!(zoya.post(&format!("{home}/publication"), &[]).await.to(), home);
    assert!(zoya.get(&home).await.words().contains("Акт уже опубликован вместе с файлом."));
    let (switch, public) = (format!("{home}/publication/file"), format!("{}/file", home.replace("/board", "")));
    assert_eq!(zoya.post(&switch, &[("file", "")]).await.to(), home);
    assert_eq!(anna.get(&public).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zoya.post(&switch, &[("file", "yes")]).await.to(), home);
    assert_eq!(anna.get(&public).await.status, StatusCode::OK);
}

async fn a_clerical_error_is_put_right_by_another_act(t: TestApp) {
    let two = two(&t).await;
    let (zoya, anna) = (t.zoya().await, t.visitor());
    let home = draft(&zoya, &[&two.sitting]).await;
    let early = zoya.get(&format!("{home}/correction")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    issued(&zoya, &home, "214-р").await;
    zoya.post(&format!("{home}/publication"), &[]).await;
    let path = format!("{home}/correction");
    let form = zoya.get(&path).await.text();
    for paper in ["draft", "draft/pdf"] {
        assert!(form.contains(&format!("href=\"{path}/{paper}\"")), "{paper}");
    }
    let mut fields = SIGNED.to_vec();
    fields[0].1 = "220-р";
    let file: [(&str, &str, &[u8]); 1] = [("file", "Приказ.pdf", PDF)];
    let empty = zoya.upload(&path, &fields, &file).await;
    assert_eq!(
        empty.faults(),
        [
            "Напишите, что исправлено, например: в приложении 1 вместо «Иванова» читать «Иванкова».",
            "Напишите, почему исправлено и на каком основании.",
            "Отметьте педагогов, в строках которых исправлена ошибка.",
        ]
    );
    let case = two.orlova.id.to_string();
    let words = "В приложении 1 вместо «Учитель» читать «Учитель физики»";
    fields.extend([("words", words), ("reason", "Описка"), ("case", &case)]);
    let made = zoya.upload(&path, &fields, &file).await.to().to_owned();
    let (earlier, later) = (zoya.get(&home).await.words(), zoya.get(&made).await.words());
    let mark = format!("Исправлен актом № 220-р от 23.11.2026 : {words}");
    assert!(earlier.contains(&mark), "{earlier}");
    assert!(later.contains("Исправляет акт № 214-р от 23.11.2026"), "{later}");
    assert!(later.contains("Орлова Ольга Андреевна") && !later.contains("Белов"), "{later}");
    let public = home.replace("/board", "");
    assert!(!anna.get(&public).await.words().contains("Исправлен актом"), "not published yet");
    let again = zoya.get(&format!("{made}/correction")).await;
    assert!(again.words().contains("Этот акт сам исправляет другой."), "{}", again.words());
    let no_order = zoya.get(&format!("{made}/correction/draft")).await;
    assert!(no_order.words().contains("Этот акт сам исправляет другой."), "{}", no_order.words());
    zoya.post(&format!("{made}/publication"), &[]).await;
    assert!(anna.get(&public).await.words().contains(&mark));
    let shown = anna.get(&made.replace("/board", "")).await.words();
    assert!(shown.contains(&format!("Что исправлено {words}")) && !shown.contains("Описка"), "{shown}");
    let extract = zoya.get(&format!("/applications/{case}/act")).await.words();
    assert!(extract.contains(&format!("Исправлено актом № 220-р от 23.11.2026: {words}")), "{extract}");
    assert_eq!(t.fresh(&two.orlova).await.stage.code(), "published");
}

async fn clocks_stand_on_the_page_of_an_act(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Издать акт Срок — 21 декабря 2026: осталось 28 дней."), "{page}");
    assert!(page.contains("Опубликовать акт Срок — 21 декабря 2026: осталось 28 дней."), "{page}");
    issued(&zoya, &home, "214-р").await;
    t.later(jiff::SignedDuration::from_hours(24 * 30));
    let zoya = t.enter("zoya").await;
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Издать акт Срок — 21 декабря 2026: сделано в срок, 23 ноября 2026."), "{page}");
    assert!(page.contains("Опубликовать акт Срок — 21 декабря 2026: срок прошёл 2 дня назад."), "{page}");
    zoya.post(&format!("{home}/publication"), &[]).await;
    let page = zoya.get(&home).await.words();
    assert!(
        page.contains("Опубликовать акт Срок — 21 декабря 2026: сделано 23 декабря 2026, на 2 дня позже срока."),
        "{page}"
    );
}

/// Rows of a page, and the address of the next one.
fn rows_and_next(page: &Answer) -> (usize, Option<String>) {
    let text = page.text();
    let next = text.split("rel=\"next\"").next().filter(|before| before.len() < text.len());
    let next = next
        .and_then(|before| before.rsplit("href=\"").next()?.split('"').next().map(|href| href.replace("&#38;", "&")));
    (text.matches("<th scope=\"row\">").count(), next)
}

async fn long_lists_go_on_from_the_last_row(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let (zoya, sitting) = (t.zoya().await, t.sitting("2026-11-20", "14").await);
    for at in 0..23 {
        let category = if at % 2 == 0 { Category::First } else { Category::Highest };
        let case = t.application(school, &format!("Илья{} Один", "а".repeat(at)), category).await;
        t.decided(&sitting, &case, "").await;
    }
    t.made(|act| Ok(act.run("update teachers set email = id || '@example.org'", &[])?)).await;
    let waiting = t.sitting("2026-11-21", "15").await;
    let first = t.application(school, "Первый Пётр", Category::Mentor).await;
    t.decided(&waiting, &first, "").await;
    let gathering = draft(&zoya, &[&waiting]).await;
    let offered = zoya.get(&format!("{gathering}/cases")).await;
    let (rows, next) = rows_and_next(&offered);
    let rest = rows_and_next(&zoya.get(&next.unwrap()).await);
    assert_eq!((rows, rest), (20, (3, None)), "decisions that wait");
    let home = draft(&zoya, &[&sitting]).await;
    issued(&zoya, &home, "214-р").await;
    zoya.post(&format!("{home}/publication"), &[]).await;
    for path in [home.clone(), format!("{home}/letters"), home.replace("/board", "")] {
        let page = zoya.get(&path).await;
        let (rows, next) = rows_and_next(&page);
        let rest = zoya.get(&next.unwrap()).await;
        assert_eq!((rows, rows_and_next(&rest)), (20, (3, None)), "{path}");
        assert!(rest.words().contains("К началу списка"), "{path}");
    }
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for (round, names) in [&["Один Илья"][..], &["Два Илья", "Три Илья", "Пять Илья"]].into_iter().enumerate()
    {
        let mut homes = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let sitting = t.sitting("2026-11-20", "14").await;
            let more = if at == 0 { names.len() } else { 1 };
            for nth in 0..more {
                let case = t.application(school, &format!("{name}{}", "а".repeat(nth)), Category::First).await;
                t.decided(&sitting, &case, "").await;
            }
            let home = draft(&zoya, &[&sitting]).await;
            issued(&zoya, &home, &format!("{round}{at}-р")).await;
            zoya.post(&format!("{home}/publication"), &[]).await;
            homes.push(home);
        }
        let waiting = t.sitting("2026-11-22", "16").await;
        for name in names {
            let case = t.application(school, &format!("{name} Ждун"), Category::Highest).await;
            t.decided(&waiting, &case, "").await;
        }
        let open = t.sitting("2026-11-22", "17").await;
        let case = t.application(school, &format!("{} Проект", names[0]), Category::Mentor).await;
        t.decided(&open, &case, "").await;
        let gathering = draft(&zoya, &[&open]).await;
        let home = &homes[0];
        for path in [
            "/acts".to_owned(),
            home.replace("/board", ""),
            "/acts/board".to_owned(),
            "/acts/board/new".to_owned(),
            home.clone(),
            format!("{home}/letters"),
            format!("{home}/correction"),
            format!("{gathering}/cases"),
        ] {
            let before = t.app.db.asked().count();
            assert_eq!(zoya.get(&path).await.status, StatusCode::OK, "{path}");
            asked.push(t.app.db.asked().count() - before);
        }
    }
    assert_eq!(asked[..8], asked[8..]);
}
