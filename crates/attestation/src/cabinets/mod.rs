//! One home page per role, «what waits for you» first; the start page; pages everybody may read.

mod authority;
mod centre;
mod home;
mod lacks;
mod settings;
mod shared;
mod specialist;
mod violations;

pub use shared::{WayBack, error_page};

use crate::context::App;
use crate::platform::doors::Doors;

/// The doors of home pages.
pub fn doors() -> Doors<App> {
    violations::doors(lacks::doors(settings::doors(shared::doors(home::doors(Doors::default())))))
}
