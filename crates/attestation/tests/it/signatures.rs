//! Detached signatures of protocols and acts: what is none is told, each says which file it signs, a wrong one is marked and
//! kept, and one may come later than the scan.

use attestation::applications::Category;
use attestation::commission::Sitting;
use axum::http::StatusCode;

use crate::acts::{PDF, draft, issued, two};
use crate::app::{TestApp, Visitor};
use crate::commission::{World, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::all_vote;

on_both!(
    what_is_no_signature_is_told,
    a_signature_says_which_file_it_signs,
    a_wrong_file_of_a_protocol_is_marked_and_kept,
    an_act_gets_its_signature_later,
    a_wrong_file_of_an_act_is_replaced_and_kept,
);

/// The head of signed data without a document, as signing programs write it.
pub const SIGNATURE: &[u8] = &[
    0x30, 0x23, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x16, 0x30, 0x14, 0x02, 0x01,
    0x01, 0x31, 0x00, 0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01, 0x31, 0x00,
];

/// Another one.
pub const SECOND: &[u8] = &[
    0x30, 0x23, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x16, 0x30, 0x14, 0x02, 0x01,
    0x03, 0x31, 0x00, 0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01, 0x31, 0x00,
];

/// The same head with the document inside.
const WITH_DOCUMENT: &[u8] = &[
    0x30, 0x28, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x1b, 0x30, 0x19, 0x02, 0x01,
    0x01, 0x31, 0x00, 0x30, 0x10, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01, 0xa0, 0x03, 0x04,
    0x01, 0x41, 0x31, 0x00,
];

/// A session with a signed protocol; the address of the protocol.
pub async fn signed(w: &World) -> (Sitting, String) {
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await.to();
    let protocol = format!("/sittings/{}/protocol", sitting.id);
    let fields = [("number", "11"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&protocol, &fields).await.to(), protocol);
    (sitting, protocol)
}

pub async fn sent(by: &Visitor, protocol: &str, signs: &str, files: &[(&str, &str, &[u8])]) -> Vec<String> {
    let answer = by.upload(&format!("{protocol}/papers"), &[("signs", signs)], files).await;
    if answer.status == StatusCode::SEE_OTHER { Vec::new() } else { answer.faults() }
}

/// The papers as the page lists them.
pub async fn listed(by: &Visitor, protocol: &str) -> String {
    let words = by.get(protocol).await.words();
    let (_, papers) = words.split_once("Скан и электронные подписи ").unwrap();
    papers.split(" Скан подписанного протокола PDF").next().unwrap().to_owned()
}

async fn what_is_no_signature_is_told(t: TestApp) {
    let w = world(t).await;
    let (_, protocol) = signed(&w).await;
    let program = "Нужен файл, который создала программа подписания: .sig, .p7s или .sgn.";
    let wrong: [(&[u8], String); 6] = [
        (b"hello", format!("В файле обычный текст, а не подпись. {program}")),
        (PDF, format!("Это документ PDF, а не подпись к нему. {program}")),
        (&[0x8b, 0x1f, 0xfe, 0x00, 0x11], format!("Это не похоже на электронную подпись. {program}")),
        (
            b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "В файле сертификат, а не подпись документа. Нужен файл, который создала программа подписания документа.".to_owned(),
        ),
        (&SIGNATURE[..20], "Файл подписи неполный: его конец потерян. Получите файл ещё раз.".to_owned()),
        (
            WITH_DOCUMENT,
            "В файле подпись вместе с самим документом. Нужна отсоединённая подпись: попросите подписать с отдельным файлом подписи.".to_owned(),
        ),
    ];
    for (content, why) in wrong {
        assert_eq!(sent(&w.zoya, &protocol, "protocol", &[("signature", "text.sig", content)]).await, [why]);
    }
    assert_eq!(w.t.count("select count(*) from protocol_papers").await, 0);
    assert_eq!(w.t.files_on_disk(), 1, "the protocol alone");
}

async fn a_signature_says_which_file_it_signs(t: TestApp) {
    let w = world(t).await;
    let (_, protocol) = signed(&w).await;
    let signature: [(&str, &str, &[u8]); 1] = [("signature", "Протокол.docx.sig", SIGNATURE)];
    assert_eq!(sent(&w.zoya, &protocol, "", &signature).await, ["Выберите, какой файл подписан этой подписью."]);
    assert_eq!(sent(&w.zoya, &protocol, "scan", &signature).await, ["Приложите и скан, который подписан."]);
    assert_eq!(
        sent(&w.zoya, &protocol, "0196c000-0000-7000-8000-000000000001", &signature).await,
        ["Этот скан больше не приложен. Выберите другой файл."]
    );
    assert_eq!(sent(&w.zoya, &protocol, "protocol", &signature).await, [""; 0]);
    let again = "Этот файл уже приложен к протоколу. Второй раз он не нужен.";
    assert_eq!(sent(&w.zoya, &protocol, "protocol", &signature).await, [again]);
    assert_eq!(sent(&w.zoya, &protocol, "", &[("file", "Скан.pdf", PDF)]).await, [""; 0]);
    let scan = w.t.text("select id from protocol_papers where kind = 'scan'").await;
    assert_eq!(sent(&w.zoya, &protocol, &scan, &[("signature", "Скан.pdf.sig", SECOND)]).await, [""; 0]);
    let papers = listed(&w.zoya, &protocol).await;
    assert!(papers.contains("Протокол.docx.sig электронная подпись к протоколу (DOCX), 37 Б,"), "{papers}");
    assert!(papers.contains("Скан.pdf.sig электронная подпись к файлу «Скан.pdf», 37 Б,"), "{papers}");
    assert_eq!(papers.matches("не проверялась").count(), 2, "{papers}");
    assert_eq!(w.t.count("select count(*) from jobs where name = 'signature.check'").await, 0, "no program is named");
}

async fn a_wrong_file_of_a_protocol_is_marked_and_kept(t: TestApp) {
    let w = world(t).await;
    let (sitting, protocol) = signed(&w).await;
    let signature: [(&str, &str, &[u8]); 1] = [("signature", "Чужая.sig", SIGNATURE)];
    sent(&w.zoya, &protocol, "protocol", &signature).await;
    let id = w.t.text("select id from protocol_papers").await;
    let paper = format!("{protocol}/papers/{id}");
    let withdrawal = format!("{paper}/withdrawal");
    assert!(w.zoya.get(&protocol).await.text().contains(&format!("href=\"{withdrawal}\"")));
    let chair = &w.members[0].visitor;
    assert!(!chair.get(&protocol).await.text().contains(&withdrawal), "only the centre marks");
    assert_eq!(chair.get(&withdrawal).await.status, StatusCode::NOT_FOUND);
    assert_eq!(chair.post(&withdrawal, &[("reason", "не та")]).await.status, StatusCode::NOT_FOUND);
    assert!(w.zoya.get(&withdrawal).await.words().contains("Чужая.sig: электронная подпись Файл приложен по ошибке"));
    let empty = w.zoya.post(&withdrawal, &[("reason", " ")]).await;
    assert_eq!(empty.faults(), ["Напишите, почему файл приложен по ошибке."]);
    let reason = [("reason", "Подпись другого протокола.")];
    assert_eq!(w.zoya.post(&withdrawal, &reason).await.to(), protocol);
    let twice = w.zoya.post(&withdrawal, &reason).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.words().contains("Этот файл уже отмечен как приложенный по ошибке."), "{}", twice.words());
    assert_eq!(
        w.t.journal().await.last().unwrap(),
        "sitting.paper_withdrawn: к протоколу № 11 приложено по ошибке: электронная подпись: Чужая.sig; причина: Подпись другого протокола."
    );
    let papers = listed(&w.zoya, &protocol).await;
    assert!(papers.contains("приложен по ошибке") && papers.contains(": Подпись другого протокола."), "{papers}");
    assert_eq!(w.zoya.get(&paper).await.bytes, SIGNATURE, "it is kept");
    // The right one may have the same content as nothing that stands.
    assert_eq!(sent(&w.zoya, &protocol, "protocol", &signature).await, [""; 0]);
    let standing = w.t.app.db.read(move |reader| attestation::commission::protocol_papers(reader, sitting.id));
    let standing: Result<_, attestation::platform::engine::DbError> = standing.await;
    assert_eq!(standing.unwrap().len(), 1, "what goes into the file of a case");
}

