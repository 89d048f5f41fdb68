//! A session of the organisation's commission as it may be written down: who sits in it, on what day it is held.

use crate::app::{TestApp, Visitor};
use crate::fitness::{COUNTED, SESSION, acquainted, but, days, done, faults, ordered};
use crate::on_both;

on_both!(one_person_is_one_member);

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
