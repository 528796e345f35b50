create or replace function ledger.instant_text(t timestamptz) returns text
    language sql
    stable
    strict
as
$$
    select to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The leaf hash of an event (LG-10), from what its appender prepared and what is known only under the lock: that stands
-- side by side in RFC 8785's order of keys.
create or replace function ledger.leaf_hash(head bytea, occurred text, pos bigint, recorded text, tail bytea)
    returns bytea
    language sql
    stable
as
$$
    select sha256('\x00'::bytea || head
                  || convert_to('"occurredAt":"' || occurred || '","position":' || pos
                                || ',"recordedAt":"' || recorded || '"', 'UTF8')
                  || tail)
$$;

-- Appends the events of many commands in one round trip and one transaction (LG-05).
--
-- Nothing here may scan a table or compare every command with every event: all of it is time under the lock of the head.
-- Plans are made once per connection (plan_cache_mode): planning anew was two fifths of a batch of one. So they
-- do not depend on how small a table was when they were made (enable_seqscan), and a key is looked up by a scalar
-- subquery: an EXISTS is planned as a hash of all answers ever kept.
--
-- The head row is locked first; from then on nothing else can append, so what is checked here holds until the commit.
-- A command fails alone and wholly (stale, late or repeated): its neighbours' events are written without it.
--
-- Commands (c_*) and events (e_*) are parallel arrays; e_command is the index, from 1, of the command of an event. An
-- array that would hold nothing but nulls may be empty.
create or replace function ledger.append(
    p_now           timestamptz,
    c_stream        uuid[],
    c_sequence      integer[],
    c_not_after     timestamptz[],
    c_key_hash      bytea[],
    c_request_hash  bytea[],
    c_detail        text[],
    c_last_sequence integer[],
    e_command       integer[],
    e_id            uuid[],
    e_kind          text[],
    e_sequence      integer[],
    e_type          text[],
    e_revision      smallint[],
    e_occurred      timestamptz[],
    e_actor         text[],
    e_tenant        text[],
    e_correlation   uuid[],
    e_causation     uuid[],
    e_payload       bytea[],
    e_metadata      bytea[],
    e_leaf_head     bytea[],
    e_leaf_tail     bytea[],
    out o_position    bigint,
    out o_recorded_at timestamptz,
    out o_refused     integer[],
    out o_reasons     text[])
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as
$$
declare
    accepted  integer := cardinality(e_id);
    stamp     text;
begin
    update ledger.head
       set position = position + accepted, recorded_at = greatest(recorded_at, p_now)
     where id = 1
    returning position - accepted, recorded_at into o_position, o_recorded_at;

    select array_agg(judged.i), array_agg(judged.reason)
      into o_refused, o_reasons
      from (select c.i::integer,
                   case
                       when c.key_hash is not null and (
                           select true from ledger.command_answer a where a.key_hash = c.key_hash) then 'REPEATED'
                       when coalesce((select e.sequence from ledger.event e where e.stream_id = c.stream
                                       order by e.sequence desc limit 1), -1) + 1 <> c.sequence then 'STALE'
                       when o_recorded_at > c.not_after then 'LATE'
                   end as reason
              from unnest(c_stream, c_sequence, c_not_after, c_key_hash) with ordinality
                       as c (stream, sequence, not_after, key_hash, i)) judged
     where judged.reason is not null;

    if o_refused is not null then
        select count(*) into accepted from unnest(e_command) as e (command) where e.command <> all (o_refused);
        update ledger.head
           set position = o_position + accepted,
               recorded_at = o_recorded_at
         where id = 1;
    end if;

    stamp := ledger.instant_text(o_recorded_at);

    if o_refused is null then
        insert into ledger.event
        select o_position + e.i, e.id, c_stream[e.command], e.kind, e.sequence, e.type, e.revision,
               o_recorded_at, coalesce(e.occurred, o_recorded_at), e.actor, e.tenant, e.correlation, e.causation,
               e.payload, e.metadata,
               ledger.leaf_hash(e.leaf_head, coalesce(ledger.instant_text(e.occurred), stamp), o_position + e.i,
                                stamp, e.leaf_tail)
          from unnest(e_command, e_id, e_kind, e_sequence, e_type, e_revision, e_occurred, e_actor, e_tenant,
                      e_correlation, e_causation, e_payload, e_metadata, e_leaf_head, e_leaf_tail) with ordinality
                   as e (command, id, kind, sequence, type, revision, occurred, actor, tenant,
                         correlation, causation, payload, metadata, leaf_head, leaf_tail, i);
    elsif accepted > 0 then
        insert into ledger.event
        select o_position + e.n, e.id, c_stream[e.command], e.kind, e.sequence, e.type, e.revision,
               o_recorded_at, coalesce(e.occurred, o_recorded_at), e.actor, e.tenant, e.correlation, e.causation,
               e.payload, e.metadata,
               ledger.leaf_hash(e.leaf_head, coalesce(ledger.instant_text(e.occurred), stamp), o_position + e.n,
                                stamp, e.leaf_tail)
          from (select x.*, row_number() over (order by x.i) as n
                  from unnest(e_command, e_id, e_kind, e_sequence, e_type, e_revision, e_occurred, e_actor, e_tenant,
                              e_correlation, e_causation, e_payload, e_metadata, e_leaf_head, e_leaf_tail)
                           with ordinality
                           as x (command, id, kind, sequence, type, revision, occurred, actor, tenant,
                                 correlation, causation, payload, metadata, leaf_head, leaf_tail, i)
                 where x.command <> all (o_refused)) e;
    end if;

    if cardinality(c_key_hash) > 0 then
        insert into ledger.command_answer (key_hash, request_hash, answered_at, position, stream_id, sequence, detail)
        select taken.key_hash, taken.request_hash, o_recorded_at, o_position + taken.events, taken.stream,
               taken.last_sequence, taken.detail
          from (select c.*, sum(c.last_sequence - c.sequence + 1) over (order by c.i) as events
                  from unnest(c_stream, c_sequence, c_last_sequence, c_key_hash, c_request_hash, c_detail)
                           with ordinality as c (stream, sequence, last_sequence, key_hash, request_hash, detail, i)
                 where o_refused is null or c.i <> all (o_refused)) taken
         where taken.key_hash is not null;
    end if;
