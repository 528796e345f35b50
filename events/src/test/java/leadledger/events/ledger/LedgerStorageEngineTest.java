package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.LedgerFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.testing.Appends;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-01: Axon appends to and reads from the ledger through our engine")
class LedgerStorageEngineTest {

    private static final String KIND = "aftersales-lead";
    private static final UUID CORRELATION = UUID.randomUUID();
    private static final UUID CAUSATION = UUID.randomUUID();
    private static final MetaData METADATA = LedgerMetaData.of("HQ/u-1", "JP-TOKYO", CORRELATION, CAUSATION);

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final String stream = UUID.randomUUID().toString();
    private PostgresLedger ledger;
    private LedgerStorageEngine engine;
    private EmbeddedEventStore store;

    @BeforeEach
    void axon() {
        ledger = fixture.node();
        engine = new LedgerStorageEngine(
                ledger, LedgerJson.catalog(), event -> ((AftersalesEvent) event).claimedMoment());
        store = EmbeddedEventStore.builder().storageEngine(engine).build();
        fixture.closeLater(store::shutDown);
    }

    private static ContactAttemptRecorded attempt(int number) {
        return new ContactAttemptRecorded(number, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, null);
    }

    private DomainEventMessage<?> event(long sequence) {
        return event(stream, sequence, attempt((int) sequence + 1));
    }

    private static DomainEventMessage<?> event(String stream, long sequence, Object payload) {
        return new GenericDomainEventMessage<>(KIND, stream, sequence, payload, METADATA);
    }

    /** As a command handler: publishes in a unit of work, which commits. */
    private UnitOfWork<?> publish(DomainEventMessage<?>... events) {
        return publish(unitOfWork -> {}, events);
    }

