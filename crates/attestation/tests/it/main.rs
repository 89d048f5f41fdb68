//! The house as people see it: every test speaks HTTP as a named person, on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking and is read by nobody from outside"
)]

mod app;
mod assigning;
mod auditing;
mod boards;
mod calendar;
mod clocks;
mod cloud;
mod deadlines;
mod doors;
mod exchange;
mod filing_sheet;
mod full_disk;
mod intake;
mod intake_lists;
mod invitations;
mod joining;
mod many_rows;
mod organizations;
mod people;
mod plans;
mod program;
mod register;
mod register_sheet;
mod registering;
mod reminders;
mod resuming;
mod reviewing;
mod secure;
mod sending;
mod sheet_faults;
mod sheets;
mod signing_in;
mod together;
