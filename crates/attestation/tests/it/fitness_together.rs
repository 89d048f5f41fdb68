//! Two people at the attestation of one worker: what both have typed stands side by side, and nothing is lost unseen.

use axum::http::StatusCode;

use crate::app::{Answer, TestApp};
use crate::fitness::{PRESENTATION, PUT_RIGHT, but, done, journal, known, mark, ordered, school, send_upon};
use crate::fitness_sessions::otherwise;
use crate::on_both;

on_both!(
    facts_of_two_hands_stand_side_by_side,
    a_ground_is_not_lost_by_another_post,
    presentations_of_two_hands_stand_side_by_side,
    corrections_of_two_hands_stand_side_by_side,
);

const MEANWHILE: &str = "Пока вы писали, это записали в другом окне или с другого компьютера. Ваш вариант ещё не записан: сравните и выберите.";

const FACTS: [(&str, &str); 5] =
    [("post", "P27"), ("since", "01.09.2010"), ("previous", "20.12.2021"), ("fits", "yes"), ("ground", "")];

/// One thing as it stands and as it was typed.
fn beside(label: &str, theirs: &str, mine: &str) -> String {
    format!("{label} Сохранено в другом окне {theirs} Ваш вариант {mine}")
}

/// The page with both, and the mark under which one's own may be written down then.
fn both(answer: &Answer, differ: &[String]) -> String {
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.words());
    let words = answer.words();
    assert!(words.contains(MEANWHILE), "{words}");
    assert!(words.contains(&differ.join(" ")), "{words}");
    assert_eq!(words.matches("Ваш вариант ").count(), differ.len() + 1, "{words}");
    assert!(words.contains("Записать мой вариант"), "{words}");
    let text = answer.text();
    text.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
}

async fn facts_of_two_hands_stand_side_by_side(t: TestApp) {
    let (_, kira, _, home) = school(&t).await;
    let path = format!("{home}/facts");
    // Nothing is known yet: the first form is no less seen than one that writes over something.
    let first = mark(&kira, &path).await;
    assert_eq!(send_upon(&kira, &path, (&first, &FACTS)).await.to(), home);
    let late = send_upon(&kira, &path, (&first, &but(FACTS, "since", "01.09.2012"))).await;
    both(&late, &[beside("В этой должности в вашей организации с", "1 сентября 2010", "1 сентября 2012")]);
    // The same words are no conflict.
    assert_eq!(send_upon(&kira, &path, (&first, &FACTS)).await.to(), home);

    let seen = mark(&kira, &path).await;
    let leave = [but(FACTS, "ground", "maternity").as_slice(), &[("until", "01.03.2027")]].concat();
    assert_eq!(send_upon(&kira, &path, (&seen, &leave)).await.to(), home);
    let told = journal(&t).await.len();
    let mine = but(FACTS, "previous", "21.12.2021");
    let answer = send_upon(&kira, &path, (&seen, &mine)).await;
    let now = both(
        &answer,
        &[
            beside("День предыдущей аттестации на соответствие", "20 декабря 2021", "21 декабря 2021"),
            beside("Основание, по которому работник сейчас не аттестуется", "отпуск по беременности и родам", "Нет"),
            beside("Последний день отпуска, болезни или другого основания", "1 марта 2027", "Не указано"),
        ],
    );
    assert!(answer.text().contains(&format!("href=\"{path}\">Оставить то, что записано в другом окне")));
    let row = "select previous_on || ' ' || ground || ' ' || ground_until from fitness_workers";
    assert_eq!(t.text(row).await, "2021-12-20 maternity 2027-03-01");
    assert_eq!(journal(&t).await.len(), told, "nothing was written down");
    let whole = otherwise(&mine, &[("ground", "maternity"), ("until", "01.03.2027")]);
    assert_eq!(send_upon(&kira, &path, (&now, &whole)).await.to(), home);
    assert_eq!(t.text(row).await, "2021-12-21 maternity 2027-03-01");
}

