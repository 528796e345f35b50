-- Which of the service's recurring tasks runs on which node; the layout is db-scheduler's. Holds nothing that is not made
-- anew at the next start.

create table scheduler.scheduled_task (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index on scheduler.scheduled_task (execution_time);
create index on scheduler.scheduled_task (last_heartbeat);

grant usage on schema scheduler to ${application_role};
grant select, insert, update, delete on scheduler.scheduled_task to ${application_role};
