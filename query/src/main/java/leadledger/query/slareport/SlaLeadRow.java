package leadledger.query.slareport;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.aftersales.LeadType;
import leadledger.events.sla.SlaFacts;
import org.jspecify.annotations.Nullable;

/**
 * What rates, and the assignments behind them, need to know of a lead.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param reference short reference for people
 * @param leadType who wanted it
 * @param source code of the channel (ソース)
 * @param campaign code of the campaign
 * @param masterLead the lead that it came from by a re-contact (AS-51); none: from none
 * @param facts the facts of its assignments; at least one
 */
record SlaLeadRow(
        UUID leadId,
        int lastSequence,
        String reference,
        LeadType leadType,
        String source,
        String campaign,
        @Nullable UUID masterLead,
        SlaFacts facts) {

    /** The lead as it was known at a moment, by which it had been assigned. */
    SlaLeadRow asOf(Instant moment) {
        return new SlaLeadRow(
                leadId,
                lastSequence,
                reference,
                leadType,
                source,
                campaign,
                masterLead,
                new SlaFacts(facts.assignments().stream()
                        .filter(assignment -> !assignment.assignedAt().isAfter(moment))
                        .map(assignment -> assignment.asOf(moment))
                        .toList()));
    }
}
