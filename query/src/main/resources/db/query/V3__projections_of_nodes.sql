-- Which projections a node runs. While versions change, nodes may run different ones; a node of a version before this one
-- does not say, and is counted for none: its share is still safe, since a claim held by a living node is never taken.

alter table query.node add column projections text[] not null default '{}';
comment on column query.node.projections is 'The projections whose segments this node takes a share of.';
