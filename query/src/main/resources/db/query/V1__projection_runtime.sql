-- What keeps the read models going. The read models' own tables are made by their projections: they can be dropped and
-- rebuilt at any time (LG-01), so no migration owns them.

create table query.token_entry (
    processor_name varchar(255) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(255),
    timestamp      varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
);
comment on table query.token_entry is 'How far each segment of each projection has come; the layout is Axon''s.';

create table query.node (
    node_id text        not null primary key,
    seen_at timestamptz not null
);
comment on table query.node is 'Nodes that are alive, so that segments are shared out evenly (LG-06).';

create table query.dead_letter (
    projection text        not null,
    stream_id  uuid        not null,
    position   bigint      not null,
    cause      text        not null,
    parked_at  timestamptz not null default now(),
    tries      integer     not null default 0,
    primary key (projection, stream_id, position)
);
comment on table query.dead_letter is
    'Events that a projection could not take, and all later ones of the same stream (LG-31). The events stay in the ledger.';

create table query.discarded_letter (
    projection   text        not null,
    stream_id    uuid        not null,
    position     bigint      not null,
    cause        text        not null,
    reason       text        not null,
    discarded_by text        not null,
    discarded_at timestamptz not null default now(),
    primary key (projection, stream_id, position)
);

create table query.rebuild (
    projection  text        not null primary key,
    state       text        not null,
    done        bigint      not null,
    target      bigint      not null,
    differing   bigint,
    started_at  timestamptz not null,
    updated_at  timestamptz not null,
    detail      text
);
comment on table query.rebuild is 'The newest rebuild or verification of each projection, for operators.';

grant usage, create on schema query to ${application_role};
grant select, insert, update, delete on all tables in schema query to ${application_role};
