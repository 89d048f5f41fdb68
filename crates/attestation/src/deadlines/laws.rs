//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "версии срока не накладываются",
        "select t.code from terms t join terms o on o.code = t.code and o.valid_from > t.valid_from and o.valid_from <= t.valid_to",
    ),
    Law::of(
        "срок записан известными словами",
        "select code from terms where valid_to < valid_from or unit not in ('calendar', 'working', 'months', 'years') or bound not in ('max', 'min', 'exact', 'advice')",
    ),
    Law::of("вид дня календаря известен", "select day from calendar_days where kind not in ('off', 'working')"),
];
