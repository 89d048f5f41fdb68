//! An application the centre writes down may wait to be registered: typed by hand or out of a sheet, it goes by the same
//! doors as one a teacher has submitted, and its teacher needs no cabinet.

use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::intake::{answers, lines};
use crate::on_both;
use crate::registering::typed;
use crate::sheets::{self, shown};

on_both!(
    what_is_written_down_may_wait_to_be_registered,
    a_day_before_it_was_written_down_needs_a_reason,
    what_waits_is_refused_or_sent_back_by_the_same_doors,
    the_clock_of_registration_follows_the_channel,
    a_registration_at_once_is_told_by_its_clock,
    a_sheet_is_registered_or_left_to_wait,
    what_waits_asks_the_same_number_of_questions,
);

/// Зоя, and Белова's application of 2 November that waits to be registered on the 23rd: its address.
async fn waiting(t: &TestApp, other: &[(&str, &str)]) -> (Visitor, String) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let fields: Vec<(&str, &str)> = [("later", "yes"), ("late", ""), ("channel", "post")]
        .into_iter()
        .filter(|(name, _)| other.iter().all(|(typed, _)| typed != name))
        .chain(other.iter().copied())
        .collect();
    let to = typed(&zoya, &fields).await.to().to_owned();
    (zoya, to)
}

async fn newest(t: &TestApp) -> String {
    t.journal().await.pop().unwrap().replace('\u{a0}', " ")
}

async fn what_is_written_down_may_wait_to_be_registered(t: TestApp) {
    let (zoya, home) = waiting(&t, &[]).await;
    assert_eq!(newest(&t).await, "application.registered: заявление внесено, ждёт регистрации: Белова Анна Ильинична");
    let page = zoya.get(&home).await.words();
    assert!(page.starts_with("Заявление внесено, номер дела 2026-0001. Оно ждёт регистрации."), "{page}");
    assert!(page.contains("Как подано письмом по почте Получено 2 ноября 2026"), "{page}");
    assert!(page.contains("Зарегистрировать Отказать в приёме"), "{page}");
    assert!(t.letters().await.is_empty(), "nothing is told before the registration");
    let queue = lines(&zoya.get("/intake?stage=submitted").await);
    assert_eq!(
        queue,
        [
            "Белова Анна Ильинична Учитель, физика № 2026-0001 | МБОУ «СОШ № 1» | письмом по почте | ждёт регистрации | 2 ноября 2026 срок прошёл 21 день назад | Зарегистрировать : Белова Анна Ильинична"
        ]
    );
    assert_eq!(
        lines(&zoya.get("/intake/book").await),
        [
            "2026-0001 | нет | Белова Анна Ильинична Учитель, физика · МБОУ «СОШ № 1» | высшая | письмом по почте | подано"
        ]
    );
    let door = format!("{home}/registration");
    let no = zoya.post(&door, &[("on", "23.11.2026")]).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unseen = "Не отмечено, что есть: нет подлинника заявления и согласия на обработку персональных данных. Отметьте, если есть, или напишите, почему заявление регистрируется.";
    assert_eq!(
        no.faults(),
        ["Зарегистрировать нужно было до 2 ноября 2026. Проверьте день или напишите, почему он позже.", unseen]
    );
    assert!(zoya.get(&door).await.words().contains("Почему позже срока или раньше, чем внесено"));
    assert_eq!(
        zoya.post(&door, &[("on", "02.11.2026"), ("original", "yes"), ("consent", "yes")]).await.faults(),
        [
            "Заявление внесено в систему 23 ноября 2026, а день регистрации раньше. Проверьте день или напишите, почему он раньше."
        ]
    );
    // What is there is said, and what is not is registered without for a reason.
    let half = [("on", "23.11.2026"), ("reason", "пришло почтой"), ("original", "yes")];
    assert_eq!(
        zoya.post(&door, &half).await.faults(),
        [
            "Не отмечено, что есть: нет согласия на обработку персональных данных. Отметьте, если есть, или напишите, почему заявление регистрируется."
        ]
    );
    let whole = [&half[..], &[("without", "педагог подпишет 24 ноября")]].concat();
    zoya.post(&door, &whole).await.to();
    let journal: Vec<String> = t.journal().await.into_iter().map(|row| row.replace('\u{a0}', " ")).collect();
    assert_eq!(
        journal[journal.len() - 3..],
        [
            "intake.without: зарегистрировано, хотя нет согласия на обработку персональных данных: педагог подпишет 24 ноября",
            "intake.late: зарегистрировано позже срока: пришло почтой",
            "intake.registered: заявление зарегистрировано 23 ноября 2026"
        ]
    );
    let receipt = t.letter_to("belova@school.ru").await;
    assert_eq!(receipt.subject.replace('\u{a0}', " "), "Заявление зарегистрировано, дело 2026-0001");
    let kept = "select count(*) from applications where stage = 'registered' and registered_on = '2026-11-23' and received_on = '2026-11-02'
                and channel = 'post' and number = '2026-0001'";
    assert_eq!(t.count(kept).await, 1);
    assert_eq!(
        lines(&zoya.get("/intake/book").await),
        [
            "2026-0001 | 23.11.2026 | Белова Анна Ильинична Учитель, физика · МБОУ «СОШ № 1» | высшая | письмом по почте | зарегистрировано"
        ]
    );
    let again = typed(&zoya, &[("later", "yes")]).await;
    assert_eq!(
        again.faults(),
        [
            "Заявление этого педагога на эту должность и категорию уже есть: дело 2026-0001. Откройте его и сверьте с заявлением."
        ]
    );
    let there = format!("href=\"/applications/{}\"", t.text("select id from applications").await);
    assert!(again.text().contains(&there), "{}", again.text());
    assert_eq!(t.count("select count(*) from applications").await, 1);
}

