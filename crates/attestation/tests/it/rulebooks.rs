//! Rules as the centre keeps them by days: of attestations for fitness, of commissions, of who may apply.

use attestation::accounts::Role;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::deadlines::rows;
use crate::fitness::{self, SESSION, but, days, done, faults};
use crate::on_both;

on_both!(
    rules_of_fitness_are_shown_and_changed,
    a_rule_is_taken_back_before_it_begins,
    a_mistake_is_put_right_the_same_day,
    what_does_not_fit_stands_at_its_field,
    a_begun_attestation_keeps_its_numbers,
    a_session_needs_its_quorum,
    rules_of_applying_are_shown_and_changed,
    two_hands_at_one_rule,
    only_the_centre_keeps_rules,
    pages_ask_the_same_number_of_questions,
);

const FITNESS: &str = "/settings/fitness";
const FITNESS_CHECK: &str = "/settings/fitness/check";
const APPLYING: &str = "/settings/eligibility";
const APPLYING_CHECK: &str = "/settings/eligibility/check";
const CAPTION: &str = "Версии правил";

/// A new version of a rule of fitness.
fn rule<'r>(code: &'r str, amount: &'r str, from: &'r str) -> [(&'r str, &'r str); 5] {
    [
        ("code", code),
        ("amount", amount),
        ("from", from),
        ("legal_ref", "приказ № 5 от 01.11.2026, п. 3"),
        ("remark", ""),
    ]
}

async fn put(zoya: &Visitor, path: &str, form: &[(&str, &str)]) {
    let answer = zoya.post(path, form).await;
    assert_eq!(answer.to(), path, "{:?}", answer.faults());
}

async fn rules_of_fitness_are_shown_and_changed(t: TestApp) {
    let zoya = t.zoya().await;
    assert!(zoya.get("/settings").await.text().contains("href=\"/settings/fitness\""));
    let basis = "с 1 сентября 2023 по 31 августа 2029 действует | приказ Минпросвещения России от 24.03.2023 № 196 не сверено с текстом приказа | внесено при установке системы";
    assert_eq!(
        rows(&zoya.get(FITNESS).await, CAPTION),
        [
            format!("Членов в комиссии организации не меньше | 5 | {basis}"),
            format!("Кворум: часть членов комиссии | 2/3 | {basis}"),
            format!("При равном числе голосов | работник соответствует должности | {basis}"),
            format!("Свидетелей отказа работника не меньше | 2 | {basis}"),
            "За сколько дней до последнего дня пора аттестовать | 90 дней | с 1 сентября 2023, без окончания действует | порядок Центра: приказ и представление — по 30 дней, остальное на праздники и документы не сверено число дней нормативным документом не названо | внесено при установке системы".to_owned(),
        ]
    );
    let check = zoya.post(FITNESS_CHECK, &rule("members", "7", "01.01.2027")).await.words();
    assert!(check.starts_with("Членов в комиссии организации не меньше Проверьте новую версию правила Было 5 Станет 7 Действует с 1 января 2027 по 31 августа 2029 Основание приказ № 5 от 01.11.2026, п. 3 Версия, которая действует с 1 сентября 2023, закончится 31 декабря 2026. По новому правилу пойдут аттестации, которые запланируют с 1 января 2027. Начатые раньше идут по прежнему."), "{check}");
    assert_eq!(t.count("select count(*) from fitness_rules").await, 5, "a check changes nothing");
    let back = [rule("members", "7", "01.01.2027").as_slice(), &[("back", "yes")]].concat();
    let form = zoya.post(FITNESS, &back).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains("value=\"01.01.2027\""), "what was typed is there");
    assert_eq!(t.count("select count(*) from fitness_rules").await, 5, "back changes nothing");

    put(&zoya, FITNESS, &rule("members", "7", "01.01.2027")).await;
    let tie = [rule("tie", "", "01.01.2027").as_slice(), &[("tie", "not")]].concat();
    put(&zoya, FITNESS, &tie).await;
    let lines = rows(&zoya.get(FITNESS).await, CAPTION);
    assert_eq!(lines.len(), 7);
    assert!(lines[0].starts_with("Членов в комиссии организации не меньше | 7 | с 1 января 2027 по 31 августа 2029 начнёт действовать | приказ № 5 от 01.11.2026, п. 3 | "), "{}", lines[0]);
    assert!(lines[1].contains("| 5 | с 1 сентября 2023 по 31 декабря 2026 действует |"), "{}", lines[1]);
    assert!(lines[3].contains("| работник не соответствует должности |"), "{}", lines[3]);
    let told: Vec<String> = t.journal().await.into_iter().map(|line| line.replace('\u{a0}', " ")).collect();
    assert_eq!(
        told[told.len() - 2..],
        [
            "fitness.rule: Членов в комиссии организации не меньше, с 1 января 2027 по 31 августа 2029: было «5», стало «7»; основание: приказ № 5 от 01.11.2026, п. 3",
            "fitness.rule: При равном числе голосов, с 1 января 2027 по 31 августа 2029: было «работник соответствует должности», стало «работник не соответствует должности»; основание: приказ № 5 от 01.11.2026, п. 3",
        ]
    );
}

