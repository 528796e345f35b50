package leadledger.query.dispute;

import java.util.List;
import java.util.UUID;
import leadledger.events.dispute.DisputedProcess;
import org.jspecify.annotations.Nullable;

/**
 * A lead's disputes, with what tells whose they are.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param process its process
 * @param reference its short reference
 * @param tenants codes of the dealers of its assignments, in order; for a sales lead of its outlet, once it is delivered
 * @param marketTenant the code under which headquarters see a sales lead; none: an aftersales lead, which they see by its dealer
 * @param disputes in the order in which they were opened
 */
record LeadDisputes(
        UUID leadId,
        int lastSequence,
        DisputedProcess process,
        String reference,
        List<String> tenants,
        @Nullable String marketTenant,
        List<DisputeRow> disputes) {

    LeadDisputes {
        tenants = List.copyOf(tenants);
        disputes = List.copyOf(disputes);
    }

    /** Whose an assignment is; none: there is no such assignment. */
    @Nullable
    String tenant(int assignment) {
        return assignment < 1 || assignment > tenants.size() ? null : tenants.get(assignment - 1);
    }

    LeadDisputes with(int sequence, List<String> newTenants, List<DisputeRow> newDisputes) {
        return new LeadDisputes(leadId, sequence, process, reference, newTenants, marketTenant, newDisputes);
    }
}
