package leadledger.query.projection;

import static leadledger.query.projection.Projections.LetterResult.NOTHING_PARKED;
import static leadledger.query.projection.Projections.LetterResult.STILL_PARKED;
import static leadledger.query.projection.Projections.LetterResult.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import leadledger.events.ledger.testing.Appends;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.projection.Projections.ParkedLead;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-31: an event that a projection cannot take is parked with its whole stream; other streams go on. */
class DeadLettersTest {

    private static final UUID FROM_THE_START = new UUID(0, 0);
    private static final String CONTENT = "山田 太郎, 090-1234-5678";

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final TallyProjection tally = new TallyProjection();
    private final UUID sick = UUID.randomUUID();
    private final UUID sound = UUID.randomUUID();

    @Test
    @DisplayName("Given an event that fails, then it and all later ones of its stream are parked, other streams go on")
    void parksTheStreamAndOnlyIt() {
        Projections node = nodeWithParkedStream();

        assertThat(fixture.stories()).containsExactlyInAnyOrderEntriesOf(Map.of(sick, "1,", sound, "3,5,7,"));
        assertThat(letters())
                .containsExactly("2 IllegalStateException", "4 behind a parked event", "6 behind a parked event");
        assertThat(node.parked(TallyProjection.NAME, FROM_THE_START, 10))
                .singleElement()
                .satisfies(lead -> {
                    assertThat(lead.leadId()).isEqualTo(sick);
                    assertThat(lead.position()).isEqualTo(2);
                    assertThat(lead.cause()).isEqualTo("IllegalStateException");
                    assertThat(lead.tries()).isZero();
                });
        assertThat(node.state(TallyProjection.NAME).orElseThrow().parkedEvents())
                .isEqualTo(3);
    }

    /** Positions 1, 2 (fails), 4, 6 are of the sick stream, 3, 5, 7 of the sound one. */
    private Projections nodeWithParkedStream() {
        failAt(2);
        Projections node = fixture.node(tally);
        for (int i = 0; i < 3; i++) {
            fixture.append(sick, i == 0 ? 0 : i + 1, i == 0 ? 2 : 1);
            fixture.append(sound, i, 1);
            fixture.awaitAll(node, TallyProjection.NAME);
        }
        return node;
    }

    private void failAt(long position) {
        tally.onFold(event -> {
            if (event.position() == position) {
                throw new IllegalStateException(CONTENT);
            }
        });
    }

    private List<String> letters() {
        return fixture.column("select position || ' ' || cause from query.dead_letter order by position");
    }

