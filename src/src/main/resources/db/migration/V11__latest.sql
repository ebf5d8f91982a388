-- When the source's values were typed, packed as the other cells are: of cells whose policy is the later edit.
alter table ledger.slice add column edited text not null default '{}';
alter table ledger.conflict add column ours_by text, add column ours_at text;
