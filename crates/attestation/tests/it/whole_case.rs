//! A case as one file that lacks nothing: papers, the signature, consents, remarks, conclusions of a group, the act.

use attestation::applications::{self, Application, Category};
use attestation::platform::ids::Id;
use attestation::values;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::acts::{PDF, SIGNED, draft, mark};
use crate::app::{TestApp, Visitor};
use crate::applying::{self, World};
use crate::groups::three;
use crate::on_both;
use crate::retention::entries;
use crate::signatures::{SECOND, SIGNATURE};

on_both!(
    the_file_of_a_rich_case_lacks_nothing,
    an_act_that_is_not_public_is_named_by_its_sum,
    a_case_typed_by_the_centre_has_no_papers_of_a_teacher,
);

const FILE: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const PROTOCOL: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// Орлова has applied and signed, answered a remark and was looked at by three; the case is decided at a session.
async fn rich(w: &World, zoya: &Visitor) -> (String, Application) {
    let done = applying::submitted(&w.olga, "first", "none").await;
    let home = done.trim_end_matches("/submitted").to_owned();
    three(&w.t, "first").await;
    assert_eq!(zoya.post(&format!("{home}/registration"), &[("on", "23.11.2026")]).await.to(), home);
    let remarks = format!("{home}/remarks");
    zoya.post(&remarks, &[("part-0", "person"), ("words-0", "Уточните телефон")]).await.to();
    let fields = crate::intake::answers(&w.olga.get(&remarks).await);
    w.olga.post(&format!("{remarks}/answers"), &[(&fields[0], "Телефон прежний")]).await.to();
    let id: Id<Application> = home.rsplit('/').next().unwrap().parse().unwrap();
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    for (login, name) in
        [("anna", "Амосова Анна Ильинична"), ("boris", "Буров Борис Львович"), ("vera", "Волкова Вера Юрьевна")]
    {
        let seat = w.t.specialist(login, name, Some((other, "МБОУ «СОШ № 4»")), &[]).await.to_string();
        let given = [("seat", seat.as_str()), ("instead", "free")];
        assert_eq!(zoya.post(&format!("{home}/assignment"), &given).await.to(), home);
    }
    for (at, login) in ["anna", "boris", "vera"].into_iter().enumerate() {
        let who = w.t.enter(login).await;
        who.declare(&home).await;
        who.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
        let version = (at + 1).to_string();
        let found = [("verdict", "meets"), ("version", version.as_str())];
        assert_eq!(who.post(&format!("{home}/result"), &found).await.to(), format!("{home}/result"));
    }
    let case = w.t.app.db.read(move |reader| applications::by_id(reader, id)).await.unwrap().unwrap();
    (home, case)
}

/// The decision of a session about a case, and the act with a signature of its own; the act's address.
async fn issued(w: &World, zoya: &Visitor, case: &Application) -> String {
    let sitting = w.t.sitting("2026-11-20", "14").await;
    w.t.made(|act| Ok(act.run("update sittings set file_key = $1", values![PROTOCOL])?)).await;
    w.t.decided(&sitting, case, "").await;
    let papers = format!("/sittings/{sitting}/protocol/papers");
    let files: [(&str, &str, &[u8]); 2] = [("file", "Скан.pdf", FILE), ("signature", "Протокол.sig", SECOND)];
    assert_eq!(zoya.upload(&papers, &[("signs", "scan")], &files).await.status, StatusCode::SEE_OTHER);
    let act = draft(zoya, &[&sitting]).await;
    let files: [(&str, &str, &[u8]); 2] = [("file", "Приказ.pdf", PDF), ("signature", "Приказ.pdf.sig", SIGNATURE)];
    let shown = mark(zoya, &act).await;
    let signed = [&SIGNED[..], &[("composition", &shown)]].concat();
    assert_eq!(zoya.upload(&format!("{act}/issue"), &signed, &files).await.to(), act);
    act
}

