package leadledger.query.export;

import static leadledger.query.export.ExportFixture.AUDITOR;
import static leadledger.query.export.ExportFixture.EVERYTHING;
import static leadledger.query.export.ExportFixture.HQ;
import static leadledger.query.export.ExportFixture.START;
import static leadledger.query.export.ExportFixture.manager;
import static leadledger.query.export.ExportFixture.ofDealer;
import static leadledger.query.export.ExportFixture.ofOutlet;
import static leadledger.query.export.ExportFixture.period;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.export.ExportFixture.Given;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.SalesScribe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * AC-01, AC-02, AS-65, SL-22: which events an export holds. A minute lies between two positions: position 1 was recorded at
 * 9:00. Osaka's lead (1, 7); the lead that moves from Osaka to Tokyo (2, 3, 5, 8); Roma's (4); what is no lead (6); a sales
 * lead of Namba (9, 10), one in Italy's queue (11).
 */
class ExportsTest {

    private static final ExportFixture FIXTURE = new ExportFixture();
    private static UUID osaka;
    private static UUID moved;
    private static UUID roma;
    private static UUID namba;
    private static UUID queuedInItaly;

    @BeforeAll
    static void leadsOfBothProcesses() {
        osaka = FIXTURE.create(LeadDraft.of("JP-OSAKA"));
        moved = FIXTURE.create(LeadDraft.of("JP-OSAKA").named("Moved"));
        FIXTURE.append(moved, attempt(1));
        roma = FIXTURE.create(LeadDraft.of("IT-ROMA"));
        FIXTURE.append(moved, new LeadReassigned(new DealerId("JP-TOKYO"), "nobody took it up"));
        FIXTURE.ledger.append(Appends.toNewStream().kind("reference").build());
        FIXTURE.clock.advance(Duration.ofMinutes(1));
        FIXTURE.append(osaka, attempt(1));
        FIXTURE.append(moved, attempt(1));
        namba = FIXTURE.capture(SalesScribe.captured("JP", "ALFA", SalesScribe.customer("Namba")));
        FIXTURE.append(namba, new LeadDelivered(new OutletId("JP-OSAKA.NAMBA"), DeliveryKind.AT_ONCE, null));
        queuedInItaly = FIXTURE.capture(SalesScribe.captured("IT", "ALFA", SalesScribe.customer("Coda")));
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    private static ContactAttemptRecorded attempt(int number) {
        return new ContactAttemptRecorded(number, ContactChannel.PHONE, ContactOutcome.REACHED, null);
    }

    private static Instant recordedAt(int position) {
        return START.plus(Duration.ofMinutes(position - 1));
    }

    private static List<Long> positions(Actor reader, ExportRequest request) {
        return FIXTURE.given(reader, request).stream().map(Given::position).toList();
    }

    private static Refusal refusal(Actor reader, ExportRequest request) {
        return catchThrowableOfType(RefusedException.class, () -> FIXTURE.given(reader, request))
                .refusals()
                .getFirst();
    }

    @Test
    @DisplayName("An auditor is given everything that is of leads, lead after lead")
    void everything() {
        assertThat(positions(AUDITOR, EVERYTHING)).containsExactly(1L, 7L, 2L, 3L, 5L, 8L, 4L, 9L, 10L, 11L);
    }

    @Test
    @DisplayName(
            "AS-65: A dealer's manager is given what the dealer has now, with its whole history; who had it before nothing")
    void managers() {
        assertThat(positions(manager("JP-OSAKA"), EVERYTHING)).containsExactly(1L, 7L);
        assertThat(positions(manager("JP-TOKYO"), EVERYTHING)).containsExactly(2L, 3L, 5L, 8L);
        assertThat(positions(manager("JP-KOBE"), EVERYTHING)).isEmpty();
    }

    @Test
    @DisplayName("AS-65: The moment asked for does not bring a lead back to who had it then")
    void formerDealerAsOf() {
        ExportRequest before = ExportFixture.asOf(null, recordedAt(3));

        assertThat(positions(manager("JP-OSAKA"), before)).containsExactly(1L);
        assertThat(positions(manager("JP-TOKYO"), before)).containsExactly(2L, 3L);
        assertThat(positions(manager("JP-OSAKA"), ofDealer("JP-OSAKA", recordedAt(3))))
                .containsExactly(1L);
    }

    @Test
    @DisplayName("Headquarters are given their market's leads of both processes")
    void headquarters() {
        assertThat(positions(HQ, EVERYTHING)).containsExactly(1L, 7L, 2L, 3L, 5L, 8L, 9L, 10L);
        assertThat(positions(Actor.ofHeadquarters("u-2", new MarketId("IT")), EVERYTHING))
                .containsExactly(4L, 11L);
    }

    @Test
    @DisplayName("A dealer is chosen by whose a lead was at the moment asked for")
    void byDealer() {
        assertThat(positions(HQ, ofDealer("JP-OSAKA", null))).containsExactly(1L, 7L);
        assertThat(positions(HQ, ofDealer("JP-OSAKA", recordedAt(4)))).containsExactly(1L, 2L, 3L);
        assertThat(positions(HQ, ofDealer("JP-TOKYO", recordedAt(4)))).isEmpty();
        assertThat(positions(HQ, ofDealer("JP-TOKYO", null))).containsExactly(2L, 3L, 5L, 8L);
    }

    @Test
    @DisplayName("AC-01: A dealer elsewhere is answered as one that does not exist")
    void byDealerElsewhere() {
        assertThat(positions(HQ, ofDealer("IT-ROMA", null))).isEmpty();
        assertThat(positions(HQ, ofDealer("XX-NOWHERE", null))).isEmpty();
        assertThat(positions(manager("JP-OSAKA"), ofDealer("JP-TOKYO", null))).isEmpty();
    }

    @Test
    @DisplayName("An outlet is chosen by whose a sales lead was at the moment asked for")
    void byOutlet() {
        assertThat(positions(HQ, ofOutlet("JP-OSAKA.NAMBA", null))).containsExactly(9L, 10L);
        assertThat(positions(HQ, ofOutlet("JP-OSAKA.NAMBA", recordedAt(9)))).isEmpty();
        assertThat(positions(Actor.ofHeadquarters("u-2", new MarketId("IT")), ofOutlet("JP-OSAKA.NAMBA", null)))
                .isEmpty();
        assertThat(positions(
                        AUDITOR,
                        new ExportRequest(
                                null, new DealerId("IT-ROMA"), new OutletId("JP-OSAKA.NAMBA"), null, null, null, null)))
                .as("both given: the leads of both")
                .containsExactly(4L, 9L, 10L);
    }

    @Test
    @DisplayName("One process only")
    void byProcess() {
        assertThat(positions(HQ, ExportFixture.of(LeadProcess.SALES))).containsExactly(9L, 10L);
        assertThat(positions(HQ, ExportFixture.of(LeadProcess.AFTERSALES))).containsExactly(1L, 7L, 2L, 3L, 5L, 8L);
    }

    @Test
    @DisplayName("A period holds its beginning and not its end, and each lead's events in it whenever the lead began")
    void periods() {
        assertThat(positions(AUDITOR, period(recordedAt(3), recordedAt(8)))).containsExactly(3L, 5L, 4L, 7L);
        assertThat(positions(AUDITOR, period(recordedAt(8), null))).containsExactly(8L, 9L, 10L, 11L);
        assertThat(positions(AUDITOR, period(null, recordedAt(2).plusMillis(1))))
                .containsExactly(1L, 2L);
        assertThat(positions(manager("JP-TOKYO"), period(recordedAt(3), recordedAt(8))))
                .containsExactly(3L, 5L);
        assertThat(positions(AUDITOR, period(recordedAt(3), recordedAt(3)))).isEmpty();
        assertThat(positions(AUDITOR, period(START.plus(Duration.ofDays(9)), null)))
                .isEmpty();
    }

    @Test
    @DisplayName("Adjoining periods hold every event once")
    void adjoiningPeriods() {
        for (int at = 1; at <= 12; at++) {
            List<Long> both = new ArrayList<>(positions(AUDITOR, period(null, recordedAt(at))));
            both.addAll(positions(AUDITOR, period(recordedAt(at), null)));
            assertThat(both).as("parted at %s", at).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L, 10L, 11L);
        }
    }

