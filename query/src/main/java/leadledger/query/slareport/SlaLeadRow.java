package leadledger.query.slareport;

import java.util.UUID;
import leadledger.events.aftersales.LeadType;
import leadledger.events.sla.SlaFacts;

/**
 * What rates need to know of a lead.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param leadType who wanted it
 * @param source code of the channel (ソース)
 * @param campaign code of the campaign
 * @param facts the facts of its assignments; at least one
 */
record SlaLeadRow(UUID leadId, int lastSequence, LeadType leadType, String source, String campaign, SlaFacts facts) {}
