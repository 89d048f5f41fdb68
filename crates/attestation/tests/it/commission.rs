//! The commission: its members by orders, the agenda, the day of a session from opening to the signed protocol.

use attestation::accounts::{self, Account, Email, Login, NewAccount, Phone, Role, Seat};
use attestation::applications::{self, Application, Category};
use attestation::commission::{self, Commission, Member, NewCommission, NewSitting, Person, Position, Sitting};
use attestation::platform::failure::Failure;
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;

on_both!(
    a_commission_is_made_by_its_order,
    a_commission_is_put_right_until_its_first_session,
    a_commission_ends_by_an_order,
    nobody_is_in_a_commission_twice,
    a_mistaken_row_is_taken_back_until_a_session,
    members_change_by_new_rows_only,
    rules_are_dated_settings,
    an_agenda_is_made_of_ready_cases,
    lists_cost_the_same_for_one_row_and_three,
);

/// Members of the commission of tests: the chair, the deputy, the secretary, the trade union's, three others.
const MEMBERS: [(&str, &str); 7] = [
    ("chair", "Захарова Елена Викторовна"),
    ("deputy", "Воронцов Игорь Сергеевич"),
    ("secretary", "Кузьмина Татьяна Олеговна"),
    ("union", "Фролов Андрей Петрович"),
    ("irina", "Жукова Ирина Анатольевна"),
    ("natalya", "Быкова Наталья Ивановна"),
    ("dmitry", "Соколов Дмитрий Алексеевич"),
];

pub struct Somebody {
    pub account: Id<Account>,
    pub seat: Id<Seat>,
    pub visitor: Visitor,
    pub person: Id<Person>,
}

/// A centre with a commission of seven in force since 1 September 2026.
pub struct World {
    pub t: TestApp,
    pub zoya: Visitor,
    pub centre: Somebody,
    pub members: Vec<Somebody>,
    pub commission: Id<Commission>,
    pub school: Id<attestation::accounts::Organization>,
    specialist: Id<Seat>,
}

/// A person with an open session and a password nobody knows.
pub async fn somebody(t: &TestApp, login: &str, name: &str, role: Role) -> Somebody {
    let new = NewAccount {
        login: Login::parse(login).unwrap(),
        email: Email::parse(&format!("{login}@example.org")).unwrap(),
        name: FullName::split(name).unwrap(),
        phone: Phone::parse("").unwrap(),
        password_hash: crate::people::password_hash(),
    };
    let (visitor, visit) = (t.visitor(), t.visit());
    let (account, seat, secret) = t
        .made(move |act| {
            let account = accounts::create(act, &new)?.unwrap();
            let seat = accounts::give_seat(act, account, role, None, "")?;
            Ok::<_, Failure>((account, seat, accounts::open(act, account, seat, &visit, true)?))
        })
        .await;
    visitor.hold("att-session", &secret);
    Somebody { account, seat, visitor, person: Id::new() }
}

impl Somebody {
    /// The same person in a new session: the one before has run out.
    pub async fn again(&self, t: &TestApp) -> Visitor {
        let (visitor, visit, account, seat) = (t.visitor(), t.visit(), self.account, self.seat);
        let secret = t.made(move |act| accounts::open(act, account, seat, &visit, true)).await;
        visitor.hold("att-session", &secret);
        visitor
    }
}

pub fn member(one: &Somebody, login: &str, name: &str, at: usize) -> Member {
    let positions = [Position::Chair, Position::Deputy, Position::Secretary];
    Member {
        person: one.person,
        from: "2026-09-01".parse().unwrap(),
        seat: Some(one.seat),
        account: Some(one.account),
        name: FullName::split(name).unwrap(),
        email: format!("{login}@example.org"),
        job: String::new(),
        position: positions.get(at).copied().unwrap_or(Position::Member),
        is_union: at == 3,
        order_number: "15-р".to_owned(),
        order_date: "2026-08-28".parse().unwrap(),
    }
}

