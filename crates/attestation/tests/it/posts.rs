//! The centre keeps the list of posts.

use attestation::applications::{self, Category};
use attestation::platform::failure::Failure;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::deadlines::rows;
use crate::on_both;

on_both!(
    a_post_is_renamed_and_stays_the_same,
    a_post_is_added_and_offered,
    a_post_is_offered_no_more,
    records_of_a_post_are_told_by_its_name_of_today,
    a_post_goes_after_a_check_and_comes_back,
    two_hands_rename_one_post,
    what_is_pressed_twice_is_done_once,
    a_name_is_written_in_letters,
    a_new_name_is_looked_at_before_it_is_given,
    a_slip_of_the_pen_is_taken_back,
    a_name_of_before_is_asked_about,
    an_exclusion_by_mistake_is_taken_back_the_same_day,
    what_was_not_checked_of_a_post_is_marked,
    what_is_wrong_stands_at_its_field,
    the_list_asks_the_same_number_of_questions,
);

const PAGE: &str = "/settings/posts";
const TUTOR: &str = "/settings/posts/P26";

/// A new name of a post that was looked at and confirmed.
pub fn confirmed<'r>(name: &'r str, since: &'r str, legal_ref: &'r str) -> [(&'r str, &'r str); 4] {
    [("name", name), ("since", since), ("legal_ref", legal_ref), ("confirmed", "yes")]
}

/// Names of the posts an application may be for.
async fn offered(t: &TestApp) -> Vec<String> {
    let posts = t.app.db.read(|reader| applications::posts(reader).map_err(Failure::from)).await.unwrap();
    posts.into_iter().map(|post| post.name).collect()
}

async fn a_post_is_renamed_and_stays_the_same(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let zoya = t.zoya().await;
    let new = confirmed("Учитель-предметник", "01.11.2026", "постановление № 1");
    assert_eq!(zoya.post("/settings/posts/P27", &new).await.to(), "/settings/posts/P27");
    let page = zoya.get("/settings/posts/P27").await.words();
    assert!(page.contains("Должность переименована. Категории, установленные под прежним названием, действуют."));
    assert!(page.contains("Прежние названия Название До Основание Учитель 1 ноября 2026 постановление № 1"), "{page}");
    assert_eq!(t.fresh(&case).await.post, "Учитель-предметник");
    assert!(zoya.get(PAGE).await.words().contains("Учитель-предметник прежде: Учитель P27 действует с 1 марта 2022"));
    let journal = t.journal().await;
    assert_eq!(
        journal.last().unwrap(),
        "post.renamed: должность «Учитель» теперь «Учитель-предметник»; основание: постановление № 1"
    );
    // The former name goes on standing for the post, and for no other.
    let taken = zoya.post(PAGE, &[("name", " учитель "), ("since", "01.11.2026"), ("legal_ref", "п. 2")]).await;
    assert_eq!(
        taken.faults(),
        ["Такая должность в списке уже есть, сейчас или под прежним названием. Найдите её ниже."]
    );
    let known = t.count("select count(*) from former_posts where post_code = 'P27' and name_key = 'учитель'").await;
    assert_eq!(known, 1);
}

async fn a_post_is_added_and_offered(t: TestApp) {
    let zoya = t.zoya().await;
    let new = [("name", "Педагог-  навигатор"), ("since", "01.09.2026"), ("legal_ref", "постановление № 2, п. 3")];
    assert_eq!(zoya.post(PAGE, &new).await.to(), PAGE);
    assert!(zoya.get(PAGE).await.words().contains("Должность добавлена: Педагог- навигатор."));
    assert!(offered(&t).await.contains(&"Педагог- навигатор".to_owned()));
    assert_eq!(
        t.journal().await.last().unwrap(),
        "post.added: добавлена должность «Педагог- навигатор»; основание: постановление № 2, п. 3"
    );
}