    private UnitOfWork<?> publish(Consumer<UnitOfWork<?>> prepare, DomainEventMessage<?>... events) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("command"));
        ResultMessage<?> result = unitOfWork.executeWithResult(() -> {
            prepare.accept(unitOfWork);
            store.publish(events);
            return null;
        });
        if (result.isExceptional()) {
            throw (RuntimeException) result.exceptionResult();
        }
        return unitOfWork;
    }

    @Test
    void whatAUnitOfWorkPublishesIsStoredWithItsEnvelopeWhenItCommits() {
        DomainEventMessage<?> first = event(0);

        UnitOfWork<?> unitOfWork = publish(first, event(1));

        assertThat(LedgerStorageEngine.receipt(unitOfWork)).contains(new Receipt(2, 1, START));
        StoredEvent row = fixture.rows().getFirst();
        assertThat(row.eventId()).hasToString(first.getIdentifier());
        assertThat(row.streamId()).hasToString(stream);
        assertThat(row.streamKind()).isEqualTo(KIND);
        assertThat(row.type()).isEqualTo("aftersales.contact-attempt-recorded");
        assertThat(row.revision()).isEqualTo(1);
        assertThat(row.actor()).isEqualTo("HQ/u-1");
        assertThat(row.tenant()).isEqualTo("JP-TOKYO");
        assertThat(row.correlationId()).isEqualTo(CORRELATION);
        assertThat(row.causationId()).isEqualTo(CAUSATION);
        assertThat(new String(row.payload(), UTF_8))
                .isEqualTo("{\"number\":1,\"channel\":\"PHONE\",\"outcome\":\"NOT_REACHED\"}");
        assertThat(new String(row.metadata(), UTF_8)).isEqualTo("{}");
    }

    @Test
    void theReceiptIsThereForWhoeverRunsAfterTheCommitAndNotBefore() {
        AtomicReference<Object> before = new AtomicReference<>();
        AtomicReference<Object> after = new AtomicReference<>();

        publish(
                unitOfWork -> {
                    before.set(LedgerStorageEngine.receipt(unitOfWork));
                    unitOfWork.afterCommit(committed ->
                            after.set(LedgerStorageEngine.receipt(committed).orElseThrow()));
                },
                event(0));

        assertThat(before).hasValueMatching(value -> ((Optional<?>) value).isEmpty());
        assertThat(after).hasValue(new Receipt(1, 0, START));
    }

    @Test
    void aUnitOfWorkThatFailsStoresNothing() {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("command"));
        store.publish(event(0));
        unitOfWork.rollback();

        assertThat(fixture.rows()).isEmpty();
        assertThat(LedgerStorageEngine.receipt(unitOfWork)).isEmpty();
    }

    @Test
    void anEventIsReadAsItWasPublished() {
        publish(event(0), event(1), event(2));

        List<DomainEventMessage<?>> read = list(store.readEvents(stream, 1));

        assertThat(read).hasSize(2);
        DomainEventMessage<?> second = read.getFirst();
        assertThat(second.getPayload()).isEqualTo(attempt(2));
        assertThat(second.getPayloadType()).isEqualTo(ContactAttemptRecorded.class);
        assertThat(second.getSequenceNumber()).isEqualTo(1);
        assertThat(second.getAggregateIdentifier()).isEqualTo(stream);
        assertThat(second.getType()).isEqualTo(KIND);
        assertThat(second.getTimestamp()).isEqualTo(START);
        assertThat(second.getMetaData()).isEqualTo(METADATA);
        assertThat(list(store.readEvents(stream))).hasSize(3);
        assertThat(store.lastSequenceNumberFor(stream)).contains(2L);
    }

    @Test
    void aStreamThatNobodyWroteAndAnIdThatIsNoneAreEmpty() {
        for (String id : List.of(UUID.randomUUID().toString(), "no id", "")) {
            assertThat(list(store.readEvents(id))).isEmpty();
            assertThat(store.lastSequenceNumberFor(id)).isEmpty();
        }
    }

    @Test
    @DisplayName("SL-20: what an event claims of its moment goes into its envelope")
    void aClaimedMomentGoesIntoTheEnvelope() {
        Instant madeAt = START.minus(Duration.ofHours(2));
        publish(event(stream, 0, new ContactAttemptRecorded(1, ContactChannel.PHONE, ContactOutcome.REACHED, madeAt)));

        assertThat(fixture.rows().getFirst().occurredAt()).isEqualTo(madeAt);
        assertThat(fixture.rows().getFirst().recordedAt()).isEqualTo(START);
        assertThat(list(store.readEvents(stream)).getFirst().getTimestamp()).isEqualTo(START);
    }

    @Test
    @DisplayName("LG-05: a stale command is Axon's concurrency exception")
    void aStaleCommandIsAConcurrencyException() {
        publish(event(0), event(1));

        assertThatThrownBy(() -> publish(event(1), event(2))).isInstanceOf(ConcurrencyException.class);
        assertThat(fixture.rows()).hasSize(2);
    }

    @Test
    @DisplayName("LG-05: a second creation of a stream is Axon's stream creation exception")
    void aStreamThatExistsIsAStreamCreationException() {
        publish(event(0));

        assertThatThrownBy(() -> publish(event(0), event(1))).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(fixture.rows()).hasSize(1);
    }

    @Test
    void aDecisionWhoseMomentHasPassedIsAConcurrencyException() {
        publish(unitOfWork -> LedgerStorageEngine.holdUntil(unitOfWork, START), event(0));

        assertThatThrownBy(() -> publish(
                        unitOfWork -> LedgerStorageEngine.holdUntil(unitOfWork, START.minusMillis(1)), event(1)))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(fixture.rows()).hasSize(1);
    }

    @Test
    void theAnswerOfAUnitOfWorkIsKeptAndItsRepetitionRefusedAsSuch() {
        CommandAnswer answer = new CommandAnswer("key".getBytes(UTF_8), "request".getBytes(UTF_8), "detail");
        publish(unitOfWork -> LedgerStorageEngine.keepAnswer(unitOfWork, answer), event(0));

        assertThat(fixture.superuserQuery("select detail || sequence from ledger.command_answer"))
                .isEqualTo("detail0");
        assertThatThrownBy(() -> publish(
                        unitOfWork -> LedgerStorageEngine.keepAnswer(unitOfWork, answer),
                        event(UUID.randomUUID().toString(), 0, attempt(1))))
                .isInstanceOfSatisfying(
                        AppendRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(AppendRefusedException.Reason.REPEATED));
    }

    @Test
    void whatANestedUnitOfWorkAsksForCountsForTheWhole() {
        UnitOfWork<?> unitOfWork = publish(outer -> {
            UnitOfWork<?> nested = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("nested"));
            LedgerStorageEngine.holdUntil(nested, START);
            store.publish(event(0));
            nested.commit();
            assertThat(LedgerStorageEngine.receipt(nested)).isEmpty();
        });

        assertThat(LedgerStorageEngine.receipt(unitOfWork)).contains(new Receipt(1, 0, START));
    }

    @Test
    void eventsOfTwoStreamsOfNoStreamOrWithoutEnvelopeAreRefused() {
        String other = UUID.randomUUID().toString();

        assertThatThrownBy(() -> publish(event(0), event(other, 0, attempt(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.publish(GenericEventMessage.asEventMessage(attempt(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publish(event("no id", 0, attempt(1)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publish(event(stream, 0, "not in the catalog")))
                .isInstanceOf(RuntimeException.class);
        for (String missing : METADATA.keySet()) {
            assertThatThrownBy(() -> publish(event(0).withMetaData(METADATA.withoutKeys(Set.of(missing)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(missing);
        }
        engine.appendEvents(List.of());
        assertThat(fixture.rows()).isEmpty();
    }

    @Test
    void theLedgerKeepsNoSnapshots() {
        assertThat(engine.readSnapshot(stream)).isEmpty();
        assertThatThrownBy(() -> engine.storeSnapshot(event(0))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aTrackingStreamYieldsAgainAfterItWasExhausted() {
        Iterator<? extends TrackedEventMessage<?>> tracking =
                engine.readEvents((TrackingToken) null, true).iterator();
        assertThat(tracking.hasNext()).isFalse();

        publish(event(0), event(1));

        assertThat(tracking.next().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(1));
        assertThat(tracking.next().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(tracking.hasNext()).isFalse();
        assertThat(tracking.hasNext()).isFalse();

        publish(event(2));

        assertThat(tracking.next().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(3));
        assertThat(tracking.hasNext()).isFalse();
    }

    @Test
    void aTrackingStreamReadsOnFromItsTokenOverManyPages() {
        for (int i = 0; i < 5; i++) {
            ledger.append(Appends.toNewStream().events(500).build());
        }

        List<Long> positions = new ArrayList<>();
        engine.readEvents(new GlobalSequenceTrackingToken(3), false)
                .forEach(event -> positions.add(event.trackingToken().position().orElseThrow()));

        assertThat(positions)
                .hasSize(2_497)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(4L)
                .endsWith(2_500L);
    }

    @Test
    @DisplayName(
            "LG-31: an event of an unknown type or with broken bytes fails where it is handled, not where it is read")
    void anEventThatCannotBeReadFailsOnlyWhereItIsHandled() {
        publish(event(0));
        ledger.append(Appends.to(UUID.fromString(stream))
                .from(1)
                .type("aftersales.contact-attempt-recorded", 1)
                .payloads("{\"number\":".getBytes(UTF_8))
                .build());
        ledger.append(Appends.to(UUID.fromString(stream))
                .from(2)
                .type("unheard.of", 1)
                .build());
        ledger.append(Appends.to(UUID.fromString(stream))
                .from(3)
                .type("aftersales.contact-attempt-recorded", 2)
                .build());
        publish(event(4));

        List<List<? extends DomainEventMessage<?>>> ways = List.of(
                list(engine.readEvents(stream, 0)),
                engine.readEvents((TrackingToken) null, false)
                        .map(event -> (DomainEventMessage<?>) event)
                        .toList());
        for (List<? extends DomainEventMessage<?>> read : ways) {
            assertThat(read).hasSize(5);
            assertThat(read.get(0).getPayload()).isEqualTo(attempt(1));
            assertThat(read.get(4).getPayload()).isEqualTo(attempt(5));
            for (DomainEventMessage<?> broken : read.subList(1, 4)) {
                assertThat(broken.getMetaData()).isNotEmpty();
                assertThat(broken.getPayloadType()).isNotNull();
                assertThatThrownBy(broken::getPayload).isInstanceOf(UndecodableEventException.class);
            }
        }
    }

    @Test
    void tokensAreOneNumber() {
        publish(event(0), event(1));
        fixture.clock().advance(Duration.ofMinutes(1));
        publish(event(2));

        assertThat(engine.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(3));
        // From the token on one sees what was recorded at the moment or later.
        assertThat(engine.createTokenAt(START)).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(engine.createTokenAt(START.plusNanos(1))).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(engine.createTokenAt(START.plusSeconds(60))).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(engine.createTokenAt(START.plusSeconds(61))).isEqualTo(new GlobalSequenceTrackingToken(3));
    }

    @Test
    void aTokenOfAReplayOrAMergeIsReadFromItsLowerEnd() {
        TrackingToken three = new GlobalSequenceTrackingToken(3);
        TrackingToken seven = new GlobalSequenceTrackingToken(7);

        assertThat(LedgerStorageEngine.position(null)).isZero();
        assertThat(LedgerStorageEngine.position(three)).isEqualTo(3);
        assertThat(LedgerStorageEngine.position(MergedTrackingToken.merged(seven, three)))
                .isEqualTo(3);
        assertThat(LedgerStorageEngine.position(ReplayToken.createReplayToken(seven)))
                .isZero();
        assertThat(LedgerStorageEngine.position(ReplayToken.createReplayToken(seven, three)))
                .isEqualTo(3);
    }

    @Test
    void aMessageKeepsItsRowWhenItsMetadataOrTokenIsChanged() {
        publish(event(0));
        LedgerEventMessage<?> message =
                (LedgerEventMessage<?>) list(engine.readEvents(stream, 0)).getFirst();

        LedgerEventMessage<?> changed =
                message.andMetaData(Map.of("more", 1)).withTrackingToken(new GlobalSequenceTrackingToken(99));

        assertThat(changed.getMetaData()).containsEntry("more", 1).containsAllEntriesOf(METADATA);
        assertThat(changed.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(99));
        assertThat(changed.stored()).isSameAs(message.stored());
        assertThat(changed.getPayload()).isEqualTo(attempt(1));
        assertThat(message.withMetaData(Map.of()).getMetaData()).isEmpty();
    }

    private static List<DomainEventMessage<?>> list(DomainEventStream stream) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        stream.forEachRemaining(events::add);
        return events;
    }
}
