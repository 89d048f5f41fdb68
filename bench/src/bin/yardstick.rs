//! `yardstick ADDRESS FILE…`: constant pages behind the program's own accept loop: `/0` is the first file, `/1` the second.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use bytes::Bytes;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let at = arguments.next().unwrap_or_default();
    let mut router = Router::new().route("/login", get(async || "ready"));
    for (number, file) in arguments.enumerate() {
        let page = Bytes::from(std::fs::read(file)?);
        let answer = move || {
            let page = page.clone();
            async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page) }
        };
        router = router.route(&format!("/{number}"), get(answer));
    }
    let listener = tokio::net::TcpListener::bind(at).await?;
    attestation::platform::server::serve(listener, None, router, std::future::pending()).await;
    Ok(())
}