async fn an_act_gets_its_signature_later(t: TestApp) {
    let two = two(&t).await;
    let (zoya, anybody) = (t.zoya().await, t.visitor());
    let home = draft(&zoya, &[&two.sitting]).await;
    let add = format!("{home}/signature/new");
    let early = zoya.get(&add).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Акт ещё не издан."), "{}", early.words());
    issued(&zoya, &home, "214-р").await.to();
    let page = zoya.get(&home).await;
    assert!(page.words().contains("Электронная подпись не приложена. Приложить подпись"), "{}", page.words());
    assert!(zoya.get(&add).await.words().contains("Подпись должна быть к этому файлу акта: Приказ.pdf"));
    assert_eq!(zoya.upload(&add, &[], &[]).await.faults(), ["Приложите файл подписи."]);
    let text: [(&str, &str, &[u8]); 1] = [("signature", "text.sig", b"hello")];
    assert_eq!(zoya.upload(&add, &[], &text).await.faults().len(), 1);
    let wrong: [(&str, &str, &[u8]); 1] = [("signature", "Другой.sig", SIGNATURE)];
    assert_eq!(zoya.upload(&add, &[], &wrong).await.to(), home);
    assert_eq!(zoya.upload(&add, &[], &wrong).await.status, StatusCode::CONFLICT, "one stands at a time");

    let withdrawal = format!("{home}/signature/withdrawal");
    assert_eq!(zoya.post(&withdrawal, &[]).await.faults(), ["Напишите, почему подпись приложена по ошибке."]);
    assert_eq!(zoya.post(&withdrawal, &[("reason", "Подпись другого акта.")]).await.to(), home);
    assert_eq!(zoya.get(&withdrawal).await.status, StatusCode::CONFLICT);
    let words = zoya.get(&home).await.words();
    assert!(words.contains("Подпись, приложенная по ошибке Другой.sig — Подпись другого акта. (23.11.2026"), "{words}");
    // Publication does not close the way: the right one comes afterwards.
    zoya.post(&format!("{home}/publication"), &[]).await.to();
    let right: [(&str, &str, &[u8]); 1] = [("signature", "Приказ.pdf.sig", SECOND)];
    assert_eq!(zoya.upload(&add, &[], &right).await.to(), home);
    let public = home.replace("/board", "");
    let closed = anybody.get(&public).await.words();
    assert!(!closed.contains("Электронная подпись"), "the file itself is closed: {closed}");
    assert_eq!(anybody.get(&format!("{public}/signature")).await.status, StatusCode::NOT_FOUND);
    zoya.post(&format!("{home}/publication/file"), &[("file", "yes")]).await.to();
    let open = anybody.get(&public).await.words();
    assert!(open.contains("Электронная подпись Скачать подпись к этому файлу не проверялась"), "{open}");
    assert_eq!(anybody.get(&format!("{public}/signature")).await.bytes, SECOND);
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("act.signature")).collect();
    assert_eq!(
        told,
        [
            "act.signature: приложена электронная подпись к акту №\u{a0}214-р от 23.11.2026: Другой.sig",
            "act.signature: подпись к акту №\u{a0}214-р от 23.11.2026 приложена по ошибке: Другой.sig; причина: Подпись другого акта.",
            "act.signature: приложена электронная подпись к акту №\u{a0}214-р от 23.11.2026: Приказ.pdf.sig",
        ]
    );
}

