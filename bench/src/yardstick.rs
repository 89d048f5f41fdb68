//! Constant pages behind the program's own accept loop: `/0` is the first file, `/1` the second.

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use bytes::Bytes;
use clap::Args;

/// What is answered, and where.
#[derive(Args)]
pub(crate) struct Options {
    /// The address to listen on.
    at: SocketAddr,
    /// The pages.
    pages: Vec<PathBuf>,
}

/// Answers until it is ended.
pub(crate) async fn run(options: Options) -> anyhow::Result<()> {
    let mut router = Router::new().route("/login", get(async || "ready"));
    for (number, file) in options.pages.iter().enumerate() {
        let page = Bytes::from(std::fs::read(file)?);
        let answer = move || {
            let page = page.clone();
            async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page) }
        };
        router = router.route(&format!("/{number}"), get(answer));
    }
    let listener = tokio::net::TcpListener::bind(options.at).await?;
    attestation::platform::server::serve(listener, None, router, Vec::new(), std::future::pending()).await;
    Ok(())
}
