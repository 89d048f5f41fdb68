//! Figures for Prometheus: requests by door, letters and jobs that did not go through, the process itself.
//! Labels hold door patterns and classes of status, never anything a person sent.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::db::Db;
use super::engine::DbError;
use super::{jobs, outbox};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    door: String,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AtDoor {
    door: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InState {
    state: String,
}

/// The figures of one process. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(Arc<Figures>);

struct Figures {
    registry: Registry,
    started: Instant,
    requests: Family<Asked, Counter>,
    durations: Family<AtDoor, Histogram>,
    letters: Family<InState, Gauge>,
    jobs_failed: Gauge,
    uptime: Gauge<f64, AtomicU64>,
    memory: Gauge,
}

/// Upper bounds of the time a request takes, in seconds.
const BOUNDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

impl Default for Metrics {
    fn default() -> Self {
        let mut figures = Figures {
            registry: Registry::with_prefix("attestation"),
            started: Instant::now(),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            letters: Family::default(),
            jobs_failed: Gauge::default(),
            uptime: Gauge::default(),
            memory: Gauge::default(),
        };
        figures.declare();
        Self(Arc::new(figures))
    }
}

impl Figures {
    fn declare(&mut self) {
        let of = &mut self.registry;
        of.register("requests", "Requests by method, door and class of status", self.requests.clone());
        of.register_with_unit(
            "request_duration",
            "Time from the head of a request to the head of its answer",
            Unit::Seconds,
            self.durations.clone(),
        );
        of.register("letters", "Letters of the outbox by state", self.letters.clone());
        of.register("jobs_failed", "Jobs that were given up", self.jobs_failed.clone());
        of.register_with_unit("uptime", "Time since the start", Unit::Seconds, self.uptime.clone());
        of.register_with_unit("resident_memory", "Memory the process holds", Unit::Bytes, self.memory.clone());
    }
}

impl Metrics {
    /// Counts one request.
    pub fn count(&self, method: &str, door: &str, status: u16, took: Duration) {
        let asked = Asked { method: method.to_owned(), door: door.to_owned(), status: format!("{}xx", status / 100) };
        self.0.requests.get_or_create(&asked).inc();
        let at_door = AtDoor { door: door.to_owned() };
        self.0.durations.get_or_create(&at_door).observe(took.as_secs_f64());
    }

    /// The page Prometheus reads; what the database knows is asked now.
    pub async fn page(&self, db: &Db) -> Result<String, DbError> {
        let ((queued, given_up), jobs_failed) =
            db.read(|reader| Ok::<_, DbError>((outbox::tally(reader)?, jobs::failed(reader)?))).await?;
        for (state, number) in [("queued", queued), ("failed", given_up)] {
            let state = InState { state: state.to_owned() };
            self.0.letters.get_or_create(&state).set(number);
        }
        self.0.jobs_failed.set(jobs_failed);
        self.0.uptime.set(self.0.started.elapsed().as_secs_f64());
        self.0.memory.set(resident_memory());
        let mut page = String::new();
        prometheus_client::encoding::text::encode(&mut page, &self.0.registry)
            .map_err(|error| DbError::Stopped(error.to_string()))?;
        Ok(page)
    }
}

/// Bytes of memory the process holds; 0 where the system does not tell.
fn resident_memory() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<i64>().ok());
    kilobytes.unwrap_or(0) * 1024
}
