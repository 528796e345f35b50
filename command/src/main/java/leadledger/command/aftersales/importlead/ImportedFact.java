package leadledger.command.aftersales.importlead;

import java.time.Instant;
import java.util.List;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.shared.DealerId;

/**
 * An event that an import makes.
 *
 * @param at when the other system recorded it
 * @param actor who did it, in the ledger's form
 * @param dealer whose lead it is from then on
 * @param event what happened
 * @param brokenRules ids of the rules that it breaks (LG-41)
 */
public record ImportedFact(Instant at, String actor, DealerId dealer, AftersalesEvent event, List<String> brokenRules) {

    public ImportedFact {
        brokenRules = List.copyOf(brokenRules);
    }
}
