//! A session of the organisation's commission as it may be written down: who sits in it, on what day it is held.

use crate::app::{TestApp, Visitor};
use crate::fitness::{COUNTED, SESSION, but, days, done, faults, ordered};
use crate::on_both;

on_both!(one_person_is_one_member, a_session_is_held_on_the_day_of_the_schedule);

/// An attestation whose session by the schedule, 12 January 2027, was two days ago.
async fn awaited(t: &TestApp) -> (Visitor, String) {
    let (kira, home) = ordered(t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(52));
    (t.enter("kira").await, home)
}

async fn one_person_is_one_member(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let four = "Панова А. Б., председатель\nПанова А. Б., заместитель\nПанова А. Б., секретарь\nПанова А. Б.";
    let said = |line: &str| {
        format!(
            "«{line}»: этот человек в комиссии уже назван. Оставьте одну строку; если это разные люди, напишите имена полностью."
        )
    };
    let path = format!("{home}/session");
    assert_eq!(faults(&kira, &path, &but(SESSION, "members", four)).await, [said("Панова А. Б., заместитель")]);
    let union = but(SESSION, "union", "Белов С. Н.");
    assert_eq!(faults(&kira, &path, &union).await, [said("Белов С. Н., представитель профсоюза")]);
    done(&kira, &path, &SESSION).await;
    assert_eq!(
        faults(&kira, &format!("{home}/correction"), &but(COUNTED, "members", four)).await,
        [said("Панова А. Б., заместитель")]
    );
}

/// The form of a session with fields otherwise.
pub fn otherwise<'f>(form: &[(&'f str, &'f str)], changed: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = form.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

async fn a_session_is_held_on_the_day_of_the_schedule(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let path = format!("{home}/session");
    let missed = [("held", "11.01.2027"), ("attendance", "absent")];
    let unawaited = "Заседание назначено на 12 января 2027: отсутствие в другой день работнику не засчитывают. Если оно было в другой день, отложите аттестацию и ознакомьте работника с новым графиком.";
    assert_eq!(faults(&kira, &path, &otherwise(&SESSION, &missed)).await, [unawaited]);
    let known = [missed.as_slice(), &[("known", "yes")]].concat();
    assert_eq!(faults(&kira, &path, &otherwise(&SESSION, &known)).await, [unawaited]);
    // Whoever came knew of it: it is asked once more.
    let came = but(SESSION, "held", "13.01.2027");
    assert_eq!(
        faults(&kira, &path, &came).await,
        [
            "Заседание назначено на 12 января 2027. Если оно было в другой день и работник пришёл сам, отметьте это; если нет, отложите аттестацию и ознакомьте работника с новым графиком."
        ]
    );
    assert!(!kira.get(&path).await.text().contains("name=\"known\""));
    done(&kira, &path, &[came.as_slice(), &[("known", "yes")]].concat()).await;
    // Put right it is not missed on that day either.
    done(&kira, &format!("{home}/extract"), &[("made", "13.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &[("read", "13.01.2027"), ("how", "read")]).await;
    let days = [("made", "13.01.2027"), ("read", "13.01.2027"), ("held", "13.01.2027"), ("attendance", "absent")];
    assert_eq!(faults(&kira, &format!("{home}/correction"), &otherwise(&COUNTED, &days)).await, [unawaited]);
    let page = done(
        &kira,
        &format!("{home}/correction"),
        &otherwise(&COUNTED, &[("held", "12.01.2027"), ("attendance", "absent")]),
    )
    .await;
    assert!(page.contains("явка работника: было присутствует, стало отсутствует без уважительной причины"), "{page}");
}