fn names(inside: &[(String, Vec<u8>)]) -> Vec<&str> {
    inside.iter().map(|(name, _)| name.as_str()).collect()
}

fn text_of(inside: &[(String, Vec<u8>)], name: &str) -> String {
    let (_, bytes) = inside.iter().find(|(known, _)| known == name).unwrap();
    String::from_utf8(bytes.clone()).unwrap()
}

const PAPERS: [&str; 18] = [
    "manifest.json",
    "index.html",
    "case.json",
    "history.json",
    "Заявление 2026-0001.pdf",
    "Расписка 2026-0001.pdf",
    "Уведомление о регистрации 2026-0001.pdf",
    "Выписка из протокола 2026-0001.pdf",
    "Выписка из акта 2026-0001.pdf",
    "Согласие на обработку персональных данных для аттестации, редакция 2026-11-30.txt",
    "Соглашение о простой электронной подписи, редакция 2026-11-01.txt",
    "Документ 01 — Заявление — Заявление.json",
    "Документ 02 — Диплом об образовании — Диплом.pdf",
    "Заключение 01 — Заключение.pdf",
    "Заключение 02 — Заключение.pdf",
    "Заключение 03 — Заключение.pdf",
    "Подпись протокола 01 — Протокол.sig",
    "Подпись акта — Приказ.pdf.sig",
];

