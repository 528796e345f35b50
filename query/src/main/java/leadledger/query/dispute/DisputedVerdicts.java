package leadledger.query.dispute;

import java.time.Instant;
import java.util.List;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.FollowUpEvaluator;
import leadledger.events.sla.LeadVerdicts;
import leadledger.events.sla.LeadVerdicts.OfAssignment;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaVerdict;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads from the ledger what was said in a dispute, and the verdict that it is over as of any moment. */
@Component
class DisputedVerdicts {

    private static final List<String> ABOUT_HOLDING = List.of("sales.delivery-held", "sales.held-delivery-");

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final ReferenceLookup references;

    DisputedVerdicts(PostgresLedger ledger, EventCatalog catalog, ReferenceLookup references) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.references = references;
    }

    /** The verdict as of moments. */
    @FunctionalInterface
    interface Verdicts {

        /** The verdict; none: the lead was not the dealer's or the outlet's yet. */
        @Nullable
        SlaVerdict asOf(Instant moment);
    }

    /**
     * What was said in a dispute.
     *
     * @param said the steps, in order
     * @param verdicts the verdict that it is over
     */
    record Story(List<Recorded<DisputeStep>> said, Verdicts verdicts) {}

    /** The story of a dispute as its reader may know it. */
    Story of(Disputes.Found found, Actor reader) {
        List<StoredEvent> stored = ledger.readStream(found.leadId(), 0);
        return found.process() == DisputedProcess.AFTERSALES
                ? aftersales(
                        stored.stream()
                                .map(event -> catalog.decode(event, AftersalesEvent.class))
                                .toList(),
                        found.dispute(),
                        reader)
                : sales(
                        stored.stream()
                                .map(event -> catalog.decode(event, SalesEvent.class))
                                .toList(),
                        found.dispute(),
                        reader);
    }

    private Story aftersales(List<Recorded<AftersalesEvent>> history, DisputeRow dispute, Actor reader) {
        DealerId own = reader.dealer();
        return new Story(
                history.stream()
                        .<Recorded<DisputeStep>>mapMulti((recorded, said) -> {
                            if (recorded.event() instanceof AftersalesEvent.OfDispute of
                                    && of.step().dispute().equals(dispute.id())) {
                                said.accept(as(recorded, of.step()));
                            }
                        })
                        .toList(),
                moment -> {
                    LeadVerdicts all = SlaEvaluator.evaluate(history, references.policies(), moment);
                    // A dealer never learns of another's work (AC-01).
                    return (own == null ? all : all.seenBy(own))
                            .assignments().stream()
                                    .filter(of -> of.assignment().number() == dispute.assignment())
                                    .map(of -> verdict(of, dispute.sla()))
                                    .findFirst()
                                    .orElse(null);
                });
    }

    private static SlaVerdict verdict(OfAssignment of, Sla sla) {
        return sla == Sla.SLA2 ? of.managementTime() : of.firstContact();
    }

    private Story sales(List<Recorded<SalesEvent>> history, DisputeRow dispute, Actor reader) {
        return new Story(
                history.stream()
                        .<Recorded<DisputeStep>>mapMulti((recorded, said) -> {
                            if (recorded.event() instanceof SalesEvent.OfDispute of
                                    && of.step().dispute().equals(dispute.id())) {
                                said.accept(as(recorded, of.step()));
                            }
                        })
                        .toList(),
                moment -> FirstFollowUp.of(history, moment)
                        .flatMap(facts -> FollowUpEvaluator.evaluate(
                                history, references.policies(), references.calendarOf(facts.outlet()), moment))
                        .map(verdict -> reader.role().isOutlets() ? withoutHolding(verdict) : verdict)
                        .orElse(null));
    }

    /** An outlet is not told for which one the delivery was held before (AC-01). */
    private static SlaVerdict withoutHolding(SlaVerdict verdict) {
        return verdict.with(event -> ABOUT_HOLDING.stream().noneMatch(event.type()::startsWith));
    }

    private static <E> Recorded<DisputeStep> as(Recorded<E> recorded, DisputeStep step) {
        return new Recorded<>(
                recorded.position(),
                recorded.sequence(),
                recorded.eventId(),
                recorded.streamId(),
                recorded.type(),
                recorded.recordedAt(),
                recorded.occurredAt(),
                recorded.actor(),
                recorded.tenant(),
                step);
    }
}