async fn a_post_is_offered_no_more(t: TestApp) {
    let zoya = t.zoya().await;
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()));
    let sure = [("ended_on", "01.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    assert_eq!(zoya.post(&format!("{TUTOR}/end"), &sure).await.to(), TUTOR);
    assert!(!offered(&t).await.contains(&"Тьютор".to_owned()));
    let page = zoya.get(TUTOR).await.words();
    assert!(page.contains("Исключена с 1 ноября 2026"), "{page}");
    assert!(!page.contains("Переименовать"), "{page}");
    assert_eq!(
        t.journal().await.last().unwrap(),
        "post.ended: должность «Тьютор» исключена с 1\u{a0}ноября 2026; основание: п. 4"
    );
    let again = zoya.post(&format!("{TUTOR}/end"), &[("ended_on", "02.11.2026"), ("ended_ref", "п. 4")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let new = [("name", "Наставник"), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
    let renamed = zoya.post(TUTOR, &new).await;
    assert_eq!(renamed.status, StatusCode::CONFLICT);
    assert!(renamed.words().contains("Должность исключена из списка: переименовать её нельзя."));
}

async fn a_post_goes_after_a_check_and_comes_back(t: TestApp) {
    let zoya = t.zoya().await;
    let check = zoya.post(&format!("{TUTOR}/end"), &[("ended_on", "01.11.2026"), ("ended_ref", "п. 4")]).await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.words().contains("Исключить должность из списка?"), "{}", check.words());
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()), "a check changes nothing");
    assert!(check.words().contains("Основание п. 4") && check.words().contains("Сейчас по этой должности: 0 дел"));
    let typed = [("ended_on", "01.11.2026"), ("ended_ref", "п. 4"), ("back", "yes")];
    let back = zoya.post(&format!("{TUTOR}/end"), &typed).await;
    assert!(back.status == StatusCode::OK && back.text().contains("value=\"01.11.2026\""), "what was typed stays");
    let again = [("returned_on", "20.11.2026"), ("returned_ref", "п. 5")];
    let here = zoya.post(&format!("{TUTOR}/return"), &again).await;
    assert_eq!(here.status, StatusCode::CONFLICT);
    let sure = [("ended_on", "01.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    assert_eq!(zoya.post(&format!("{TUTOR}/end"), &sure).await.to(), TUTOR);
    assert!(zoya.get(TUTOR).await.words().contains("Вернуть в список"));
    assert_eq!(
        zoya.post(&format!("{TUTOR}/return"), &[]).await.faults(),
        ["Укажите день, например 01.09.2026.", "Укажите основание: документ, его дату и номер."]
    );
    let early = [("returned_on", "31.10.2026"), ("returned_ref", "п. 5")];
    assert_eq!(
        zoya.post(&format!("{TUTOR}/return"), &early).await.faults(),
        ["Должность исключена с 1 ноября 2026. Укажите этот день или более поздний."]
    );
    assert_eq!(zoya.post(&format!("{TUTOR}/return"), &again).await.to(), TUTOR);
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()));
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "post.returned: должность «Тьютор» возвращена в список с 20 ноября 2026; основание: п. 5"
    );
    let page = zoya.get(TUTOR).await;
    assert_eq!(rows(&page, "Исключения из списка"), ["1 ноября 2026 | п. 4 | 20 ноября 2026 | п. 5"]);
    // It was in the list again from that day on.
    let before = [("ended_on", "19.11.2026"), ("ended_ref", "п. 6")];
    assert_eq!(
        zoya.post(&format!("{TUTOR}/end"), &before).await.faults(),
        ["Должность возвращена в список с 20 ноября 2026. Укажите этот день или более поздний."]
    );
}

async fn two_hands_rename_one_post(t: TestApp) {
    let zoya = t.zoya().await;
    let shown = zoya.get(TUTOR).await.text();
    assert!(shown.contains("name=\"was\" value=\"Тьютор\""), "{shown}");
    let form = |name: &'static str, was: &'static str| {
        [("name", name), ("since", "01.11.2026"), ("legal_ref", "п. 1"), ("was", was), ("confirmed", "yes")]
    };
    assert_eq!(zoya.post(TUTOR, &form("Наставник", "Тьютор")).await.to(), TUTOR);
    let late = zoya.post(TUTOR, &form("Сопровождающий", "Тьютор")).await;
    assert_eq!(
        late.faults(),
        [
            "Пока вы заполняли форму, должность переименовали: была «Тьютор», теперь «Наставник». Если нужно ваше название, отправьте форму ещё раз."
        ]
    );
    assert!(late.text().contains("value=\"Сопровождающий\""), "what was typed stays");
    assert_eq!(zoya.post(TUTOR, &form("Сопровождающий", "Наставник")).await.to(), TUTOR);
}

