//! Whoever is added to the list of a school: somebody of another organisation who holds a post here too, a namesake.

use attestation::app;

use crate::app::{TestApp, Visitor};
use crate::fitness::{days, done, faults, rows};
use crate::fitness_sessions::otherwise;
use crate::on_both;
use crate::register::coordinator;

on_both!(a_worker_of_two_schools_is_attested_by_both, a_namesake_is_asked_about);

const NEW: &str = "/school/fitness/new";
const WORKER: [(&str, &str); 5] = [
    ("surname", "Зуева"),
    ("given", "Инна"),
    ("patronymic", "Олеговна"),
    ("born", "04.02.1978"),
    ("snils", "112-233-445 95"),
];

async fn two(t: &TestApp) -> (Visitor, Visitor) {
    let first = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let second = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    (coordinator(t, "kira", first).await, coordinator(t, "rita", second).await)
}

async fn a_worker_of_two_schools_is_attested_by_both(t: TestApp) {
    let (kira, rita) = two(&t).await;
    done(&kira, NEW, &WORKER).await;
    let home = format!("/school/fitness/{}", t.text("select id from teachers").await);
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "")];
    done(&kira, &format!("{home}/facts"), &facts).await;
    let beside = [("beside", "yes"), ("post", "P10"), ("since", "01.09.2015")];
    // Only this very person, and only of another organisation.
    let other = otherwise(&WORKER, &[("born", "05.02.1978"), beside[0], beside[1], beside[2]]);
    let nobody = "В других организациях человека с этим СНИЛС, именем и датой рождения нет. Снимите отметку о совместительстве и добавьте работника как обычно.";
    assert_eq!(faults(&rita, NEW, &other).await, [nobody]);
    assert_eq!(faults(&kira, NEW, &otherwise(&WORKER, &beside)).await, [nobody]);
    assert!(!rita.get(NEW).await.text().contains("name=\"beside\""));
    assert_eq!(faults(&rita, NEW, &WORKER).await.len(), 1);
    assert_eq!(
        faults(&rita, NEW, &otherwise(&WORKER, &[("beside", "yes"), ("since", "01.09.1980")])).await,
        ["Выберите должность из списка.", "В этот день работнику не было 14 лет. Проверьте год."]
    );
    assert_eq!(rows(&rita.get("/school/fitness").await), Vec::<String>::new());
    let page = done(&rita, NEW, &otherwise(&WORKER, &beside)).await;
    assert!(page.starts_with("Работник добавлен. Если он аттестовался в этой должности раньше"), "{page}");
    assert!(page.contains("Педагог дополнительного образования"), "{page}");
    assert!(!page.contains("теперь в другой организации"), "both is true: {page}");
    assert_eq!(rows(&rita.get("/school/fitness").await).len(), 1);
    done(&rita, &format!("{home}/plan"), &[]).await;
    // Each leads its own, and sees nothing of the other.
    let first = kira.get(&home).await.words();
    assert!(first.contains("Учитель") && first.contains("Запланировать аттестацию"), "{first}");
    assert!(!first.contains("дополнительного образования"), "{first}");
    done(&kira, &format!("{home}/removal"), &[("reason", "уволена")]).await;
    assert!(rita.get(&home).await.words().contains("запланирована"));
    // It is not kept as of somebody who has moved.
    t.zoya().await;
    done(
        &rita,
        &format!("{home}/facts"),
        &[("post", "P10"), ("since", "01.09.2015"), ("ground", "illness"), ("until", "01.02.2027")],
    )
    .await;
    done(&rita, &format!("{home}/exemption"), &[]).await;
    t.made(|act| {
        Ok(act.run("delete from fitness_terms", &[]).and_then(|_| act.run("delete from fitness_cases", &[]))?)
    })
    .await;
    t.later(days(420));
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    assert_eq!(t.count("select count(*) from fitness_workers where is_beside = 1").await, 1);
}

async fn a_namesake_is_asked_about(t: TestApp) {
    let (kira, _) = two(&t).await;
    done(&kira, NEW, &WORKER).await;
    let typo = otherwise(&WORKER, &[("snils", "087-654-303 00")]);
    assert_eq!(
        faults(&kira, NEW, &typo).await,
        [
            "В списке школы уже есть работник с этим именем и этой датой рождения, но с другим СНИЛС. Сверьте СНИЛС с документом; если это другой человек, отметьте это."
        ]
    );
    assert_eq!(t.count("select count(*) from teachers").await, 1);
    let sure = [typo.as_slice(), &[("namesake", "yes")]].concat();
    let page = done(&kira, NEW, &sure).await;
    assert!(page.starts_with("Работник добавлен."), "{page}");
    assert_eq!(t.count("select count(*) from teachers").await, 2);
}