async fn a_ground_is_not_lost_by_another_post(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    let (posts, facts) = (format!("{home}/posts"), format!("{home}/facts"));
    let (seen, first) = (mark(&kira, &posts).await, mark(&kira, &facts).await);
    let other = [("post", "P10"), ("since", "01.09.2015"), ("ground", "")];
    let page = done(&kira, &posts, &other).await;
    assert!(page.starts_with("Должность добавлена."), "{page}");
    let second = format!("{home}.2/facts");
    let ill = [("post", "P10"), ("since", "01.09.2015"), ("ground", "illness"), ("until", "01.02.2027")];
    done(&kira, &second, &ill).await;
    // The ground was written down on the page of another post, and is that of the person.
    let answer = send_upon(&kira, &facts, (&first, &[("post", "P27"), ("since", "01.09.2011"), ("ground", "")])).await;
    both(
        &answer,
        &[
            beside("В этой должности в вашей организации с", "1 сентября 2010", "1 сентября 2011"),
            beside(
                "Основание, по которому работник сейчас не аттестуется",
                "болезнь дольше четырёх месяцев подряд",
                "Нет",
            ),
            beside("Последний день отпуска, болезни или другого основания", "1 февраля 2027", "Не указано"),
        ],
    );
    let third = [("post", "P12"), ("since", "01.09.2016"), ("ground", "")];
    let answer = send_upon(&kira, &posts, (&seen, &third)).await;
    both(
        &answer,
        &[
            beside(
                "Основание, по которому работник сейчас не аттестуется",
                "болезнь дольше четырёх месяцев подряд",
                "Нет",
            ),
            beside("Последний день отпуска, болезни или другого основания", "1 февраля 2027", "Не указано"),
        ],
    );
    assert_eq!(t.count("select count(*) from fitness_workers where ground = 'illness'").await, 2);
    assert_eq!(t.count("select count(*) from fitness_workers").await, 2);
}

async fn presentations_of_two_hands_stand_side_by_side(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let path = format!("{home}/presentation");
    let told = async || journal(&t).await.iter().filter(|row| row.starts_with("fitness.written")).count();
    let before = told().await;
    let seen = mark(&kira, &path).await;
    let first = but(PRESENTATION, "assessment", "первый текст");
    assert_eq!(send_upon(&kira, &path, (&seen, &first)).await.to(), home);
    let second = but(PRESENTATION, "assessment", "второй текст");
    let answer = send_upon(&kira, &path, (&seen, &second)).await;
    let label = "Мотивированная оценка результатов профессиональной деятельности";
    let differ = [beside(label, "первый текст", "второй текст")];
    let now = both(&answer, &differ);
    assert!(answer.text().contains("второй текст</textarea>"), "{}", answer.text());
    assert_eq!(t.text("select assessment from fitness_presentations").await, "первый текст");
    assert_eq!(told().await, before + 1, "nothing was written down");
    // A form with faults keeps its mark.
    let empty = send_upon(&kira, &path, (&now, &but(PRESENTATION, "education", ""))).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains(&format!("name=\"version\" value=\"{now}\"")), "{}", empty.text());
    assert_eq!(send_upon(&kira, &path, (&now, &second)).await.to(), home);
    assert_eq!(t.text("select assessment from fitness_presentations").await, "второй текст");
    // At one moment one of two is first.
    let seen = mark(&kira, &path).await;
    let (third, fourth) =
        (but(PRESENTATION, "assessment", "третий текст"), but(PRESENTATION, "assessment", "четвёртый текст"));
    let (one, other) =
        tokio::join!(send_upon(&kira, &path, (&seen, &third)), send_upon(&kira, &path, (&seen, &fourth)));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    let lost = if one.status == StatusCode::CONFLICT { one } else { other };
    assert!(lost.words().contains(MEANWHILE), "{}", lost.words());
}

async fn corrections_of_two_hands_stand_side_by_side(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let path = format!("{home}/correction");
    let seen = mark(&kira, &path).await;
    let session = ("session", "12.01.2027");
    let mine = [PUT_RIGHT[2], session, ("number", "112-од"), ("on", "18.11.2026"), ("reason", "опечатка в дате")];
    let numbered = [but(PUT_RIGHT, "on", "20.11.2026").as_slice(), &[session]].concat();
    assert_eq!(send_upon(&kira, &path, (&seen, &numbered)).await.to(), home);
    let answer = send_upon(&kira, &path, (&seen, &mine)).await;
    let now = both(
        &answer,
        &[beside("Номер приказа", "113-од", "112-од"), beside("Дата приказа", "20 ноября 2026", "18 ноября 2026")],
    );
    assert_eq!(t.count("select count(*) from fitness_corrections").await, 1);
    let whole = but(mine, "number", "113-од");
    assert_eq!(send_upon(&kira, &path, (&now, &whole)).await.to(), home);
    let told = journal(&t).await;
    let last =
        "fitness.corrected: Орлова Ольга Андреевна: исправление: дата приказа: было 20.11.2026, стало 18.11.2026";
    assert_eq!(told.last().unwrap(), last, "nobody has put the number back");
}
