package leadledger.query.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.PolicyTerms.FirstFollowUpTerms;
import leadledger.events.sla.PolicyTerms.ManagementTime;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.Clock;
import org.jspecify.annotations.Nullable;

/** A term of a policy by which a verdict can differ. */
enum PolicyTerm {
    /** How long the clock may run. */
    LIMIT,
    /** Which time passes on it, the policy's own hours included. */
    CLOCK,
    /** What stops it. */
    STOP,
    /** Which of an event's two times counts. */
    BASIS,
    /** How far back leads are looked at. */
    WINDOW;

    /** Whether two policies say another thing here on a service level. */
    boolean differs(Sla sla, SlaPolicy one, SlaPolicy other) {
        return !Objects.equals(of(sla, one), of(sla, other));
    }

    /** What a policy says here; none: nothing, of this service level. */
    private @Nullable Object of(Sla sla, SlaPolicy policy) {
        PolicyTerms terms = policy.terms();
        return switch (this) {
            case LIMIT -> sla == Sla.SLA3 ? null : policy.limit(sla);
            case CLOCK -> {
                Clock clock = sla == Sla.SLA3 ? null : policy.clock(sla);
                yield clock == Clock.POLICY_HOURS ? terms.hours() : clock;
            }
            case STOP ->
                switch (sla) {
                    case SLA1 -> terms.firstContact().stop();
                    case SLA2 -> terms.managementTime().stop();
                    case SLA3, FIRST_FOLLOW_UP -> null;
                };
            // Only of a contact attempt another time can be claimed.
            case BASIS -> sla == Sla.SLA1 ? terms.basis() : null;
            case WINDOW -> sla == Sla.SLA3 ? policy.managedWindow() : null;
        };
    }

    /**
     * Why a verdict differs: the terms each of which alone makes the difference; where none does, all that differ.
     *
     * @param changes whether a policy gives another result than the one in force
     */
    static List<PolicyTerm> reasons(Sla sla, SlaPolicy inForce, SlaPolicy other, Predicate<SlaPolicy> changes) {
        List<PolicyTerm> differing = new ArrayList<>();
        for (PolicyTerm term : values()) {
            if (term.differs(sla, inForce, other)) {
                differing.add(term);
            }
        }
        List<PolicyTerm> alone = differing.stream()
                .filter(term -> term == WINDOW || changes.test(term.taken(sla, inForce, other)))
                .toList();
        return alone.isEmpty() ? differing : alone;
    }

    /** A policy with this one term of another. */
    private SlaPolicy taken(Sla sla, SlaPolicy into, SlaPolicy from) {
        PolicyTerms terms = into.terms();
        BusinessHours ofOther = from.terms().hours();
        BusinessHours hours = this == CLOCK && ofOther != null ? ofOther : terms.hours();
        FirstContact contact =
                sla == Sla.SLA1 ? taken(terms.firstContact(), from.terms().firstContact()) : terms.firstContact();
        ManagementTime management =
                sla == Sla.SLA2 ? taken(terms.managementTime(), from.terms().managementTime()) : terms.managementTime();
        FirstFollowUpTerms followUp = sla == Sla.FIRST_FOLLOW_UP
                ? new FirstFollowUpTerms(
                        this == LIMIT
                                ? from.terms().firstFollowUp().limit()
                                : terms.firstFollowUp().limit(),
                        terms.firstFollowUp().targetPercent(),
                        this == CLOCK
                                ? from.terms().firstFollowUp().clock()
                                : terms.firstFollowUp().clock())
                : terms.firstFollowUp();
        return new SlaPolicy(
                into.name(),
                into.version(),
                new PolicyTerms(
                        contact,
                        management,
                        terms.managed(),
                        followUp,
                        terms.disputeWindow(),
                        this == BASIS ? from.basis() : into.basis(),
                        hours));
    }

    private FirstContact taken(FirstContact into, FirstContact from) {
        return new FirstContact(
                this == LIMIT ? from.limit() : into.limit(),
                into.targetPercent(),
                this == CLOCK ? from.clock() : into.clock(),
                this == STOP ? from.stop() : into.stop());
    }

    private ManagementTime taken(ManagementTime into, ManagementTime from) {
        return new ManagementTime(
                this == LIMIT ? from.limit() : into.limit(),
                into.targetPercent(),
                this == CLOCK ? from.clock() : into.clock(),
                this == STOP ? from.stop() : into.stop());
    }
}
