package leadledger.query.explanation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.testing.LeadDraft;
import org.jspecify.annotations.Nullable;

/**
 * The worked cases of the specification, and some that it does not work out; assigned 2022-07-01T00:00:00Z.
 *
 * @param name of the approved file
 * @param verdicts what is explained
 */
record WorkedCase(String name, List<SlaVerdict> verdicts) {

    private static final EventCatalog CATALOG = LedgerJson.catalog();
    private static final Instant ASSIGNED = Instant.parse("2022-07-01T00:00:00Z");
    private static final SlaPolicy BY_RECORD = SlaPolicy.DEFAULT;

    static List<WorkedCase> all() {
        Story late = new Story().attempt("2022-07-03T08:00:00Z", "2022-07-01T20:00:00Z");
        Story corrected = new Story()
                .attempt("2022-07-03T08:00:00Z", null)
                .attempt("2022-07-03T09:00:00Z", null)
                .correct("2022-07-04T00:00:00Z", "2022-07-01T22:00:00Z")
                .correct("2022-07-05T00:00:00Z", "2022-07-01T20:00:00Z");
        return List.of(
                new Story().attempt("2022-07-02T00:00:00Z", null).judged("case-01", "2022-07-03T00:00:00Z", BY_RECORD),
                new Story()
                        .attempt("2022-07-02T00:00:00.001Z", null)
                        .judged("case-02", "2022-07-03T00:00:00Z", BY_RECORD),
                new Story().judged("case-05", "2022-07-02T00:00:01Z", BY_RECORD),
                new Story()
                        .attempt("2022-07-01T10:00:00Z", null)
                        .then("2022-07-01T10:05:00Z", new AppointmentBooked(ASSIGNED.plus(Duration.ofDays(5)), false))
                        .then("2022-07-11T00:00:00Z", new LeadClosedWithSale(new Vin("ZAM57XSA0E1111111"), null))
                        .judged("case-07", "2022-07-12T00:00:00Z", BY_RECORD),
                new Story()
                        .attempt("2022-07-01T10:00:00Z", null)
                        .then("2022-07-05T09:00:00Z", recontact())
                        .judged("case-08", "2022-07-06T00:00:00Z", BY_RECORD),
                new Story()
                        .attempt("2022-07-01T10:00:00Z", null)
                        .then("2022-08-30T00:00:00.001Z", new LeadLost())
                        .judged("case-10", "2022-08-30T00:00:01Z", BY_RECORD),
                late.judged("case-11", "2022-07-04T00:00:00Z", BY_RECORD),
                late.judged("case-11-by-claim", "2022-07-04T00:00:00Z", BY_RECORD.onOtherBasis()),
                late.judged("case-12", "2022-07-02T12:00:00Z", BY_RECORD),
                corrected.judged("corrected-by-claim", "2022-07-06T00:00:00Z", BY_RECORD.onOtherBasis()),
                new Story()
                        .attempt("2022-07-01T10:00:00Z", null)
                        .then("2022-07-02T09:00:00Z", new LeadReassigned(new DealerId("JP-TOKYO"), "closed"))
                        .attempt("2022-07-02T10:00:00Z", null)
                        .judged("reassigned", "2022-07-03T00:00:00Z", BY_RECORD));
    }

    private static RecontactAgreed recontact() {
        return new RecontactAgreed(
                LocalDate.of(2022, 8, 1),
                LocalDate.of(2022, 8, 1).atStartOfDay(ZoneId.of("Asia/Tokyo")).toInstant());
    }

    private static final class Story {

        private final List<Recorded<AftersalesEvent>> events = new ArrayList<>();
        private int attempts;

        Story() {
            then(ASSIGNED.toString(), LeadDraft.of("JP-OSAKA").created());
        }

        Story attempt(String recordedAt, @Nullable String claimed) {
            attempts++;
            return then(
                    recordedAt,
                    new ContactAttemptRecorded(
                            attempts,
                            ContactChannel.PHONE,
                            ContactOutcome.REACHED,
                            claimed == null ? null : Instant.parse(claimed)));
        }

        Story correct(String recordedAt, String claimed) {
            return then(
                    recordedAt,
                    new ContactAttemptCorrected(
                            1, ContactChannel.PHONE, ContactOutcome.REACHED, Instant.parse(claimed), "mistyped"));
        }

        Story then(String recordedAt, AftersalesEvent event) {
            Instant moment = Instant.parse(recordedAt);
            events.add(new Recorded<>(
                    10L * (events.size() + 1),
                    events.size(),
                    new UUID(3, events.size()),
                    new UUID(1, 2),
                    CATALOG.typeOf(event.getClass()),
                    moment,
                    event.claimedMoment().orElse(moment),
                    events.isEmpty() ? "INTAKE/web" : "AFTERSALES_AGENT/u-7",
                    "JP-OSAKA",
                    event));
            return this;
        }

        WorkedCase judged(String name, String asOf, SlaPolicy policy) {
            return new WorkedCase(
                    name,
                    SlaEvaluator.evaluate(events, policy, Instant.parse(asOf)).assignments().stream()
                            .flatMap(assignment -> assignment.all().stream())
                            .toList());
        }
    }
}
