-- Exports begin with whose leads they hold. The events that say whose a lead is, one or two for each lead, are found by
-- dealer, outlet or queue; an append of anything else pays for nothing but the comparison of the type. The types are those
-- of StreamSearch.
create index event_tenancy on ledger.event (tenant, position)
    where type in ('aftersales.lead-created', 'aftersales.lead-reassigned', 'sales.lead-captured', 'sales.lead-delivered');
