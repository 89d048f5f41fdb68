-- Why a session was cancelled; empty for those cancelled before this was kept.
alter table sittings add column cancelled_for text not null default '';
