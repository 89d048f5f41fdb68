//! Организации: schools and other organisations with their municipality. Known by their ИНН.

mod model;
mod store;

pub use model::{BadInn, Inn, NewOrganization, School};
pub use store::{by_id, by_inn, by_name, create, search, update};
