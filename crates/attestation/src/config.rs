//! Settings: one table of names, read from the environment and a TOML file, parsed once.
//! With nothing set the program runs: SQLite and files in `./data`, letters into a folder.

mod parse;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use filestore::Place;

use crate::platform::clock::Zone;
use crate::platform::db::Database;
use crate::platform::outward::Outward;
use crate::platform::post::{Post, Sender};
use crate::platform::seal::SealKey;

/// One setting as it is declared.
pub struct Setting {
    /// The name in the file; in the environment `ATTESTATION_` and the name in capitals.
    pub name: &'static str,
    /// The value when nothing is set.
    pub default: &'static str,
    /// Whether it must never be shown.
    pub secret: bool,
    /// What it is, for people.
    pub about: &'static str,
}

const fn setting(name: &'static str, default: &'static str, about: &'static str) -> Setting {
    Setting { name, default, secret: false, about }
}

const fn secret(name: &'static str, about: &'static str) -> Setting {
    Setting { name, default: "", secret: true, about }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    setting("listen", "127.0.0.1:8080", "адрес и порт, на которых система отвечает"),
    setting("public_url", "", "адрес сайта для людей и писем; пусто — http:// и адрес из listen"),
    setting("data", "data", "папка данных: база SQLite, файлы, письма"),
    secret("database", "postgres://… или пусто: SQLite в папке данных"),
    setting("database_readers", "6", "сколько соединений с PostgreSQL держать для вопросов, самое большее"),
    setting("database_writers", "4", "сколько соединений с PostgreSQL держать для записи, самое большее"),
    setting("files", "", "папка файлов; пусто — files в папке данных"),
    setting("s3_bucket", "", "корзина S3; если указана, файлы хранятся в ней"),
    setting("s3_endpoint", "", "адрес сервера S3; пусто — по региону"),
    setting("s3_region", "ru-central1", "регион S3"),
    setting("s3_prefix", "", "начало имён файлов в корзине"),
    secret("s3_access_key", "ключ доступа S3"),
    secret("s3_secret_key", "секретный ключ S3"),
    secret("mail", "smtp://… или пусто: письма складываются в папку mail"),
    setting("mail_folder", "", "папка писем, если почтовый сервер не указан; пусто — mail в папке данных"),
    setting("mail_from", "attestation@localhost", "адрес отправителя писем"),
    setting(
        "centre_name",
        "Центр аттестации педагогических работников",
        "название центра: шапка страниц и подпись писем",
    ),
    setting("centre_phone", "", "телефон поддержки с часами работы"),
    setting("centre_address", "", "почтовый адрес центра: адрес оператора в актах об уничтожении персональных данных"),
    setting("zone", "Asia/Tomsk", "часовой пояс центра"),
    setting("tls_certificate", "", "файл сертификата PEM; пусто — без TLS, за прокси"),
    setting("tls_key", "", "файл ключа PEM"),
    setting("proxies", "", "адреса прокси через запятую, чьим заголовкам X-Forwarded-For верить"),
    setting("metrics_listen", "", "адрес и порт показателей для Prometheus; пусто — выключено"),
    setting("upload_limit_mb", "50", "наибольший размер одного файла, МБ"),
    setting("invitation_days", "14", "сколько дней действует приглашение"),
    setting(
        "second_factor",
        "staff",
        "второй шаг входа: staff — обязателен сотрудникам Центра, администраторам, председателям, их заместителям и секретарям комиссий; offered — каждый решает сам",
    ),
    setting(
        "inner_hooks",
        "no",
        "уведомлять ли соседние системы внутри своей сети: no или yes; без https — только на этом же компьютере",
    ),
    setting("seal_mail", "", "адрес почты, на который раз в день уходит отпечаток журнала; пусто — не отправлять"),
    secret("seal_key", "ключ, которым подписаны печати журнала: не короче 32 знаков; пусто — без подписи"),
    setting(
        "signature_checker",
        "",
        "программа, которая проверяет отсоединённые подписи, полный путь: получает имена файла подписи и подписанного файла; пусто — подписи не проверяются",
    ),
    setting("log", "info", "подробность журнала работы: error, warn, info, debug"),
    setting("log_format", "text", "вид журнала работы: text или json"),
];

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Its name.
    pub name: String,
    /// Why, and what to write.
    pub why: String,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "настройка {}: {}", self.name, self.why)
    }
}

