//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "роль кабинета известна",
        "select id from seats where role not in ('centre', 'specialist', 'coordinator', 'teacher', 'municipal', 'member', 'authority', 'admin')",
    ),
    Law::of(
        "у координатора и педагога есть организация",
        "select id from seats where role in ('coordinator', 'teacher') and organization_id is null",
    ),
    Law::of(
        "у муниципального координатора есть муниципалитет",
        "select id from seats where role = 'municipal' and workplace = ''",
    ),
    Law::of(
        "у закрытой роли нет открытых сеансов",
        "select n.hash from sessions n join seats s on s.id = n.seat_id where n.ended_at is null and s.ended_at is not null",
    ),
    Law::of(
        "роль открытого сеанса принадлежит его учётной записи",
        "select s.hash from sessions s join seats t on t.id = s.seat_id where t.account_id <> s.account_id",
    ),
    Law::of(
        "у включённого второго шага входа есть ключ",
        "select account_id from second_steps where set_at is not null and secret = ''",
    ),
    Law::of(
        "запасные коды принадлежат включённому второму шагу входа",
        "select c.account_id from spare_codes c where not exists
             (select 1 from second_steps s where s.account_id = c.account_id and s.set_at is not null)",
    ),
    Law::of(
        "у закрытой учётной записи нет входа, который ждёт кода",
        "select h.hash from half_sessions h join accounts a on a.id = h.account_id where a.closed_at is not null and h.ended_at is null",
    ),
    Law::of(
        "у закрытой учётной записи нет открытых сеансов",
        "select s.hash from sessions s join accounts a on a.id = s.account_id where a.closed_at is not null and s.ended_at is null",
    ),
];
