//! Floor 0: what every feature stands on. It knows no feature, not even the context handed to handlers:
//! doors and jobs are generic in it.

pub mod act;
pub mod among;
pub mod asked;
pub mod assets;
mod bound;
pub mod clock;
pub mod dated;
pub mod db;
pub mod doors;
pub mod engine;
pub mod export;
pub mod failure;
pub mod form;
pub mod ids;
pub mod jobs;
pub mod letter;
pub mod listing;
pub mod lock;
pub mod many;
pub mod metrics;
pub mod migrations;
pub mod names;
pub mod narrowing;
pub mod outbox;
pub mod page;
pub mod post;
pub mod record;
pub mod rehearsal;
pub mod schedule;
pub mod secret;
pub mod server;
pub mod tally;
pub mod upload;
pub mod visit;
pub mod watch;
pub mod words;