/// A commission without members.
pub async fn empty_commission(t: &TestApp, name: &'static str) -> Id<Commission> {
    let new = NewCommission {
        name: name.to_owned(),
        order_number: "15-р".to_owned(),
        order_date: "2026-08-28".parse().unwrap(),
        valid_from: "2026-09-01".parse().unwrap(),
        valid_to: "2027-08-31".parse().unwrap(),
    };
    t.made(move |act| Ok(commission::create(act, &new)?)).await
}

pub async fn world(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let specialist = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let centre = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await;
    let zoya = centre.visitor.clone();
    let commission = empty_commission(&t, "Аттестационная комиссия Томской области").await;
    let (mut members, mut rows) = (Vec::new(), Vec::new());
    for (at, (login, name)) in MEMBERS.into_iter().enumerate() {
        let one = somebody(&t, login, name, Role::Member).await;
        rows.push(member(&one, login, name, at));
        members.push(one);
    }
    t.made(move |act| {
        for row in &rows {
            assert!(commission::add_member(act, commission, row)?);
        }
        Ok(())
    })
    .await;
    World { t, zoya, centre, members, commission, school, specialist }
}

impl World {
    /// A case with a result, received on 1 October 2026: to be decided by 30 December.
    pub async fn concluded(&self, name: &str, category: Category) -> Application {
        let case = self.t.application_of(self.school, name, category, "2026-10-01").await;
        self.assigned(&case).await;
        self.t.result(&case, "meets", SignedDuration::ZERO).await;
        self.t.fresh(&case).await
    }

    /// The attestation of a case began on 6 October: its sixty days end on 5 December.
    pub async fn begun(&self, case: &Application) {
        let id = case.id;
        let begun = "insert into case_clocks (application_id, code, began_on, due_on, term_from, met_at, dropped_at) values ($1, 'D02', '2026-10-06', '2026-12-05', '2023-09-01', null, null)";
        self.t
            .made(move |act| {
                act.run(begun, values![id])?;
                Ok(applications::keep_decision_by(act, id)?)
            })
            .await;
    }

    /// Gives a case to the specialist.
    pub async fn assigned(&self, case: &Application) {
        self.t.assigned(self.specialist, &[case]).await;
    }

    /// A session on a day with these cases on its agenda.
    pub async fn planned(&self, held_on: &str, cases: &[&Application]) -> Sitting {
        let new = NewSitting {
            commission: self.commission,
            held_on: held_on.parse().unwrap(),
            begins: "10:00".to_owned(),
            place: "комната 204".to_owned(),
        };
        let cases: Vec<Application> = cases.iter().map(|case| (*case).clone()).collect();
        self.t
            .made(move |act| {
                let id = commission::plan(act, &new)?;
                let sitting = commission::sitting_by_id(act, id)?.unwrap();
                commission::put_on_agenda(act, &sitting, &cases)?;
                Ok(sitting)
            })
            .await
    }

    /// A session under way today with so many members present.
    pub async fn open(&self, present: usize, cases: &[&Application]) -> Sitting {
        let sitting = self.planned("2026-11-23", cases).await;
        let (id, all) = (sitting.id, self.members.iter().take(present).map(|one| one.person).collect::<Vec<_>>());
        self.t
            .made(move |act| {
                commission::open(act, &sitting)?;
                commission::mark_present(act, &sitting, &all, &[])?;
                Ok(commission::sitting_by_id(act, id)?.unwrap())
            })
            .await
    }

    /// The addresses of the cases of a session in the order of its agenda.
    pub async fn homes(&self, sitting: &Sitting) -> Vec<String> {
        let id = sitting.id;
        let lines =
            self.t.app.db.read(move |reader| commission::agenda_of(reader, id, None, 100).map_err(Failure::from));
        lines.await.unwrap().iter().map(|line| format!("/sittings/{id}/cases/{}", line.item.id)).collect()
    }
}

