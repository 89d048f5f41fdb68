-- A category that is given for a term says in the act, beside the day it begins, the day it ends.
alter table act_cases add column valid_to text;  -- the last day; none when there is no end, or the category was refused
