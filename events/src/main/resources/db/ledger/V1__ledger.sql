-- The append-only ledger (LG-01 to LG-05). Only the functions of R__append.sql write here.

create table ledger.head (
    id          smallint    primary key check (id = 1),
    position    bigint      not null,
    recorded_at timestamptz not null
) with (fillfactor = 10);
comment on table ledger.head is
    'The sequencer: locked by whoever appends until its commit, so positions are gapless and in commit order (LG-03).';
insert into ledger.head values (1, 0, timestamptz 'epoch');

create table ledger.event (
    position       bigint      not null primary key,
    event_id       uuid        not null,
    stream_id      uuid        not null,
    stream_kind    text        not null,
    sequence       integer     not null,
    type           text        not null,
    revision       smallint    not null,
    recorded_at    timestamptz not null,
    occurred_at    timestamptz not null,
    actor          text        not null,
    tenant         text        not null,
    correlation_id uuid        not null,
    causation_id   uuid        not null,
    payload        bytea       not null,
    metadata       bytea       not null,
    leaf_hash      bytea       not null,
    constraint event_stream_sequence unique (stream_id, sequence)
);
comment on column ledger.event.payload is 'Stored bytes, never changed: jsonb would reorder them (LG-02).';
comment on column ledger.event.leaf_hash is 'RFC 6962 leaf: SHA-256 of 0x00 and the RFC 8785 JSON of the envelope (LG-10).';
-- Compression would cost time in every append and the rows are small.
alter table ledger.event alter payload set storage external;
alter table ledger.event alter metadata set storage external;

create function ledger.refuse_change() returns trigger
    language plpgsql as
$$
begin
    raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create trigger event_is_append_only
    before update or delete or truncate on ledger.event
    for each statement execute function ledger.refuse_change();
create trigger head_is_never_removed
    before delete or truncate on ledger.head
    for each statement execute function ledger.refuse_change();
alter table ledger.event enable always trigger event_is_append_only;
alter table ledger.head enable always trigger head_is_never_removed;

create table ledger.command_answer (
    key_hash     bytea       not null primary key,
    request_hash bytea       not null,
    answered_at  timestamptz not null,
    position     bigint,
    stream_id    uuid,
    sequence     integer,
    detail       text        not null
);
comment on table ledger.command_answer is
    'First answers by idempotency key, written in the transaction of the events; forgotten after some days.';
create index command_answer_age on ledger.command_answer (answered_at);

create sequence ledger.aftersales_reference;

create table ledger.clock (
    id        smallint primary key check (id = 1),
    offset_ms bigint   not null
);
comment on table ledger.clock is
    'How far the demo clock is ahead: kept with the data, so that a restart does not step back (LG-03).';

grant usage on schema ledger to ${application_role};
grant select on ledger.head, ledger.event to ${application_role};
grant select, insert, delete on ledger.command_answer to ${application_role};
grant select, insert, update on ledger.clock to ${application_role};
grant usage on sequence ledger.aftersales_reference to ${application_role};
