create table more.note (id bigint primary key, text text not null);
grant usage on schema more to ${application_role};
grant select, insert on more.note to ${application_role};
