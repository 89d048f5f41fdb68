//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "приглашение координатора, педагога и муниципального координатора называет место",
        "select id from invitations where (role in ('coordinator', 'teacher') and organization_id is null) or (role = 'municipal' and workplace = '')",
    ),
    Law::of(
        "принятое приглашение привело к учётной записи",
        "select id from invitations where redeemed_at is not null and redeemed_by is null",
    ),
    Law::of(
        "приглашение не принято и не отозвано сразу",
        "select id from invitations where redeemed_at is not null and revoked_at is not null",
    ),
];
