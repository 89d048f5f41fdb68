//! Text of settings made into values the program uses. Every fault is collected, none stops at the first.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use filestore::{Place, S3};

use super::{Config, Sources, Wrong};
use crate::platform::clock::Zone;
use crate::platform::db::{Connections, Database, sqlite_file};
use crate::platform::outward::Outward;
use crate::platform::post::{Post, Sender};
use crate::platform::seal::SealKey;

/// Reads one setting after another and remembers what was wrong.
struct Parser<'s> {
    sources: &'s Sources,
    wrong: Vec<Wrong>,
}

impl Sources {
    /// The settings as the program uses them; every fault at once.
    pub fn parse(&self) -> Result<Config, Vec<Wrong>> {
        let mut parser = Parser { sources: self, wrong: Vec::new() };
        let config = parser.config();
        match (config, parser.wrong.is_empty()) {
            (Some(config), true) => Ok(config),
            _ => Err(parser.wrong),
        }
    }
}

impl Parser<'_> {
    fn config(&mut self) -> Option<Config> {
        let data = PathBuf::from(self.get("data"));
        let listen = self.listen();
        let public_url = self.public_url(listen);
        let zone = self.take("zone", "нет такого часового пояса; пример: Asia/Tomsk", |text| Zone::named(text).ok());
        let post = self.post(&data);
        let sender = self.sender(public_url.as_ref());
        let mut number = |name, least, most| {
            let why = format!("нужно целое число от {least} до {most}");
            self.take(name, &why, |text| text.parse::<u32>().ok().filter(|number| (least..=most).contains(number)))
        };
        let (upload, days) = (number("upload_limit_mb", 1, 4096), number("invitation_days", 1, 365));
        let (readers, writers) = (number("database_readers", 1, 64), number("database_writers", 1, 64));
        let (proxies, metrics_listen) = (self.proxies(), self.metrics_listen());
        let (tls, log, database) = (self.tls(), self.log(), self.database(&data, readers.zip(writers)));
        let (log_json, inner_hooks) =
            (self.one_of("log_format", ["text", "json"]), self.one_of("inner_hooks", ["no", "yes"]));
        let (seal_mail, seal_key) = (self.seal_mail(), self.seal_key());
        let signature_checker = self.signature_checker();
        let demands_second_step = self.one_of("second_factor", ["offered", "staff"]);
        Some(Config {
            listen: listen?,
            public_url: public_url?.as_str().trim_end_matches('/').to_owned(),
            files: self.files(&data),
            data,
            database,
            post: post?,
            sender: sender?,
            centre_name: self.get("centre_name").to_owned(),
            centre_phone: self.get("centre_phone").to_owned(),
            centre_address: self.get("centre_address").to_owned(),
            zone: zone?,
            tls,
            proxies,
            metrics_listen,
            upload_limit: u64::from(upload?) * 1024 * 1024,
            invitation_days: i64::from(days?),
            demands_second_step,
            seal_mail,
            seal_key,
            signature_checker,
            outward: Outward::new(inner_hooks),
            log,
            log_json,
            demo: false,
        })
    }

    fn get(&self, name: &str) -> &str {
        self.sources.get(name)
    }

    fn wrong(&mut self, name: &str, why: impl Into<String>) {
        self.wrong.push(Wrong { name: name.to_owned(), why: why.into() });
    }

    fn take<T>(&mut self, name: &str, why: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.get(name);
        let value = read(text);
        if value.is_none() {
            let why = format!("«{text}» не подходит: {why}");
            self.wrong(name, why);
        }
        value
    }

    fn listen(&mut self) -> Option<SocketAddr> {
        self.take("listen", "нужен адрес с портом, например 127.0.0.1:8080", |text| {
            text.parse().ok()
        })
    }

    fn metrics_listen(&mut self) -> Option<SocketAddr> {
        if self.get("metrics_listen").is_empty() {
            return None;
        }
        self.take("metrics_listen", "нужен адрес с портом, например 127.0.0.1:9464", |text| {
            text.parse().ok()
        })
    }

    fn seal_mail(&mut self) -> Option<String> {
        if self.get("seal_mail").is_empty() {
            return None;
        }
        let email = self.take("seal_mail", "нужен адрес вида имя@сайт", |text| {
            text.parse::<lettre::Address>().ok()
        });
        email.map(|email| email.to_string())
    }

    /// A key that does not fit is not repeated: it is a secret.
    fn seal_key(&mut self) -> Option<SealKey> {
        let text = self.get("seal_key");
        let key = SealKey::parse(text);
        if key.is_none() && !text.is_empty() {
            self.wrong("seal_key", "ключ слишком короткий, нужно не меньше 32 случайных знаков");
        }
        key
    }

    fn signature_checker(&mut self) -> Option<PathBuf> {
        if self.get("signature_checker").is_empty() {
            return None;
        }
        self.take(
            "signature_checker",
            "нужен полный путь к программе, которая есть на этом сервере",
            |text| {
                let path = PathBuf::from(text);
                (path.is_absolute() && path.is_file()).then_some(path)
            },
        )
    }

    fn proxies(&mut self) -> Vec<IpAddr> {
        let read = |text: &str| {
            text.split(',').map(str::trim).filter(|one| !one.is_empty()).map(|one| one.parse().ok()).collect()
        };
        self.take("proxies", "нужны адреса через запятую, например 10.0.0.2", read).unwrap_or_default()
    }

    fn log(&mut self) -> String {
        let known = |text: &str| matches!(text, "error" | "warn" | "info" | "debug").then(|| text.to_owned());
        self.take("log", "нужно error, warn, info или debug", known).unwrap_or_default()
    }

    /// Whether it is the second of two words.
    fn one_of(&mut self, name: &str, words: [&str; 2]) -> bool {
        let why = format!("нужно {} или {}", words[0], words[1]);
        let place = self.take(name, &why, |text| words.iter().position(|word| *word == text));
        place == Some(1)
    }

    fn sender(&mut self, public_url: Option<&url::Url>) -> Option<Sender> {
        let email = self.take("mail_from", "нужен адрес вида имя@сайт", |text| {
            text.parse::<lettre::Address>().ok()
        })?;
        let host = public_url?.host_str().unwrap_or_default().to_owned();
        Some(Sender { name: self.get("centre_name").to_owned(), email: email.to_string(), host })
    }

    fn public_url(&mut self, listen: Option<SocketAddr>) -> Option<url::Url> {
        let scheme = if self.get("tls_certificate").is_empty() { "http" } else { "https" };
        let given = self.get("public_url").to_owned();
        let here = listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        let text = if given.is_empty() { format!("{scheme}://{here}") } else { given };
        let fits = |url: &url::Url| {
            matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && url.query().is_none()
        };
        let Some(url) = url::Url::parse(&text).ok().filter(fits) else {
            self.wrong("public_url", format!("«{text}» не подходит: нужен адрес вида https://att.example.ru"));
            return None;
        };
        if url.path() != "/" || url.fragment().is_some() {
            self.wrong(
                "public_url",
                format!("«{text}» не подходит: система работает только в корне сайта, уберите из адреса всё после имени сайта"),
            );
            return None;
        }
        if url.scheme() == "http" && !is_loopback(&url) {
            self.wrong(
                "public_url",
                format!("«{text}» не подходит: вне этого компьютера нужен https, иначе пароли пойдут открыто"),
            );
            return None;
        }
        Some(url)
    }

    fn database(&mut self, data: &Path, connections: Option<(u32, u32)>) -> Database {
        let text = self.get("database").to_owned();
        if text.is_empty() {
            return Database::Sqlite(sqlite_file(data));
        }
        let is_ours = text.starts_with("postgres://") || text.starts_with("postgresql://");
        if !is_ours || text.parse::<postgres::Config>().is_err() {
            self.wrong("database", "нужен адрес вида postgres://имя:пароль@сервер/база или пусто для SQLite");
        }
        let connections = connections.map(|(readers, writers)| Connections { readers, writers });
        Database::Postgres(text, connections.unwrap_or_default())
    }

    fn files(&self, data: &Path) -> Place {
        let (bucket, folder, endpoint) = (self.get("s3_bucket"), self.get("files"), self.get("s3_endpoint"));
        if bucket.is_empty() {
            return Place::Folder(if folder.is_empty() { data.join("files") } else { PathBuf::from(folder) });
        }
        Place::S3(S3 {
            endpoint: (!endpoint.is_empty()).then(|| endpoint.to_owned()),
            region: self.get("s3_region").to_owned(),
            bucket: bucket.to_owned(),
            prefix: self.get("s3_prefix").to_owned(),
            access_key: self.get("s3_access_key").to_owned(),
            secret_key: self.get("s3_secret_key").to_owned(),
            allow_http: endpoint.starts_with("http://"),
            scratch: Some(data.join("uploads")),
        })
    }

    fn post(&mut self, data: &Path) -> Option<Post> {
        let (mail, folder) = (self.get("mail"), self.get("mail_folder"));
        if mail.is_empty() {
            return Some(Post::Folder(if folder.is_empty() { data.join("mail") } else { PathBuf::from(folder) }));
        }
        let post = Post::smtp(mail).ok();
        if post.is_none() {
            self.wrong("mail", "нужен адрес вида smtp://сервер:25 или smtps://имя:пароль@сервер");
        }
        post
    }

    fn tls(&mut self) -> Option<(PathBuf, PathBuf)> {
        let (certificate, key) = (PathBuf::from(self.get("tls_certificate")), PathBuf::from(self.get("tls_key")));
        match (certificate.as_os_str().is_empty(), key.as_os_str().is_empty()) {
            (true, true) => None,
            (false, false) => Some((certificate, key)),
            _ => {
                self.wrong("tls_key", "сертификат и ключ указывают вместе");
                None
            }
        }
    }
}

/// Whether an address is of this very machine.
pub(super) fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