    @Test
    @DisplayName(
            "Given the fault is mended, when a lead is tried again, then its events are taken in order and it goes on")
    void retryTakesAllInOrder() {
        Projections node = nodeWithParkedStream();
        tally.mend();

        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(TAKEN);

        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(letters()).isEmpty();
        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(NOTHING_PARKED);
        fixture.append(sick, 4, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
    }

    @Test
    @DisplayName(
            "Given the fault is still there, when a lead is tried again, then it stays parked and the try is counted")
    void retryInVain() {
        Projections node = nodeWithParkedStream();

        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(STILL_PARKED);
        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(STILL_PARKED);

        assertThat(letters()).hasSize(3);
        assertThat(node.parked(TallyProjection.NAME, FROM_THE_START, 10))
                .singleElement()
                .extracting(ParkedLead::tries)
                .isEqualTo(2);
        assertThat(fixture.stories()).containsEntry(sick, "1,");
    }

    @Test
    @DisplayName("Given a second fault behind the first, when a lead is tried again, then it comes as far as that")
    void retryAsFarAsItGoes() {
        Projections node = nodeWithParkedStream();
        failAt(6);

        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(STILL_PARKED);

        assertThat(fixture.stories()).containsEntry(sick, "1,2,4,");
        assertThat(letters()).containsExactly("6 IllegalStateException");
    }

    @Test
    @DisplayName("Given a reason, when an event is discarded, then the lead goes on without it and the reason is kept")
    void discard() {
        Projections node = nodeWithParkedStream();

        assertThat(node.discard(TallyProjection.NAME, sick, "sent twice by the importer", "ADMIN/op-1"))
                .isEqualTo(TAKEN);

        assertThat(fixture.stories()).containsEntry(sick, "1,4,6,");
        assertThat(letters()).isEmpty();
        assertThat(fixture.column("select concat_ws('|', projection, stream_id, position, cause, reason, discarded_by)"
                        + " from query.discarded_letter"))
                .containsExactly("tally|" + sick + "|2|IllegalStateException|sent twice by the importer|ADMIN/op-1");
        assertThat(node.discard(TallyProjection.NAME, sick, "again", "ADMIN/op-1"))
                .isEqualTo(NOTHING_PARKED);
        fixture.append(sick, 4, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).containsEntry(sick, "1,4,6,8,");
    }

    @Test
    @DisplayName("Given the only parked event, when it is discarded, then the lead is free")
    void discardTheOnlyOne() {
        failAt(2);
        Projections node = fixture.node(tally);
        fixture.append(sick, 0, 2);
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThat(node.discard(TallyProjection.NAME, sick, "broken", "ADMIN/op-1"))
                .isEqualTo(TAKEN);

        assertThat(letters()).isEmpty();
        assertThat(fixture.stories()).containsEntry(sick, "1,");
    }

    @Test
    @DisplayName(
            "Given a discarded event, when the read model is rebuilt, then it is left out again and nothing is parked")
    void rebuildLeavesOutWhatWasDiscarded() {
        Projections node = nodeWithParkedStream();
        node.discard(TallyProjection.NAME, sick, "sent twice", "ADMIN/op-1");

        node.verify(TallyProjection.NAME);
        assertThat(node.state(TallyProjection.NAME)
                        .orElseThrow()
                        .rebuild()
                        .orElseThrow()
                        .differing())
                .isZero();
        node.rebuild(TallyProjection.NAME);

        assertThat(fixture.stories()).containsEntry(sick, "1,4,6,");
        assertThat(letters()).isEmpty();
    }

    @Test
    @DisplayName(
            "Given a row that the database refuses, then only its stream is parked, and a retry is in vain till mended")
    void refusedByTheDatabase() {
        Projections node = fixture.node(tally);
        fixture.append(sick, 0, 1);
        fixture.append(sound, 0, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        fixture.append(Appends.to(sick).from(1).type(TallyProjection.REFUSED_TYPE, 1));
        fixture.append(sound, 1, 1);
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThat(fixture.stories()).containsExactlyInAnyOrderEntriesOf(Map.of(sick, "1,", sound, "2,4,"));
        assertThat(letters()).containsExactly("3 SQLSTATE 23514");
        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(STILL_PARKED);
        assertThat(letters()).containsExactly("3 SQLSTATE 23514");

        fixture.execute("alter table query.tally drop constraint tally_story_check");
        assertThat(node.retry(TallyProjection.NAME, sick)).isEqualTo(TAKEN);
        assertThat(fixture.stories()).containsEntry(sick, "1,3refused,");
    }

    @Test
    @DisplayName("Given an outage while rows are saved, then nothing is parked and the batch is taken later")
    void outageParksNothing() {
        AtomicBoolean down = new AtomicBoolean(true);
        List<String> tried = Collections.synchronizedList(new ArrayList<>());
        Projections node = fixture.node(new TallyProjection() {
            @Override
            public void save(Connection connection, String fullName, Collection<Tally> rows) throws SQLException {
                if (down.get()) {
                    tried.add(fullName);
                    throw new SQLException("out of connections", "53300");
                }
                super.save(connection, fullName, rows);
            }
        });
        fixture.append(sick, 0, 2);
        await().until(() -> tried.size() > 1);

        assertThat(letters()).isEmpty();
        down.set(false);
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThat(letters()).isEmpty();
        assertThat(fixture.stories()).containsExactly(Map.entry(sick, "1,2,"));
    }

    @Test
    @DisplayName("Given more dead letters than a page, then pages by lead give each lead once")
    void pages() {
        tally.onFold(event -> {
            throw new IllegalStateException(CONTENT);
        });
        Projections node = fixture.node(tally);
        List<UUID> leads = Stream.generate(UUID::randomUUID).limit(300).toList();
        ProjectionFixture.together(leads.stream().map(lead -> () -> fixture.append(lead, 0, 2)));
        fixture.awaitAll(node, TallyProjection.NAME);

        List<UUID> seen = new ArrayList<>();
        List<ParkedLead> page = node.parked(TallyProjection.NAME, FROM_THE_START, 128);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(128);
            page.forEach(lead -> seen.add(lead.leadId()));
            page = node.parked(TallyProjection.NAME, page.getLast().leadId(), 128);
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(leads);
        assertThat(node.state(TallyProjection.NAME).orElseThrow().parkedEvents())
                .isEqualTo(600);
    }

    @Test
    @DisplayName("LG-22: Given failures of every kind, then no dead letter tells anything of an event's content")
    void noContent() {
        LeadScribe scribe = new LeadScribe(fixture.ledger());
        Projections node = fixture.node(new LeadListProjection(fixture.catalog()));
        UUID unknownType = scribe.create(LeadDraft.of("JP-OSAKA"));
        scribe.appendRaw(unknownType, "aftersales.invented", "{\"name\":\"" + CONTENT + "\"}");
        UUID brokenBytes = scribe.create(LeadDraft.of("JP-OSAKA"));
        scribe.appendRaw(brokenBytes, "aftersales.appointment-booked", "{\"appointmentAt\":\"" + CONTENT + "\"}");
        UUID refused = scribe.create(LeadDraft.of("JP-OSAKA").named(CONTENT + "\0"));
        UUID headless = scribe.expect("JP-OSAKA");
        scribe.attempt(headless);
        UUID healthy = scribe.create(LeadDraft.of("JP-OSAKA"));
        fixture.awaitAll(node, LeadListProjection.NAME);

        assertThat(fixture.column("select lead_id from query.lead_list where lead_id = '" + healthy + "'"))
                .hasSize(1);
        Map<UUID, String> causes = new HashMap<>();
        node.parked(LeadListProjection.NAME, FROM_THE_START, 10)
                .forEach(lead -> causes.put(lead.leadId(), lead.cause()));
        assertThat(causes)
                .containsOnlyKeys(unknownType, brokenBytes, refused, headless)
                .containsEntry(unknownType, "cannot read aftersales.invented revision 1")
                .containsEntry(refused, "SQLSTATE 22021")
                .containsEntry(headless, "IllegalStateException");
        assertThat(causes.get(brokenBytes)).startsWith("cannot read aftersales.appointment-booked revision 1: ");
        assertThat(fixture.rows("query.dead_letter"))
                .hasSize(4)
                .noneMatch(row -> row.contains("山田") || row.contains("090"));
    }

    @Test
    @DisplayName("Given events that arrive while a lead is tried again, then order is kept and nothing is lost")
    void retryAgainstLiveEvents() {
        Projections node = nodeWithParkedStream();
        tally.mend();
        Runnable agent = () -> {
            for (int sequence = 4; sequence < 60; sequence++) {
                fixture.append(sick, sequence, 1);
            }
        };
        Runnable operator = () -> {
            for (int i = 0; i < 20; i++) {
                node.retry(TallyProjection.NAME, sick);
            }
        };
        ProjectionFixture.together(Stream.of(agent, operator, operator));
        fixture.awaitAll(node, TallyProjection.NAME);

        node.retry(TallyProjection.NAME, sick);

        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(letters()).isEmpty();
    }

    @Test
    @DisplayName("Given two projections of one ledger, then a fault of one does not hold up the other")
    void projectionsFailApart() {
        LeadScribe scribe = new LeadScribe(fixture.ledger());
        failAt(1);
        fixture.node(tally);
        Projections leads = fixture.node(new LeadListProjection(fixture.catalog()));
        fixture.append(sick, 0, 1);
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));

        fixture.awaitAll(leads, LeadListProjection.NAME);
        await().untilAsserted(() -> assertThat(letters()).containsExactly("1 IllegalStateException"));

        assertThat(leads.parked(LeadListProjection.NAME, FROM_THE_START, 10)).isEmpty();
        assertThat(fixture.column("select lead_id from query.lead_list")).containsExactly(lead.toString());
    }
}