async fn a_rule_is_taken_back_before_it_begins(t: TestApp) {
    let zoya = t.zoya().await;
    let before = rows(&zoya.get(FITNESS).await, CAPTION);
    put(&zoya, FITNESS, &rule("members", "7", "01.01.2027")).await;
    assert!(rows(&zoya.get(FITNESS).await, CAPTION)[0].ends_with("Отозвать версию"));
    let back = [("code", "members"), ("from", "2027-01-01")];
    let path = format!("{FITNESS}/withdrawal");
    assert_eq!(zoya.post(&path, &back).await.to(), FITNESS);
    assert_eq!(rows(&zoya.get(FITNESS).await, CAPTION), before);
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "rule.withdrawn: Членов в комиссии организации не меньше, с 1 января 2027 по 31 августа 2029: отозвано «7»"
    );
    // Pressed twice, it is done, and told of once; another hand is told that it is not there any more.
    let told = t.journal().await.len();
    let again = zoya.post(&path, &back).await;
    assert_eq!((again.to(), t.journal().await.len()), (FITNESS, told));
    t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let other = t.enter("vera").await.post(&path, &back).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "it is not there any more");
    let begun = zoya.post(&path, &[("code", "members"), ("from", "2023-09-01")]).await;
    assert_eq!(begun.status, StatusCode::CONFLICT);
}

async fn what_does_not_fit_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let said = async |path: &str, form: &[(&str, &str)]| {
        let answer = zoya.post(path, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
        answer.faults()
    };
    let empty = [
        "Выберите, какое правило меняется.",
        "Укажите первый день новой версии, например 01.01.2027.",
        "Укажите основание: документ, его дату и номер.",
    ];
    assert_eq!(said(FITNESS_CHECK, &[]).await, empty);
    assert_eq!(said(FITNESS, &[]).await, empty);
    assert_eq!(
        said(FITNESS_CHECK, &rule("quorum", "5", "01.01.2027")).await,
        ["Для кворума укажите дробь, например 2/3."]
    );
    assert_eq!(
        said(FITNESS_CHECK, &rule("quorum", "4/3", "01.01.2027")).await,
        ["Для кворума укажите дробь, например 2/3."]
    );
    assert_eq!(
        said(FITNESS_CHECK, &rule("witnesses", "0", "01.01.2027")).await,
        ["Укажите целое число от 1 до 99, например 5."]
    );
    assert_eq!(
        said(FITNESS_CHECK, &rule("tie", "1", "01.01.2027")).await,
        ["Выберите, что решено при равном числе голосов."]
    );
    let hole = "С 1 сентября 2029 по 31 декабря 2029 не действовала бы ни одна версия. Измените дни, чтобы версии шли без перерыва.";
    assert_eq!(said(FITNESS_CHECK, &rule("members", "7", "01.01.2030")).await, [hole]);
    put(&zoya, FITNESS, &rule("members", "7", "01.01.2027")).await;
    let overlap = [rule("members", "6", "01.01.2026").as_slice(), &[("to", "31.03.2027")]].concat();
    assert_eq!(
        said(FITNESS, &overlap).await,
        [
            "С 1 января 2027 по 31 марта 2027 действовали бы сразу две версии. Измените дни, чтобы версии не накладывались."
        ]
    );
    let same =
        [("code", "members"), ("amount", "7"), ("from", "01.02.2027"), ("legal_ref", "приказ № 5 от 01.11.2026, п. 3")];
    assert_eq!(
        said(FITNESS, &same).await,
        ["Новая версия ничем не отличается от действующей. Измените правило, основание или замечание."]
    );
    assert_eq!(said(APPLYING_CHECK, &[("code", "first")]).await[0], "Выберите, что нужно педагогу.");
    assert_eq!(t.count("select count(*) from fitness_rules").await, 6);
}

