package leadledger.query.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.PolicyBook;
import leadledger.events.reference.PolicyBook.Status;
import leadledger.events.reference.PolicyBook.Step;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadStreams;
import leadledger.query.reference.OutletApi.DayWithShifts;
import leadledger.query.reference.OutletApi.ShiftOfDay;
import leadledger.query.reference.ReferenceApi.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sla/policies}. */
@RestController
@Tag(name = "Service levels")
class PolicyApi {

    private final ReferenceReading reading;
    private final PostgresLedger ledger;

    PolicyApi(ReferenceReading reading, PostgresLedger ledger) {
        this.reading = reading;
        this.ledger = ledger;
    }

    @Operation(
            operationId = "policies",
            summary = "All versions of policies, with what has become of them (SL-10)",
            description =
                    "Headquarters and managers are shown their market's, auditors all. Version 1 is what holds unless"
                            + " headquarters decide otherwise. A version holds for leads assigned from `holdsFrom` on, until another"
                            + " one does.")
    @GetMapping("/api/v1/sla/policies")
    Items<Policy> policies(
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        mayLookAtPolicies(actor);
        Instant asked = LeadStreams.moment(asOf);
        if (asked != null && asked.isAfter(ledger.instant())) {
            throw new RefusedException(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        ReferenceReading.Read<List<Policy>> read = reading.read(minPosition, book -> {
            List<Policy> policies = new ArrayList<>();
            policies.add(Policy.DEFAULT);
            for (MarketId market : marketsOf(actor, book)) {
                book.policyBook().of(market).stream()
                        .map(entry -> asked == null ? Optional.of(entry) : entry.asOf(asked))
                        .flatMap(Optional::stream)
                        .map(Policy::of)
                        .forEach(policies::add);
            }
            return policies;
        });
        return new Items<>(read.value(), read.position());
    }

    private static void mayLookAtPolicies(Actor actor) {
        switch (actor.role()) {
            case HQ, AUDITOR, AFTERSALES_MANAGER, OUTLET_MANAGER -> {}
            case AFTERSALES_AGENT, INTAKE, CALL_CENTER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }

    private static List<MarketId> marketsOf(Actor actor, ReferenceBook book) {
        MarketId own = actor.market();
        if (own != null) {
            return List.of(own);
        }
        DealerId dealer = actor.dealer();
        if (dealer != null) {
            return book.marketOf(dealer).stream().toList();
        }
        return actor.outlets().isEmpty()
                ? book.policyBook().markets()
                : actor.outlets().stream()
                        .map(OutletId::dealer)
                        .map(book::marketOf)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
    }

    /**
     * A version of a policy.
     *
     * @param market whose; absent: the default one, of all
     * @param name its name
     * @param version its version, from 1
     * @param status how far it has come
     * @param holdsFrom it holds for leads assigned at this moment or later, once it is active; absent: from the start
     * @param reason why it was proposed; absent: the default one
     * @param proposedBy user who proposed it
     * @param proposedAt when
     * @param decidedBy user who activated or withdrew it; absent: nobody has
     * @param decidedAt when
     * @param terms what it says
     */
    @Schema(name = "SlaPolicyVersion")
    record Policy(
            @Nullable String market,
            String name,
            int version,
            Status status,
            @Nullable Instant holdsFrom,
            @Nullable String reason,
            @Nullable String proposedBy,
            @Nullable Instant proposedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            Terms terms) {

        static final Policy DEFAULT = new Policy(
                null,
                SlaPolicy.DEFAULT.name(),
                SlaPolicy.DEFAULT.version(),
                Status.ACTIVE,
                null,
                null,
                null,
                null,
                null,
                null,
                Terms.of(PolicyTerms.DEFAULT));

        static Policy of(PolicyBook.Entry entry) {
            PolicyVersion version = entry.version();
            Step last = entry.status() == Status.PROPOSED ? null : entry.steps().getLast();
            return new Policy(
                    version.market().value(),
                    version.name(),
                    version.version(),
                    entry.status(),
                    version.holdsFrom(),
                    version.reason(),
                    version.proposedBy().value(),
                    entry.steps().getFirst().at(),
                    last == null ? null : subject(last.actor()),
                    last == null ? null : last.at(),
                    Terms.of(version.terms()));
        }

        private static String subject(String ledgerForm) {
            return ledgerForm.substring(ledgerForm.indexOf('/') + 1);
        }
    }

    /**
     * What a policy says.
     *
     * @param firstContact of {@code SLA1}
     * @param managementTime of {@code SLA2}
     * @param managed of {@code SLA3}
     * @param firstFollowUp of {@code FIRST_FOLLOW_UP}
     * @param disputeWindow so long after it fell a verdict can be disputed (SL-40)
     * @param basis which of an event's two times counts (SL-21)
     * @param hours the hours of {@code POLICY_HOURS}; absent: it has none
     */
    @Schema(name = "PolicyTerms")
    record Terms(
            PolicyTerms.FirstContact firstContact,
            PolicyTerms.ManagementTime managementTime,
            PolicyTerms.Managed managed,
            PolicyTerms.FirstFollowUpTerms firstFollowUp,
            Duration disputeWindow,
            TimeBasis basis,
            @Nullable PolicyHours hours) {

        static Terms of(PolicyTerms terms) {
            return new Terms(
                    terms.firstContact(),
                    terms.managementTime(),
                    terms.managed(),
                    terms.firstFollowUp(),
                    terms.disputeWindow(),
                    terms.basis(),
                    terms.hours() == null ? null : PolicyHours.of(Objects.requireNonNull(terms.hours())));
        }
    }

    /**
     * Hours that a policy counts.
     *
     * @param zone their local time, a region of the IANA time zone database
     * @param weekly shifts by day of the week; a day that is absent does not count
     * @param special holidays, and days with hours of their own, by date
     */
    @Schema(name = "PolicyHours")
    record PolicyHours(String zone, Map<DayOfWeek, List<ShiftOfDay>> weekly, List<DayWithShifts> special) {

        static PolicyHours of(BusinessHours hours) {
            Map<DayOfWeek, List<ShiftOfDay>> week = new EnumMap<>(DayOfWeek.class);
            hours.weekly()
                    .forEach((day, shifts) ->
                            week.put(day, shifts.stream().map(ShiftOfDay::of).toList()));
            return new PolicyHours(
                    hours.zone().getId(),
                    week,
                    hours.special().entrySet().stream()
                            .map(day -> new DayWithShifts(
                                    day.getKey(),
                                    day.getValue().stream().map(ShiftOfDay::of).toList()))
                            .toList());
        }
    }
}