/// Rows of a list, first cells only.
fn names(page: &Answer) -> Vec<String> {
    let text = page.text();
    let Some((_, body)) = text.split_once("<tbody>") else { return Vec::new() };
    let rows = body.split("</tbody>").next().unwrap().split("<tr>").skip(1);
    let name = |row: &str| crate::app::words_of(row.split("</a>").next().unwrap().rsplit('>').next().unwrap());
    rows.map(name).collect()
}

async fn a_commission_is_made_by_its_order(t: TestApp) {
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    let chair = somebody(&t, "chair", "Захарова Елена Викторовна", Role::Member).await;
    assert!(zoya.get("/commissions").await.words().contains("Комиссий пока нет."));
    let empty = zoya.post("/commissions/new", &[("name", "АК"), ("from", "01.09.2026"), ("to", "01.08.2026")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        ["Укажите номер приказа о составе комиссии.", "Укажите дату приказа, например 28.08.2026.",]
    );
    assert!(empty.text().contains("value=\"01.08.2026\""), "what was typed comes back");
    let fields = [("name", "Аттестационная комиссия"), ("order_number", "15-р"), ("order_date", "28.08.2026")];
    let backwards = [fields.as_slice(), &[("from", "01.09.2026"), ("to", "01.08.2026")]].concat();
    assert_eq!(
        zoya.post("/commissions/new", &backwards).await.faults(),
        ["Последний день раньше первого. Проверьте даты."]
    );
    let made = zoya.post("/commissions/new", &[fields.as_slice(), &[("from", "01.09.2026")]].concat()).await;
    let home = made.to().to_owned();
    let page = zoya.get(&home).await.words();
    assert!(
        page.contains("Состав: приказ № 15-р от 28.08.2026. Действует с 1 сентября 2026, без окончания действует"),
        "{page}"
    );
    assert!(
        page.contains("Открыть заседание нельзя: в составе 0 членов, нужно не меньше 7; нет представителя профсоюза; нет председателя; нет секретаря."),
        "{page}"
    );
    let members = format!("{home}/members");
    let order = [("order_number", "15-р"), ("order_date", "28.08.2026"), ("from", "01.09.2026")];
    let nobody = zoya.post(&members, &order).await;
    assert_eq!(
        nobody.faults(),
        ["Укажите фамилию, имя и отчество или выберите кабинет.", "Выберите, кто это в комиссии."]
    );
    let seat = chair.seat.to_string();
    let added = zoya.post(&members, &[order.as_slice(), &[("seat", &seat), ("position", "chair")]].concat()).await;
    assert_eq!(added.to(), home);
    let again = zoya.post(&members, &[order.as_slice(), &[("seat", &seat), ("position", "member")]].concat()).await;
    assert_eq!(again.faults(), ["Этот человек уже есть в комиссии. Выберите его в поле «О ком запись»."]);
    let named = [("name", "Фролов Андрей Петрович"), ("position", "secretary"), ("union", "yes")];
    assert_eq!(zoya.post(&members, &[order.as_slice(), &named].concat()).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("в составе 2 члена, нужно не меньше 7. "), "{page}");
    assert!(
        page.contains("Захарова Елена Викторовна председатель есть приказ № 15-р от 28.08.2026 с 1 сентября 2026"),
        "{page}"
    );
    assert!(page.contains("Фролов Андрей Петрович секретарь представитель профсоюза нет"), "{page}");
    assert_eq!(
        t.journal().await.split_off(2),
        [
            "commission.created: внесена комиссия «Аттестационная комиссия»",
            "commission.member: состав комиссии: Захарова\u{a0}Е.\u{a0}В. — председатель с 1\u{a0}сентября 2026, приказ №\u{a0}15-р от 28.08.2026",
            "commission.member: состав комиссии: Фролов\u{a0}А.\u{a0}П. — секретарь с 1\u{a0}сентября 2026, приказ №\u{a0}15-р от 28.08.2026",
        ]
    );
}

async fn a_commission_is_put_right_until_its_first_session(t: TestApp) {
    let w = world(t).await;
    let new =
        [("name", "Комиссия культуры"), ("order_number", "30-р"), ("order_date", "20.11.2026"), ("from", "23.11.2026")];
    let path = "/commissions/new";
    let late = [new[0], new[1], ("order_date", "01.01.2030"), new[3]];
    assert_eq!(
        w.zoya.post(path, &late).await.faults(),
        ["Приказ не может быть позже первого дня работы комиссии. Проверьте даты."]
    );
    let (first, second) = tokio::join!(w.zoya.post(path, &new), w.zoya.post(path, &new));
    let (made, again) = if first.status == StatusCode::SEE_OTHER { (first, second) } else { (second, first) };
    let known = ["Комиссия с таким названием по этому приказу уже внесена: она есть в списке комиссий."];
    assert_eq!(again.faults(), known);
    let home = made.to().to_owned();
    assert_eq!(w.t.count("select count(*) from commissions").await, 2);

    let correction = format!("{home}/correction");
    let page = w.zoya.get(&correction).await;
    assert!(
        page.text().contains("value=\"23.11.2026\"") && page.words().contains("Убрать комиссию"),
        "{}",
        page.words()
    );
    let right = [new[0], ("order_number", "31-р"), new[2], new[3], ("to", "31.08.2027")];
    assert_eq!(w.zoya.post(&correction, &right).await.to(), home);
    assert_eq!(
        w.t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "commission.changed: комиссия исправлена: было «Комиссия культуры», приказ № 30-р от 20.11.2026, с 23 ноября 2026, без окончания; стало «Комиссия культуры», приказ № 31-р от 20.11.2026, с 23 ноября 2026 по 31 августа 2027"
    );
    let of_region = [
        ("name", "Аттестационная комиссия Томской области"),
        ("order_number", "15-р"),
        ("order_date", "28.08.2026"),
        ("from", "01.09.2026"),
    ];
    assert_eq!(w.zoya.post(&correction, &of_region).await.faults(), known);
    assert_eq!(w.zoya.post(&format!("{home}/removal"), &[]).await.to(), "/commissions");
    assert_eq!(w.zoya.get(&home).await.status, StatusCode::NOT_FOUND);

    let home = format!("/commissions/{}", w.commission);
    let correction = format!("{home}/correction");
    let outside = [of_region[0], of_region[1], of_region[2], ("from", "02.09.2026")];
    assert_eq!(
        w.zoya.post(&correction, &outside).await.faults(),
        [
            "В этот срок не попадает 1 сентября 2026: в этот день начинается запись о составе или назначено заседание. Измените срок."
        ]
    );
    w.planned("2026-12-14", &[]).await;
    let planned = w.zoya.post(&format!("{home}/removal"), &[]).await;
    assert_eq!(planned.status, StatusCode::CONFLICT);
    assert!(planned.words().contains("Комиссии назначали заседание, убрать её нельзя."), "{}", planned.words());
    assert!(!w.zoya.get(&correction).await.words().contains("Убрать комиссию"));
    w.open(7, &[]).await;
    let opened = w.zoya.get(&correction).await;
    assert_eq!(opened.status, StatusCode::CONFLICT);
    let why = "Комиссия уже проводила заседание: её название, приказ и первый день не меняются. Закончить её можно по приказу.";
    assert!(opened.words().contains(why), "{}", opened.words());
    assert_eq!(w.zoya.post(&correction, &of_region).await.faults(), [why]);
    assert!(!w.zoya.get(&home).await.words().contains("Исправить запись"));
}

async fn a_commission_ends_by_an_order(t: TestApp) {
    let w = world(t).await;
    let home = format!("/commissions/{}", w.commission);
    let ending = format!("{home}/ending");
    assert!(
        w.zoya.get(&ending).await.words().contains("Сейчас комиссия действует с 1 сентября 2026 по 31 августа 2027.")
    );
    let order = |to: &'static str| [("to", to), ("order_number", "40-р"), ("order_date", "20.11.2026")];
    assert_eq!(
        w.zoya.post(&ending, &[]).await.faults(),
        [
            "Укажите последний день работы комиссии, например 31.08.2027.",
            "Укажите номер приказа об окончании работы комиссии.",
            "Укажите дату приказа, например 28.08.2026.",
        ]
    );
    assert_eq!(
        w.zoya.post(&ending, &order("31.08.2026")).await.faults(),
        ["Комиссия действует с 1 сентября 2026 по 31 августа 2027. Последний день не может быть раньше первого."]
    );
    assert_eq!(
        w.zoya.post(&ending, &order("31.08.2027")).await.faults(),
        ["Этот последний день уже записан. Укажите другой."]
    );
    w.planned("2026-12-14", &[]).await;
    assert_eq!(
        w.zoya.post(&ending, &order("13.12.2026")).await.faults(),
        [
            "На 14 декабря 2026 назначено заседание этой комиссии или оно уже прошло. Укажите этот день или более поздний либо перенесите заседание."
        ]
    );
    assert_eq!(w.zoya.post(&ending, &order("31.12.2026")).await.to(), home);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Действует с 1 сентября 2026 по 31 декабря 2026 действует"), "{page}");
    let told =
        "комиссия «Аттестационная комиссия Томской области» действует по 31 декабря 2026, приказ № 40-р от 20.11.2026";
    assert!(page.contains(&format!("Об окончании записано: {told}.")), "{page}");
    assert_eq!(w.t.journal().await.pop().unwrap().replace('\u{a0}', " "), format!("commission.ended: {told}"));
    let after = [
        ("commission", w.commission.to_string()),
        ("held_on", "11.01.2027".to_owned()),
        ("begins", "10:00".to_owned()),
        ("place", "Томск".to_owned()),
    ];
    let after: Vec<(&str, &str)> = after.iter().map(|(field, value)| (*field, value.as_str())).collect();
    assert_eq!(
        w.zoya.post("/sittings/new", &after).await.faults(),
        ["Комиссия действует с 1 сентября 2026 по 31 декабря 2026. Выберите день в этом сроке."]
    );
}

async fn nobody_is_in_a_commission_twice(t: TestApp) {
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    let home = format!("/commissions/{}", empty_commission(&t, "Аттестационная комиссия").await);
    let members = format!("{home}/members");
    let order = [("order_number", "15-р"), ("order_date", "28.08.2026"), ("from", "01.09.2026")];
    let new =
        [order.as_slice(), &[("name", "Петров Пётр Петрович"), ("email", "petrov@example.org"), ("position", "chair")]]
            .concat();
    let (first, second) = tokio::join!(zoya.post(&members, &new), zoya.post(&members, &new));
    assert_eq!([&first, &second].iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count(), 1);
    assert_eq!(t.count("select count(*) from commission_members").await, 1);
    let there =
        ["Этот человек уже есть в комиссии. Выберите его в поле «О ком запись». Если это тёзка, укажите его почту."];
    assert_eq!(zoya.post(&members, &new).await.faults(), there);
    let plain = [order.as_slice(), &[("name", "Петров  Петр Петрович"), ("position", "member")]].concat();
    assert_eq!(zoya.post(&members, &plain).await.faults(), there);
    let namesake = [plain.as_slice(), &[("email", "other@example.org")]].concat();
    assert_eq!(zoya.post(&members, &namesake).await.to(), home);
    assert_eq!(t.count("select count(*) from commission_members").await, 2);
}

async fn a_mistaken_row_is_taken_back_until_a_session(t: TestApp) {
    let w = world(t).await;
    let home = format!("/commissions/{}", w.commission);
    let removal = format!("{home}/members/removal");
    let dmitry = w.members[6].person.to_string();
    let row = |from: &'static str| [("person", dmitry.as_str()), ("from", from)];
    let left = [
        ("person", dmitry.as_str()),
        ("position", "left"),
        ("order_number", "20-р"),
        ("order_date", "20.11.2026"),
        ("from", "20.11.2026"),
    ];
    assert_eq!(w.zoya.post(&format!("{home}/members"), &left).await.to(), home);
    let replaced = w.zoya.post(&removal, &row("2026-09-01")).await;
    assert_eq!(replaced.status, StatusCode::CONFLICT);
    assert!(replaced.words().contains("Эту запись уже убрали или заменили."), "{}", replaced.words());
    assert!(
        w.zoya
            .get(&home)
            .await
            .words()
            .contains("Убрать ошибочную запись : Соколов Дмитрий Алексеевич, с 20 ноября 2026")
    );
    assert_eq!(w.zoya.post(&removal, &row("2026-11-20")).await.to(), home);
    assert_eq!(w.t.count("select count(*) from commission_members").await, 7);
    assert_eq!(
        w.t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "commission.member: состав комиссии: убрана запись Соколов Д. А. — выбыл из состава с 20 ноября 2026"
    );
    assert_eq!(w.zoya.post(&removal, &[]).await.status, StatusCode::BAD_REQUEST);
    w.open(5, &[]).await;
    let held = w.zoya.post(&removal, &row("2026-09-01")).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    assert!(held.words().contains("С этой записью уже открывали заседание, убрать её нельзя."), "{}", held.words());
    assert!(!w.zoya.get(&home).await.words().contains("Убрать ошибочную запись"));
    assert_eq!(w.t.count("select count(*) from commission_members").await, 7);
}

async fn members_change_by_new_rows_only(t: TestApp) {
    let w = world(t).await;
    let home = format!("/commissions/{}", w.commission);
    let dmitry = w.members[6].person.to_string();
    let fields = |from: &'static str| {
        vec![
            ("person", dmitry.as_str()),
            ("position", "left"),
            ("order_number", "20-р"),
            ("order_date", "20.11.2026"),
            ("from", from),
        ]
    };
    let members = format!("{home}/members");
    let same = w.zoya.post(&members, &fields("01.09.2026")).await;
    assert_eq!(same.faults(), ["О составе с 1 сентября 2026 этот человек уже записан. Выберите другой день."]);
    let outside = w.zoya.post(&members, &fields("01.09.2027")).await;
    assert_eq!(
        outside.faults(),
        ["Комиссия действует с 1 сентября 2026 по 31 августа 2027. Укажите день в этом сроке."]
    );
    w.open(5, &[]).await;
    let held = w.zoya.post(&members, &fields("23.11.2026")).await;
    assert_eq!(
        held.faults(),
        [
            "Заседание 23 ноября 2026 уже открывали в прежнем составе. Изменение может действовать только с более позднего дня."
        ]
    );
    assert_eq!(w.zoya.post(&members, &fields("24.11.2026")).await.to(), home);
    assert!(w.zoya.get(&home).await.words().contains("Соколов Дмитрий Алексеевич член комиссии есть"));
    w.t.later(SignedDuration::from_hours(24));
    let zoya = w.centre.again(&w.t).await;
    let page = zoya.get(&home).await.words();
    assert!(page.contains("в составе 6 членов, нужно не меньше 7"), "{page}");
    assert!(
        page.contains("Соколов Дмитрий Алексеевич — выбыл из состава с 24 ноября 2026, приказ № 20-р от 20.11.2026"),
        "{page}"
    );
    assert_eq!(w.t.count("select count(*) from commission_members").await, 8, "the earlier row stays");
    let sitting = w.planned("2026-11-24", &[]).await;
    let opened = zoya.post(&format!("/sittings/{}/opening", sitting.id), &[]).await;
    assert_eq!(opened.status, StatusCode::CONFLICT);
    let why = "Открыть заседание нельзя: в составе 6 членов, нужно не меньше 7. Внесите изменения в состав комиссии.";
    assert!(opened.words().contains(why), "{}", opened.words());
    assert_eq!(w.t.count("select count(*) from sittings where stage = 'open'").await, 1);
}

