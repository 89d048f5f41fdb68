//! The conclusion of a specialist: its template and what may stand in it.

pub mod tags;
