package leadledger.command.disputedesk;

import java.util.UUID;
import leadledger.command.desk.Answer;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.SalesEvent;
import org.springframework.stereotype.Component;

/**
 * Tells which dispute a command has opened: by the ledger, so that the same request again names the same dispute (its
 * {@code Idempotency-Key} keeps where the event stands).
 */
@Component
public final class OpenedDisputes {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;

    OpenedDisputes(PostgresLedger ledger, EventCatalog catalog) {
        this.ledger = ledger;
        this.catalog = catalog;
    }

    /** The dispute that an answer is about. */
    public DisputeAnswerBody body(Answer answer) {
        StoredEvent last =
                ledger.readStream(answer.streamId(), answer.version() - 1).getFirst();
        UUID dispute = last.streamKind().equals(AftersalesEvent.STREAM_KIND)
                ? ((AftersalesEvent.OfDispute)
                                catalog.decode(last, AftersalesEvent.class).event())
                        .step()
                        .dispute()
                : ((SalesEvent.OfDispute) catalog.decode(last, SalesEvent.class).event())
                        .step()
                        .dispute();
        return DisputeAnswerBody.of(dispute, answer);
    }
}
