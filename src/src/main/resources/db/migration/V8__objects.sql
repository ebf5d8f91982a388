-- Objects as targets: one row per organisation unit, or per tracked entity with all that hangs on it. The runs that own them
-- count objects as they count values, in the same columns.
create table ledger.object (
    flow                text collate "C" not null,
    kind                text collate "C" not null check (kind in ('organisationUnit', 'trackedEntity')),
    -- the source's own uid: it stays when code and name change
    key                 text collate "C" not null,
    -- what a person knows it by: the code, or the uid where it has none
    label               text    not null,
    -- parents are delivered first; 1 is the highest
    level               integer not null default 1,
    parent              text,
    -- the target's uid, as soon as it is known
    uid                 text,
    -- of tracker objects whose uid was used up by a deletion: {"": 2, "enrollments/abc": 3}
    generations         text    not null default '{}',
    version             bigint  not null check (version > 0),
    settled_version     bigint  not null default 0,
    -- whether it should stand at the target
    wanted              boolean not null,
    -- field by field: {"name":"Kinama"}. Of a personal kind each value is a keyed digest, here and in the next four columns
    desired             text    not null,
    acknowledged        text    not null default '{}',
    -- every value that may have arrived without a receipt: {"name":["Kinama"]}
    attempted           text    not null default '{}',
    -- where the target's value is somebody else's: {"name":["open","ours","theirs","conflict"]}; "" is the whole object
    disputed            text    not null default '{}',
    -- personal: the desired values in clear, of a personal kind only, and only as long as they are in flight
    content             text,
    -- the standing reject of this content
    refused_code        text,
    refused_text        text,
    reject              bigint,
    -- refused only because that object, its parent, was refused
    blocked_by          text,
    -- handed over, but not yet compared with the target
    unseen              boolean not null default false,
    run                 bigint  not null references ledger.run,
    in_flight_desired   integer not null check (in_flight_desired in (0, 1)),
    in_flight_retracted integer not null check (in_flight_retracted in (0, 1)),
    pending_since       timestamptz,
    queued_at           timestamptz,
    lease_owner         text,
    lease_until         timestamptz,
    primary key (flow, kind, key),
    constraint object_pending_while_in_flight
        check ((pending_since is null) = (in_flight_desired + in_flight_retracted = 0)),
    constraint object_settled_is_a_version
        check (settled_version <= version and (pending_since is not null or settled_version = version)),
    constraint object_refusal_says_why check ((refused_code is null) = (reject is null)),
    constraint object_keeps_no_person_at_rest check (content is null or (kind = 'trackedEntity' and pending_since is not null))
) with (fillfactor = 70);
create index object_outbox on ledger.object (flow, queued_at) where pending_since is not null;
create index object_in_flight on ledger.object (run) where pending_since is not null;
create index object_blocked on ledger.object (flow, kind, blocked_by) where blocked_by is not null;
create index object_reject on ledger.object (reject) where reject is not null;
comment on column ledger.object.content is 'personal data';
