//! `serve`: opens the house, says where it is, and works until it is asked to stop.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::settings::Settings;
use super::{Outcome, Stop, erased, house, logging};
use crate::api;
use crate::app;
use crate::config::Config;
use crate::context::App;
use crate::invitations;
use crate::platform::metrics::Metrics;
use crate::platform::server;
use crate::platform::watch::watched;

/// The round of letters and jobs under way at the stop gets this long.
const LAST_ROUND: Duration = Duration::from_secs(10);

pub(super) async fn run(settings: &Settings) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let _lock = house::take_folder(&config)?;
    let doors = Doors::open(&config).await?;
    let app = house::app(config).await?;
    for why in erased::again(&app).await? {
        tracing::warn!(why, "what was erased before has come back with a copy and is still there");
    }
    let first_link = invitations::first_run_link(&app).await.map_err(|failure| {
        Stop::because("Ссылку для первого кабинета Центра создать не удалось.", format!("{failure:?}"))
    })?;
    doors.serve(app, first_link).await
}

/// The ports taken and the certificate read: everything that may be refused before the database is touched.
pub(super) struct Doors {
    main: TcpListener,
    metrics: Option<TcpListener>,
    tls: Option<tokio_rustls::TlsAcceptor>,
}

impl Doors {
    /// Takes what the settings name.
    pub(super) async fn open(config: &Config) -> Result<Self, Stop> {
        let tls = match &config.tls {
            None => None,
            Some((certificate, key)) => {
                let acceptor = server::tls(certificate, key);
                Some(
                    acceptor
                        .map_err(|why| Stop::new(format!("Сертификат не подходит: {}.", why.trim_end_matches('.'))))?,
                )
            }
        };
        let main = house::listener(config.listen, "listen").await?;
        let metrics = match config.metrics_listen {
            None => None,
            Some(at) => Some(house::listener(at, "metrics_listen").await?),
        };
        Ok(Self { main, metrics, tls })
    }

    /// Works until SIGTERM or SIGINT; requests under way are finished.
    pub(super) async fn serve(self, app: App, first_link: Option<String>) -> Outcome {
        let stop = stop_signal()?;
        let figures = Metrics::default();
        let router = watched(app::router(&app), figures.clone());
        let rounds = tokio::spawn(app::rounds(app.clone(), stop.clone()));
        let notifying = tokio::spawn(api::notifying(app.clone(), stop.clone()));
        let counting = self.metrics.map(|listener| {
            let router = metrics_router(figures, app.clone());
            tokio::spawn(server::serve(listener, None, router, Vec::new(), stopped(stop.clone())))
        });
        greet(&app.config, first_link.as_deref());
        if !app.config.demo && !app.config.post.leaves() {
            tracing::warn!("no mail server is set: letters lie in a folder and reach nobody");
        }
        tracing::info!(listen = %app.config.listen, tls = self.tls.is_some(), "serving");
        server::serve(self.main, self.tls, router, app.config.proxies.clone(), stopped(stop)).await;
        drop(tokio::time::timeout(LAST_ROUND, async { tokio::join!(rounds, notifying) }).await);
        if let Some(counting) = counting {
            counting.abort();
        }
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

/// Says where the site is. A console that is gone is no reason not to work.
fn greet(config: &Config, first_link: Option<&str>) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "«Аттестация» работает: {}/", config.public_url));
    if let Some(link) = first_link {
        drop(writeln!(out, "Создайте первый кабинет Центра по этой ссылке (она действует один раз): {link}"));
    }
    drop(out.flush());
}

/// Turns true when the process is asked to end; asked twice, the process ends at once.
fn stop_signal() -> Result<watch::Receiver<bool>, Stop> {
    let listen =
        |kind| signal(kind).map_err(|error| Stop::because("Система не даёт слушать сигналы остановки.", error));
    let (mut term, mut int) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        for times in 0.. {
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
            }
            if times > 0 {
                std::process::exit(1);
            }
            tracing::info!("asked to stop, finishing requests under way");
            tell.send_replace(true);
        }
    });
    Ok(told)
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    drop(stop.wait_for(|stop| *stop).await);
}

fn metrics_router(figures: Metrics, app: App) -> Router {
    Router::new().route("/metrics", get(show_metrics)).with_state((figures, app))
}

async fn show_metrics(State((figures, app)): State<(Metrics, App)>) -> Response {
    match figures.page(&app.db).await {
        Ok(page) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], page).into_response()
        }
        Err(error) => {
            tracing::error!(error = %error, "metrics were not read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
