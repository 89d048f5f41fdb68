//! The menu of each role.

use crate::platform::page::MenuItem;

use super::model::Role;

/// The first row of the menu.
pub(super) fn menu(role: Role) -> Vec<MenuItem> {
    let third = match role {
        Role::Coordinator => MenuItem::new("/school", "Педагоги школы"),
        Role::Specialist | Role::Centre | Role::Municipal | Role::Authority => {
            MenuItem::new("/applications", "Аттестация")
        }
        Role::Admin => MenuItem::new("/people", "Люди"),
        Role::Member => MenuItem::new("/sittings", "Заседания"),
        Role::Teacher => MenuItem::new("/profile", "Профиль"),
    };
    vec![MenuItem::new("/", "Главная"), MenuItem::new("/cabinet", "Личный кабинет"), third]
}

/// The second row: what the role works with.
pub(super) fn sections(role: Role) -> Vec<MenuItem> {
    let sections: &[(&'static str, &'static str)] = match role {
        Role::Centre => CENTRES,
        Role::Coordinator => &[
            ("/school", "Дела педагогов"),
            ("/school/drafts", "Черновики заявлений"),
            ("/school/categories", "Категории педагогов"),
            ("/school/fitness", "Соответствие должности"),
            ("/school/invitations", "Приглашения педагогов"),
            ("/reports", "Отчёты"),
        ],
        Role::Admin => &[
            ("/people", "Люди"),
            ("/invitations", "Приглашения"),
            ("/organizations", "Организации"),
            ("/outbox", "Письма"),
            ("/journal", "Журнал"),
            ("/settings", "Настройки"),
        ],
        Role::Municipal => &[
            ("/applications", "Дела"),
            ("/invitations/schools", "Школы"),
            ("/invitations", "Приглашения"),
            ("/register", "Реестр категорий"),
            ("/reports", "Отчёты"),
        ],
        Role::Authority => &[
            ("/cabinet", "Обзор"),
            ("/applications", "Дела"),
            ("/sittings", "Заседания"),
            ("/acts/board", "Акты"),
            ("/register", "Реестр категорий"),
            ("/reports", "Отчёты"),
            ("/journal", "Журнал"),
        ],
        Role::Member => &[
            ("/sittings", "Заседания"),
            ("/register", "Реестр категорий"),
            ("/reports", "Отчёты"),
            ("/settings/criteria", "Показатели"),
        ],
        Role::Specialist => &[("/applications", "Мои дела"), ("/settings/criteria", "Показатели")],
        Role::Teacher => &[],
    };
    sections.iter().map(|(href, text)| MenuItem::new(*href, *text)).collect()
}

const CENTRES: &[(&str, &str)] = &[
    ("/cabinet", "Обзор"),
    ("/intake", "Приём заявлений"),
    ("/applications", "Дела"),
    ("/deadlines", "Сроки"),
    ("/workload", "Специалисты"),
    ("/invitations", "Приглашения"),
    ("/people", "Люди"),
    ("/organizations", "Организации"),
    ("/imports", "Загрузка таблиц"),
    ("/results", "Результаты"),
    ("/sittings", "Заседания"),
    ("/acts/board", "Акты"),
    ("/register", "Реестр категорий"),
    ("/reports", "Отчёты"),
    ("/outbox", "Письма"),
    ("/journal", "Журнал"),
    ("/retention", "Хранение дел"),
    ("/settings", "Настройки"),
];

/// Marks the item the person is at.
pub(super) fn mark(mut items: Vec<MenuItem>, path: &str) -> Vec<MenuItem> {
    // The template of the conclusion and the commissions stand among the settings, under addresses of their own.
    let is_setting = path.starts_with("/templates") || path.starts_with("/commissions");
    let of_settings = |item: &MenuItem| item.href == "/settings" && is_setting;
    let leads = |item: &MenuItem| {
        // What stands below an item has its address and a slash before its own; everything stands below the first page.
        let below = path.strip_prefix(&*item.href);
        let is_here = below.is_some_and(|rest| rest.is_empty() || (rest.starts_with('/') && item.href != "/"));
        is_here || of_settings(item)
    };
    // Of two that lead here the nearer one is where the person is.
    let nearest = items.iter().filter(|item| leads(item)).map(|item| item.href.len()).max();
    for item in &mut items {
        item.current = leads(item) && Some(item.href.len()) == nearest;
    }
    items
}
