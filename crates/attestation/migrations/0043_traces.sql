-- Sessions, links for a new password or address and counts of failed tries go by a term of their own.
insert into retention_terms (record, valid_from, valid_to, years, legal_ref, remark, added_at, added_by) values
    ('sign_ins', '2020-02-18', '9999-12-31', 1, 'по решению Центра', 'в перечнях срок не найден', 0, '');

-- What a day looks for, by the moment the term is counted from.
create index sessions_kept on sessions (opened_at, hash);
create index keys_kept on keys (expires_at, hash);
create index throttle_kept on throttle (last_at, name);

-- What neighbouring systems were given, by their keys: such rows have no account.
create index journal_neighbour on journal (subject, at, id) where account_id is null;