end
$$;

-- The same for a command of one event that waited alone, which is most of them when little goes on: without arrays it takes
-- about half the time.
create or replace function ledger.append_one(
    p_now          timestamptz,
    p_stream       uuid,
    p_sequence     integer,
    p_not_after    timestamptz,
    p_key_hash     bytea,
    p_request_hash bytea,
    p_detail       text,
    p_id           uuid,
    p_kind         text,
    p_type         text,
    p_revision     smallint,
    p_occurred     timestamptz,
    p_actor        text,
    p_tenant       text,
    p_correlation  uuid,
    p_causation    uuid,
    p_payload      bytea,
    p_metadata     bytea,
    p_leaf_head    bytea,
    p_leaf_tail    bytea,
    out o_position    bigint,
    out o_recorded_at timestamptz,
    out o_reason      text)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as
$$
declare
    stamp text;
begin
    update ledger.head
       set position = position + 1, recorded_at = greatest(recorded_at, p_now)
     where id = 1
    returning position - 1, recorded_at into o_position, o_recorded_at;

    if p_key_hash is not null and exists (select from ledger.command_answer a where a.key_hash = p_key_hash) then
        o_reason := 'REPEATED';
    elsif coalesce((select e.sequence from ledger.event e where e.stream_id = p_stream
                     order by e.sequence desc limit 1), -1) + 1 <> p_sequence then
        o_reason := 'STALE';
    elsif o_recorded_at > p_not_after then
        o_reason := 'LATE';
    end if;
    if o_reason is not null then
        update ledger.head set position = o_position where id = 1;
        return;
    end if;

    stamp := ledger.instant_text(o_recorded_at);
    insert into ledger.event
    values (o_position + 1, p_id, p_stream, p_kind, p_sequence, p_type, p_revision, o_recorded_at,
            coalesce(p_occurred, o_recorded_at), p_actor, p_tenant, p_correlation, p_causation, p_payload, p_metadata,
            ledger.leaf_hash(p_leaf_head, coalesce(ledger.instant_text(p_occurred), stamp), o_position + 1, stamp,
                             p_leaf_tail));
    if p_key_hash is not null then
        insert into ledger.command_answer (key_hash, request_hash, answered_at, position, stream_id, sequence, detail)
        values (p_key_hash, p_request_hash, o_recorded_at, o_position + 1, p_stream, p_sequence, p_detail);
    end if;
end
$$;

revoke all on function ledger.append, ledger.append_one from public;
grant execute on function ledger.append, ledger.append_one to ${application_role};
