package leadledger.query.saleskpi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.reference.KpiTargets;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DisputeDecided;
import leadledger.events.sales.SalesEvent.DisputeOpened;
import leadledger.events.sales.SalesEvent.DisputeReopened;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Sla;
import leadledger.query.saleskpi.KpiFigures.FollowUpTime;
import leadledger.query.saleskpi.KpiFigures.Fraction;
import leadledger.query.saleskpi.KpiFigures.Rate;
import org.jspecify.annotations.Nullable;

/** Key figures counted once more, straight from events and in the plainest way; knows nothing of the code under test. */
final class RecountedKpis {

    /** Stands for nobody. */
    static final String NOBODY = "";

    private RecountedKpis() {}

    /** A lead as its events tell it. */
    static final class Lead {

        final UUID id;
        final String market;

        @Nullable
        String outlet;

        @Nullable
        Instant deliveredAt;

        final List<Instant> ownedSince = new ArrayList<>();
        final List<String> owned = new ArrayList<>();
        boolean outOfScope;

        boolean excused;

        @Nullable
        UUID newestDispute;

        @Nullable
        Instant followedUpAt;

        @Nullable
        String followedUpBy;

        @Nullable
        String testDriveBy;

        @Nullable
        String appraisalBy;

        @Nullable
        String convertedBy;

        @Nullable
        String contractBy;

        @Nullable
        ContractResult contract;

        private Lead(LeadCaptured captured) {
            id = captured.leadId().value();
            market = captured.queue().market().value();
        }

        String owner() {
            return owned.isEmpty() ? NOBODY : owned.getLast();
        }

        Instant delivered() {
            return Objects.requireNonNull(deliveredAt);
        }

        private void take(Recorded<SalesEvent> recorded) {
            SalesEvent event = recorded.event();
            Instant at = recorded.recordedAt();
            if (outlet == null) {
                if (event instanceof LeadDelivered delivered) {
                    outlet = delivered.outlet().value();
                    deliveredAt = delivered.openedAt() == null ? at : delivered.openedAt();
                }
                return;
            }
            if (event instanceof LeadAssigned assigned) {
                ownedSince.add(at);
                owned.add(assigned.owner().value());
            } else if (event instanceof LeadMarkedOutOfScope) {
                outOfScope = true;
            } else if (event instanceof OutOfScopeMarkTakenBack) {
                outOfScope = false;
            } else if (event instanceof FollowUpTaskUpdated task && task.state() != TaskState.NEW) {
                if (followedUpAt == null) {
                    followedUpAt = at;
                    followedUpBy = owner();
                }
            } else if (event instanceof TestDriveDone) {
                testDriveBy = testDriveBy == null ? owner() : testDriveBy;
            } else if (event instanceof AppraisalDone) {
                appraisalBy = appraisalBy == null ? owner() : appraisalBy;
            } else if (event instanceof LeadConverted) {
                convertedBy = convertedBy == null ? owner() : convertedBy;
            } else if (event instanceof ContractRecorded recordedContract) {
                contractBy = contractBy == null ? owner() : contractBy;
                contract = recordedContract.result();
            } else if (event instanceof DisputeOpened opened) {
                // The newest dispute over the first follow-up is the one that tells.
                if (opened.step().sla() == Sla.FIRST_FOLLOW_UP) {
                    newestDispute = opened.step().dispute();
                    excused = false;
                }
            } else if (event instanceof DisputeDecided decided) {
                excused = decided.step().dispute().equals(newestDispute)
                        ? decided.step().outcome() == DisputeOutcome.EXCUSED
                        : excused;
            } else if (event instanceof DisputeReopened reopened) {
                excused = excused && !reopened.step().dispute().equals(newestDispute);
            } else if (event instanceof ContractCorrected corrected) {
                contractBy = contractBy == null ? owner() : contractBy;
                contract = corrected.result();
            }
        }

        /** Who owned it when the target ran out: the last one to whom it was given while time was left. */
        private String ownerWhenRunOut(ToLongFunction<Instant> millisecondsTo, long limit) {
            String found = NOBODY;
            for (int i = 0; i < owned.size(); i++) {
                if (millisecondsTo.applyAsLong(ownedSince.get(i)) <= limit) {
                    found = owned.get(i);
                }
            }
            return found;
        }
    }

    /** Leads from their events, those recorded until a moment. */
    static List<Lead> leads(Collection<List<Recorded<SalesEvent>>> histories, Instant known) {
        List<Lead> leads = new ArrayList<>();
        for (List<Recorded<SalesEvent>> history : histories) {
            Lead lead = new Lead((LeadCaptured) history.getFirst().event());
            history.stream().filter(event -> !event.recordedAt().isAfter(known)).forEach(lead::take);
            if (lead.outlet != null) {
                leads.add(lead);
            }
        }
        return leads;
    }