async fn a_wrong_file_of_an_act_is_replaced_and_kept(t: TestApp) {
    let two = two(&t).await;
    let (zoya, anybody) = (t.zoya().await, t.visitor());
    let home = draft(&zoya, &[&two.sitting]).await;
    let path = format!("{home}/file/replacement");
    let early = zoya.get(&path).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Акт ещё не издан."), "{}", early.words());
    issued(&zoya, &home, "214-р").await.to();
    let signature: [(&str, &str, &[u8]); 1] = [("signature", "Приказ.pdf.sig", SIGNATURE)];
    zoya.upload(&format!("{home}/signature/new"), &[], &signature).await.to();
    zoya.post(&format!("{home}/publication"), &[("file", "yes")]).await.to();
    let public = home.replace("/board", "");
    assert_eq!(anybody.get(&format!("{public}/file")).await.bytes, PDF);
    let shown = zoya.get(&path).await.words();
    for said in [
        "Сейчас приложен Приказ.pdf",
        "Подпись Приказ.pdf.sig сделана к прежнему файлу",
        "На открытой странице файл больше не будет виден",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }

    let faults = [
        "Приложите верный файл акта: скан или файл PDF.",
        "Напишите, почему файл приложен по ошибке.",
        "Введите пароль от своего кабинета.",
    ];
    assert_eq!(zoya.upload(&path, &[], &[]).await.faults(), faults);
    let fields = [("reason", "Скан другого приказа."), ("current-password", PASSWORD)];
    let same = zoya.upload(&path, &fields, &[("file", "Ещё раз.pdf", PDF)]).await;
    assert_eq!(same.faults(), ["Это тот же самый файл, что уже приложен. Выберите верный."]);
    let unproved = zoya.upload(&path, &fields[..1], &[("file", "Верный.pdf", PDF)]).await;
    assert!(unproved.words().contains("Если вы уже выбирали файл, выберите его снова"), "{}", unproved.words());
    assert!(same.text().contains("Скан другого приказа."), "what was typed stays");
    let right = [PDF, b"\n%%EOF\n"].concat();
    assert_eq!(zoya.upload(&path, &fields, &[("file", "Верный.pdf", &right)]).await.to(), home);

    assert_eq!(zoya.get(&format!("{home}/file")).await.bytes, right);
    let words = zoya.get(&home).await.words();
    for said in [
        "Файл, приложенный по ошибке Приказ.pdf — Скан другого приказа. (23.11.2026",
        "Подпись, приложенная по ошибке Приказ.pdf.sig — Файл акта заменён: Скан другого приказа. (23.11.2026",
        "Электронная подпись не приложена.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_eq!(anybody.get(&format!("{public}/file")).await.status, StatusCode::NOT_FOUND, "closed until it is shown");
    zoya.post(&format!("{home}/publication/file"), &[("file", "yes")]).await.to();
    assert_eq!(anybody.get(&format!("{public}/file")).await.bytes, right);
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("act.replaced")).collect();
    assert_eq!(
        told,
        [
            "act.replaced: файл акта №\u{a0}214-р от 23.11.2026 приложен по ошибке: Приказ.pdf, вместо него Верный.pdf; причина: Скан другого приказа."
        ]
    );
}
