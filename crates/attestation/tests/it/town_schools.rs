//! «Школы муниципалитета»: the coordinator of a municipality sees where nobody is, invites from there, and reads of no other place.

use attestation::accounts::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::deadlines::rows;
use crate::invitations::{fields, invite, says};
use crate::inviting::{somebody, village};
use crate::on_both;

on_both!(
    schools_tell_who_coordinates_them,
    a_school_is_invited_from_its_row,
    a_school_of_another_municipality_is_called_so,
    schools_are_read_by_their_municipality_alone,
    a_long_list_of_schools_goes_on_and_asks_no_more,
);

const SCHOOLS: &str = "/invitations/schools";
const CAPTION: &str = "Школы муниципалитета";

async fn schools_tell_who_coordinates_them(t: TestApp) {
    let (zoya, masha) = (t.zoya().await, somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await);
    says(
        &masha.get(SCHOOLS).await.words(),
        "Школ вашего муниципалитета в списке пока нет. Их вносит Центр: позвоните туда.",
    );
    village(&t).await;
    let held = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    for number in 2..=5 {
        t.school(&format!("МБОУ «СОШ № {number}»"), &format!("700000000{number}")).await;
    }
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(held), "МБОУ «СОШ № 1»").await;
    t.person("rita", "Титова Рита Львовна", Role::Coordinator, Some(held), "МБОУ «СОШ № 1»").await;
    let invited = |email: &str, number: u32| {
        format!("role=coordinator&email={email}@example.org&surname=Котова&given=Вера&place-search=700000000{number}")
    };
    // Invited twice: the newest is told. The teacher of a school is no coordinator. What was taken back or accepted is over.
    invite(&t, &zoya, &invited("old", 2)).await;
    t.later(SignedDuration::from_hours(48));
    let zoya = t.enter("zoya").await;
    let masha = t.enter("masha").await;
    invite(&t, &zoya, &invited("new", 2).replace("Вера", "Анна")).await;
    invite(&t, &zoya, "role=teacher&email=t@example.org&surname=Котова&given=Яна&place-search=7000000003").await;
    invite(&t, &zoya, &invited("gone", 4)).await;
    t.made(|act| Ok(act.run("update invitations set revoked_at = 1 where email = 'gone@example.org'", &[])?)).await;
    let page = masha.get(SCHOOLS).await;
    assert_eq!(
        rows(&page, CAPTION),
        [
            "МБОУ «СОШ № 1» | Лебедева Кира Львовна, Титова Рита Львовна | координатор есть",
            "МБОУ «СОШ № 2» | Котова Анна приглашение от 25.11.2026, ссылка действует по 9 декабря 2026 | приглашён и не пришёл | Открыть приглашение : МБОУ «СОШ № 2»",
            "МБОУ «СОШ № 3» | — | координатора нет | Пригласить координатора: МБОУ «СОШ № 3»",
            "МБОУ «СОШ № 4» | — | координатора нет | Пригласить координатора: МБОУ «СОШ № 4»",
            "МБОУ «СОШ № 5» | — | координатора нет | Пригласить координатора: МБОУ «СОШ № 5»",
        ]
    );
    says(&page.words(), "Город Томск 3 координатора нет 1 приглашён и не пришёл 1 координатор есть");
    let narrowed = |query: &'static str| {
        let masha = masha.clone();
        async move { rows(&masha.get(&format!("{SCHOOLS}?{query}")).await, CAPTION).len() }
    };
    assert_eq!(
        [
            narrowed("cover=held").await,
            narrowed("cover=invited").await,
            narrowed("cover=nobody").await,
            narrowed("name=%D1%81%D0%BE%D1%88+5").await,
        ],
        [1, 1, 3, 1]
    );
    says(&masha.get(&format!("{SCHOOLS}?cover=held&name=5")).await.words(), "Таких школ нет.");
    // Whoever was invited and has not come is told apart from nobody when the link is over, too.
    t.later(SignedDuration::from_hours(24 * 20));
    let masha = t.enter("masha").await;
    assert_eq!(
        rows(&masha.get(&format!("{SCHOOLS}?cover=invited")).await, CAPTION),
        [
            "МБОУ «СОШ № 2» | Котова Анна приглашение от 25.11.2026, ссылка действовала по 9 декабря 2026 | приглашён и не пришёл | Открыть приглашение : МБОУ «СОШ № 2»"
        ]
    );
    // A cabinet that was closed coordinates nothing.
    t.made(|act| Ok(act.run("update accounts set closed_at = 1 where login_key in ('kira', 'rita')", &[])?)).await;
    says(&masha.get(SCHOOLS).await.words(), "4 координатора нет 1 приглашён и не пришёл 0 координатор есть");
}

