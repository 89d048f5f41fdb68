-- Whose seats, in the order every request asks for: nothing is left to be sorted.
drop index seats_account;
create index seats_account on seats (account_id, given_at, id);