async fn a_day_before_it_was_written_down_needs_a_reason(t: TestApp) {
    let (zoya, home) = waiting(&t, &[]).await;
    let papers = [("original", "yes"), ("consent", "yes")];
    let typed = [&[("on", "02.11.2026"), ("reason", "записано в журнале на бумаге")], &papers[..]].concat();
    zoya.post(&format!("{home}/registration"), &typed).await.to();
    let journal: Vec<String> = t.journal().await.into_iter().map(|row| row.replace('\u{a0}', " ")).collect();
    assert_eq!(
        journal[journal.len() - 3..],
        [
            "intake.originals: подлинник заявления и согласие на обработку персональных данных есть в Центре",
            "intake.backdated: зарегистрировано днём раньше, чем внесено: записано в журнале на бумаге",
            "intake.registered: заявление зарегистрировано 2 ноября 2026"
        ]
    );
}

async fn what_waits_is_refused_or_sent_back_by_the_same_doors(t: TestApp) {
    let (zoya, home) = waiting(&t, &[("email", "")]).await;
    let remarks = format!("{home}/remarks");
    let nobody = "Письмо отправить некому: у педагога нет адреса почты, а у школы нет координатора. Сообщите о замечаниях педагогу сами.";
    let ahead = zoya.get(&remarks).await;
    assert!(ahead.words().contains(nobody) && ahead.words().contains("Записать замечания"), "{}", ahead.words());
    zoya.post(&remarks, &[("part-0", "person"), ("words-0", "Нет подписи")]).await.to();
    let asked = "intake.asked: запрошены исправления: 1 замечание, письма никому не отправлено";
    assert_eq!(newest(&t).await, asked);
    assert!(t.letters().await.is_empty(), "there is nobody to write to");
    let page = zoya.get(&remarks).await;
    assert!(
        page.words().starts_with("Замечания записаны, но письма никому не отправлено. Сообщите о них педагогу сами.")
    );
    assert!(page.words().contains(nobody), "it stands after the sentence has gone");
    assert!(page.words().contains("Вы отвечаете за педагога: Белова Анна Ильинична."), "{}", page.words());
    let field = answers(&page).remove(0);
    let sent = zoya.post(&format!("{remarks}/answers"), &[(&field, "Педагог подписала заявление в Центре")]).await;
    assert_eq!(sent.to(), remarks);
    assert_eq!(newest(&t).await, "intake.answered: замечания исправлены, заявление отправлено снова");
    let kept = "select count(*) from applications where stage = 'registered' and registered_on = '2026-11-23'";
    assert_eq!(t.count(kept).await, 1);
    let other = typed(&zoya, &[("later", "yes"), ("late", ""), ("category", "first")]).await.to().to_owned();
    let refusal = format!("{other}/intake-refusal");
    let page = zoya.get(&refusal).await.text();
    let ground = page.split("id=\"ground\"").nth(1).unwrap().split("value=\"").nth(1).unwrap();
    let ground = ground.split('"').next().unwrap().to_owned();
    let told = [("ground", ground.as_str()), ("details", "Должность другая."), ("confirmed", "yes")];
    zoya.post(&refusal, &told).await.to();
    let over = "select count(*) from applications a where a.stage = 'intake_refused' and a.registered_on = ''
                and not exists (select 1 from case_clocks c where c.application_id = a.id and c.met_at is null and c.dropped_at is null)";
    assert_eq!(t.count(over).await, 1);
    assert!(t.letter_to("belova@school.ru").await.subject.contains("Заявление не принято"));
}