async fn a_begun_attestation_keeps_its_numbers(t: TestApp) {
    let zoya = t.zoya().await;
    let (_, home) = fitness::ordered(&t).await;
    put(&zoya, FITNESS, &rule("members", "7", "24.11.2026")).await;
    put(&zoya, FITNESS, &rule("witnesses", "3", "24.11.2026")).await;
    put(&zoya, FITNESS, &[rule("tie", "", "24.11.2026").as_slice(), &[("tie", "not")]].concat()).await;
    t.later(days(1));
    let kira = t.enter("kira").await;
    let form = kira.get(&format!("{home}/showing")).await.words();
    assert!(form.contains("Не меньше 2 человек, каждый с новой строки."), "{form}");
    done(&kira, &format!("{home}/showing"), &[("shown", "24.11.2026"), ("how", "read")]).await;
    t.later(days(49));
    let kira = t.enter("kira").await;
    let form = kira.get(&format!("{home}/session")).await.words();
    assert!(form.contains("При равном числе голосов работник соответствует должности."), "{form}");
    let tie = but(SESSION, "for", "2").into_iter();
    let tie: Vec<_> = tie
        .map(|(name, value)| match name {
            "against" => (name, "2"),
            "abstained" => (name, "1"),
            _ => (name, value),
        })
        .collect();
    let page = done(&kira, &format!("{home}/session"), &tie).await;
    assert!(page.starts_with("Заседание записано: соответствует занимаемой должности."), "{page}");
    done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &[("read", "12.01.2027"), ("how", "read")]).await;
    done(&kira, &format!("{home}/closing"), &[]).await;
    let page = done(&kira, &format!("{home}/plan"), &[("reason", "решение отменил суд")]).await;
    assert!(page.contains("запланирована"), "{page}");
    assert_eq!(
        t.count(
            "select least_members * 100 + least_witnesses * 10 + tie_fits from fitness_cases where stage = 'planned'"
        )
        .await,
        730
    );
    assert_eq!(
        t.count(
            "select least_members * 100 + least_witnesses * 10 + tie_fits from fitness_cases where stage = 'closed'"
        )
        .await,
        521
    );
}

