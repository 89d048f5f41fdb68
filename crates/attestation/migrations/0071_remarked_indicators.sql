-- By which indicator a remark about results is made, in the words of the set; empty when it names none.
alter table remarks add column indicator text not null default '';
