create table query.read_model (
    projection text        not null primary key,
    shape      text        not null,
    built_upto bigint      not null,
    built_at   timestamptz not null
);
comment on table query.read_model is
    'What each read model''s table was made by, so that a version of the service that makes it otherwise notices.';
grant select, insert, update, delete on query.read_model to ${application_role};
