//! What the measuring programs share: a generated world, the processes measured, a client, figures and their table.
//! Everything happens on the loopback and ends by itself.

pub mod client;
pub mod figures;
pub mod load;
pub mod process;
pub mod random;
pub mod world;
