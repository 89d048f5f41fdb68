//! The house as people see it: every test speaks HTTP as a named person, on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod app;
mod people;
mod signing_in;
