//! Сроки дел: open applications by the clock that runs out next.

mod store;
mod web;

pub use web::doors;
