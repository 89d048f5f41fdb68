//! Papers that were signed: made again they tell what they told then, and a changed schedule is an order of its own.

use attestation::applications::{Application, Category};
use attestation::values;

use crate::app::{TestApp, Visitor};
use crate::fitness::{but, days, done, faults, known, ordered, school, text_of};
use crate::fitness_sessions::otherwise;
use crate::on_both;

on_both!(
    a_changed_schedule_is_an_order_of_its_own,
    a_signed_order_tells_the_same,
    nobody_joins_a_signed_order_by_chance,
    an_order_is_known_by_its_number,
    signed_papers_keep_the_name,
    a_refusal_to_sign_for_the_order,
);

const ORDER: [(&str, &str); 3] = [("number", "112-од"), ("on", "20.11.2026"), ("session", "12.01.2027")];

/// A paper of an attestation in words.
async fn paper(by: &Visitor, home: &str, paper: &str) -> String {
    text_of(&by.get(&format!("{home}/papers/{paper}")).await).replace('\u{a0}', " ")
}

async fn renamed(t: &TestApp) {
    t.made(|act| {
        Ok(act.run(
            "update teachers set surname = 'Новикова', name_key = 'новикова ольга андреевна' where surname = 'Орлова'",
            values![],
        )?)
    })
    .await;
}

async fn a_changed_schedule_is_an_order_of_its_own(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let none = kira.get(&format!("{home}/papers/schedule")).await.words();
    assert!(
        none.contains("График не меняли: приказ об этом составляют, когда назначен новый день заседания."),
        "{none}"
    );
    let reason = "нет полного состава комиссии";
    done(&kira, &format!("{home}/postponement"), &[("reason", reason)]).await;
    let path = format!("{home}/schedule");
    assert_eq!(
        faults(&kira, &path, &[]).await,
        ["Укажите номер приказа об изменении графика.", "Укажите дату приказа.", "Укажите день заседания."]
    );
    let new = [("number", "118-од"), ("on", "19.11.2026"), ("session", "20.01.2027")];
    assert_eq!(
        faults(&kira, &path, &new).await,
        ["Этот день раньше, чем издан прежний приказ (20 ноября 2026). Проверьте даты."]
    );
    let page = done(&kira, &path, &but(new, "on", "23.11.2026")).await;
    let told = format!(
        "Прежний день заседания 12 января 2027, отложено: {reason} Приказ об изменении графика № 118-од от 23.11.2026"
    );
    assert!(page.contains(&told), "{page}");
    let first = paper(&kira, &home, "order").await;
    assert!(first.contains("1 Орлова Ольга Андреевна Учитель 12 января 2027"), "{first}");
    let changed = paper(&kira, &home, "schedule").await;
    for part in [
        "№ 118-од от 23 ноября 2026 г.",
        "приказом № 112-од от 20 ноября 2026 г.",
        "1 Орлова Ольга Андреевна Учитель 12 января 2027 20 января 2027",
    ] {
        assert!(changed.contains(part), "{part}: {changed}");
    }
    let printed = crate::reading::text(&kira.get(&format!("{home}/papers/schedule/pdf")).await.bytes);
    assert!(printed.contains("Об изменении графика") && printed.contains("118-од"), "{printed}");
    renamed(&t).await;
    let page = done(&kira, &format!("{home}/listing"), &[("listed", "23.11.2026")]).await;
    assert!(page.contains(&told), "{page}");
    let journal = crate::fitness::journal(&t).await;
    assert!(
        journal.contains(&"fitness.rescheduled: Орлова Ольга Андреевна: новый день заседания 20.01.2027, приказ № 118-од от 23.11.2026".to_owned()),
        "{journal:?}"
    );
    // The order signed first has the old name, the one signed now the new one.
    assert!(paper(&kira, &home, "order").await.contains("Орлова Ольга Андреевна"));
    assert!(paper(&kira, &home, "schedule").await.contains("Новикова Ольга Андреевна"));
}

/// Another worker of the school, whose attestation is planned; the page.
async fn another(t: &TestApp, kira: &Visitor, like: &Application, name: &str) -> String {
    let case = t.application(like.school, name, Category::First).await;
    known(t, &case, "2010-09-01", None, None).await;
    let home = format!("/school/fitness/{}", case.teacher);
    done(kira, &format!("{home}/plan"), &[]).await;
    home
}

/// Two workers in one order, none of whom has signed it: the coordinator, an application of the school, their pages.
async fn two(t: &TestApp) -> (Visitor, Application, [String; 2]) {
    let (_, kira, case, home) = school(t).await;
    known(t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let second = another(t, &kira, &case, "Белова Анна Львовна").await;
    let page = done(&kira, &format!("{home}/order"), &ORDER).await;
    assert!(page.starts_with("Приказ записан. Скачайте его"), "{page}");
    let page = done(&kira, &format!("{second}/order"), &but(ORDER, "session", "13.01.2027")).await;
    assert!(page.starts_with("Работник записан в приказ № 112-од: в нём теперь 2 работника."), "{page}");
    (kira, case, [home, second])
}

async fn a_signed_order_tells_the_same(t: TestApp) {
    let (kira, case, [home, second]) = two(&t).await;
    let both = ["1 Белова Анна Львовна Учитель 13 января 2027", "2 Орлова Ольга Андреевна Учитель 12 января 2027"];
    done(&kira, &format!("{home}/listing"), &[("listed", "23.11.2026")]).await;
    renamed(&t).await;
    // Both copies are one paper: what stood in it when it was signed stays.
    for page in [&home, &second] {
        let text = paper(&kira, page, "order").await;
        assert!(both.iter().all(|row| text.contains(row)), "{text}");
    }
    t.later(days(1));
    let kira = t.enter("kira").await;
    let third = another(&t, &kira, &case, "Власова Анна Львовна").await;
    let joins = [ORDER.as_slice(), &[("joins", "yes")]].concat();
    done(&kira, &format!("{third}/order"), &joins).await;
    assert!(!paper(&kira, &home, "order").await.contains("Власова"), "she was not there when it was signed");
    assert!(paper(&kira, &third, "order").await.contains("Власова Анна Львовна"));
    // Whoever is not attested leaves only an order nobody has signed.
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "pregnancy"), ("until", "28.02.2027")];
    done(&kira, &format!("{second}/facts"), &facts).await;
    done(&kira, &format!("{second}/exemption"), &[]).await;
    let text = paper(&kira, &home, "order").await;
    assert!(both.iter().all(|row| text.contains(row)), "{text}");
}

