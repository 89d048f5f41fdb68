//! The history of a case: who reads which act of it, and what it keeps from whom.

use attestation::accounts::Role;
use attestation::app::kinds;
use attestation::applications::{Application, Category};
use attestation::platform::act::{Audience, Fact, Kind};
use attestation::values;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::groups::three;
use crate::on_both;
use crate::retention::entries;

on_both!(
    what_is_the_centres_is_read_by_nobody_else,
    the_whole_history_holds_no_openings,
    a_long_history_costs_what_a_short_one_costs,
    who_opened_is_told_by_every_kind_of_opening,
);

const FILE: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

/// Every kind of act and who reads it in the history of a case: a new one is looked at here.
#[test]
fn every_kind_says_who_reads_it() {
    let reads = |to: Audience, from: Audience| if to <= from { "reads" } else { "-" };
    let mut rows: Vec<String> = kinds()
        .iter()
        .map(|kind| {
            let columns =
                [Audience::Everybody, Audience::Conclusion, Audience::Centre].map(|by| reads(kind.audience, by));
            let opening = if kind.is_opening { "  opening" } else { "" };
            let line = format!("{:<28} {:<9} {:<10} {:<5}{opening}", kind.code, columns[0], columns[1], columns[2]);
            line.trim_end().to_owned()
        })
        .collect();
    rows.sort_unstable();
    let head = format!("{:<28} {:<9} {:<10} {}", "kind", "everybody", "conclusion", "centre");
    insta::assert_snapshot!(format!("{head}\n{}", rows.join("\n")));
}

/// Codes that stand in the journal already are not given twice: an act would be read by those of another kind.
#[test]
fn no_code_is_given_twice() {
    let mut codes: Vec<&str> = kinds().iter().map(|kind| kind.code).collect();
    let many = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), many);
}

struct World {
    t: TestApp,
    zoya: Visitor,
    case: Application,
    home: String,
}

/// A case of a group of three: one was replaced with a reason, one has named an interest, one has attached a conclusion.
async fn world(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let mut seats = Vec::new();
    for (login, name) in [
        ("anna", "Амосова Анна Ильинична"),
        ("boris", "Буров Борис Львович"),
        ("vera", "Волкова Вера Юрьевна"),
        ("gleb", "Громов Глеб Олегович"),
    ] {
        seats.push(t.specialist(login, name, Some((other, "МБОУ «СОШ № 4»")), &[]).await.to_string());
    }
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    t.person("masha", "Попова Мария Сергеевна", Role::Municipal, None, "Город Томск").await;
    t.person("ivan", "Зайцев Иван Петрович", Role::Authority, None, "").await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    let (zoya, home) = (t.zoya().await, format!("/applications/{}", case.id));
    three(&t, "highest").await;
    let sent = [("file", "Диплом.pdf", FILE)];
    t.enter("kira").await.upload(&format!("{home}/documents"), &[("kind", "diploma")], &sent).await;
    let desk = format!("{home}/assignment");
    for seat in &seats[..3] {
        assert_eq!(zoya.post(&desk, &[("seat", seat), ("instead", "free")]).await.to(), home);
    }
    let replaced = [("seat", seats[3].as_str()), ("instead", seats[0].as_str()), ("reason", "жалоба педагога")];
    assert_eq!(zoya.post(&desk, &replaced).await.to(), home);
    let interest = [("ground", "relative"), ("words", "сестра")];
    assert_eq!(t.enter("boris").await.post(&format!("{home}/declaration"), &interest).await.to(), "/applications");
    let vera = t.enter("vera").await;
    vera.declare(&home).await;
    vera.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
    World { t, zoya, case, home }
}

/// The history on a page of a case, the newest first.
fn history(page: &Answer) -> Vec<String> {
    let text = page.text();
    let (_, list) = text.split_once("<ol class=\"att-history\">").unwrap();
    let list = list.split("</ol>").next().unwrap();
    list.split("<li").skip(1).map(|line| words_of(&format!("<li{}", line.split("</p>").next().unwrap()))).collect()
}

impl World {
    async fn read_by(&self, login: &str) -> Vec<String> {
        history(&self.t.enter(login).await.get(&self.home).await)
    }
}

const ADDED: &str = "добавлен документ: Диплом об образовании";
const ATTACHED: &str = "прикреплено заключение, версия 1";

