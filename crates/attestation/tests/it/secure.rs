//! TLS by certificate files: the program speaks it itself, and refuses files that do not fit each other.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;

use crate::program::{Serving, refusal};

struct Certificate {
    der: CertificateDer<'static>,
    pem: String,
    key: String,
}

impl Certificate {
    fn new() -> Self {
        let made = rcgen::generate_simple_self_signed(["att.example.ru".to_owned()]).unwrap();
        Self { der: made.cert.der().clone(), pem: made.cert.pem(), key: made.signing_key.serialize_pem() }
    }
}

fn put(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

const FILES: [(&str, &str); 2] = [("TLS_CERTIFICATE", "site.pem"), ("TLS_KEY", "site.key")];

/// What a browser that trusts this certificate alone gets for `/login`.
fn asked_over_tls(serving: &Serving, trusted: &Certificate) -> std::io::Result<String> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(trusted.der.clone()).unwrap();
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "att.example.ru".try_into().unwrap();
    let client = rustls::ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = rustls::StreamOwned::new(client, serving.connect());
    write!(stream, "GET /login HTTP/1.1\r\nHost: att.example.ru\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn the_site_is_read_over_tls_by_its_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let own = Certificate::new();
    put(folder.path(), "site.pem", &own.pem);
    put(folder.path(), "site.key", &own.key);
    let serving = Serving::start(folder.path(), &FILES);
    let answer = asked_over_tls(&serving, &own).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("Вход в систему"), "{answer}");
    let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
    assert!(head.contains("set-cookie: __host-att-visitor=") && head.contains("; secure"), "{head}");
    assert!(head.contains("strict-transport-security: max-age=31536000"), "{head}");

    let stranger = asked_over_tls(&serving, &Certificate::new()).unwrap_err();
    assert!(stranger.to_string().contains("invalid peer certificate"), "{stranger}");
    let mut plain = serving.connect();
    write!(plain, "GET /login HTTP/1.1\r\nHost: att.example.ru\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    drop(plain.read_to_end(&mut answer));
    assert!(!String::from_utf8_lossy(&answer).contains("HTTP/1.1 200"), "no page without TLS");
}

#[test]
fn a_key_of_another_certificate_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "site.pem", &Certificate::new().pem);
    put(folder.path(), "site.key", &Certificate::new().key);
    let mut settings = vec![("LISTEN", "127.0.0.1:0")];
    settings.extend(FILES);
    let said = refusal(folder.path(), &settings, &["serve"]);
    assert!(said.starts_with("Сертификат не подходит: сертификат и ключ не подходят друг другу"), "{said}");

    std::fs::remove_file(folder.path().join("site.key")).unwrap();
    let said = refusal(folder.path(), &settings, &["serve"]);
    assert!(said.starts_with("Сертификат не подходит: не читается файл site.key"), "{said}");
}