/// Values with the places they came from.
pub struct Sources {
    values: BTreeMap<&'static str, (String, String)>,
}

/// Files an organisation may send at most, one after another: kinds of media are checked by content.
#[derive(Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address for people, without a slash at the end.
    pub public_url: String,
    /// The folder of data.
    pub data: PathBuf,
    /// The database.
    pub database: Database,
    /// The files.
    pub files: Place,
    /// Letters go here.
    pub post: Post,
    /// Letters come from here.
    pub sender: Sender,
    /// The centre's name.
    pub centre_name: String,
    /// Phone of support.
    pub centre_phone: String,
    /// The centre's postal address; may be empty.
    pub centre_address: String,
    /// The zone.
    pub zone: Zone,
    /// Certificate and key.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Trusted proxies.
    pub proxies: Vec<IpAddr>,
    /// Metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// Bytes of one file at most.
    pub upload_limit: u64,
    /// Days an invitation works.
    pub invitation_days: i64,
    /// Whether the second step of sign-in is demanded by role, not only offered.
    pub demands_second_step: bool,
    /// Where the last seal of the journal is sent once a day.
    pub seal_mail: Option<String>,
    /// The key that signs seals of the journal.
    pub seal_key: Option<SealKey>,
    /// The program that checks detached signatures; none: they are not checked.
    pub signature_checker: Option<PathBuf>,
    /// The way to neighbours' servers.
    pub outward: Outward,
    /// Log filter.
    pub log: String,
    /// Log as JSON.
    pub log_json: bool,
    /// Whether this is a demonstration: people are named on the start page. Never a setting.
    pub demo: bool,
}

/// What stands between the name of the operator and its address.
const ADDRESS: &str = " (адрес: ";

impl Config {
    /// Whether the centre is called by a name of its own, not by the one everything begins with.
    pub fn is_named(&self) -> bool {
        SETTINGS.iter().all(|one| one.name != "centre_name" || one.default != self.centre_name)
    }

    /// Whether people outside this machine can open the site by the address that letters name.
    pub fn is_reachable(&self) -> bool {
        url::Url::parse(&self.public_url).is_ok_and(|url| !parse::is_loopback(&url))
    }

    /// The operator of personal data, as a consent names it (152-ФЗ, ст. 9): the centre's name, and its address when it is known.
    pub fn operator(&self) -> String {
        let address = &self.centre_address;
        if address.is_empty() { self.centre_name.clone() } else { format!("{}{ADDRESS}{address})", self.centre_name) }
    }

    /// Whether a consent that names this operator was given to the centre: another address is the same operator.
    pub fn is_operator(&self, named: &str) -> bool {
        named.strip_prefix(&self.centre_name).is_some_and(|rest| rest.is_empty() || rest.starts_with(ADDRESS))
    }
}

impl Sources {
    /// Reads the environment through `var`, and the file when there is one.
    pub fn read(var: impl Fn(&str) -> Option<String>, file: Option<&Path>) -> Result<Self, Vec<Wrong>> {
        let table = file.map(table_of).transpose()?.unwrap_or_default();
        let unknown: Vec<Wrong> = table
            .keys()
            .filter(|name| !SETTINGS.iter().any(|setting| setting.name == name.as_str()))
            .map(|name| Wrong {
                name: name.clone(),
                why: "такой настройки нет; список покажет команда attestation config".to_owned(),
            })
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let values = SETTINGS
            .iter()
            .map(|setting| {
                let variable = format!("ATTESTATION_{}", setting.name.to_uppercase());
                let value = if let Some(value) = var(&variable) {
                    (value, format!("переменная {variable}"))
                } else if let Some(value) = table.get(setting.name) {
                    (value.clone(), format!("файл {}", file.unwrap_or(Path::new("")).display()))
                } else {
                    (setting.default.to_owned(), "по умолчанию".to_owned())
                };
                (setting.name, value)
            })
            .collect();
        Ok(Self { values })
    }

