package leadledger.query.explanation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leadledger.events.calendar.OpenTime;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.sla.ClockTime;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Disputed;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import org.jspecify.annotations.Nullable;

/** Why a verdict is as it is, in words: its evidence, nothing else (SL-30). */
public final class Explanation {

    private final SlaVerdict verdict;
    private final Evidence evidence;
    private final Words words;
    private final ZoneId zone;
    private final List<String> sentences = new ArrayList<>();

    private Explanation(SlaVerdict verdict, Words words, ZoneId zone) {
        this.verdict = verdict;
        this.evidence = verdict.evidence();
        this.words = words;
        this.zone = zone;
    }

    /**
     * Explains a verdict.
     *
     * @param language in this language; English if it is none of ours
     * @param zone moments are told by the clocks of this zone
     * @return sentences, in the order in which one makes up one's mind
     */
    public static List<String> of(SlaVerdict verdict, Locale language, ZoneId zone) {
        return of(verdict, Words.in(Language.of(language)), zone);
    }

    /** Explains a verdict in the words of a language. */
    public static List<String> of(SlaVerdict verdict, Words words, ZoneId zone) {
        Explanation explanation = new Explanation(verdict, words, zone);
        explanation.tellTerms();
        explanation.tellEvents();
        explanation.tellArithmetic();
        explanation.tellResult();
        explanation.tellDispute();
        explanation.tellSetAside();
        return List.copyOf(explanation.sentences);
    }

    private void tellTerms() {
        say(
                "verdict",
                Map.of(
                        "sla", words.text("sla." + verdict.sla()),
                        "result", words.text("result." + verdict.result())));
        say("as-of", Map.of("moment", moment(verdict.asOf()), "zone", zone.getId()));
        say(
                "policy." + evidence.basis(),
                Map.of("policy", evidence.policy(), "version", Integer.toString(evidence.policyVersion())));
        say("clock." + evidence.clock(), Map.of());
    }

    private void tellEvents() {
        sayCounted("start", evidence.start());
        Counted stop = evidence.stop();
        if (stop == null) {
            say("no-stop." + verdict.sla(), Map.of());
        } else {
            sayCounted("stop", stop);
        }
        Counted endedBy = evidence.endedBy();
        if (endedBy != null) {
            sayCounted("ended", endedBy);
            say(verdict.result() == Result.WITHDRAWN ? "ended.withdrawn" : "ended.later", Map.of());
        }
    }

    /** What an event did, when; both its times, and which of them counted. */
    private void sayCounted(String what, Counted event) {
        Map<String, String> arguments = arguments(event);
        say(what, arguments);
        boolean oneTime = event.recordedAt().equals(event.occurredAt());
        if (event.correctedBy() != null) {
            arguments.put("correction", Long.toString(event.correctedBy()));
            say("times.corrected", arguments);
        } else if (isDecided(event)) {
            say("times.decided", arguments);
        } else if (event.countedAt().equals(event.recordedAt())) {
            say(oneTime ? "times.one" : "times.recorded-counted", arguments);
        } else if (event.countedAt().equals(event.occurredAt())) {
            say("times.claimed-counted", arguments);
        } else {
            say("times.other-counted", arguments);
        }
        Instant importedAt = event.importedAt();
        if (importedAt != null) {
            // Every verdict that rests on another system's word says so (LG-40).
            arguments.put("imported", moment(importedAt));
            say("times.imported", arguments);
        }
    }

    /** Whether what counts for the stop was decided in a dispute (SL-40). */
    private boolean isDecided(Counted event) {
        Disputed dispute = verdict.dispute();
        return event.equals(evidence.stop()) && dispute != null && dispute.outcome() == DisputeOutcome.CORRECTED;
    }