async fn records_of_a_post_are_told_by_its_name_of_today(t: TestApp) {
    let zoya = t.zoya().await;
    t.holder(None, "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    let told = async || {
        let list = zoya.get("/register?name=орлова").await.words();
        let (_, row) = list.rsplit_once("Орлова Ольга Андреевна ").unwrap();
        row.split_once(" МБОУ").unwrap().0.to_owned()
    };
    assert_eq!(told().await, "Учитель");
    let new = confirmed("Учитель-предметник", "01.11.2026", "постановление № 1");
    zoya.post("/settings/posts/P27", &new).await;
    assert_eq!(told().await, "Учитель-предметник");
    let sure = [("ended_on", "01.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    let ended = zoya.post("/settings/posts/P27/end", &sure).await;
    assert_eq!(ended.to(), "/settings/posts/P27");
    assert_eq!(told().await, "Учитель-предметник");
    // What was decided in it stays: it is looked for, put right and written down as before.
    let list = zoya.get("/register?post=P27").await;
    assert!(
        list.words().contains("Найдено: 1 запись") && list.text().contains("value=\"P27\" selected"),
        "{}",
        list.words()
    );
    assert!(zoya.get("/reports/filed").await.text().contains("value=\"P27\""));
    let form = zoya.get("/register/new").await.words();
    assert!(form.contains("Учитель-предметник (исключена с 01.11.2026)"), "{form}");
    let record = [
        ("surname", "Белова"),
        ("given", "Анна"),
        ("born-day", "4"),
        ("born-month", "2"),
        ("born-year", "1978"),
        ("organization", "МБОУ «СОШ № 66»"),
        ("post", "P27"),
        ("category", "first"),
        ("granted-day", "24"),
        ("granted-month", "12"),
        ("granted-year", "2024"),
        ("act", "7-р"),
    ];
    let check = zoya.post("/register/new", &record).await;
    assert_eq!(check.faults(), [""; 0]);
    assert!(check.words().contains("Учитель-предметник"), "{}", check.words());
    assert!(!offered(&t).await.contains(&"Учитель-предметник".to_owned()), "nobody applies in it");
}

async fn what_is_wrong_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post(PAGE, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Напишите название должности, как в номенклатуре.",
            "Укажите день, например 01.09.2026.",
            "Укажите основание: документ, его дату и номер."
        ]
    );
    let early = [("name", "Педагог-навигатор"), ("since", "24.11.2026"), ("legal_ref", "п. 1")];
    let answer = zoya.post(PAGE, &early).await;
    assert_eq!(answer.faults(), ["Этот день ещё не наступил. Внесите изменение, когда оно вступит в силу."]);
    assert!(answer.text().contains("value=\"Педагог-навигатор\""), "what was typed stays");
    let same = [("name", "Тьютор"), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
    assert_eq!(zoya.post(TUTOR, &same).await.faults(), ["Название не изменилось. Напишите новое."]);
    let other = [("name", "Методист"), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
    assert_eq!(zoya.post(TUTOR, &other).await.faults(), ["Так называется или называлась другая должность."]);
    assert_eq!(zoya.get("/settings/posts/P99").await.status, StatusCode::NOT_FOUND);
}

async fn a_new_name_is_looked_at_before_it_is_given(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let zoya = t.zoya().await;
    let teacher = "/settings/posts/P27";
    let new = [("name", "Педагог"), ("since", "01.11.2026"), ("legal_ref", "постановление № 1"), ("was", "Учитель")];
    let check = zoya.post(teacher, &new).await;
    let said = check.words();
    assert!(
        said.contains("Было Учитель Станет Педагог Называется так с 1 ноября 2026 Основание постановление № 1"),
        "{said}"
    );
    assert!(said.contains("1 дело, из них не закончено 1 дело; 0 черновиков заявлений"), "{said}");
    assert!(offered(&t).await.contains(&"Учитель".to_owned()), "a check changes nothing");
    let back = zoya.post(teacher, &[new.as_slice(), &[("back", "yes")]].concat()).await;
    assert!(back.status == StatusCode::OK && back.text().contains("value=\"Педагог\""), "what was typed stays");
    // Not before the post itself, nor before its present name.
    let early = |since| [("name", "Педагог"), ("since", since), ("legal_ref", "п. 1")];
    assert_eq!(
        zoya.post(teacher, &early("01.01.2010")).await.faults(),
        ["Должность действует с 1 марта 2022. Укажите этот день или более поздний."]
    );
    assert_eq!(
        zoya.post("/settings/posts/P15", &early("31.08.2024")).await.faults(),
        ["Нынешнее название действует с 1 сентября 2024. Укажите этот день или более поздний."]
    );
    let gone = [("ended_on", "28.02.2022"), ("ended_ref", "п. 4")];
    assert_eq!(
        zoya.post(&format!("{teacher}/end"), &gone).await.faults(),
        ["Должность действует с 1 марта 2022. Укажите этот день или более поздний."]
    );
}

async fn a_slip_of_the_pen_is_taken_back(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let zoya = t.zoya().await;
    let back = format!("{TUTOR}/withdrawal");
    assert_eq!(zoya.post(&back, &[]).await.status, StatusCode::CONFLICT, "it was never renamed");
    assert_eq!(zoya.post(TUTOR, &confirmed("Тьютро", "01.11.2026", "п. 1")).await.to(), TUTOR);
    assert!(zoya.get(TUTOR).await.words().contains("Отменить переименование"));
    assert_eq!(zoya.post(&back, &[]).await.to(), TUTOR);
    let page = zoya.get(TUTOR).await.words();
    assert!(
        page.contains("Переименование отменено: должность снова называется «Тьютор».") && !page.contains("Тьютро"),
        "{page}"
    );
    assert_eq!(
        t.journal().await.last().unwrap(),
        "post.taken-back: отменено переименование: должность «Тьютро» снова «Тьютор»"
    );
    assert_eq!(t.count("select count(*) from former_posts where post_code = 'P26'").await, 0);
    assert_eq!(t.count("select count(*) from post_names where post_code = 'P26'").await, 0);
    // The name is free: another post may be called so.
    let new = [("name", "Тьютро"), ("since", "01.09.2026"), ("legal_ref", "п. 2")];
    assert_eq!(zoya.post(PAGE, &new).await.to(), PAGE);

    // With cases of that day it is a mistake still; the next day it is not, and after a decision it never is.
    let teacher = "/settings/posts/P27";
    assert_eq!(zoya.post(teacher, &confirmed("Педагог", "01.11.2026", "п. 1")).await.to(), teacher);
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    assert!(zoya.get(teacher).await.words().contains("Отменить переименование"));
    t.later(jiff::SignedDuration::from_hours(24));
    let zoya = t.enter("zoya").await;
    let why = "После переименования по этой должности уже поданы заявления. Отменить его нельзя: переименуйте должность ещё раз.";
    assert!(zoya.get(teacher).await.words().contains(why));
    let late = zoya.post(&format!("{teacher}/withdrawal"), &[]).await;
    assert!(late.status == StatusCode::CONFLICT && late.words().contains(why), "{}", late.words());
    assert_eq!(zoya.post(teacher, &confirmed("Наставник", "20.11.2026", "п. 1")).await.to(), teacher);
    let sitting = t.sitting("2026-11-24", "14").await;
    t.decided(&sitting, &case, "").await;
    let now = t.app.now();
    t.made(move |act| Ok(act.run("update agenda_items set decided_at = $1", attestation::values![now])?)).await;
    let late = zoya.post(&format!("{teacher}/withdrawal"), &[]).await;
    assert!(late.words().contains("Под новым названием комиссия уже решала."), "{}", late.words());
}

async fn a_name_of_before_is_asked_about(t: TestApp) {
    let zoya = t.zoya().await;
    // Another spelling is no other name.
    let new = confirmed("тьютор", "01.11.2026", "п. 1");
    let asked = zoya.post(TUTOR, &new).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(asked.faults(), ["Отметьте, что название верно, или вернитесь и исправьте его."]);
    assert!(asked.words().contains("только заглавными буквами, дефисами или пробелами"), "{}", asked.words());
    assert_eq!(zoya.post(TUTOR, &[new.as_slice(), &[("sure", "yes")]].concat()).await.to(), TUTOR);
    assert!(offered(&t).await.contains(&"тьютор".to_owned()));
    assert_eq!(t.count("select count(*) from post_names where post_code = 'P26'").await, 0, "no name of before");
    // A name it had before.
    assert_eq!(zoya.post(TUTOR, &confirmed("Наставник", "01.11.2026", "п. 1")).await.to(), TUTOR);
    let new = confirmed("Тьютор", "20.11.2026", "п. 2");
    let asked = zoya.post(TUTOR, &new).await;
    assert!(asked.words().contains("Так должность уже называлась до 1 ноября 2026."), "{}", asked.words());
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(zoya.post(TUTOR, &[new.as_slice(), &[("sure", "yes")]].concat()).await.to(), TUTOR);
    // Taken back, the earlier name goes on standing for the post.
    assert_eq!(zoya.post(&format!("{TUTOR}/withdrawal"), &[]).await.to(), TUTOR);
    assert!(offered(&t).await.contains(&"Наставник".to_owned()));
    assert_eq!(t.count("select count(*) from former_posts where name_key = 'тьютор'").await, 1);
}

async fn an_exclusion_by_mistake_is_taken_back_the_same_day(t: TestApp) {
    let zoya = t.zoya().await;
    let sure = [("ended_on", "01.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    let back = format!("{TUTOR}/end/withdrawal");
    assert_eq!(zoya.post(&back, &[]).await.status, StatusCode::CONFLICT, "it is in the list");
    assert_eq!(zoya.post(&format!("{TUTOR}/end"), &sure).await.to(), TUTOR);
    assert!(zoya.get(TUTOR).await.words().contains("Отменить исключение"));
    assert_eq!(zoya.post(&back, &[]).await.to(), TUTOR);
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()));
    assert_eq!(t.count("select count(*) from post_breaks").await, 0);
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "post.taken-back: отменено исключение должности «Тьютор» с 1 ноября 2026: записано по ошибке"
    );
    assert_eq!(zoya.post(&format!("{TUTOR}/end"), &sure).await.to(), TUTOR);
    t.later(jiff::SignedDuration::from_hours(24));
    let zoya = t.enter("zoya").await;
    assert!(!zoya.get(TUTOR).await.words().contains("Отменить исключение"));
    let late = zoya.post(&back, &[]).await;
    assert!(late.words().contains("Исключение записано не сегодня"), "{}", late.words());
}

async fn what_was_not_checked_of_a_post_is_marked(t: TestApp) {
    let zoya = t.zoya().await;
    let adviser = "/settings/posts/P17";
    assert!(zoya.get(adviser).await.words().contains("не сверено с текстом номенклатуры"));
    assert_eq!(zoya.get(PAGE).await.words().matches("не сверено").count(), 1);
    let page = zoya.get(adviser).await.text();
    assert!(page.contains("value=\"не сверено с текстом номенклатуры\""), "the form begins with it");
    let checked = [("basis", "постановление № 225, раздел I"), ("remark", "")];
    assert_eq!(zoya.post(&format!("{adviser}/basis"), &checked).await.to(), adviser);
    assert!(!zoya.get(PAGE).await.words().contains("не сверено"));
    assert!(t.journal().await.last().unwrap().ends_with("теперь «постановление № 225, раздел I»; сверено"));
    assert_eq!(
        zoya.post(&format!("{adviser}/basis"), &checked).await.faults(),
        ["Ничего не изменилось. Исправьте основание или замечание."]
    );
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for name in ["Один", "Два", "Три"] {
        let new = [("name", name), ("since", "01.09.2026"), ("legal_ref", "п. 1")];
        assert_eq!(zoya.post(PAGE, &new).await.to(), PAGE);
        let before = t.app.db.asked().count();
        assert!(zoya.get(PAGE).await.words().contains(name));
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
}

async fn what_is_pressed_twice_is_done_once(t: TestApp) {
    let zoya = t.zoya().await;
    t.person("vera", "Котова Вера Ильинична", attestation::accounts::Role::Centre, None, "").await;
    let vera = t.enter("vera").await;
    let (back, end, out) = (format!("{TUTOR}/withdrawal"), format!("{TUTOR}/end"), format!("{TUTOR}/end/withdrawal"));
    let renamed = |was: &'static str, name: &'static str| {
        [confirmed(name, "01.11.2026", "п. 1").as_slice(), &[("was", was)]].concat()
    };
    let twice = async |path: &str, form: &[(&str, &str)]| {
        let told = t.journal().await.len();
        let (first, second) = tokio::join!(zoya.post(path, form), zoya.post(path, form));
        assert_eq!((first.to(), second.to()), (TUTOR, TUTOR), "{path}");
        let third = zoya.post(path, form).await;
        assert_eq!((third.to(), t.journal().await.len()), (TUTOR, told + 1), "{path}");
    };
    zoya.form_token().await;
    twice(TUTOR, &renamed("Тьютор", "Наставник")).await;
    assert_eq!(t.count("select count(*) from post_names where post_code = 'P26'").await, 1);
    // Another hand is told what has come meanwhile.
    let other = vera.post(TUTOR, &renamed("Тьютор", "Наставник")).await;
    let why = "Пока вы заполняли форму, должность переименовали: была «Тьютор», теперь «Наставник». Если нужно ваше название, отправьте форму ещё раз.";
    assert_eq!(other.faults(), [why]);
    assert_eq!(zoya.post(TUTOR, &renamed("Наставник", "Куратор")).await.to(), TUTOR);
    // One press takes one renaming back, two presses no more than one.
    twice(&back, &[("is", "Куратор")]).await;
    let page = zoya.get(TUTOR).await.words();
    assert!(page.contains("должность снова называется «Наставник»"), "{page}");
    assert_eq!(vera.post(&back, &[("is", "Куратор")]).await.status, StatusCode::CONFLICT);
    twice(&back, &[("is", "Наставник")]).await;
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()));

    let gone = [("ended_on", "01.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    twice(&end, &gone).await;
    assert_eq!(vera.post(&end, &gone).await.status, StatusCode::CONFLICT);
    twice(&out, &[]).await;
    assert_eq!(vera.post(&out, &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post(&end, &gone).await.to(), TUTOR);
    twice(&format!("{TUTOR}/return"), &[("returned_on", "20.11.2026"), ("returned_ref", "п. 5")]).await;
    assert_eq!(t.count("select count(*) from post_breaks").await, 1);
}

async fn a_name_is_written_in_letters(t: TestApp) {
    let zoya = t.zoya().await;
    let letters = "В названии должности нет букв. Напишите его словами, как в номенклатуре.";
    let sign = "В названии стоит знак «<», в названиях должностей его нет. Уберите его.";
    for (name, why) in [("123", letters), ("— (…", letters), ("Новое <b>имя", sign)] {
        let new = [("name", name), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
        assert_eq!(zoya.post(TUTOR, &new).await.faults(), [why], "{name}");
        assert_eq!(zoya.post(PAGE, &new).await.faults(), [why], "{name}");
    }
    let name = "Педагог-организатор (1-й ступени), «старший» № 2/3";
    assert_eq!(zoya.post(TUTOR, &confirmed(name, "01.11.2026", "п. 1")).await.to(), TUTOR);
}
