//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "доступ соседней системы ограничен одной школой, одним муниципалитетом или ничем, и у него есть право",
        "select id from api_tokens where (organization_id is not null and municipality <> '') or scopes = ''",
    ),
    Law::of(
        "у отозванного доступа есть причина, у действующего её нет",
        "select id from api_tokens where (revoked_at is null) <> (revoke_reason = '')",
    ),
    Law::of(
        "у отключённого адреса уведомлений есть причина, у работающего её нет",
        "select id from api_hooks where (off_at is null) <> (off_reason = '')",
    ),
    Law::of(
        "адрес уведомлений не отвечает с первой неудачной попытки",
        "select id from api_hooks where (failures = 0) <> (failing_since is null)",
    ),
    Law::of(
        "принятое уведомление отправлено и получило ответ «принято»",
        "select id from api_deliveries where state = 'taken' and (status is null or status < 200 or status > 299 or tried_at is null)",
    ),
];