async fn rules_are_dated_settings(t: TestApp) {
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    let page = zoya.get("/settings/commission").await.words();
    assert!(page.contains("Кворум: часть членов 2/3 с 1 сентября 2023 по 31 августа 2029 действует"), "{page}");
    assert!(page.contains("не сверено порядок другого региона, с текстом приказа № 196 не сверено"), "{page}");
    let base = [("code", "quorum"), ("legal_ref", "положение о комиссии, п. 5")];
    let wrong = zoya
        .post("/settings/commission", &[base.as_slice(), &[("amount", "5"), ("from", "01.09.2023")]].concat())
        .await;
    assert_eq!(wrong.faults(), ["Для числа членов укажите целое число, например 7, для кворума дробь, например 2/3."]);
    let early = zoya
        .post("/settings/commission", &[base.as_slice(), &[("amount", "3/4"), ("from", "01.09.2023")]].concat())
        .await;
    assert_eq!(early.faults(), ["С 1 сентября 2023 версия уже есть. Выберите другой день."]);
    let past = zoya
        .post("/settings/commission", &[base.as_slice(), &[("amount", "3/4"), ("from", "22.11.2026")]].concat())
        .await;
    let why = "Заседания с этого дня уже прошли по прежнему правилу. Выберите сегодняшний день или более поздний.";
    assert_eq!(past.faults(), [why]);
    let put = zoya
        .post("/settings/commission", &[base.as_slice(), &[("amount", "3/4"), ("from", "24.11.2026")]].concat())
        .await;
    assert_eq!(put.to(), "/settings/commission");
    let quorum = async |day: &str| {
        let day = day.parse().unwrap();
        t.app.db.read(move |reader| commission::rules_on(reader, day)).await.unwrap().quorum
    };
    assert_eq!((quorum("2026-11-23").await, quorum("2026-11-24").await), ((2, 3), (3, 4)));
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "commission.rule: Кворум: часть членов, с 24 ноября 2026 по 31 августа 2029: было «2/3», стало «3/4»; основание: положение о комиссии, п. 5"
    );
}

