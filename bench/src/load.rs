//! A closed loop: so many connections, each sending the next request as soon as the last answer is read.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::BodyExt;
use hyper::Request;

use crate::client::{Body, Wire};

/// What one press showed.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    /// Answers a second.
    pub(crate) rate: f64,
    /// The middle time of an answer.
    pub(crate) median: Duration,
    /// The time 99 of 100 answers are within.
    pub(crate) p99: Duration,
}

/// Makes the request of a connection: which connection, which turn.
pub(crate) type Make = Arc<dyn Fn(usize, usize) -> Request<Body> + Send + Sync>;

/// Presses for so long; every answer must have one of the statuses 200 and 303.
///
/// # Errors
/// When a connection breaks or an answer has another status.
pub(crate) async fn press(at: SocketAddr, connections: usize, lasting: Duration, make: Make) -> anyhow::Result<Load> {
    let (start, mut hands) = (Instant::now(), Vec::new());
    for number in 0..connections {
        let make = make.clone();
        hands.push(tokio::spawn(async move {
            let (mut wire, mut times) = (Wire::open(at).await?, Vec::with_capacity(100_000));
            for turn in 0.. {
                let asked = Instant::now();
                if asked.duration_since(start) >= lasting {
                    break;
                }
                let response = wire.send(make(number, turn)).await?;
                let status = response.status().as_u16();
                let mut body = response.into_body();
                while let Some(frame) = body.frame().await {
                    frame?;
                }
                anyhow::ensure!(status == 200 || status == 303, "answered {status}");
                times.push(asked.elapsed());
            }
            Ok::<_, anyhow::Error>(times)
        }));
    }
    let mut times = Vec::new();
    for hand in hands {
        times.extend(hand.await??);
    }
    Ok(told(times, start.elapsed()))
}

#[expect(clippy::cast_precision_loss, reason = "a speed for people to read")]
fn told(mut times: Vec<Duration>, lasted: Duration) -> Load {
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    Load { rate: times.len() as f64 / lasted.as_secs_f64(), median: at(50), p99: at(99) }
}
