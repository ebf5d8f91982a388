-- The notice of an erasure goes out by the outlets of the share, in the order of all that it is told. That it was told is read from
-- here; what no outlet has taken is left to a person. What the receiver knows the erased person by stays in the sealed notice.
alter table workspace.outgoing
    drop constraint outgoing_what_check,
    add constraint outgoing_what_check check (what in ('given', 'waiting', 'erased')),
    -- of ledger.erasure_notice
    add notice bigint,
    add constraint outgoing_of_a_notice check ((what = 'erased') = (notice is not null));
create index outgoing_notice on workspace.outgoing (notice) where notice is not null;
