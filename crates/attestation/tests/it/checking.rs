//! Detached signatures checked by a program of the settings: by the worker, one answer each, shown where signatures are shown.

use std::path::Path;

use attestation::app;
use axum::http::StatusCode;

use crate::acts::{draft, issued, two};
use crate::app::TestApp;
use crate::commission::world;
use crate::on_both;
use crate::signatures::{SECOND, SIGNATURE, listed, sent, signed};

on_both!(&[("signature_checker", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/checker.sh"))];
    signatures_of_a_protocol_are_checked,
    a_signature_of_an_act_is_checked,
    earlier_signatures_are_checked_in_the_morning,
    a_checker_that_leaves_another_at_work_is_heard_at_once,
);

/// A signature another checker would know; the byte says what the checker of tests does with it.
fn of_kind(byte: u8) -> Vec<u8> {
    let mut bytes = SIGNATURE.to_vec();
    bytes[19] = byte;
    bytes
}

async fn round(t: &TestApp) {
    app::once_round(&t.app, &app::jobs()).await.unwrap();
}

/// Nobody has asked: as when the setting was not there yet.
async fn unasked(t: &TestApp) {
    t.made(|act| act.run("delete from jobs where name = 'signature.check'", &[]).map_err(Into::into)).await;
}

async fn told(t: &TestApp) -> Vec<String> {
    let all = t.journal().await.into_iter().filter(|row| row.starts_with("signature."));
    all.map(|row| row.replace('\u{a0}', " ")).collect()
}

async fn signatures_of_a_protocol_are_checked(t: TestApp) {
    let w = world(t).await;
    let (_, protocol) = signed(&w).await;
    assert!(w.zoya.get(&protocol).await.words().contains("Система хранит его и проверит в ближайшие минуты"));
    let (broken, loud) = (of_kind(5), of_kind(7));
    let all: [(&str, &[u8]); 4] =
        [("Первая.sig", SIGNATURE), ("Вторая.sig", SECOND), ("Третья.sig", &broken), ("Четвёртая.sig", &loud)];
    for (name, bytes) in all {
        assert_eq!(sent(&w.zoya, &protocol, "protocol", &[("signature", name, bytes)]).await, [""; 0]);
    }
    assert_eq!(listed(&w.zoya, &protocol).await.matches("не проверялась").count(), 4, "nothing is done in a request");
    assert_eq!(w.t.count("select count(*) from signature_checks").await, 0);
    round(&w.t).await;
    let papers = listed(&w.zoya, &protocol).await;
    assert!(
        papers.contains("подпись подтверждена 23.11.2026 14:00, программа checker.sh: CN=Петров П. П. Приложен"),
        "{papers}"
    );
    assert!(papers.contains("подпись не подтверждена 23.11.2026 14:00, программа checker.sh: цепочка"), "{papers}");
    assert_eq!(papers.matches("проверить не удалось").count(), 2, "{papers}");
    assert!(papers.contains("программа написала слишком много"), "{papers}");
    assert!(!papers.contains("не проверялась") && !papers.contains("вторая строка"), "{papers}");
    let words = w.t.text("select words from signature_checks where words like '[%'").await;
    let place = words.strip_prefix("[] ").expect("the environment is empty");
    assert!(!Path::new(place).exists() && !Path::new(place).parent().unwrap().exists(), "{place}");
    let rows = told(&w.t).await;
    assert_eq!(rows.len(), 4);
    let first = "signature.checked: проверена электронная подпись к протоколу № 11: Первая.sig: подпись подтверждена, программа checker.sh; CN=Петров П. П.";
    assert!(rows.contains(&first.to_owned()), "{rows:?}");
    round(&w.t).await;
    assert_eq!(w.t.count("select count(*) from signature_checks").await, 4, "each once");
}

async fn a_signature_of_an_act_is_checked(t: TestApp) {
    let two = two(&t).await;
    let (zoya, anybody) = (t.zoya().await, t.visitor());
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await.to();
    let add = format!("{home}/signature/new");
    assert!(zoya.get(&add).await.words().contains("Система хранит его и проверит"));
    assert_eq!(zoya.upload(&add, &[], &[("signature", "Приказ.pdf.sig", SECOND)]).await.to(), home);
    round(&t).await;
    let words = zoya.get(&home).await.words();
    assert!(words.contains("к файлу акта подпись не подтверждена 23.11.2026 14:00, программа checker.sh"), "{words}");
    // Another signature is another question; what was said of the first one does not stand beside it.
    let withdrawal = format!("{home}/signature/withdrawal");
    assert_eq!(zoya.post(&withdrawal, &[("reason", "Подписано старым ключом.")]).await.to(), home);
    assert_eq!(zoya.upload(&add, &[], &[("signature", "Приказ.pdf.sig", SIGNATURE)]).await.to(), home);
    assert!(zoya.get(&home).await.words().contains("к файлу акта не проверялась"));
    round(&t).await;
    zoya.post(&format!("{home}/publication"), &[]).await.to();
    assert_eq!(zoya.post(&format!("{home}/publication/file"), &[("file", "yes")]).await.status, StatusCode::SEE_OTHER);
    let open = anybody.get(&home.replace("/board", "")).await.words();
    assert!(open.contains("Скачать подпись к этому файлу подпись подтверждена 23.11.2026"), "{open}");
    assert!(!open.contains("Петров"), "whose certificate it is stays with those who keep acts: {open}");
    assert_eq!(told(&t).await.len(), 2);
}

async fn earlier_signatures_are_checked_in_the_morning(t: TestApp) {
    let w = world(t).await;
    let (_, protocol) = signed(&w).await;
    let signature: [(&str, &str, &[u8]); 1] = [("signature", "Первая.sig", SIGNATURE)];
    assert_eq!(sent(&w.zoya, &protocol, "protocol", &signature).await, [""; 0]);
    unasked(&w.t).await;
    round(&w.t).await;
    assert!(listed(&w.zoya, &protocol).await.contains("подпись подтверждена"));
    assert_eq!(told(&w.t).await[0], "signature.asked: в очереди на проверку: 1 подпись");
    // Nothing is asked twice, another day either.
    w.t.later(jiff::SignedDuration::from_hours(24));
    round(&w.t).await;
    assert_eq!(told(&w.t).await.len(), 2);
}

async fn a_checker_that_leaves_another_at_work_is_heard_at_once(t: TestApp) {
    let w = world(t).await;
    let (_, protocol) = signed(&w).await;
    let signature = of_kind(0x0b);
    assert_eq!(sent(&w.zoya, &protocol, "protocol", &[("signature", "Первая.sig", &signature)]).await, [""; 0]);
    round(&w.t).await;
    let papers = listed(&w.zoya, &protocol).await;
    assert!(papers.contains("подпись подтверждена 23.11.2026 14:00, программа checker.sh: группа "), "{papers}");
}
