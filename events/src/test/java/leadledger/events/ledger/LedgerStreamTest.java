package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.ASYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import leadledger.events.ledger.testing.Appends;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-04: a stream of the whole ledger gives every event once, in order, and sleeps until there is one")
class LedgerStreamTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private PostgresLedger ledger;

    @BeforeEach
    void aNode() {
        ledger = fixture.node();
    }

    private BlockingStream<TrackedEventMessage<?>> open(TrackingToken token) {
        EventCatalog catalog = LedgerJson.catalog();
        LedgerStorageEngine engine = new LedgerStorageEngine(ledger, catalog, event -> Optional.empty());
        return fixture.closeLater(new LedgerMessageSource(ledger, catalog, engine).openStream(token));
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    @Test
    void whatIsThereIsGivenInOrderOverManyPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            ledger.append(Appends.toNewStream().events(500).build());
        }
        BlockingStream<TrackedEventMessage<?>> stream = open(new GlobalSequenceTrackingToken(2));
        List<Long> seen = new ArrayList<>();
        while (stream.hasNextAvailable()) {
            seen.add(position(stream.nextAvailable()));
        }

        assertThat(seen).isEqualTo(LongStream.rangeClosed(3, 2_500).boxed().toList());
    }

    @Test
    void peekingTellsTheNextEventAndLeavesItThere() throws Exception {
        BlockingStream<TrackedEventMessage<?>> stream = open(null);
        assertThat(stream.peek()).isEmpty();

        ledger.append(Appends.toNewStream().events(2).build());

        assertThat(stream.peek())
                .hasValueSatisfying(next -> assertThat(position(next)).isEqualTo(1));
        assertThat(stream.peek())
                .hasValueSatisfying(next -> assertThat(position(next)).isEqualTo(1));
        assertThat(position(stream.nextAvailable())).isEqualTo(1);
        assertThat(stream.peek())
                .hasValueSatisfying(next -> assertThat(position(next)).isEqualTo(2));
        assertThat(position(stream.nextAvailable())).isEqualTo(2);
        assertThat(stream.peek()).isEmpty();
    }

    @Test
    void whetherThereIsANextIsAnsweredAtOnceOrAfterTheGivenTime() throws Exception {
        BlockingStream<TrackedEventMessage<?>> stream = open(null);

        assertThat(stream.hasNextAvailable()).isFalse();
        assertThat(stream.hasNextAvailable(5, TimeUnit.MILLISECONDS)).isFalse();
        ledger.append(Appends.toNewStream().build());
        assertThat(stream.hasNextAvailable()).isTrue();
        assertThat(stream.hasNextAvailable()).isTrue();
        assertThat(position(stream.nextAvailable())).isEqualTo(1);
        assertThat(stream.hasNextAvailable()).isFalse();
    }

    @Test
    void aReaderThatSleepsIsWokenByTheNextEvent() throws Exception {
        BlockingStream<TrackedEventMessage<?>> stream = open(null);
        CompletableFuture<Long> reader = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                reader.complete(position(stream.nextAvailable()));
            } catch (InterruptedException e) {
                reader.completeExceptionally(e);
            }
        });
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(reader).isNotDone();

        ledger.append(Appends.toNewStream().build());

        assertThat(reader.get()).isEqualTo(1);
    }

    @Test
    void aReaderThatSleepsCanBeInterrupted() throws Exception {
        BlockingStream<TrackedEventMessage<?>> stream = open(null);
        CompletableFuture<Throwable> reader = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                stream.nextAvailable();
            } catch (InterruptedException e) {
                reader.complete(e);
            }
        });
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();

        assertThat(reader.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void itsCallbackRunsWheneverTheLedgerGrowsUntilItIsReplacedOrClosed() {
        BlockingStream<TrackedEventMessage<?>> stream = open(null);
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();

        assertThat(stream.setOnAvailableCallback(first::incrementAndGet)).isTrue();
        ledger.append(Appends.toNewStream().build());
        ledger.append(Appends.toNewStream().build());
        assertThat(first).hasValue(2);

        stream.setOnAvailableCallback(second::incrementAndGet);
        ledger.append(Appends.toNewStream().build());
        assertThat(first).hasValue(2);
        assertThat(second).hasValue(1);

        stream.close();
        ledger.append(Appends.toNewStream().build());
        assertThat(second).hasValue(1);
    }

    @Test
    void aNewStreamGoesOnBehindTheTokenOfTheLastEventHandled() throws Exception {
        ledger.append(Appends.toNewStream().events(3).build());
        TrackingToken token;
        try (BlockingStream<TrackedEventMessage<?>> first = open(null)) {
            first.nextAvailable();
            token = first.nextAvailable().trackingToken();
        }

        assertThat(position(open(token).nextAvailable())).isEqualTo(3);
    }

    @Test
    void aReaderWhoseDatabaseIsAwayIsToldAndMayAskAgain() throws Exception {
        StatementHooks hooks = new StatementHooks();
        ledger = fixture.node(hooks.around(fixture.database().app()));
        BlockingStream<TrackedEventMessage<?>> stream = open(null);
        ledger.append(Appends.toNewStream().build());
        hooks.onceBefore("from ledger.event", () -> {
            throw StatementHooks.connectionLost();
        });

        assertThatThrownBy(stream::nextAvailable).isInstanceOf(LedgerUnavailableException.class);

        assertThat(position(stream.nextAvailable())).isEqualTo(1);
    }

    @Test
    void severalStreamsReadWithoutRegardToEachOther() throws Exception {
        List<CompletableFuture<Long>> sums = new ArrayList<>();
        for (int s = 0; s < 4; s++) {
            BlockingStream<TrackedEventMessage<?>> stream = open(null);
            sums.add(CompletableFuture.supplyAsync(
                    () -> {
                        long sum = 0;
                        try {
                            for (int i = 0; i < 50; i++) {
                                sum += position(stream.nextAvailable());
                            }
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                        return sum;
                    },
                    ASYNC));
        }
        for (int i = 0; i < 25; i++) {
            ledger.append(Appends.toNewStream().events(2).build());
        }

        for (CompletableFuture<Long> sum : sums) {
            assertThat(sum.get()).isEqualTo(50 * 51 / 2);
        }
    }
}
