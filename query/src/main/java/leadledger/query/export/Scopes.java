package leadledger.query.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import leadledger.events.ledger.StreamSearch.Owners;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.SalesScope;
import leadledger.query.access.SalesTenancy;
import org.jspecify.annotations.Nullable;

/**
 * Whose leads a reader may export, of both processes.
 *
 * @param reader who exports
 * @param aftersales of the aftersales process
 * @param sales of the sales process; none: none of it
 */
record Scopes(Actor reader, ReadScope aftersales, @Nullable SalesScope sales) {

    /**
     * The scopes of a reader: a dealer's manager exports its dealer's aftersales leads, headquarters the leads of their market,
     * an auditor everything.
     *
     * @throws RefusedException when the reader's role may not export, or not what it asks for (AC-01, AC-02)
     */
    static Scopes of(Actor reader, ReadScopes scopes) {
        return switch (reader.role()) {
            case AFTERSALES_MANAGER -> new Scopes(reader, scopes.of(reader), null);
            case HQ, AUDITOR -> new Scopes(reader, scopes.of(reader), scopes.ofSales(reader));
            case AFTERSALES_AGENT,
                    INTAKE,
                    CALL_CENTER,
                    OUTLET_MANAGER,
                    SALES_STAFF,
                    SALES_ASSISTANT,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }

    /** Refuses what concerns a process of which the reader exports nothing. */
    void mayAskFor(ExportRequest request) {
        if (sales == null && (request.process() == LeadProcess.SALES || request.outlet() != null)) {
            throw new RefusedException(Refusal.ofRole("AC-02"));
        }
    }

    boolean includes(DealerId dealer) {
        return aftersales.includes(dealer);
    }

    boolean includes(SalesTenancy lead) {
        return sales != null && sales.includes(lead);
    }

    List<LeadProcess> processes() {
        List<LeadProcess> processes = new ArrayList<>(List.of(LeadProcess.AFTERSALES));
        if (sales != null) {
            processes.add(LeadProcess.SALES);
        }
        return processes;
    }

    /** The one dealer whose leads these are; none: several. */
    @Nullable
    List<String> onlyDealer() {
        return aftersales instanceof ReadScope.OneDealer one
                ? List.of(one.dealer().value())
                : null;
    }

    /** The same for the search in the ledger: at least the leads that these scopes include. */
    Owners owners() {
        return switch (aftersales) {
            case ReadScope.Everything ignored -> new Owners.Anybody();
            case ReadScope.OneDealer one -> new Owners.Some(one.codes(), "");
            case ReadScope.OneMarket market ->
                new Owners.Some(market.codes(), SalesTenancy.queueOf(Objects.requireNonNull(reader.market())) + "/");
        };
    }
}