async fn what_is_the_centres_is_read_by_nobody_else(t: TestApp) {
    let w = world(t).await;
    let kept = [
        ATTACHED,
        "заявлено: личной заинтересованности нет",
        "снят специалист Буров Б. Л.: названа личная заинтересованность",
        "названа личная заинтересованность: родственники или свойственники — сестра",
        "назначен специалист Громов Г. О., прежний специалист Амосова А. И.: жалоба педагога",
        "назначен специалист Волкова В. Ю.",
        "назначен специалист Буров Б. Л.",
        "назначен специалист Амосова А. И.",
        ADDED,
    ];
    assert_eq!(history(&w.zoya.get(&w.home).await), kept);
    for login in ["kira", "masha", "olga"] {
        assert_eq!(w.read_by(login).await, [ADDED], "{login}");
    }
    assert_eq!(w.read_by("ivan").await, [ATTACHED, ADDED]);
    assert_eq!(w.read_by("vera").await, [ATTACHED, ADDED], "a member of the group");
    assert_eq!(w.read_by("gleb").await, [ADDED], "one who has still to declare");

    // Ready for the commission the conclusion is open to the teacher, and what was said of interests is not.
    let id = w.case.id;
    w.t.made(move |act| Ok(act.run("update applications set stage = 'ready' where id = $1", values![id])?)).await;
    assert_eq!(w.read_by("olga").await, [ATTACHED, ADDED]);
    for login in ["kira", "masha"] {
        assert_eq!(w.read_by(login).await, [ADDED], "{login}");
    }
    // Nor does the page of what is left of a case tell more.
    w.t.made(move |act| Ok(act.run("update applications set stage = 'erased' where id = $1", values![id])?)).await;
    assert_eq!(history(&w.zoya.get(&w.home).await), kept);
    assert_eq!(w.read_by("olga").await, [ATTACHED, ADDED]);
    assert_eq!(w.read_by("kira").await, [ADDED]);
}

async fn the_whole_history_holds_no_openings(t: TestApp) {
    let w = world(t).await;
    w.read_by("olga").await;
    w.zoya.get(&format!("{}/archive", w.home)).await;
    let file = format!("{}/archive-file", w.home);
    w.zoya.get(&file).await;
    let inside = entries(&w.zoya.get(&file).await);
    let (_, bytes) = inside.iter().find(|(name, _)| name == "history.json").unwrap();
    let told: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let acts: Vec<String> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["act"].as_str().unwrap(), one["who"].as_str().unwrap()))
        .collect();
    assert_eq!(
        acts,
        [
            "document.added Лебедева Кира Львовна",
            "assignment.given Ильина Зоя Павловна",
            "assignment.given Ильина Зоя Павловна",
            "assignment.given Ильина Зоя Павловна",
            "assignment.given Ильина Зоя Павловна",
            "assignment.declared Буров Борис Львович",
            "assignment.ended Буров Борис Львович",
            "assignment.declared Волкова Вера Юрьевна",
            "conclusion.attached Волкова Вера Юрьевна",
        ]
    );
}

async fn a_long_history_costs_what_a_short_one_costs(t: TestApp) {
    let w = world(t).await;
    let cost = async || {
        let before = w.t.app.db.asked().count();
        w.zoya.get(&w.home).await;
        w.t.app.db.asked().count() - before
    };
    cost().await;
    let short = cost().await;
    let id = w.case.id;
    let told =
        move |at: i32| Fact::of(attestation::cases::kinds::DOCUMENT_ADDED, format!("документ {at}")).application(id);
    w.t.made(move |act| Ok(act.note_all((1..=30).map(told))?)).await;
    assert_eq!(cost().await, short);
    assert_eq!(history(&w.zoya.get(&w.home).await).len(), 20, "the newest only");
}

async fn who_opened_is_told_by_every_kind_of_opening(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let (zoya, id) = (t.zoya().await, case.id);
    let told = move |kind: Kind| Fact::of(kind, format!("проба: {}", kind.code)).application(id);
    t.made(move |act| Ok(act.note_all(kinds().into_iter().map(told))?)).await;
    let page = zoya.get(&format!("/journal/exposure?case={}", case.number)).await.words();
    let all = kinds();
    let is_there = |kind: &&Kind| page.split(' ').any(|word| word == kind.code);
    let told: Vec<&str> = all.iter().filter(is_there).map(|kind| kind.code).collect();
    assert_eq!(
        told,
        [
            "application.opened",
            "template.taken",
            "conclusion.opened",
            "document.opened",
            "document.archive",
            "complaint.opened",
            "register.opened",
            "register.extracted",
            "fitness.paper",
            "fitness.opened",
            "agenda.case",
            "retention.case_taken",
            "paper.tried",
            "inquiry.shown",
            "inquiry.taken_teacher",
            "teacher.opened",
        ]
    );
}