    /// The text of a setting; empty when there is no such setting.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |(value, _)| value.trim())
    }

    /// Puts a value in place of what was read.
    pub fn put(&mut self, name: &'static str, value: impl Into<String>) {
        self.values.insert(name, (value.into(), "командная строка".to_owned()));
    }

    /// Every setting with its value and source; secrets are hidden.
    pub fn listing(&self) -> String {
        let mut out = String::new();
        for setting in SETTINGS {
            let (value, source) = self.values.get(setting.name).cloned().unwrap_or_default();
            let shown = match (setting.secret, value.is_empty()) {
                (_, true) => "(пусто)".to_owned(),
                (true, false) => "(скрыто)".to_owned(),
                (false, false) => value,
            };
            let (name, about) = (setting.name, setting.about);
            let line = format!(
                "{name} = {shown}
    {about}; источник: {source}
"
            );
            out.push_str(&line);
        }
        out
    }
}

fn table_of(file: &Path) -> Result<BTreeMap<String, String>, Vec<Wrong>> {
    let wrong = |why: String| vec![Wrong { name: file.display().to_string(), why }];
    let text = std::fs::read_to_string(file).map_err(|error| wrong(format!("файл не читается: {error}")))?;
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| wrong(format!("файл записан с ошибкой: {}", error.message())))?;
    Ok(table
        .into_iter()
        .map(|(name, value)| {
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                other => other.type_str().to_owned(),
            };
            (name, text)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &[(&str, &str)]) -> Result<Config, Vec<Wrong>> {
        let given: BTreeMap<String, String> =
            given.iter().map(|(name, value)| (format!("ATTESTATION_{name}"), (*value).to_owned())).collect();
        Sources::read(|name| given.get(name).cloned(), None)?.parse()
    }

    #[test]
    fn nothing_set_still_runs() {
        let config = read(&[]).map_err(|wrong| wrong[0].to_string()).expect("defaults fit");
        assert_eq!(config.database, Database::Sqlite("data/attestation.sqlite".into()));
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let wrong = read(&[("LISTEN", "восемь"), ("ZONE", "Луна"), ("UPLOAD_LIMIT_MB", "0")]).err().expect("faults");
        let names: Vec<&str> = wrong.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["listen", "zone", "upload_limit_mb"]);
    }

    #[test]
    fn a_checker_of_signatures_is_there() {
        let wrong = |path: &str| read(&[("SIGNATURE_CHECKER", path)]).err().map(|all| all[0].name.clone());
        assert_eq!(wrong("checker.sh").as_deref(), Some("signature_checker"));
        assert_eq!(wrong("/nowhere/checker.sh").as_deref(), Some("signature_checker"));
        assert_eq!(wrong(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/checker.sh")), None);
    }

    #[test]
    fn passwords_do_not_travel_in_the_open() {
        assert_eq!(read(&[("PUBLIC_URL", "http://att.example.ru")]).err().expect("a fault")[0].name, "public_url");
        assert!(read(&[("PUBLIC_URL", "https://att.example.ru")]).is_ok());
    }

    #[test]
    fn the_site_lives_at_the_root() {
        let wrong = read(&[("PUBLIC_URL", "https://tomsk.example.ru/att")]).err().expect("a fault");
        assert_eq!(wrong.len(), 1);
        assert_eq!(
            wrong[0].why,
            "«https://tomsk.example.ru/att» не подходит: система работает только в корне сайта, уберите из адреса всё после имени сайта"
        );
        assert!(read(&[("PUBLIC_URL", "https://att.example.ru/")]).is_ok());
    }

    #[test]
    fn secrets_are_not_listed() {
        let sources =
            Sources::read(|name| (name == "ATTESTATION_DATABASE").then(|| "postgres://u:hunter2@h/d".to_owned()), None)
                .map_err(|w| w[0].to_string())
                .expect("sources");
        assert!(!sources.listing().contains("hunter2"));
        assert!(sources.listing().contains("database = (скрыто)"));
    }
}
