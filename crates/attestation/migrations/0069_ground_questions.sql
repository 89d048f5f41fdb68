-- What the rows are asked about a ground of refusal, however it is worded; empty: people alone weigh it.
alter table intake_entries add column question text not null default '';
update intake_entries set question = 'post' where list = 'ground' and words = 'Должности нет в номенклатуре должностей педагогических работников';
update intake_entries set question = 'refusal' where list = 'ground' and words = 'Не прошёл год со дня отказа в этой же категории';
update intake_entries set question = 'any-category' where list = 'ground' and words = 'Для высшей категории: нет и не было первой или высшей категории';
update intake_entries set question = 'highest-in-force' where list = 'ground' and words = 'Для педагога-методиста и педагога-наставника: нет действующей высшей категории';
update intake_entries set question = 'petition' where list = 'ground' and words = 'Для педагога-методиста и педагога-наставника: нет ходатайства работодателя';
