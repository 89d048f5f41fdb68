//! The house as people see it: every test speaks HTTP as a named person, on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking and is read by nobody from outside"
)]

mod acts;
mod acts_corrected;
mod acts_told;
mod after_a_session;
mod answering;
mod api;
mod api_settings;
mod app;
mod applying;
mod assigning;
mod auditing;
mod boards;
mod calendar;
mod clock_jumps;
mod clocks;
mod cloud;
mod commission;
mod complaints;

mod conclusions;
mod correcting;
mod criteria;
mod criteria_drafts;
mod criteria_sheet;
mod deadlines;
mod doors;
mod doubts;
mod entered;
mod erasing;
mod exchange;
mod fields;
mod filing_sheet;
mod fitness;
mod fitness_beside;
mod fitness_cycle;
mod fitness_earlier;
mod fitness_erased;
mod fitness_grounds;
mod fitness_leaving;
mod fitness_papers;
mod fitness_sessions;
mod forgotten;
mod full_disk;
mod groups;
mod helping;
mod histories;
mod hooks;
mod inquiries;
mod intake;
mod intake_lists;
mod invitations;
mod inviting;
mod joining;
mod keeping;
mod lapsing;
mod life;
mod many_rows;
mod office_papers;
mod open_register;
mod opening;
mod organizations;
mod papers_to_send;
mod people;
mod places;
mod plans;
mod portal_numbers;
mod posts;
mod printing;
mod program;
mod putting_right;
#[path = "../../../officedocs/tests/reading/mod.rs"]
mod reading;
mod register;
mod register_readers;
mod register_sheet;
mod registering;
mod reminders;
mod renamed;
mod reports;
mod resuming;
mod retention;
mod reviewing;
mod rulebooks;
mod sealing;
mod seals;
mod second_step;
mod second_step_demanded;
mod secure;
mod sending;
mod sheet_faults;
mod sheets;
mod signatures;
mod signing_in;
mod sitting_day;
mod sitting_hands;
mod sitting_limits;
mod sitting_mistakes;
mod smuggling;
mod stopping;
mod templates;
mod terms;
mod together;
mod touched;
mod unset_terms;
mod voting;
mod waiting;
mod whole_case;
mod withdrawals;
mod wordings;
