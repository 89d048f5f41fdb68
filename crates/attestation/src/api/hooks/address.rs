//! The address notifications go to, as it is typed and kept.

use url::{Host, Url};

use crate::platform::outward::is_public;

/// Signs of an address at most.
const LONGEST: usize = 500;

/// Where notifications go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookUrl(Url);

/// Why an address does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// It is no address.
    #[error("Нужен полный адрес, например https://school.example.ru/attestation.")]
    NoAddress,
    /// It is not protected.
    #[error("Нужен адрес с https: иначе уведомления прочтут по дороге.")]
    NotSafe,
    /// A login or a password in it.
    #[error("Уберите из адреса логин и пароль: отправителя узнают по подписи уведомления.")]
    WithPassword,
    /// Too long.
    #[error("Адрес длиннее 500 знаков. Сократите его.")]
    TooLong,
    /// Of this machine or its network.
    #[error("Это внутренний адрес, туда система не обращается. Нужен адрес, открытый в интернете.")]
    Inside,
}

impl HookUrl {
    /// Reads an address; `inside`: one of the own network is allowed, of this machine without TLS too.
    ///
    /// # Errors
    /// When it does not fit. What the name stands for is looked at when something is sent.
    pub fn parse(text: &str, inside: bool) -> Result<Self, BadUrl> {
        let text = text.trim();
        if text.chars().count() > LONGEST {
            return Err(BadUrl::TooLong);
        }
        let mut url = Url::parse(text).map_err(|_| BadUrl::NoAddress)?;
        url.set_fragment(None);
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadUrl::WithPassword);
        }
        let is_here = match url.host().ok_or(BadUrl::NoAddress)? {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        let is_inside = match url.host().ok_or(BadUrl::NoAddress)? {
            Host::Domain(_) => is_here,
            Host::Ipv4(ip) => !is_public(ip.into()),
            Host::Ipv6(ip) => !is_public(ip.into()),
        };
        match url.scheme() {
            "https" if is_inside && !inside => Err(BadUrl::Inside),
            "https" => Ok(Self(url)),
            "http" if is_here && inside => Ok(Self(url)),
            "http" => Err(BadUrl::NotSafe),
            _ => Err(BadUrl::NoAddress),
        }
    }

    /// What `parse` has let in, read from its row.
    pub(super) fn kept(text: &str) -> Option<Self> {
        Url::parse(text).ok().map(Self)
    }

    /// As it is called.
    pub(in crate::api) fn url(&self) -> &Url {
        &self.0
    }

    /// The server alone: an address may carry a word that is nobody's business.
    pub(super) fn server(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_open_and_protected() {
        let fits = |text| HookUrl::parse(text, false).map(|url| url.url().to_string());
        assert_eq!(fits(" https://school.example.ru/hook?a=1#x ").as_deref(), Ok("https://school.example.ru/hook?a=1"));
        assert_eq!(fits("http://school.example.ru/"), Err(BadUrl::NotSafe));
        assert_eq!(fits("http://127.0.0.1/"), Err(BadUrl::NotSafe));
        assert_eq!(fits("https://localhost/"), Err(BadUrl::Inside));
        assert_eq!(fits("https://[::1]/"), Err(BadUrl::Inside));
        assert_eq!(fits("https://10.0.0.1/x"), Err(BadUrl::Inside));
        assert_eq!(fits("https://169.254.169.254/latest"), Err(BadUrl::Inside));
        assert_eq!(fits("https://me:secret@school.example.ru/"), Err(BadUrl::WithPassword));
        assert_eq!(fits("ftp://school.example.ru/"), Err(BadUrl::NoAddress));
        assert_eq!(fits("school.example.ru"), Err(BadUrl::NoAddress));
        assert_eq!(fits(&format!("https://school.example.ru/{}", "a".repeat(480))), Err(BadUrl::TooLong));
        assert!(HookUrl::parse("http://127.0.0.1:8080/hook", true).is_ok());
        assert_eq!(HookUrl::parse("http://10.0.0.1/hook", true), Err(BadUrl::NotSafe));
        assert!(HookUrl::parse("https://10.0.0.1/hook", true).is_ok());
    }
}
