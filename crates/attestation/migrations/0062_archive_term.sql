-- A case that is over is not given to the archive at once: a decision is disputed until this term is over.
insert into terms (code, valid_from, valid_to, amount, unit, bound, rolls, legal_ref, remark, added_at, added_by) values
    ('D29', '2015-09-15', '9999-12-31', 3, 'months', 'min', 0, 'Кодекс административного судопроизводства РФ, ст. 219: три месяца на обращение в суд', 'не сверено с текстом закона', 0, '');
