-- Numbers in the references of sales leads (SL-…) and of opportunities (OP-…); they may be left out.
create sequence ledger.sales_reference;
create sequence ledger.opportunity_reference;
grant usage on sequence ledger.sales_reference, ledger.opportunity_reference to ${application_role};

-- Which lead a provider's id belongs to, claimed before the lead is captured, so that the same id sent twice at once makes
-- one lead (SA-01). The key is a digest of market, source and id. Claims follow from the events of capture and are never changed.
create table ledger.provider_id (
    key_hash bytea not null primary key,
    lead_id  uuid  not null
);
grant select, insert on ledger.provider_id to ${application_role};
