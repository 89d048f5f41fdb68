//! What a Centre lacks before it can work: told on a page of its own, with what stops and where to mend it.

use attestation::accounts::Role;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    what_is_not_set_up_is_told,
    posts_without_criteria_are_counted,
    it_asks_the_same_number_of_questions,
    help_is_for_every_role,
);
on_both!(&[("centre_address", "")]; what_the_server_leaves_out_is_told);

const PATH: &str = "/settings/lacks";
const TABLE: &str = "Чего не хватает";
/// What the server of every test leaves out.
const SERVER: [&str; 2] = [
    "Адрес сайта в письмах — этот же компьютер | Ссылки из писем ни у кого не откроются. | на сервере, настройка public_url: скажите тому, кто его ведёт",
    "Название Центра осталось примерным | Им подписаны письма и бумаги, и его называют согласия, которые уже даны. | на сервере, настройка centre_name: скажите тому, кто его ведёт",
];

async fn what_is_not_set_up_is_told(t: TestApp) {
    let zoya = t.zoya().await;
    let page = zoya.get(PATH).await;
    let told = crate::deadlines::rows(&page, TABLE);
    assert_eq!(
        told,
        [
            "Нет ни одной организации | Без школ нельзя внести заявление и пригласить координатора. | Загрузить таблицу",
            "Нет ни одного специалиста | Заявления некому рассматривать. | Пригласить",
            "Ни у одной школы нет координатора | Документы педагогов проверять некому, а педагога без почты некому известить. | Пригласить",
            "Нет действующей комиссии | Заседание не открыть, решения не принять. | Внести комиссию",
            "Не указано, какой орган издаёт акты | Акт и выписки из него будут без названия органа, и после издания это не исправить. | Указать орган",
            SERVER[0],
            SERVER[1],
        ]
    );
    let five = "Что ещё не настроено: 7 пунктов";
    for path in ["/cabinet", "/settings"] {
        let page = zoya.get(path).await;
        assert!(page.words().contains(five), "{path}: {}", page.words());
        assert!(page.text().contains(&format!("href=\"{PATH}\"")));
    }

    zoya.post("/settings/acts", &[("body", "Департамент общего образования")]).await.to();
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    crate::commission::empty_commission(&t, "Аттестационная комиссия").await;
    assert_eq!(
        crate::deadlines::rows(&zoya.get(PATH).await, TABLE),
        [
            "Состав комиссии неполный: в составе 0 членов, нужно не меньше 7; нет представителя профсоюза; нет председателя; нет секретаря | Заседание не открыть, решения не принять. | Дополнить состав",
            SERVER[0],
            SERVER[1],
        ]
    );
    assert!(zoya.get("/settings").await.words().contains("Что ещё не настроено: 3 пункта"));
    t.made(|act| Ok(act.run("update commission_rules set valid_to = '2026-11-01'", &[])?)).await;
    assert_eq!(
        crate::deadlines::rows(&zoya.get(PATH).await, TABLE),
        [
            "Не задано, сколько членов и какой кворум нужны комиссии | Заседание не открыть, решения не принять. | Задать правила",
            SERVER[0],
            SERVER[1],
        ]
    );
    let kira = t.enter("kira").await;
    assert_eq!(kira.get(PATH).await.status, StatusCode::NOT_FOUND, "the settings are the Centre's");
}

async fn posts_without_criteria_are_counted(t: TestApp) {
    let zoya = t.zoya().await;
    let told = async || {
        let rows = crate::deadlines::rows(&zoya.get(PATH).await, TABLE);
        rows.into_iter().find(|row| row.contains("показателей")).unwrap_or_default()
    };
    assert_eq!(told().await, "", "the sets that come with the program are for every post");
    t.made(|act| Ok(act.run("update criteria_sets set all_posts = 0 where category in ('methodist', 'mentor')", &[])?))
        .await;
    let posts = t.count("select count(*) from posts").await;
    assert_eq!(
        told().await,
        format!(
            "Нет набора показателей для {} должностей, если считать по категориям | По этим должностям педагогу не о чем писать результаты, а заключение делают только файлом. | Открыть наборы",
            posts * 2
        )
    );
}

async fn it_asks_the_same_number_of_questions(t: TestApp) {
    let w = crate::commission::world(t).await;
    let mut asked = Vec::new();
    for name in ["МБОУ «СОШ № 1»", "МБОУ «СОШ № 2»"] {
        w.t.school(name, if asked.is_empty() { "7000000001" } else { "7000000002" }).await;
        let before = w.t.app.db.asked().count();
        w.zoya.get(PATH).await;
        asked.push(w.t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
}

async fn what_the_server_leaves_out_is_told(t: TestApp) {
    let zoya = t.zoya().await;
    let told = crate::deadlines::rows(&zoya.get(PATH).await, TABLE);
    assert_eq!(
        told.last().unwrap(),
        "Не указан почтовый адрес Центра | Согласия на обработку данных и акты об их уничтожении не называют адреса оператора. | на сервере, настройка centre_address: скажите тому, кто его ведёт"
    );
}

async fn help_is_for_every_role(t: TestApp) {
    let help = t.visitor().get("/help").await.words();
    for role in Role::ALL {
        assert!(help.contains(&format!("Что делает {}", role.words())), "{}: {help}", role.words());
    }
    assert!(help.contains("Остались вопросы Позвоните в Центр: 8 (3822) 00-00-00."), "{help}");
}
