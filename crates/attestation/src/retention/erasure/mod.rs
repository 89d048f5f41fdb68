//! Уничтожение по истечении срока: an act of one person of the centre, confirmed by another, takes the personal data of
//! archived cases and of attestations for fitness that are over. The register of categories, issued acts and protocols stay; the journal keeps codes and moments.

mod acting;
mod blots;
mod board;
mod cabinets;
mod confirmation;
mod guards;
mod log;
mod model;
mod one;
mod paper;
mod persons;
mod printed;
mod store;
mod sweep;
mod wiping;

pub use acting::{Chosen, confirm, draw, name_members};
pub use model::{Count, Erasure};
pub use paper::{ERASURE, sample};
pub use sweep::{DropFiles, Sweep};

pub(super) use acting::{add, note};
pub(super) use blots::Told;
pub(super) use persons::{forget_closed, forget_known, forget_one};
pub(super) use store::{by_id, drafts, last, stand_again, take_number};
pub(super) use sweep::{drop_now, sweep_now};
pub(super) use wiping::wipe;

use crate::context::App;
use crate::platform::doors::Doors;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    log::doors(paper::doors(confirmation::doors(one::doors(board::doors(doors)))))
}