const RUNNING_OTHER: &str = "select count(*) from case_clocks where code = 'D06' and met_at is null and dropped_at is null and began_on = '2026-11-02' and due_on = '2026-11-02'";
const RUNNING_PORTAL: &str = "select count(*) from case_clocks where code = 'D05' and met_at is null and dropped_at is null and began_on = '2026-11-02' and due_on = '2026-11-02'";

async fn the_clock_of_registration_follows_the_channel(t: TestApp) {
    let (zoya, home) = waiting(&t, &[("channel", "epgu"), ("outer", "4712345678")]).await;
    assert_eq!((t.count(RUNNING_PORTAL).await, t.count(RUNNING_OTHER).await), (1, 0));
    let considered = "select count(*) from case_clocks where code in ('D01', 'D03') and met_at is null";
    assert_eq!(t.count(considered).await, 2);
    zoya.post(&format!("{home}/filing"), &[("channel", "in_person")]).await.to();
    assert_eq!((t.count(RUNNING_PORTAL).await, t.count(RUNNING_OTHER).await), (0, 1));
    zoya.post(&format!("{home}/filing"), &[("channel", "rpgu"), ("outer", "4712345678")]).await.to();
    assert_eq!((t.count(RUNNING_PORTAL).await, t.count(RUNNING_OTHER).await), (1, 0));
}

async fn a_registration_at_once_is_told_by_its_clock(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    typed(&zoya, &[]).await.to();
    let today = [("received-day", "23"), ("late", ""), ("category", "first")];
    typed(&zoya, &today).await.to();
    t.later(SignedDuration::from_hours(24));
    let zoya = t.enter("zoya").await;
    let late = zoya.get("/reports/late").await;
    let told: Vec<String> = lines(&late).into_iter().filter(|row| row.starts_with("Зарегистрировать")).collect();
    assert_eq!(
        told,
        ["Зарегистрировать заявление, поданное не через Госуслуги | 2 | 1 | 1 | 0"],
        "one in time, one late"
    );
}

const HEADINGS: [&str; 8] = [
    "Фамилия",
    "Имя",
    "Дата рождения",
    "СНИЛС",
    "Образовательная организация",
    "Должность",
    "Заявленная категория",
    "Канал подачи",
];