    private Map<String, String> arguments(Counted event) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("event", words.nameOf("event", event.type()));
        arguments.put("position", Long.toString(event.position()));
        arguments.put("actor", words.actor(event.actor()));
        arguments.put("counted", moment(event.countedAt()));
        arguments.put("recorded", moment(event.recordedAt()));
        arguments.put("occurred", moment(event.occurredAt()));
        return arguments;
    }

    private void tellArithmetic() {
        String limit = words.duration(evidence.limit());
        String start = moment(evidence.start().countedAt());
        Instant deadline = evidence.deadline();
        if (deadline == null) {
            say("no-deadline", Map.of("limit", limit));
        } else {
            say("deadline." + evidence.clock(), Map.of("limit", limit, "start", start, "deadline", moment(deadline)));
        }
        tellOpenTimes();
        say(
                elapsedUntil(),
                Map.of(
                        "elapsed", words.duration(evidence.elapsed()),
                        "start", start,
                        "end", moment(end())));
    }

    /** The open hours, one by one; how much is left out where they are too many to be told. */
    private void tellOpenTimes() {
        if (evidence.clock() == SlaPolicy.Clock.ELAPSED) {
            return;
        }
        Duration told = Duration.ZERO;
        for (OpenTime open : evidence.openTimes()) {
            Duration length = Duration.between(open.from(), open.to());
            told = told.plus(length);
            say(
                    "open-time",
                    Map.of(
                            "from", moment(open.from()),
                            "to", moment(open.to()),
                            "length", words.duration(length)));
        }
        if (evidence.openTimes().isEmpty()) {
            say("open-time.none", Map.of());
        } else if (evidence.openTimes().size() >= ClockTime.MOST_TOLD && told.compareTo(evidence.elapsed()) < 0) {
            say(
                    "open-time.more",
                    Map.of("length", words.duration(evidence.elapsed().minus(told))));
        }
    }

    private String elapsedUntil() {
        if (evidence.stop() != null) {
            return "elapsed.stop";
        }
        return evidence.endedBy() != null ? "elapsed.ended" : "elapsed.as-of";
    }

    private Instant end() {
        Counted end = evidence.stop() != null ? evidence.stop() : evidence.endedBy();
        return end == null ? verdict.asOf() : end.countedAt();
    }

    private void tellResult() {
        Duration difference = evidence.elapsed().minus(evidence.limit());
        Map<String, String> arguments = new HashMap<>(Map.of(
                "elapsed", words.duration(evidence.elapsed()),
                "limit", words.duration(evidence.limit()),
                "difference", words.duration(difference.abs())));
        Instant deadline = evidence.deadline();
        if (deadline != null) {
            arguments.put("deadline", moment(deadline));
        }
        switch (verdict.result()) {
            case MET -> say(difference.isZero() ? "because.met-exactly" : "because.met", arguments);
            case BREACHED -> say(evidence.stop() == null ? "because.breached" : "because.stopped-late", arguments);
            case RUNNING -> say(deadline == null ? "because.running-without-end" : "because.running", arguments);
            case WITHDRAWN -> say("because.withdrawn", arguments);
        }
        if (verdict.differsByClaimedTime()) {
            say("differs." + evidence.basis(), Map.of());
        }
    }

    /** No verdict is silently another one because of a decision (SL-41). */
    private void tellDispute() {
        Disputed dispute = verdict.dispute();
        if (dispute == null) {
            return;
        }
        DisputeOutcome outcome = dispute.outcome();
        Instant decidedAt = dispute.decidedAt();
        say(
                outcome == null ? "dispute.undecided" : "dispute." + outcome,
                Map.of(
                        "dispute", dispute.id().toString(),
                        "moment", decidedAt == null ? "" : moment(decidedAt),
                        "result", words.text("result." + dispute.resultWithout())));
    }

    private void tellSetAside() {
        List<SetAside> events = evidence.setAside();
        if (events.isEmpty()) {
            say("set-aside.none", Map.of());
            return;
        }
        say(events.size() == 1 ? "set-aside.one" : "set-aside.many", Map.of("n", Integer.toString(events.size())));
        events.forEach(event -> sentences.add(setAside(event, words, zone)));
    }

    /** Why one event did not count. */
    public static String setAside(SetAside event, Words words, ZoneId zone) {
        boolean oneTime = event.recordedAt().equals(event.occurredAt());
        return words.text(
                oneTime ? "set-aside.event" : "set-aside.event-with-claim",
                Map.of(
                        "event", words.nameOf("event", event.type()),
                        "position", Long.toString(event.position()),
                        "recorded", words.moment(event.recordedAt(), zone),
                        "occurred", words.moment(event.occurredAt(), zone),
                        "reason", words.text("reason." + event.reason())));
    }

    private void say(String key, Map<String, String> arguments) {
        sentences.add(words.text(key, arguments));
    }

    private String moment(Instant moment) {
        return words.moment(moment, zone);
    }

    /** The zone of a place, where it is known; UTC otherwise. */
    public static ZoneId zone(@Nullable ZoneId ofPlace) {
        return ofPlace == null ? ZoneId.of("UTC") : ofPlace;
    }
}