    /**
     * The figures of an outlet's leads.
     *
     * @param whose a person's, or {@link #NOBODY}'s; none: the whole outlet's
     */
    static KpiFigures figures(
            List<Lead> leads, @Nullable String whose, OutletCalendar calendar, KpiTargets targets, Instant moment) {
        Predicate<Lead> ever =
                lead -> whose == null || (whose.equals(NOBODY) ? lead.owned.isEmpty() : lead.owned.contains(whose));
        List<Lead> delivered = leads.stream().filter(ever).toList();
        List<Lead> inScope = leads.stream().filter(lead -> !lead.outOfScope).toList();
        List<Lead> followedUp = inScope.stream()
                .filter(lead -> lead.followedUpAt != null && is(whose, lead.followedUpBy))
                .toList();
        long open = inScope.stream()
                .filter(lead -> lead.followedUpAt == null && is(whose, lead.owner()))
                .count();
        return new KpiFigures(
                delivered.size(),
                rate(
                        delivered.stream().filter(lead -> !lead.outOfScope).count(),
                        delivered.size(),
                        targets.inScopePercent()),
                followedUp.size(),
                open,
                time(
                        inScope,
                        followedUp,
                        whose,
                        targets,
                        (lead, to) -> calendar.openBetween(lead.delivered(), to),
                        moment),
                time(inScope, followedUp, whose, targets, (lead, to) -> Duration.between(lead.delivered(), to), moment),
                deeds(inScope, ever, whose, lead -> Optional.ofNullable(lead.testDriveBy), targets.testDrivePercent()),
                deeds(inScope, ever, whose, lead -> Optional.ofNullable(lead.appraisalBy), targets.appraisalPercent()),
                deeds(inScope, ever, whose, lead -> Optional.ofNullable(lead.convertedBy), targets.conversionPercent()),
                contracts(inScope, whose, targets.winPercent()));
    }

    private static boolean is(@Nullable String whose, @Nullable String his) {
        return whose == null || whose.equals(his);
    }

    private interface Time {
        Duration until(Lead lead, Instant moment);
    }

    private interface Deed {
        Optional<String> by(Lead lead);
    }

    private static FollowUpTime time(
            List<Lead> inScope,
            List<Lead> followedUp,
            @Nullable String whose,
            KpiTargets targets,
            Time time,
            Instant moment) {
        long limit = Duration.ofMinutes(targets.followUpMinutes()).toMillis();
        long met = 0;
        long breached = 0;
        long running = 0;
        long excused = 0;
        long excusedMet = 0;
        long excusedBreached = 0;
        for (Lead lead : inScope) {
            Instant end = lead.followedUpAt == null ? moment : lead.followedUpAt;
            boolean within = time.until(lead, end).toMillis() <= limit;
            String runOut = lead.ownerWhenRunOut(at -> time.until(lead, at).toMillis(), limit);
            int isMet = within && lead.followedUpAt != null && is(whose, lead.followedUpBy) ? 1 : 0;
            int isRunning = within && lead.followedUpAt == null && is(whose, lead.owner()) ? 1 : 0;
            int isBreached = !within && is(whose, runOut) ? 1 : 0;
            if (lead.excused) {
                excused += isMet + isRunning + isBreached;
                excusedMet += isMet;
                excusedBreached += isBreached;
            } else {
                met += isMet;
                running += isRunning;
                breached += isBreached;
            }
        }
        List<Duration> times = followedUp.stream()
                .map(lead -> time.until(lead, Objects.requireNonNull(lead.followedUpAt)))
                .sorted()
                .toList();
        Duration median = percentile(times, 50);
        Duration high = percentile(times, 90);
        return new FollowUpTime(
                targets.followUpMinutes(),
                median == null ? null : median.toSeconds() / 60,
                median == null ? null : median.toMillis() <= limit,
                high == null ? null : high.toSeconds() / 60,
                high == null ? null : high.toMillis() <= limit,
                rate(met, met + breached, Objects.requireNonNullElse(targets.followUpPercent(), 70)),
                running,
                excused,
                rate(
                        met + excusedMet,
                        met + breached + excusedMet + excusedBreached,
                        Objects.requireNonNullElse(targets.followUpPercent(), 70)));
    }

    /** The least of the times for which so many of 100 are no longer, told by counting. */
    private static @Nullable Duration percentile(List<Duration> times, int percent) {
        for (Duration time : times) {
            long noLonger =
                    times.stream().filter(other -> other.compareTo(time) <= 0).count();
            if (noLonger * 100 >= (long) percent * times.size()) {
                return time;
            }
        }
        return null;
    }

    private static Rate deeds(
            List<Lead> inScope, Predicate<Lead> ever, @Nullable String whose, Deed deed, @Nullable Integer target) {
        Set<UUID> done = new HashSet<>();
        Set<UUID> whole = new HashSet<>();
        for (Lead lead : inScope) {
            Optional<String> by = deed.by(lead);
            if (by.isPresent() && is(whose, by.get())) {
                done.add(lead.id);
                whole.add(lead.id);
            }
            if (ever.test(lead)) {
                whole.add(lead.id);
            }
        }
        return rate(done.size(), whole.size(), target);
    }

    private static Rate contracts(List<Lead> inScope, @Nullable String whose, @Nullable Integer target) {
        List<Lead> decided = inScope.stream()
                .filter(lead -> lead.contract != null && is(whose, lead.contractBy))
                .toList();
        return rate(
                decided.stream()
                        .filter(lead -> lead.contract == ContractResult.WON)
                        .count(),
                decided.size(),
                target);
    }

    private static Rate rate(long met, long of, @Nullable Integer target) {
        return new Rate(
                of == 0 ? null : new Fraction(met, of),
                target,
                (of == 0 || target == null) ? null : 100 * met >= target * of);
    }
}