async fn a_session_needs_its_quorum(t: TestApp) {
    let (kira, home) = fitness::ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(50));
    let kira = t.enter("kira").await;
    let path = format!("{home}/session");
    let form = kira.get(&path).await.words();
    assert!(form.contains("Решать можно, когда присутствуют не меньше 2/3 членов комиссии."), "{form}");
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "absent", "Белов Сергей Николаевич\nПанова Алла Борисовна")).await,
        [
            "Кворума нет: присутствуют 3 из 5 членов комиссии, а нужно не меньше 4 (2/3). Проверьте число или отложите аттестацию."
        ]
    );
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "absent", "Кто-то другой")).await,
        ["«Кто-то другой»: непонятно, кто это из членов комиссии. Напишите фамилию, имя и отчество так, как в списке."]
    );
    assert_eq!(
        faults(&kira, &path, &but(SESSION, "absent", "Белов Сергей")).await,
        ["Голосуют 4 человека, а «за», «против» и воздержавшихся вместе 5. Проверьте числа."]
    );
    let one_less = but(SESSION, "absent", "юдина лариса олеговна").into_iter();
    let one_less: Vec<_> =
        one_less.map(|(name, value)| if name == "for" { (name, "3") } else { (name, value) }).collect();
    let page = done(&kira, &path, &one_less).await;
    assert!(page.contains("Отсутствовали Юдина Лариса Олеговна, представитель профсоюза Решение"), "{page}");
    let paper = fitness::text_of(&kira.get(&format!("{home}/papers/protocol")).await).replace('\u{a0}', " ");
    let who =
        "Присутствуют: 4 из 5, кворум есть (нужно 4). Отсутствовали: Юдина Лариса Олеговна, представитель профсоюза.";
    assert!(paper.contains(who), "{paper}");
    let signing = paper.split("Подписи:").nth(1).unwrap();
    assert!(signing.contains("Белов Сергей Николаевич") && !signing.contains("Юдина"), "{signing}");
    let printed = kira.get(&format!("{home}/papers/protocol/pdf")).await;
    let printed = crate::reading::text(&printed.bytes);
    let signing = printed.split("Подписи").nth(1).unwrap();
    assert!(signing.contains("Белов Сергей Николаевич") && !signing.contains("Юдина"), "{signing}");
    // A session held before the absent were asked about keeps its number, and everybody's line.
    t.made(|act| Ok(act.run("update fitness_cases set absent = null", &[])?)).await;
    let paper = fitness::text_of(&kira.get(&format!("{home}/papers/protocol")).await).replace('\u{a0}', " ");
    assert!(!paper.contains("Отсутствовали"), "{paper}");
    assert!(paper.split("Подписи:").nth(1).unwrap().contains("Юдина"), "{paper}");
    let form = kira.get(&format!("{home}/correction")).await.text();
    assert!(form.contains("Сколько членов комиссии присутствовало") && !form.contains("name=\"absent\""), "{form}");
}