async fn a_school_is_invited_from_its_row(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.school("МБОУ «СОШ № 67»", "7000000067").await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let page = masha.get(SCHOOLS).await;
    says(&page.text(), "href=\"/invitations/schools\" aria-current");
    let href = format!("/invitations/new?role=coordinator&place={school}");
    says(&page.text().replace("&#38;", "&").replace("&amp;", "&"), &format!("href=\"{href}\""));
    let form = masha.get(&href).await.text();
    for value in ["coordinator".to_owned(), school.to_string()] {
        let box_of = form.split("<input").find(|one| one.contains(&format!("value=\"{value}\""))).unwrap();
        assert!(box_of.split('>').next().unwrap().contains(" checked"), "{box_of}");
    }
    let typed = format!("role=coordinator&place={school}&email=vera@example.org&surname=Котова&given=Вера");
    assert_eq!(masha.post("/invitations/new", &fields(&typed)).await.to(), "/invitations");
    says(&t.letter_to("vera@example.org").await.text, "Ваша роль: координатор, МБОУ «СОШ № 66».");
    says(&masha.get(SCHOOLS).await.words(), "МБОУ «СОШ № 66» Котова Вера приглашение от 23.11.2026");
}

async fn a_school_of_another_municipality_is_called_so(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    village(&t).await;
    let (zoya, masha) = (t.zoya().await, somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await);
    let elsewhere = "МБОУ «СОШ с. Батурино» — не ваш муниципалитет: Асиновский район. Оттуда приглашает координатор того муниципалитета или Центр.";
    let sought = masha.post("/invitations/new", &fields("place-search=батурино&find=yes")).await;
    says(&sought.words(), elsewhere);
    let unknown = masha.post("/invitations/new", &fields("place-search=стрежевой&find=yes")).await;
    says(&unknown.words(), "Такой организации в списке нет. Проверьте название.");
    let own = masha.post("/invitations/new", &fields("place-search=сош&find=yes")).await.words();
    says(&own, "МБОУ «СОШ № 66»");
    assert!(!own.contains("не ваш муниципалитет"), "{own}");
    let of_centre = zoya.post("/invitations/new", &fields("place-search=стрежевой&find=yes")).await;
    says(&of_centre.words(), "Такой организации в списке нет. Проверьте название. Открыть список организаций");
}

async fn schools_are_read_by_their_municipality_alone(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    village(&t).await;
    let nina = somebody(&t, "nina", Role::Municipal, (None, "Асиновский район")).await;
    let page = nina.get(SCHOOLS).await;
    assert_eq!(
        rows(&page, CAPTION),
        ["МБОУ «СОШ с. Батурино» | — | координатора нет | Пригласить координатора: МБОУ «СОШ с. Батурино»"]
    );
    // The place of another municipality begins the list anew.
    assert_eq!(rows(&nina.get(&format!("{SCHOOLS}?after={school}")).await, CAPTION).len(), 1);
    let zoya = t.zoya().await;
    assert_eq!(zoya.get(SCHOOLS).await.status, StatusCode::NOT_FOUND);
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    assert_eq!(kira.get(SCHOOLS).await.status, StatusCode::NOT_FOUND);
}

async fn a_long_list_of_schools_goes_on_and_asks_no_more(t: TestApp) {
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let mut asked = Vec::new();
    for range in [10..11, 11..13] {
        for number in range {
            let school = t.school(&format!("МБОУ «СОШ № {number}»"), &format!("70000000{number}")).await;
            t.school(&format!("МБОУ «Лицей № {number}»"), &format!("71000000{number}")).await;
            let kira = format!("kira{number}");
            t.person(&kira, "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ»").await;
            let typed = format!(
                "role=coordinator&email=v{number}@example.org&surname=Котова&given=Вера&place-search=71000000{number}"
            );
            assert_eq!(masha.post("/invitations/new", &fields(&typed)).await.to(), "/invitations");
        }
        let before = t.app.db.asked().count();
        masha.get(SCHOOLS).await;
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
    for number in 20..40 {
        t.school(&format!("МБОУ «СОШ № {number}»"), &format!("70000000{number}")).await;
    }
    let first = masha.get(&format!("{SCHOOLS}?name=%D1%81%D0%BE%D1%88")).await;
    assert_eq!(rows(&first, CAPTION).len(), 20);
    let text = first.text().replace("&#38;", "&").replace("&amp;", "&");
    let next = text.split("href=\"").find(|rest| rest.starts_with(SCHOOLS) && rest.contains("after=")).unwrap();
    let next = masha.get(next.split('"').next().unwrap()).await;
    let names: Vec<String> =
        rows(&next, CAPTION).iter().map(|row| row.split(" | ").next().unwrap().to_owned()).collect();
    assert_eq!(names, ["МБОУ «СОШ № 37»", "МБОУ «СОШ № 38»", "МБОУ «СОШ № 39»"]);
}
