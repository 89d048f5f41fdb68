//! What the ledger tells was erased and the database still has — a copy was restored — is erased again before anybody is served.

use super::Stop;
use crate::context::App;
use crate::platform::words;
use crate::retention::{self, Again, Broken, Entry};

/// The sentence for a ledger that cannot be used.
pub(super) fn unreadable(broken: Broken) -> Stop {
    match broken {
        Broken::Store(error) => Stop::because(
            "Опись уничтоженного в хранилище файлов не читается: проверьте хранилище и повторите. Пока она не прочитана, в базу \
             могли бы вернуться уничтоженные данные.",
            error,
        ),
        Broken::Db(error) => error.into(),
        Broken::Note(name) => Stop::new(format!(
            "Запись {name} описи уничтоженного испорчена: верните её из копии хранилища (папка .notes) и повторите. Если вернуть \
             неоткуда, уберите её из папки и проверьте сами в разделе «Хранение дел», что уничтоженное по ней не вернулось."
        )),
    }
}

/// Erases again; what could not be, each in words for the person at the console.
pub(super) async fn again(app: &App) -> Result<Vec<String>, Stop> {
    let younger = retention::younger(&app.db, &app.files).await.map_err(unreadable)?;
    if younger.is_empty() {
        return Ok(Vec::new());
    }
    let cases: usize = younger.iter().map(Entry::cases).sum();
    let people: usize = younger.iter().map(Entry::people).sum();
    println!(
        "После этой копии удалены данные {} и {}: удаляем снова.",
        words::counted(cases as u64, "заявления", "заявлений", "заявлений"),
        words::counted(people as u64, "человека", "человек", "человек")
    );
    let mut left = Vec::new();
    for entry in younger {
        if let Again::NotYet(why) = retention::erase_again(app, entry).await? {
            println!("Не удалено: {why}.");
            left.push(why);
        }
    }
    Ok(left)
}
