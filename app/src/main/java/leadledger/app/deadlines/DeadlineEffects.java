package leadledger.app.deadlines;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.lapse.RecordLapse;
import leadledger.command.aftersales.recontact.CreateRecontactLead;
import leadledger.command.aftersales.recontact.LinkRecontactLead;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.desk.ReferenceNumbers.Series;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.deliverlead.MoveHeldDelivery;
import leadledger.command.sales.deliverlead.RecordDelivery;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import org.springframework.stereotype.Component;

/**
 * What deadlines do. Each may be asked for any number of times, by any number of nodes: whether there is anything to do is
 * decided on the lead's own history, and a re-contact's lead always has the same id.
 */
@Component
public class DeadlineEffects {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final CommandDesk desk;
    private final ReferenceNumbers references;

    /** Reads and writes through the given ledger and desk. */
    public DeadlineEffects(PostgresLedger ledger, EventCatalog catalog, CommandDesk desk, ReferenceNumbers references) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.desk = desk;
        this.references = references;
    }

    /** Records that a lead's sixty days have passed, if they have (AS-61, AS-62). */
    public void lapse(LeadId lead) {
        desk.handle(lead, terms(), (Instant at) -> new RecordLapse(lead, AftersalesCommand.SERVICE, at));
    }

    /**
     * Begins the lead of a re-contact whose day has come, and tells its master (AS-51, AS-52). If the first is done and the
     * second is not, asking again does the second.
     */
    public void recontact(LeadId master) {
        List<Recorded<AftersalesEvent>> history = ledger.readStream(master.value(), 0).stream()
                .map(stored -> catalog.decode(stored, AftersalesEvent.class))
                .toList();
        LeadId child = CreateRecontactLead.childOf(master);
        Instant now = ledger.instant();
        if (ledger.lastSequence(child.value()).isEmpty()) {
            // A reference is taken only for a lead that is to be.
            if (CreateRecontactLead.of(history, now, "").isEmpty()) {
                return;
            }
            String reference = references.next(Series.AFTERSALES_LEAD, now);
            desk.handle(child, terms(), (Instant at) -> {
                Optional<CreateRecontactLead> due = CreateRecontactLead.of(history, at, reference);
                return due.orElseThrow();
            });
        }
        desk.handle(
                master, terms(), (Instant at) -> new LinkRecontactLead(master, AftersalesCommand.SERVICE, at, child));
    }

    /** Records that a held delivery has taken place, if it has (SA-10). */
    public void deliver(LeadId lead) {
        desk.handle(lead, terms(), (Instant at) -> new RecordDelivery(lead, SalesCaller.SERVICE, at));
    }

    /** Moves a held delivery after its outlet's calendar, if that gives another moment (SA-10). */
    public void moveHeldDelivery(LeadId lead, ReferenceLookup outlets) {
        desk.handle(lead, terms(), (Instant at) -> new MoveHeldDelivery(lead, SalesCaller.SERVICE, at, outlets));
    }

    private static CommandTerms terms() {
        return CommandTerms.of(LedgerIds.next(), null, null);
    }
}
