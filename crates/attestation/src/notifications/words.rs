//! States of letters, answers of mail servers and names of jobs, in words of people.

use crate::platform::jobs::JobWords;

/// The state of a letter: words and colour.
pub(super) fn state(code: &str) -> (&'static str, &'static str) {
    match code {
        "sent" => ("отправлено", "green"),
        "failed" => ("не доставлено", "red"),
        "draft" => ("черновик", "yellow"),
        "discarded" => ("не отправляется", "grey"),
        _ => ("ждёт отправки", "blue"),
    }
}

/// What a mail server's answer means: the sentence for people, then the answer itself.
pub(super) fn reason(error: &str) -> String {
    let meaning = match code(error) {
        Some(450..=452) => "почтовый ящик временно не принимает письма",
        Some(421) => "почтовый сервер занят",
        Some(535) => "почтовый сервер не принял логин и пароль Центра",
        Some(550 | 551) => "такого почтового ящика нет или он закрыт",
        Some(552) => "почтовый ящик переполнен",
        Some(553) => "почтовый сервер не принял адрес",
        Some(554) => "почтовый сервер отказался принять письмо",
        Some(500..=599) => "почтовый сервер отказал",
        _ => return error.to_owned(),
    };
    format!("{meaning} ({error})")
}

/// What a job does; one that another version of the program left in the queue is named by its code.
pub(super) fn job(known: &JobWords, code: &str) -> String {
    known.get(code).map_or_else(|| format!("Задание другой версии программы ({code})"), |words| (*words).to_owned())
}

/// The three digits of a server's answer.
fn code(error: &str) -> Option<u16> {
    error
        .split(|sign: char| !sign.is_ascii_digit())
        .find(|digits| digits.len() == 3)
        .and_then(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_servers_are_explained() {
        assert_eq!(
            reason("почтовый сервер ответил: 550 no such user"),
            "такого почтового ящика нет или он закрыт (почтовый сервер ответил: 550 no such user)"
        );
        assert_eq!(reason("нет связи с почтовым сервером"), "нет связи с почтовым сервером");
    }

    #[test]
    fn jobs_are_named_in_words() {
        let known = JobWords::from([("sheet.read", "Чтение таблицы")]);
        assert_eq!(job(&known, "sheet.read"), "Чтение таблицы");
        assert_eq!(job(&known, "sheet.draw"), "Задание другой версии программы (sheet.draw)");
    }
}