/// A sheet of so many teachers, each with a number of their own from `first` on.
fn book(first: u32, count: u32, channel: &str) -> Vec<u8> {
    let rows: Vec<Vec<String>> = (first..first + count)
        .map(|number| {
            let snils = format!("{number:09}00");
            let cells = ["Белова", "Анна", "4.2.1978", &snils, "мбоу сош № 1", "учитель", "первая", channel];
            cells.map(str::to_owned).to_vec()
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheets::sheet(&HEADINGS, &rows)
}

async fn confirm(zoya: &Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    zoya.post(&format!("{path}/confirmation"), fields).await
}

async fn a_sheet_is_registered_or_left_to_wait(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let (first, page) = shown(&zoya, "teachers", &book(910_101, 2, "лично")).await;
    let words = page.words();
    assert!(
        words.contains("Что сделать с заявлениями Записать и зарегистрировать Записать, зарегистрировать позже"),
        "{words}"
    );
    assert!(
        words.contains("Почему регистрируются позже Зарегистрировать нужно было до 2 ноября 2026: 2 заявления."),
        "{words}"
    );
    let no = confirm(&zoya, &first, &[("register", "now")]).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        no.faults(),
        [
            "Зарегистрировать нужно было до 2 ноября 2026. Проверьте день или напишите, почему он позже.",
            "Не отмечено, что есть: нет подлинника заявления и согласия на обработку персональных данных. Отметьте, если есть, или напишите, почему заявление регистрируется."
        ]
    );
    assert!(no.text().contains("value=\"now\" checked"), "the choice is given back");
    assert_eq!(t.count("select count(*) from applications").await, 0);
    let now = [("register", "now"), ("late", "таблица из школы"), ("original", "yes"), ("without", "досылают")];
    assert_eq!(confirm(&zoya, &first, &now).await.to(), first);
    let without = "select count(*) from journal where act = 'intake.without' and words = 'зарегистрировано, хотя нет согласия на обработку персональных данных: досылают'";
    assert_eq!(t.count(without).await, 2, "the history of each case tells it");
    assert_eq!(sheets::said(&zoya.get(&first).await), "Внесено: 2 заявления.");
    let registered = "select count(*) from applications where stage = 'registered' and registered_on = '2026-11-23'";
    assert_eq!(t.count(registered).await, 2);
    let late = "select count(*) from journal where act = 'intake.late' and words = 'зарегистрировано позже срока: таблица из школы'";
    assert_eq!(t.count(late).await, 2);
    let (second, _) = shown(&zoya, "teachers", &book(910_111, 3, "ЕПГУ")).await;
    assert_eq!(confirm(&zoya, &second, &[("register", "later")]).await.to(), second);
    assert_eq!(sheets::said(&zoya.get(&second).await), "Внесено: 3 заявления. Ждут регистрации.");
    assert_eq!(lines(&zoya.get("/intake?stage=submitted").await).len(), 3);
    assert_eq!(t.count(RUNNING_PORTAL).await, 3);
    assert_eq!(t.count("select count(*) from applications where stage = 'submitted' and registered_on = ''").await, 3);
    assert_eq!(t.count(late).await, 2, "nothing is asked of what waits");
    let again = confirm(&zoya, &second, &[("register", "now")]).await;
    assert_eq!(again.to(), second);
    assert_eq!(sheets::said(&zoya.get(&second).await), "Эта таблица уже внесена. Второй раз ничего не создано.");
}

async fn what_waits_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let mut asked = Vec::new();
    for (first, count) in [(910_201, 1), (910_211, 3)] {
        for (shift, how) in [(0, "later"), (100, "now")] {
            let (path, _) = shown(&zoya, "teachers", &book(first + shift, count, "лично")).await;
            let before = t.app.db.asked().count();
            let fields = [[("register", how), ("late", "таблица из школы")], sheets::THERE].concat();
            confirm(&zoya, &path, &fields).await.to();
            asked.push(t.app.db.asked().count() - before);
        }
    }
    assert_eq!(asked[..2], asked[2..]);
}
