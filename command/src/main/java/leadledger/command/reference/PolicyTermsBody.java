package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import leadledger.command.desk.Fields;
import leadledger.command.reference.BusinessHoursBody.ShiftBody;
import leadledger.command.reference.BusinessHoursBody.SpecialDayBody;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.Shift;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.PolicyTerms.FirstContactStop;
import leadledger.events.sla.PolicyTerms.FirstFollowUpTerms;
import leadledger.events.sla.PolicyTerms.Managed;
import leadledger.events.sla.PolicyTerms.ManagementStop;
import leadledger.events.sla.PolicyTerms.ManagementTime;
import leadledger.events.sla.SlaPolicy.Clock;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is to say, as a client tells it. What is left out stays as it is in the policy in force.
 *
 * @param firstContact of {@code SLA1}
 * @param managementTime of {@code SLA2}
 * @param managed of {@code SLA3}
 * @param firstFollowUp of {@code FIRST_FOLLOW_UP}
 * @param disputeWindow so long after it fell a verdict can be disputed (SL-40), ISO 8601, at most 366 days
 * @param basis which of an event's two times counts (SL-21)
 * @param hours the hours of {@code POLICY_HOURS}
 */
@Schema(name = "PolicyTermsBody")
public record PolicyTermsBody(
        @Nullable LimitBody firstContact,
        @Nullable LimitBody managementTime,
        @Nullable ManagedBody managed,
        @Nullable FollowUpBody firstFollowUp,

        @Schema(format = "duration", example = "P30D") @Nullable
        String disputeWindow,

        @Schema(implementation = TimeBasis.class) @Nullable String basis,
        @Nullable PolicyHoursBody hours) {

    private static final Duration SHORTEST_LIMIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WINDOW = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int WHOLE = 100;

    /**
     * Terms of a service level from assignment on.
     *
     * @param limit from assignment to the stop, ISO 8601, 1 minute to 366 days; equal is in time
     * @param targetPercent at least so many of 100 leads are to meet it
     * @param clock {@code ELAPSED} or {@code POLICY_HOURS}: a dealer has no business hours of its own
     * @param stop what stops it: for {@code SLA1} {@code ANY_ATTEMPT} or {@code CUSTOMER_REACHED}, for {@code SLA2} {@code
     *     CLOSURE} or {@code CLOSURE_OR_BOOKING}
     */
    @Schema(name = "PolicyLimitBody")
    public record LimitBody(
            @Schema(format = "duration", example = "PT24H") @Nullable
            String limit,

            @Schema(minimum = "0", maximum = "100") @Nullable
            Integer targetPercent,

            @Schema(allowableValues = {"ELAPSED", "POLICY_HOURS"}) @Nullable
            String clock,

            @Nullable String stop) {}

    /**
     * Terms of {@code SLA3}.
     *
     * @param window leads assigned at most this long ago are looked at, ISO 8601, 1 day to 366 days
     * @param targetPercent at least so many of 100 of them are to be brought to an end
     */
    @Schema(name = "PolicyManagedBody")
    public record ManagedBody(
            @Schema(format = "duration", example = "P60D") @Nullable
            String window,

            @Schema(minimum = "0", maximum = "100") @Nullable
            Integer targetPercent) {}

    /**
     * Terms of {@code FIRST_FOLLOW_UP}.
     *
     * @param limit from delivery to the first follow-up, ISO 8601, 1 minute to 366 days; equal is in time
     * @param targetPercent at least so many of 100 leads are to meet it
     * @param clock which time passes
     */
    @Schema(name = "PolicyFollowUpBody")
    public record FollowUpBody(
            @Schema(format = "duration", example = "PT60M") @Nullable
            String limit,

            @Schema(minimum = "0", maximum = "100") @Nullable
            Integer targetPercent,

            @Schema(implementation = Clock.class) @Nullable String clock) {}

    /**
     * Hours that a policy counts.
     *
     * @param zone a region of the IANA time zone database
     * @param weekly shifts by day of the week; a day that is absent or has none does not count
     * @param special holidays, and days with hours of their own; absent: none
     */
    @Schema(name = "PolicyHoursBody")
    public record PolicyHoursBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Asia/Tokyo") @Nullable
            String zone,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Map<String, @Nullable List<@Nullable ShiftBody>> weekly,

            @ArraySchema(maxItems = BusinessHoursBody.MOST_SPECIAL_DAYS) @Nullable
            List<@Nullable SpecialDayBody> special) {}

    /**
     * The whole terms.
     *
     * @param fields gathers what is wrong
     * @param given what the client told; none: nothing
     * @param within name of the field that these terms are
     * @param inForce what is left out stays as it is here
     * @return none if there is a fault
     */
    public static @Nullable PolicyTerms read(
            Fields fields, @Nullable PolicyTermsBody given, String within, PolicyTerms inForce) {
        int before = fields.faults().size();
        return new Reading(fields, within, inForce)
                .terms(given == null ? new PolicyTermsBody(null, null, null, null, null, null, null) : given, before);
    }

    /** Reads term by term. */
    private record Reading(Fields fields, String within, PolicyTerms inForce) {

        @Nullable
        PolicyTerms terms(PolicyTermsBody body, int faultsBefore) {
            LimitBody contact = body.firstContact == null ? new LimitBody(null, null, null, null) : body.firstContact;
            LimitBody managing =
                    body.managementTime == null ? new LimitBody(null, null, null, null) : body.managementTime;
            ManagedBody window = body.managed == null ? new ManagedBody(null, null) : body.managed;
            FollowUpBody followUp =
                    body.firstFollowUp == null ? new FollowUpBody(null, null, null) : body.firstFollowUp;
            FirstContact contactTerms = new FirstContact(
                    limit(
                            "firstContact.limit",
                            contact.limit,
                            inForce.firstContact().limit()),
                    percent(
                            "firstContact",
                            contact.targetPercent,
                            inForce.firstContact().targetPercent()),
                    clockOfDealer(
                            "firstContact",
                            contact.clock,
                            inForce.firstContact().clock()),
                    or(
                            fields.oneOf(name("firstContact.stop"), contact.stop, FirstContactStop.class),
                            inForce.firstContact().stop()));
            ManagementTime managementTerms = new ManagementTime(
                    limit(
                            "managementTime.limit",
                            managing.limit,
                            inForce.managementTime().limit()),
                    percent(
                            "managementTime",
                            managing.targetPercent,
                            inForce.managementTime().targetPercent()),
                    clockOfDealer(
                            "managementTime",
                            managing.clock,
                            inForce.managementTime().clock()),
                    or(
                            fields.oneOf(name("managementTime.stop"), managing.stop, ManagementStop.class),
                            inForce.managementTime().stop()));
            Managed managedTerms = new Managed(
                    duration(
                            "managed.window",
                            window.window,
                            SHORTEST_WINDOW,
                            inForce.managed().window()),
                    percent("managed", window.targetPercent, inForce.managed().targetPercent()));
            FirstFollowUpTerms followUpTerms = new FirstFollowUpTerms(
                    limit(
                            "firstFollowUp.limit",
                            followUp.limit,
                            inForce.firstFollowUp().limit()),
                    percent(
                            "firstFollowUp",
                            followUp.targetPercent,
                            inForce.firstFollowUp().targetPercent()),
                    or(
                            fields.oneOf(name("firstFollowUp.clock"), followUp.clock, Clock.class),
                            inForce.firstFollowUp().clock()));
            Duration disputes = duration("disputeWindow", body.disputeWindow, Duration.ZERO, inForce.disputeWindow());
            TimeBasis basis = or(fields.oneOf(name("basis"), body.basis, TimeBasis.class), inForce.basis());
            BusinessHours hours = body.hours == null ? inForce.hours() : hours(body.hours);
            boolean byHours = contactTerms.clock() == Clock.POLICY_HOURS
                    || managementTerms.clock() == Clock.POLICY_HOURS
                    || followUpTerms.clock() == Clock.POLICY_HOURS;
            if (byHours && body.hours == null && hours == null) {
                fields.fault("policy-hours-needed", name("hours"));
            }
            return fields.faults().size() > faultsBefore
                    ? null
                    : new PolicyTerms(
                            contactTerms, managementTerms, managedTerms, followUpTerms, disputes, basis, hours);
        }

        private @Nullable BusinessHours hours(PolicyHoursBody given) {
            String prefix = name("hours.");
            String zone = fields.required(prefix + "zone", given.zone)
                    ? fields.matching(
                            prefix + "zone",
                            given.zone,
                            DefineDealer::isRegionalZone,
                            "not-a-time-zone",
                            PolicyCommand.RULE)
                    : null;
            Map<DayOfWeek, List<Shift>> week = BusinessHoursBody.readWeek(fields, prefix, given.weekly);
            Map<LocalDate, List<Shift>> special = new TreeMap<>();
            BusinessHoursBody.readSpecial(fields, prefix, given.special)
                    .forEach(day -> special.put(day.on(), day.shifts()));
            if (given.weekly != null && week.isEmpty()) {
                fields.fault("policy-never-counts", prefix + "weekly");
            }
            return zone == null ? null : new BusinessHours(ZoneId.of(zone), week, special);
        }

        private Duration limit(String field, @Nullable String given, Duration stays) {
            return duration(field, given, SHORTEST_LIMIT, stays);
        }

        private Duration duration(String field, @Nullable String given, Duration shortest, Duration stays) {
            if (given == null) {
                return stays;
            }
            try {
                Duration read = Duration.parse(given);
                // Moments are whole milliseconds, and so is what is added to them.
                if (read.compareTo(shortest) >= 0
                        && read.compareTo(LONGEST) <= 0
                        && read.toNanosPart() % 1_000_000 == 0) {
                    return read;
                }
            } catch (DateTimeParseException | ArithmeticException e) {
                // as any other text that is no such time
            }
            fields.fault("not-such-a-duration", name(field), "least", shortest);
            return stays;
        }

        private int percent(String field, @Nullable Integer given, int stays) {
            Integer read = fields.count(name(field + ".targetPercent"), given, WHOLE);
            return read == null ? stays : read;
        }

        private Clock clockOfDealer(String field, @Nullable String given, Clock stays) {
            Clock read = fields.oneOf(name(field + ".clock"), given, Clock.class);
            if (read == Clock.BUSINESS_HOURS) {
                fields.fault(
                        "not-one-of", name(field + ".clock"), "allowed", Clock.ELAPSED + ", " + Clock.POLICY_HOURS);
                return stays;
            }
            return or(read, stays);
        }

        private static <T> T or(@Nullable T given, T stays) {
            return given == null ? stays : given;
        }

        private String name(String field) {
            return within + "." + field;
        }
    }
}
