//! How decisions are worded: a rule of the Centre by days; a decision keeps the words it was written down with.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::acts::{draft, issued};
use crate::app::{TestApp, Visitor};
use crate::commission::world;
use crate::deadlines::rows;
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{all_vote, document_text};

on_both!(
    decisions_are_worded_as_the_centre_says,
    words_of_a_decision_are_checked,
    words_that_say_the_opposite_are_asked_about,
    only_the_centre_words_decisions,
);

const PAGE: &str = "/settings/decisions";

fn words<'r>(code: &'r str, words: &'r str, from: &'r str) -> [(&'r str, &'r str); 4] {
    [("code", code), ("words", words), ("from", from), ("legal_ref", "положение о комиссии, п. 9")]
}

async fn put(zoya: &Visitor, form: &[(&str, &str)]) {
    let answer = zoya.post(PAGE, form).await;
    assert_eq!(answer.to(), PAGE, "{:?}", answer.faults());
}

async fn decisions_are_worded_as_the_centre_says(t: TestApp) {
    let w = world(t).await;
    let page = w.zoya.get(PAGE).await;
    let shipped = &rows(&page, "Версии правил")[0];
    assert!(shipped.starts_with("Категория установлена | установить {категория} {должность}. Например: установить первую квалификационную категорию по должности «учитель»; установить квалификационную категорию «педагог-методист» | "), "{shipped}");
    let grant = words("grant", "считать, что {должность} установлена {категория}", "23.11.2026");
    let check = w.zoya.post(&format!("{PAGE}/check"), &grant).await.words();
    assert!(check.contains("Станет считать, что {должность} установлена {категория}. Например: считать, что по должности «учитель» установлена первую"), "what is wrong is seen before it is in force: {check}");
    put(&w.zoya, &words("grant", "присвоить {категория} {должность}", "23.11.2026")).await;
    put(&w.zoya, &words("refuse", "не устанавливать {категория} {должность}", "24.11.2026")).await;
    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Mentor).await,
    );
    let sitting = w.open(7, &[&olga, &vera]).await;
    let (home, homes) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await);
    all_vote(&w, &homes[0], 7, 7, 0).await;
    all_vote(&w, &homes[1], 7, 1, 6).await;
    let said = "присвоить первую квалификационную категорию по должности «учитель»";
    assert!(w.zoya.get(&homes[0]).await.words().contains(&format!("По голосам: {said}")));
    w.zoya.post(&format!("{}/decision", homes[0]), &[("do", "decide"), ("votes", "7.0.0")]).await;
    let why = [("do", "decide"), ("votes", "1.6.0"), ("reason", "Нет подтверждения наставничества.")];
    w.zoya.post(&format!("{}/decision", homes[1]), &why).await;
    assert!(w.t.journal().await.iter().any(|row| row.contains(&format!("решение комиссии: {said}"))));
    // The words of tomorrow are not for the session of today.
    let refused = "отказать в установлении квалификационной категории «педагог-наставник»";
    assert!(w.zoya.get(&homes[1]).await.words().contains(refused));

    // What is written down stays, whatever the rule becomes.
    let mended =
        [words("grant", "наградить {категория} {должность}", "23.11.2026").as_slice(), &[("mend", "yes")]].concat();
    put(&w.zoya, &mended).await;
    assert!(w.zoya.get(&homes[0]).await.words().contains(said));
    let signed = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&format!("{home}/protocol"), &signed).await.to(), format!("{home}/protocol"));
    let text = document_text(&w.zoya.get(&format!("{home}/protocol/file")).await.bytes);
    assert!(text.contains(&format!("Решили: {said}.")) && text.contains(&format!("Решили: {refused}.")), "{text}");
    assert!(w.zoya.get(&format!("/applications/{}/decision", olga.id)).await.words().contains(said));
    let act = draft(&w.zoya, &[&sitting.id.to_string()]).await;
    assert_eq!(issued(&w.zoya, &act, "214-р").await.to(), act);
    assert!(w.t.journal().await.iter().any(|row| row.contains("издан акт") && row.ends_with(said)));
}

async fn words_of_a_decision_are_checked(t: TestApp) {
    let zoya = t.zoya().await;
    let faults = async |text: &str, from: &str| {
        let answer = zoya.post(&format!("{PAGE}/check"), &words("grant", text, from)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
        answer.faults()
    };
    let day = "24.11.2026";
    assert_eq!(faults("", day).await, ["Напишите слова решения."]);
    assert_eq!(
        faults("установить {категория}", day).await,
        ["Вставьте {должность}: без этого решение не говорит, о чём оно."]
    );
    assert_eq!(
        faults("установить {категория} {должность} {педагог}", day).await,
        ["В фигурных скобках можно написать только {категория} и {должность}. Исправьте остальное."]
    );
    assert_eq!(
        faults("установить {категория} {должность}.", day).await,
        ["Уберите знак в конце: после слов решения система сама ставит точку."]
    );
    assert_eq!(
        faults("присвоить {категория} {должность}", "22.11.2026").await,
        ["Решения с этого дня уже записаны прежними словами. Выберите сегодняшний день или более поздний."]
    );
    assert_eq!(t.count("select count(*) from decision_wordings").await, 2);
}

async fn words_that_say_the_opposite_are_asked_about(t: TestApp) {
    let zoya = t.zoya().await;
    let refuse = words("refuse", "установить {категория} {должность}", "24.11.2026");
    let why = "В этих словах нет отказа: ни «отказать», ни «не». Такими словами будут записаны решения, в которых категория не установлена.";
    let check = zoya.post(&format!("{PAGE}/check"), &refuse).await;
    assert!(check.status == StatusCode::OK && check.words().contains(why), "{}", check.words());
    let unsure = zoya.post(PAGE, &refuse).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unsure.faults(), ["Отметьте, что всё верно, или вернитесь и исправьте."]);
    assert!(unsure.text().contains("value=\"установить {категория} {должность}\""), "what was typed goes on");
    let grant = words("grant", "отказать в установлении {категория} {должность}", "24.11.2026");
    let check = zoya.post(&format!("{PAGE}/check"), &grant).await.words();
    assert!(check.contains("В этих словах есть отказ: «отказать», «отклонить» или «не»."), "{check}");
    assert_eq!(t.count("select count(*) from decision_wordings").await, 2);
    put(&zoya, &[refuse.as_slice(), &[("sure", "yes")]].concat()).await;
    // What says what it stands for is not asked about.
    let plain = words("grant", "присвоить {категория} {должность}", "24.11.2026");
    let check = zoya.post(&format!("{PAGE}/check"), &plain).await.text();
    assert!(!check.contains("name=\"sure\""), "{check}");
    put(&zoya, &plain).await;
}

async fn only_the_centre_words_decisions(t: TestApp) {
    t.person("denis", "Власов Денис Ильич", Role::Authority, None, "").await;
    let denis = t.enter("denis").await;
    assert_eq!(denis.get(PAGE).await.status, StatusCode::NOT_FOUND);
    let new = words("grant", "присвоить {категория} {должность}", "24.11.2026");
    assert_eq!(denis.post(PAGE, &new).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from decision_wordings").await, 2);
}
