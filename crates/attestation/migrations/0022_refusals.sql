-- When a teacher was refused is told by the session that decided it.
alter table applications drop column refused_at;