async fn rules_of_applying_are_shown_and_changed(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    assert!(zoya.get("/settings").await.text().contains("href=\"/settings/eligibility\""));
    let lines = rows(&zoya.get(APPLYING).await, CAPTION);
    assert_eq!(lines.len(), 4);
    assert_eq!(
        lines[1],
        "Высшая категория | нужна первая или высшая категория по любой должности, действующая или прежняя | с 1 сентября 2023 по 31 августа 2029 действует | приказ Минпросвещения России от 24.03.2023 № 196: есть или была первая либо высшая категория по любой должности | внесено при установке системы"
    );
    let olga = t.enter("olga").await;
    let highest = [("post", "P27"), ("category", "highest"), ("said", "none")];
    let no = olga.post("/drafts/new", &highest).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open = [
        ("code", "highest"),
        ("needs", "nothing"),
        ("from", "24.11.2026"),
        ("legal_ref", "приказ № 7 от 20.11.2026"),
        ("remark", "не сверено с текстом приказа"),
    ];
    let check = zoya.post(APPLYING_CHECK, &open).await.words();
    assert!(check.starts_with("Высшая категория Проверьте новую версию правила Было нужна первая или высшая категория по любой должности, действующая или прежняя Станет категория не нужна; стаж и перерыв в работе значения не имеют Действует с 24 ноября 2026 по 31 августа 2029 Основание приказ № 7 от 20.11.2026 Не сверено не сверено с текстом приказа Версия, которая действует с 1 сентября 2023, закончится 23 ноября 2026. Новое правило действует для заявлений, поданных с 24 ноября 2026. Поданных раньше оно не касается."), "{check}");
    put(&zoya, APPLYING, &open).await;
    let told = t.journal().await.pop().unwrap().replace('\u{a0}', " ");
    assert_eq!(
        told,
        "eligibility.rule: Высшая категория, с 24 ноября 2026 по 31 августа 2029: было «нужна первая или высшая категория по любой должности, действующая или прежняя», стало «категория не нужна; стаж и перерыв в работе значения не имеют»; основание: приказ № 7 от 20.11.2026"
    );
    let lines = rows(&zoya.get(APPLYING).await, CAPTION);
    assert!(
        lines[1].contains("приказ № 7 от 20.11.2026 не сверено с текстом приказа | Ильина Зоя, 23.11.2026 14:00"),
        "{}",
        lines[1]
    );
    let today = olga.post("/drafts/new", &highest).await;
    assert_eq!(today.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not in force yet");
    t.later(days(1));
    let olga = t.enter("olga").await;
    let begun = olga.post("/drafts/new", &highest).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{:?}", begun.faults());
    assert!(begun.to().starts_with("/drafts/"), "{}", begun.to());
}

async fn a_mistake_is_put_right_the_same_day(t: TestApp) {
    let zoya = t.zoya().await;
    assert!(zoya.get(FITNESS).await.words().contains("Исправить версию с этим же первым днём"));
    put(&zoya, FITNESS, &rule("members", "70", "23.11.2026")).await;
    let right = rule("members", "7", "23.11.2026");
    let taken = ["С 23 ноября 2026 версия уже есть. Выберите другой день."];
    assert_eq!(zoya.post(FITNESS, &right).await.faults(), taken, "nothing is mended unasked");
    let mend = [right.as_slice(), &[("mend", "yes")]].concat();
    let check = zoya.post(FITNESS_CHECK, &mend).await;
    assert!(check.words().contains("Было 70 Станет 7 Действует с 23 ноября 2026 по 31 августа 2029 Основание приказ № 5 от 01.11.2026, п. 3 Версия с этим же первым днём будет заменена, прежняя останется в журнале."), "{}", check.words());
    assert!(check.text().contains("name=\"mend\""), "it goes on to the writing");
    put(&zoya, FITNESS, &mend).await;
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "fitness.rule: Членов в комиссии организации не меньше, с 23 ноября 2026 по 31 августа 2029: исправлено, было «70», стало «7»; основание: приказ № 5 от 01.11.2026, п. 3"
    );
    let kept = "select count(*) from fitness_rules where code = 'members' and valid_from = '2026-11-23' and valid_to = '2029-08-31' and before_to = '2029-08-31'";
    assert_eq!(t.count(kept).await, 1);
    let ended = "select count(*) from fitness_rules where code = 'members' and valid_to = '2026-11-22'";
    assert_eq!(t.count(ended).await, 1, "the one before ends as it did");
    let same = ["Новая версия ничем не отличается от действующей. Измените правило, основание или замечание."];
    assert_eq!(zoya.post(FITNESS_CHECK, &mend).await.faults(), same);
    // The page of the check pressed twice has written it down once.
    let told = t.journal().await.len();
    put(&zoya, FITNESS, &mend).await;
    let page = zoya.get(FITNESS).await.words();
    assert!(
        page.contains("Новая версия правила записана: она действует с 23 ноября 2026 по 31 августа 2029."),
        "{page}"
    );
    assert_eq!((t.count(kept).await, t.journal().await.len()), (1, told));

    // The next day something may have been counted by it.
    t.later(jiff::SignedDuration::from_hours(24));
    let zoya = t.enter("zoya").await;
    let other = [rule("members", "8", "23.11.2026").as_slice(), &[("mend", "yes")]].concat();
    let counted = "Версия с 23 ноября 2026 записана не сегодня: в ней можно исправить только основание и замечание. Если она ещё не действует, отзовите её; если действует, введите новую с более позднего дня.";
    for path in [FITNESS, FITNESS_CHECK] {
        assert_eq!(zoya.post(path, &other).await.faults(), [counted]);
    }
    let basis = [
        ("code", "members"),
        ("amount", "7"),
        ("from", "23.11.2026"),
        ("legal_ref", "приказ № 6 от 20.11.2026, п. 3"),
        ("mend", "yes"),
    ];
    put(&zoya, FITNESS, &basis).await;
    // What it rests on was mended today; its value is not of today.
    for path in [FITNESS, FITNESS_CHECK] {
        assert_eq!(zoya.post(path, &other).await.faults(), [counted]);
    }
    put(&zoya, FITNESS, &but(basis, "legal_ref", "приказ № 6 от 21.11.2026, п. 3")).await;
    let of_program = [basis[0], ("amount", "5"), ("from", "01.09.2023"), basis[3], basis[4]];
    put(&zoya, FITNESS, &of_program).await;
    let row = rows(&zoya.get(FITNESS).await, CAPTION).into_iter().find(|row| row.contains("с 1 сентября 2023 по 22"));
    assert!(
        row.unwrap()
            .contains("| 5 | с 1 сентября 2023 по 22 ноября 2026 не действует | приказ № 6 от 20.11.2026, п. 3 | ")
    );
    let nothing = but(basis, "from", "24.11.2026");
    assert_eq!(
        zoya.post(FITNESS, &nothing).await.faults(),
        ["С 24 ноября 2026 версии нет, исправлять нечего. Снимите отметку или укажите первый день версии с ошибкой."]
    );
    assert_eq!(t.count("select count(*) from fitness_rules where code = 'members'").await, 2);
}

