-- Imports from other systems (LG-40). The files are kept while an import is not finished, so that any node can go on with it
-- after a stop, and are let go of with its end: what they said is in the ledger then.
create table imports.import (
    id            uuid        not null primary key,
    market        text        not null collate "C",
    source_system text        not null collate "C",
    actor         text        not null,
    created_at    timestamptz not null,
    finished_at   timestamptz,
    state         text        not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
    mapping       bytea,
    leads         bytea,
    history       bytea,
    lead_lines    integer     not null default 0,
    history_lines integer     not null default 0,
    leads_read    integer     not null default 0,
    leads_done    integer     not null default 0,
    imported      integer     not null default 0,
    extended      integer     not null default 0,
    unchanged     integer     not null default 0,
    flagged       integer     not null default 0,
    failed        integer     not null default 0,
    faults        integer     not null default 0,
    position      bigint      not null default 0,
    check (state in ('WAITING', 'RUNNING') = (mapping is not null and leads is not null and history is not null))
);
comment on table imports.import is 'One row per pair of files and source system; the same files again are the same import.';
create index import_unfinished on imports.import (created_at, id) where state in ('WAITING', 'RUNNING');

create table imports.finding (
    import_id uuid    not null references imports.import (id),
    number    integer not null,
    kind      text    not null check (kind in ('FAULT', 'FLAG')),
    file      text    not null check (file in ('LEADS', 'HISTORY')),
    line      integer not null,
    field     text,
    rule      text    not null,
    code      text    not null,
    arguments text    not null,
    lead_id   uuid,
    primary key (import_id, number)
);
comment on table imports.finding is 'Lines, columns and codes, never a value (LG-22); bounded for each import.';

grant usage on schema imports to ${application_role};
grant select, insert, update, delete on imports.import to ${application_role};
grant select, insert, delete on imports.finding to ${application_role};
