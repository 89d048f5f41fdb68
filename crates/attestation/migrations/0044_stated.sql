-- What a protocol stated when it was signed, and who was there when something was decided.

alter table sittings add column stated text;                                        -- JSON; null: not signed, or signed before it was kept

alter table sitting_members add column decided bigint not null default 0;           -- 1: was present when something was decided
update sitting_members set decided = 1 where exists (
    select 1 from agenda_items i join votes v on v.item_id = i.id and v.person = sitting_members.person
    where i.sitting_id = sitting_members.sitting_id and i.removed_at is null and i.outcome is not null);