async fn nobody_joins_a_signed_order_by_chance(t: TestApp) {
    let (kira, case, [home, _]) = two(&t).await;
    done(&kira, &format!("{home}/listing"), &[("listed", "23.11.2026")]).await;
    let third = another(&t, &kira, &case, "Власова Анна Львовна").await;
    let path = format!("{third}/order");
    assert!(!kira.get(&path).await.text().contains("name=\"joins\""));
    assert_eq!(
        faults(&kira, &path, &ORDER).await.iter().map(|fault| fault.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        [
            "С приказом № 112-од от 20 ноября 2026 уже ознакомлены: Орлова О. А. Если в нём назван и этот работник, отметьте это; если нет, запишите для него другой приказ."
        ]
    );
    let page = done(&kira, &path, &otherwise(&ORDER, &[("joins", "yes")])).await;
    assert!(page.starts_with("Работник записан в приказ № 112-од: в нём теперь 3 работника."), "{page}");
}

async fn an_order_is_known_by_its_number(t: TestApp) {
    let (kira, case, _) = two(&t).await;
    let third = another(&t, &kira, &case, "Власова Анна Львовна").await;
    let page = done(&kira, &format!("{third}/order"), &but(ORDER, "number", "112-ОД")).await;
    assert!(page.starts_with("Работник записан в приказ № 112-од: в нём теперь 3 работника."), "{page}");
    assert!(page.contains("Приказ № 112-од от 20.11.2026"), "{page}");
    let fourth = another(&t, &kira, &case, "Громова Анна Львовна").await;
    let page = done(&kira, &format!("{fourth}/order"), &but(ORDER, "number", "113-од")).await;
    assert!(page.starts_with("Приказ записан."), "{page}");
}

async fn signed_papers_keep_the_name(t: TestApp) {
    let (kira, home) = crate::fitness::acquainted(&t).await;
    done(&kira, &format!("{home}/closing"), &[]).await;
    renamed(&t).await;
    let page = kira.get(&home).await.words();
    assert!(page.contains("Новикова Ольга Андреевна"), "{page}");
    for one in ["order", "presentation", "protocol", "extract"] {
        let text = paper(&kira, &home, one).await;
        assert!(text.contains("Орлова Ольга Андреевна") && !text.contains("Новикова"), "{one}: {text}");
        let printed = crate::reading::text(&kira.get(&format!("{home}/papers/{one}/pdf")).await.bytes);
        assert!(printed.contains("Орлова") && !printed.contains("Новикова"), "{one}: {printed}");
    }
    assert!(paper(&kira, &home, "order").await.contains("12 января 2027"));
}

async fn a_refusal_to_sign_for_the_order(t: TestApp) {
    let (kira, _, [home, _]) = two(&t).await;
    let path = format!("{home}/listing");
    let one = [("listed", "23.11.2026"), ("refused", "yes"), ("witnesses", "Панова Алла Борисовна")];
    assert_eq!(
        faults(&kira, &path, &one).await,
        [
            "Отказ расписаться в ознакомлении с приказом подтверждают не меньше 2 человек, а названо 1. Впишите остальных, каждого с новой строки."
        ]
    );
    assert_eq!(
        faults(&kira, &path, &otherwise(&one, &[("refused", "")])).await,
        ["Работник ознакомлен: свидетелей указывать не нужно. Сотрите их."]
    );
    let none = kira.get(&format!("{home}/papers/unlisted")).await.words();
    assert!(
        none.contains(
            "Отказа не было: акт составляют, когда работник отказался расписаться в ознакомлении с приказом."
        ),
        "{none}"
    );
    let page = done(&kira, &path, &but(one, "witnesses", "Панова Алла Борисовна\nЮдина Лариса Олеговна")).await;
    assert!(page.starts_with("Отказ записан. Скачайте акт"), "{page}");
    assert!(page.contains("Ознакомление с приказом отказался расписаться, составлен акт 23 ноября 2026"), "{page}");
    assert!(page.contains("приказ показан до 13 декабря 2026 — ознакомить с представлением"), "it goes on: {page}");
    let act = paper(&kira, &home, "unlisted").await;
    let said = "графиком аттестации (приказ № 112-од от 20 ноября 2026 г.).";
    assert!(act.contains(said) && act.contains("Юдина Лариса Олеговна"), "{act}");
    let printed = crate::reading::text(&kira.get(&format!("{home}/papers/unlisted/pdf")).await.bytes);
    assert!(printed.contains("Юдина Лариса Олеговна") && printed.contains("Руководитель организации"), "{printed}");
    let told = crate::fitness::journal(&t).await;
    let last = "fitness.listed: Орлова Ольга Андреевна: составлен акт об отказе расписаться в ознакомлении с приказом 23.11.2026";
    assert!(told.contains(&last.to_owned()), "{told:?}");
}
