package leadledger.query.dispute;

import java.util.Optional;
import java.util.UUID;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.query.access.DisputeScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.lead.LeadReader;
import leadledger.query.projection.Projections;
import org.springframework.stereotype.Component;

/** Finds the lead in whose stream a dispute stands, for whoever may see the dispute. */
@Component
public class DisputeLeads {

    private final Disputes disputes;
    private final ReadScopes scopes;
    private final Projections projections;
    private final PostgresLedger ledger;

    DisputeLeads(Disputes disputes, ReadScopes scopes, Projections projections, PostgresLedger ledger) {
        this.disputes = disputes;
        this.scopes = scopes;
        this.projections = projections;
        this.ledger = ledger;
    }

    /**
     * Where a dispute stands.
     *
     * @param process of which process the lead is
     * @param lead the lead
     */
    public record Place(DisputedProcess process, LeadId lead) {}

    /**
     * Where a dispute stands, also one that was opened a moment ago: what is not there yet is waited for, as far as the ledger
     * is by now.
     *
     * @return empty: there is none that the reader may see
     */
    public Optional<Place> find(UUID dispute, Actor reader) {
        return switch (reader.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER, OUTLET_MANAGER, HQ, AUDITOR -> {
                DisputeScope scope = scopes.ofDisputes(reader);
                Optional<Disputes.Found> found = disputes.find(scope, dispute);
                if (found.isEmpty()) {
                    projections.awaitVisible(DisputeProjection.NAME, ledger.head(), LeadReader.LONGEST_WAIT);
                    found = disputes.find(scope, dispute);
                }
                yield found.map(there -> new Place(there.process(), new LeadId(there.leadId())));
            }
            case INTAKE, CALL_CENTER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM -> Optional.empty();
        };
    }
}
