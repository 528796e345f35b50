package leadledger.events.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import leadledger.events.reference.PolicyBook.Entry;
import leadledger.events.reference.PolicyBook.Status;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceEvent.PolicyActivated;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.reference.ReferenceEvent.PolicyWithdrawn;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.SlaPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

@DisplayName("SL-10: a policy holds for leads assigned after it was activated")
class PolicyBookTest {

    private static final MarketId JAPAN = new MarketId("JP");
    private static final MarketId ITALY = new MarketId("IT");
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static PolicyVersion version(MarketId market, int version, Instant holdsFrom) {
        return new PolicyVersion(
                market, "policy", version, PolicyTerms.DEFAULT, holdsFrom, "because", new UserId("hq-1"));
    }

    private static PolicyBook after(PolicyBook book, OfPolicy event, Instant at) {
        return book.after(event, at, "HQ/hq-2");
    }

    @Test
    void itHoldsFromItsVeryMomentInItsMarketOnly() {
        Instant from = START.plusSeconds(3_600);
        PolicyVersion version = version(JAPAN, 2, from);
        PolicyBook proposed = after(PolicyBook.EMPTY, new PolicyProposed(version), START);
        assertThat(proposed.inForce(JAPAN, from)).isEqualTo(SlaPolicy.DEFAULT);
        PolicyBook book = after(proposed, new PolicyActivated(version), START.plusSeconds(1));

        assertThat(book.inForce(JAPAN, from.minusMillis(1))).isEqualTo(SlaPolicy.DEFAULT);
        assertThat(book.inForce(JAPAN, from)).isEqualTo(version.policy());
        assertThat(book.inForce(ITALY, from)).isEqualTo(SlaPolicy.DEFAULT);
    }

    @Test
    void theLastToHoldCountsAndOfTwoAtOnceTheGreaterNumber() {
        PolicyBook book = PolicyBook.EMPTY;
        for (PolicyVersion version : List.of(
                version(JAPAN, 2, START.plusSeconds(20)),
                version(JAPAN, 3, START.plusSeconds(10)),
                version(JAPAN, 4, START.plusSeconds(20)))) {
            book = after(book, new PolicyActivated(version), START);
        }
        assertThat(book.inForce(JAPAN, START.plusSeconds(10)).version()).isEqualTo(3);
        assertThat(book.inForce(JAPAN, START.plusSeconds(20)).version()).isEqualTo(4);
    }

    @Test
    void whatWasWithdrawnNeverHeld() {
        PolicyVersion version = version(JAPAN, 2, START);
        PolicyBook book = after(PolicyBook.EMPTY, new PolicyProposed(version), START);
        book = after(book, new PolicyWithdrawn(version), START.plusSeconds(5));
        assertThat(book.inForce(JAPAN, START.plusSeconds(10))).isEqualTo(SlaPolicy.DEFAULT);
    }

    @Test
    @DisplayName("SL-22: who took which step stands in the book, as of each moment")
    void asOf() {
        PolicyVersion version = version(JAPAN, 2, START.plusSeconds(99));
        PolicyBook book = after(PolicyBook.EMPTY, new PolicyProposed(version), START);
        book = after(book, new PolicyActivated(version), START.plusSeconds(5));
        Entry entry = book.of(JAPAN, 2).orElseThrow();

        assertThat(entry.status()).isEqualTo(Status.ACTIVE);
        assertThat(entry.asOf(START.minusMillis(1))).isEmpty();
        assertThat(entry.asOf(START.plusMillis(4_999)).orElseThrow().status()).isEqualTo(Status.PROPOSED);
        assertThat(entry.asOf(START.plusSeconds(5))).contains(entry);
    }

    @RepeatedTest(3)
    @DisplayName("SL-10: whatever is decided later, a lead's policy stays what it was when the lead was assigned")
    void thePastNeverChanges(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        PolicyBook book = PolicyBook.EMPTY;
        List<Instant> assigned = new ArrayList<>();
        List<SlaPolicy> judged = new ArrayList<>();
        List<PolicyVersion> open = new ArrayList<>();
        Instant now = START;
        for (int step = 0; step < 400; step++) {
            now = now.plus(Duration.ofSeconds(random.nextInt(120)));
            switch (random.nextInt(3)) {
                case 0 -> {
                    PolicyVersion version =
                            version(JAPAN, step + 2, now.plus(Duration.ofSeconds(120 + random.nextInt(600))));
                    open.add(version);
                    book = after(book, new PolicyProposed(version), now);
                }
                case 1 -> {
                    Instant at = now;
                    // As the command decides: a minute before it holds at the latest.
                    open.removeIf(version -> at.isAfter(version.holdsFrom().minusSeconds(60)));
                    if (!open.isEmpty()) {
                        book = after(book, new PolicyActivated(open.remove(random.nextInt(open.size()))), now);
                    }
                }
                default -> {
                    assigned.add(now);
                    judged.add(book.inForce(JAPAN, now));
                }
            }
            for (int i = 0; i < assigned.size(); i++) {
                assertThat(book.inForce(JAPAN, assigned.get(i)))
                        .as("seed %d, step %d, lead %d", seed, step, i)
                        .isEqualTo(judged.get(i));
            }
        }
        assertThat(judged).doesNotContain((SlaPolicy) null).hasSizeGreaterThan(10);
        assertThat(judged.stream().distinct().count()).isGreaterThan(1);
    }
}