async fn an_agenda_is_made_of_ready_cases(t: TestApp) {
    let w = world(t).await;
    let first = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let second = w.concluded("Белов Сергей Николаевич", Category::Highest).await;
    let third = w.concluded("Гусев Пётр Львович", Category::Mentor).await;
    let waiting = w.t.application_of(w.school, "Зимина Анна Олеговна", Category::First, "2026-10-01").await;
    let sitting = w.planned("2027-01-15", &[]).await;
    let home = format!("/sittings/{}", sitting.id);
    let agenda = format!("{home}/agenda");
    let page = w.zoya.get(&agenda).await;
    assert_eq!(names(&page), ["Орлова Ольга Андреевна", "Белов Сергей Николаевич", "Гусев Пётр Львович"]);
    assert!(
        page.words().contains("30 декабря 2026 поздно заседание позже последнего дня решения, 30 декабря 2026"),
        "{}",
        page.words()
    );
    let lacking = page.words().matches("внимание заявления в деле нет, документы не проверены").count();
    assert_eq!(lacking, 3, "{}", page.words());
    let nothing = w.zoya.post(&agenda, &[("do", "add")]).await;
    assert_eq!(nothing.to(), agenda);
    let ids: Vec<String> = [&first, &second, &third, &waiting].iter().map(|case| case.id.to_string()).collect();
    let added = w.zoya.post(&agenda, &[("do", "add"), ("case", &ids[0]), ("case", &ids[1]), ("case", &ids[2])]).await;
    assert_eq!(added.to(), home);
    let early = w.zoya.post(&agenda, &[("do", "add"), ("case", &ids[3])]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(
        early.words().contains("Нельзя включить в повестку: дело сейчас в состоянии «зарегистрировано»"),
        "{}",
        early.words()
    );
    let page = w.zoya.get(&home).await;
    assert_eq!(names(&page), ["Орлова Ольга Андреевна", "Белов Сергей Николаевич", "Гусев Пётр Львович"]);
    assert!(page.words().contains("30 декабря 2026 поздно заседание позже"), "{}", page.words());
    let items: Vec<String> =
        w.homes(&sitting).await.iter().map(|home| home.rsplit('/').next().unwrap().to_owned()).collect();
    w.zoya.post(&agenda, &[("do", "first"), ("item", &items[1]), ("item", &items[2])]).await;
    assert_eq!(
        names(&w.zoya.get(&home).await),
        ["Белов Сергей Николаевич", "Гусев Пётр Львович", "Орлова Ольга Андреевна"]
    );
    w.zoya.post(&agenda, &[("do", "last"), ("item", &items[1])]).await;
    assert_eq!(
        names(&w.zoya.get(&home).await),
        ["Гусев Пётр Львович", "Орлова Ольга Андреевна", "Белов Сергей Николаевич"]
    );
    let other = w.planned("2026-12-15", &[]).await;
    let twice = w.zoya.post(&format!("/sittings/{}/agenda", other.id), &[("do", "add"), ("case", &ids[0])]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.words().contains("Дело 2026-0001 уже стоит в повестке другого заседания."), "{}", twice.words());
    assert_eq!(w.zoya.post(&agenda, &[("do", "remove"), ("item", &items[0])]).await.to(), home);
    assert_eq!(names(&w.zoya.get(&agenda).await), ["Орлова Ольга Андреевна"], "it may stand on another agenda");
    let moved = w.zoya.post(&format!("/sittings/{}/agenda", other.id), &[("do", "add"), ("case", &ids[0])]).await;
    assert_eq!(moved.to(), format!("/sittings/{}", other.id));
    let cancelled = w.zoya.post(&format!("{home}/cancellation"), &[("reason", "нет кворума")]).await;
    assert_eq!(cancelled.to(), home);
    assert_eq!(names(&w.zoya.get(&agenda).await), ["Белов Сергей Николаевич", "Гусев Пётр Львович"]);
}

async fn lists_cost_the_same_for_one_row_and_three(t: TestApp) {
    let w = world(t).await;
    let mut asked: Vec<Vec<u64>> = Vec::new();
    let sitting = w.planned("2026-11-23", &[]).await;
    let home = format!("/sittings/{}", sitting.id);
    let agenda = format!("{home}/agenda");
    for at in 1..=3 {
        let ready =
            w.concluded("Орлова Ольга Андреевна", [Category::First, Category::Highest, Category::Mentor][at - 1]).await;
        w.concluded("Белов Сергей Николаевич", Category::First).await;
        w.planned("2026-12-01", &[]).await;
        empty_commission(&w.t, "Ещё одна комиссия").await;
        let fresh = commission_sitting(&w, &sitting).await;
        w.t.made(move |act| commission::put_on_agenda(act, &fresh, &[ready]).map(drop)).await;
        let mut counts = Vec::new();
        for (by, path) in [
            (&w.zoya, "/sittings"),
            (&w.zoya, "/commissions"),
            (&w.zoya, home.as_str()),
            (&w.zoya, agenda.as_str()),
            (&w.members[0].visitor, "/sittings"),
            (&w.members[0].visitor, home.as_str()),
        ] {
            let before = w.t.app.db.asked().count();
            let page = by.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            counts.push(w.t.app.db.asked().count() - before);
        }
        assert_eq!(names(&w.zoya.get(&home).await).len(), at);
        asked.push(counts);
    }
    assert_eq!(asked[0], asked[2]);
}

async fn commission_sitting(w: &World, sitting: &Sitting) -> Sitting {
    let id = sitting.id;
    let found = w.t.app.db.read(move |reader| commission::sitting_by_id(reader, id).map_err(Failure::from));
    found.await.unwrap().unwrap()
}

/// The values of one column as text.
pub async fn column(t: &TestApp, sql: &'static str, of: String) -> Vec<String> {
    let read =
        t.app.db.read(move |reader| reader.rows(sql, values![&of], |row| row.get::<String>(0)).map_err(Failure::from));
    read.await.unwrap()
}