async fn the_file_of_a_rich_case_lacks_nothing(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (home, case) = rich(&w, &zoya).await;
    let act = issued(&w, &zoya, &case).await;
    assert_eq!(zoya.post(&format!("{act}/publication"), &[("file", "yes")]).await.to(), act);
    let file = format!("{home}/archive-file");
    let inside = entries(&zoya.get(&file).await);
    let mut all = PAPERS.to_vec();
    all.insert(17, "Акт — Приказ.pdf");
    assert_eq!(names(&inside), all);
    let manifest: Value = serde_json::from_slice(&inside[0].1).unwrap();
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), 18);
    for (one, (name, bytes)) in listed.iter().zip(&inside[1..]) {
        assert_eq!(one["name"], name.as_str());
        assert_eq!(one["size"], bytes.len(), "{name}");
        assert_eq!(one["sha256"], filestore::Key::of(bytes).as_str(), "{name}");
    }
    let what: Vec<&str> = listed.iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(
        what[11..].iter().map(|what| what.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        [
            "Диплом об образовании",
            "Заключение, версия 1: Амосова Анна Ильинична",
            "Заключение, версия 1: Буров Борис Львович",
            "Заключение, версия 1: Волкова Вера Юрьевна",
            "Подпись под протоколом, отдельным файлом",
            "Распорядительный акт № 214-р от 23.11.2026",
            "Подпись под файлом акта, отдельным файлом: акт № 214-р от 23.11.2026",
        ]
    );
    let told: Value = serde_json::from_slice(&inside[2].1).unwrap();
    let signed = w.t.text("select hash from application_signatures").await;
    let signature = &told["signature"];
    assert_eq!((&signature["who"], &signature["agreement"]), (&"Орлова Ольга Андреевна".into(), &"2026-11-01".into()));
    assert_eq!(
        (&signature["sha256"], &signature["signed_at"]),
        (&signed.as_str().into(), &"2026-11-23T07:00:00Z".into())
    );
    assert_eq!(filestore::Key::of(&inside[11].1).as_str(), signed, "what was signed lies beside");
    let consents: Vec<&str> =
        told["consents"].as_array().unwrap().iter().map(|one| one["document"].as_str().unwrap()).collect();
    assert_eq!(consents, ["application-data", "simple-signature"]);
    assert_eq!(told["remarks"][0]["words"], "Уточните телефон");
    assert_eq!(told["remarks"][0]["answer"], "Телефон прежний");
    assert_eq!(told["opinions"].as_array().unwrap().len(), 3);
    assert_eq!(told["act"]["signature"]["sha256"], filestore::Key::of(SIGNATURE).as_str());
    assert_eq!(told["decision"]["protocol_sha256"], PROTOCOL);
    let scan = filestore::Key::of(FILE);
    assert_eq!(
        told["decision"]["protocol_scans"],
        json!([{ "name": "Скан.pdf", "size": FILE.len(), "sha256": scan.as_str() }]),
        "it tells of other people: named, not put in"
    );
    assert_eq!(
        told["decision"]["protocol_signatures"],
        json!([{ "name": "Протокол.sig", "size": 37, "sha256": filestore::Key::of(SECOND).as_str() }])
    );
    assert_eq!((&told["teacher"]["born"], &told["teacher"]["snils"]), (&json!("1978-02-04"), &json!("11223344595")));
    assert_eq!(told["earlier_signatures"], json!([]));
    let index = text_of(&inside, "index.html").replace('\u{a0}', " ");
    for said in [
        "простая электронная подпись: Орлова Ольга Андреевна, 23 ноября 2026, 14:00 (Томск)",
        "соглашение о подписи в редакции 1 ноября 2026",
        "Согласие на обработку персональных данных для аттестации, редакция 30 ноября 2026: дано 23 ноября 2026",
        "Сведения о педагоге: Уточните телефон",
        ": Телефон прежний",
        "Расписка 2026-0001.pdf",
        "Дата рождения</strong></dt><dd>4 февраля 1978</dd>",
        "СНИЛС</strong></dt><dd>112-233-445 95</dd>",
        "Как голосовали</strong></dt><dd>за — 7, против — 0",
        "Комиссия</strong></dt><dd>Аттестационная комиссия</dd>",
        "в этом архиве его нет: в нём решения о других людях. SHA-256: 9f86d081",
        &format!(
            "Скан протокола</strong></dt><dd>в этом архиве его нет: в нём решения о других людях. SHA-256: {}",
            scan.as_str()
        ),
    ] {
        assert!(index.contains(said), "{said}: {index}");
    }
    assert!(!index.contains("Файл акта"), "the act is put in: {index}");
    assert!(!index.contains("<script") && !index.contains("http"), "it needs nothing from outside");
    let consent = text_of(&inside, all[9]);
    assert!(
        consent.starts_with("Согласие на обработку персональных данных\n\nЯ даю согласие на обработку"),
        "{consent}"
    );
    assert!(inside[4..9].iter().all(|(_, bytes)| bytes.starts_with(b"%PDF")), "papers are PDF");
    assert_eq!(
        w.t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "retention.case_taken: дело скачано одним файлом, внутри 19 файлов"
    );
    assert_eq!(entries(&zoya.get(&file).await), inside, "looking changes nothing");
    w.t.later(jiff::SignedDuration::from_hours(48));
    let zoya = w.t.enter("zoya").await;
    assert_eq!(entries(&zoya.get(&file).await), inside, "nor does another day");
}

async fn an_act_that_is_not_public_is_named_by_its_sum(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (home, case) = rich(&w, &zoya).await;
    issued(&w, &zoya, &case).await;
    let inside = entries(&zoya.get(&format!("{home}/archive-file")).await);
    assert_eq!(names(&inside), PAPERS);
    let index = text_of(&inside, "index.html");
    let sum = filestore::Key::of(PDF);
    let said = format!("в этом архиве его нет: в нём решения о других людях. SHA-256: {}", sum.as_str());
    assert!(index.contains(&said), "{index}");
}

async fn a_case_typed_by_the_centre_has_no_papers_of_a_teacher(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let inside = entries(&zoya.get(&format!("/applications/{}/archive-file", case.id)).await);
    assert_eq!(
        names(&inside),
        ["manifest.json", "index.html", "case.json", "history.json", "Уведомление о регистрации 2026-0001.pdf"]
    );
    let told: Value = serde_json::from_slice(&inside[2].1).unwrap();
    assert_eq!(
        (&told["signature"], &told["consents"], &told["remarks"]),
        (&Value::Null, &Value::Array(vec![]), &Value::Array(vec![]))
    );
}