    @Test
    @DisplayName("SL-22: As of a moment, its very events included; a future one is refused")
    void asOf() {
        assertThat(positions(AUDITOR, ExportFixture.asOf(null, recordedAt(4)))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(refusal(AUDITOR, ExportFixture.asOf(null, START.plus(Duration.ofDays(1)))))
                .isEqualTo(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
    }

    @Test
    @DisplayName("One lead, to whom it belongs")
    void oneLead() {
        assertThat(positions(manager("JP-TOKYO"), ExportFixture.of(moved))).containsExactly(2L, 3L, 5L, 8L);
        assertThat(positions(HQ, ExportFixture.of(namba))).containsExactly(9L, 10L);
        assertThat(positions(HQ, ExportFixture.asOf(moved, recordedAt(2)))).containsExactly(2L);
    }

    @Test
    @DisplayName(
            "AC-01: One lead of another is not found, nor one that does not exist, nor one that did not exist then")
    void notTheirLead() {
        for (Refusal refusal : List.of(
                refusal(manager("JP-OSAKA"), ExportFixture.of(moved)),
                refusal(manager("JP-OSAKA"), ExportFixture.of(namba)),
                refusal(HQ, ExportFixture.of(roma)),
                refusal(HQ, ExportFixture.of(queuedInItaly)),
                refusal(HQ, ExportFixture.of(UUID.randomUUID())),
                refusal(HQ, ExportFixture.asOf(moved, recordedAt(1))))) {
            assertThat(refusal).isEqualTo(Refusal.ofUnknownLead());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AFTERSALES_MANAGER", "HQ", "AUDITOR"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("AC-01: No other role exports anything, not even to learn whether a lead exists")
    void otherRoles(Role role) {
        Actor actor = new Actor(
                "u-9",
                role,
                role.isDealer() ? new DealerId("JP-OSAKA") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());

        assertThat(refusal(actor, EVERYTHING)).isEqualTo(Refusal.ofRole("AC-01"));
        assertThat(refusal(actor, ExportFixture.of(UUID.randomUUID()))).isEqualTo(Refusal.ofRole("AC-01"));
    }

    @Test
    @DisplayName("AC-02: A dealer's manager may not ask for sales leads")
    void managersOfSales() {
        assertThat(refusal(manager("JP-OSAKA"), ExportFixture.of(LeadProcess.SALES)))
                .isEqualTo(Refusal.ofRole("AC-02"));
        assertThat(refusal(manager("JP-OSAKA"), ofOutlet("JP-OSAKA.NAMBA", null)))
                .isEqualTo(Refusal.ofRole("AC-02"));
    }

    @Test
    @DisplayName("What is recorded while an export runs is not in it, however often it is read")
    void ofOneMoment() {
        try (ExportFixture growing = new ExportFixture()) {
            UUID lead = growing.create(LeadDraft.of("JP-OSAKA"));
            List<Long> seen = new ArrayList<>();
            growing.exports(new KeptAccess(), ExportFixture.SMALL)
                    .run(ExportFixture.reading(AUDITOR, null), EVERYTHING, export -> {
                        try {
                            export.forEachLead((one, event) -> {
                                seen.add(event.stored().position());
                                growing.append(lead, attempt(1));
                                growing.create(LeadDraft.of("JP-OSAKA"));
                            });
                            export.forEachLead(
                                    (one, event) -> seen.add(event.stored().position()));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            assertThat(seen).containsExactly(1L, 1L);
        }
    }

    @Test
    @DisplayName("No more than so many run at once; the place is free again afterwards, whatever happens")
    void atOnce() {
        Exports exports = FIXTURE.exports(new KeptAccess(), new ExportSettings(1, Duration.ofHours(1), 2, 3, 4));
        exports.run(
                ExportFixture.reading(AUDITOR, null),
                EVERYTHING,
                export -> assertThatThrownBy(
                                () -> exports.run(ExportFixture.reading(AUDITOR, null), EVERYTHING, second -> {}))
                        .isInstanceOf(TooManyExportsException.class));
        assertThatThrownBy(() -> exports.run(ExportFixture.reading(AUDITOR, null), EVERYTHING, export -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        boolean[] ran = {false};
        exports.run(ExportFixture.reading(AUDITOR, null), EVERYTHING, export -> ran[0] = true);
        assertThat(ran[0]).isTrue();
    }

    @Test
    @DisplayName("An export that takes too long is ended")
    void tooLong() {
        Exports exports = FIXTURE.exports(new KeptAccess(), new ExportSettings(1, Duration.ZERO, 2, 3, 4));

        assertThatThrownBy(() -> exports.run(ExportFixture.reading(AUDITOR, null), EVERYTHING, export -> {
                    try {
                        export.forEachLead((lead, event) -> {});
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("AC-05: Without its entry in the access log nothing is given out; a refused one has none of its own")
    void loggedFirst() {
        boolean[] ran = {false};
        assertThatThrownBy(() -> FIXTURE.exports(KeptAccess.unavailable(), ExportFixture.SMALL)
                        .run(ExportFixture.reading(HQ, null), EVERYTHING, export -> ran[0] = true))
                .hasMessage("the access log is away");
        assertThat(ran[0]).isFalse();

        KeptAccess log = new KeptAccess();
        assertThatThrownBy(() -> FIXTURE.exports(log, ExportFixture.SMALL)
                        .run(ExportFixture.reading(HQ, null), ExportFixture.of(roma), export -> {}))
                .isInstanceOf(RefusedException.class);
        assertThat(log.entries()).isEmpty();
    }
}
