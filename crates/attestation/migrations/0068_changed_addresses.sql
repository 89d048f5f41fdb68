-- When the address of a cabinet was last changed and confirmed: from then on letters of earlier cases go there.
alter table accounts add column email_changed_at bigint;
