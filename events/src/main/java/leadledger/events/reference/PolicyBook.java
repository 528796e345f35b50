package leadledger.events.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.shared.MarketId;
import leadledger.events.sla.Policies;
import leadledger.events.sla.SlaPolicy;

/**
 * All versions of all markets' policies as of one position of the ledger (SL-10). A policy is activated before the moment from
 * which it holds, so whoever knows all that was recorded before a lead's assignment knows its policy for ever.
 */
public final class PolicyBook {

    /** Without any but the default. */
    public static final PolicyBook EMPTY = new PolicyBook(new TreeMap<>());

    private final SortedMap<String, SortedMap<Integer, Entry>> markets;

    private PolicyBook(SortedMap<String, SortedMap<Integer, Entry>> markets) {
        this.markets = markets;
    }

    /** How far a version has come. */
    public enum Status {
        /** 提案中: nobody has activated it. */
        PROPOSED,
        /** 有効: it holds from its moment on. */
        ACTIVE,
        /** 取り下げ: it never held. */
        WITHDRAWN
    }

    /**
     * A step of a version's way.
     *
     * @param status how far it has come by it
     * @param at when it was recorded
     * @param actor who took it, in the ledger's form; empty: that is not known
     */
    public record Step(Status status, Instant at, String actor) {}

    /**
     * A version with what became of it.
     *
     * @param version the version
     * @param steps from its proposal on, in order
     */
    public record Entry(PolicyVersion version, List<Step> steps) {

        public Entry {
            steps = List.copyOf(steps);
        }

        /** How far it has come. */
        public Status status() {
            return steps.getLast().status();
        }

        /** As it was at a moment; empty: it had not been proposed. */
        public Optional<Entry> asOf(Instant moment) {
            List<Step> known =
                    steps.stream().filter(step -> !step.at().isAfter(moment)).toList();
            return known.isEmpty() ? Optional.empty() : Optional.of(new Entry(version, known));
        }

        private Entry then(Step step) {
            return new Entry(
                    version, Stream.concat(steps.stream(), Stream.of(step)).toList());
        }
    }

    PolicyBook after(OfPolicy event, Instant recordedAt, String actor) {
        Status status = switch (event) {
            case ReferenceEvent.PolicyProposed ignored -> Status.PROPOSED;
            case ReferenceEvent.PolicyActivated ignored -> Status.ACTIVE;
            case ReferenceEvent.PolicyWithdrawn ignored -> Status.WITHDRAWN;
        };
        PolicyVersion version = event.policy();
        Step step = new Step(status, recordedAt, actor);
        SortedMap<String, SortedMap<Integer, Entry>> changed = new TreeMap<>(markets);
        SortedMap<Integer, Entry> ofMarket = new TreeMap<>(ofMarket(version.market()));
        Entry earlier = ofMarket.get(version.version());
        ofMarket.put(version.version(), earlier == null ? new Entry(version, List.of(step)) : earlier.then(step));
        changed.put(version.market().value(), ofMarket);
        return new PolicyBook(changed);
    }

    /** Markets that ever had a version of their own. */
    public List<MarketId> markets() {
        return markets.keySet().stream().map(MarketId::new).toList();
    }

    /** The versions of a market, by number. */
    public List<Entry> of(MarketId market) {
        return new ArrayList<>(ofMarket(market).values());
    }

    /** One version of a market. */
    public Optional<Entry> of(MarketId market, int version) {
        return Optional.ofNullable(ofMarket(market).get(version));
    }

    private SortedMap<Integer, Entry> ofMarket(MarketId market) {
        return markets.getOrDefault(market.value(), new TreeMap<>());
    }

    /**
     * What holds in a market for leads assigned at a moment: of the active versions that had begun to hold, the one that did so
     * last; of two at the same moment, the one with the greater number.
     */
    public SlaPolicy inForce(MarketId market, Instant assignedAt) {
        return policy(active(market), assignedAt);
    }

    /** The same for whichever dealer of the market, and for many moments. */
    public Policies inForce(MarketId market) {
        List<Held> active = active(market);
        return (dealer, assignedAt) -> policy(active, assignedAt);
    }

    private record Held(Instant from, SlaPolicy policy) {}

    /** What held last first. */
    private List<Held> active(MarketId market) {
        return ofMarket(market).values().stream()
                .filter(entry -> entry.status() == Status.ACTIVE)
                .map(Entry::version)
                .sorted(Comparator.comparing(PolicyVersion::holdsFrom)
                        .thenComparingInt(PolicyVersion::version)
                        .reversed())
                .map(version -> new Held(version.holdsFrom(), version.policy()))
                .toList();
    }

    private static SlaPolicy policy(List<Held> lastFirst, Instant assignedAt) {
        for (Held held : lastFirst) {
            if (!held.from.isAfter(assignedAt)) {
                return held.policy;
            }
        }
        return SlaPolicy.DEFAULT;
    }
}
