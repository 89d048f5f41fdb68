//! «Аттестация»: the electronic system in which a regional centre runs the attestation of teachers.

pub mod accounts;
pub mod app;
pub mod applications;
pub mod applying;
pub mod assignments;
pub mod audit;
pub mod cabinets;
pub mod cases;
pub mod clocks;
pub mod commands;
pub mod conclusions;
pub mod config;
pub mod context;
pub mod deadlines;
pub mod documents;
pub mod exchange;
pub mod invitations;
pub mod notifications;
pub mod organizations;
pub mod platform;
pub mod register;
pub mod results;
pub mod seed;