async fn two_hands_at_one_rule(t: TestApp) {
    let zoya = t.zoya().await;
    t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let vera = t.enter("vera").await;
    let (one, other) = (rule("members", "7", "01.01.2027"), rule("members", "9", "01.01.2027"));
    let (first, second) = tokio::join!(zoya.post(FITNESS, &one), vera.post(FITNESS, &other));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let late = if first.status == StatusCode::SEE_OTHER { second } else { first };
    assert_eq!(late.faults(), ["С 1 января 2027 версия уже есть. Выберите другой день."]);
    assert_eq!(t.count("select count(*) from fitness_rules where code = 'members'").await, 2);
    // What the same hand sends twice, at once or after, is written down once and told so twice.
    let mine = rule("members", "8", "01.01.2028");
    let (first, second) = tokio::join!(zoya.post(FITNESS, &mine), zoya.post(FITNESS, &mine));
    assert_eq!((first.to(), second.to()), (FITNESS, FITNESS));
    assert_eq!(zoya.post(FITNESS, &mine).await.to(), FITNESS);
    assert_eq!(t.count("select count(*) from fitness_rules where code = 'members'").await, 3);
    let later = vera.post(FITNESS, &mine).await;
    assert_eq!(later.faults(), ["С 1 января 2028 версия уже есть. Выберите другой день."]);
    let other = but(mine, "legal_ref", "приказ № 6");
    assert_eq!(zoya.post(FITNESS, &other).await.faults(), ["С 1 января 2028 версия уже есть. Выберите другой день."]);
}

async fn only_the_centre_keeps_rules(t: TestApp) {
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let olesya = t.enter("olesya").await;
    for (page, check) in [(FITNESS, FITNESS_CHECK), (APPLYING, APPLYING_CHECK)] {
        assert_eq!(olesya.get(page).await.status, StatusCode::NOT_FOUND);
        for path in [page, check] {
            let answer = olesya.post(path, &rule("members", "7", "01.01.2027")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    assert_eq!(t.count("select count(*) from fitness_rules").await, 5);
    assert_eq!(t.count("select count(*) from eligibility_rules").await, 4);
}

async fn pages_ask_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let count = async |path: &str| {
        let before = t.app.db.asked().count();
        assert_eq!(zoya.get(path).await.status, StatusCode::OK);
        t.app.db.asked().count() - before
    };
    let mut asked = Vec::new();
    for (from, needs) in [("01.01.2027", "nothing"), ("01.01.2028", "once"), ("01.01.2029", "nothing")] {
        put(&zoya, FITNESS, &rule("members", &from[9..], from)).await;
        let form = [("code", "mentor"), ("needs", needs), ("from", from), ("legal_ref", "приказ № 7")];
        put(&zoya, APPLYING, &form).await;
        zoya.get("/display").await;
        asked.push([count(FITNESS).await, count(APPLYING).await]);
    }
    assert_eq!(t.count("select count(*) from fitness_rules where code = 'members'").await, 4);
    assert_eq!(asked[0], asked[2]);
}
