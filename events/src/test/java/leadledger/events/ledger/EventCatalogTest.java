package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.shared.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("LG-02: events are stored under names and revisions that outlive our classes")
class EventCatalogTest {

    /** Today's form: revision 1 had one name field, revision 2 split it, revision 3 dates it. */
    record GuestArrived(String firstName, String lastName, LocalDate on) {}

    record GuestLeft(int nights) {}

    private static EventCatalog.Builder builder() {
        return EventCatalog.builder(LedgerJson.mapper());
    }

    private static EventCatalog threeRevisions() {
        return builder()
                .event("guest-arrived", 3, GuestArrived.class)
                .upcast("guest-arrived", 1, EventCatalogTest::splitName)
                .upcast("guest-arrived", 2, tree -> tree.put("on", "1970-01-01"))
                .event("guest-left", 1, GuestLeft.class)
                .build();
    }

    private static ObjectNode splitName(ObjectNode tree) {
        List<String> names = List.of(tree.remove("name").asString().split(" ", 2));
        return tree.put("firstName", names.get(0)).put("lastName", names.get(1));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }

    @Test
    void anEventIsStoredByNameAndRevisionNotByClass() {
        EventCatalog.Encoded encoded =
                threeRevisions().encode(new GuestArrived("Ada", "Lovelace", LocalDate.of(2026, 11, 22)));

        assertThat(encoded.type()).isEqualTo("guest-arrived");
        assertThat(encoded.revision()).isEqualTo(3);
        assertThat(new String(encoded.payload(), UTF_8))
                .isEqualTo("{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"on\":\"2026-11-22\"}");
    }

    @Test
    @DisplayName("LG-02: an event of revision 1 is read through two upcasters, one of revision 2 through one")
    void oldRevisionsAreReadThroughUpcasters() {
        EventCatalog catalog = threeRevisions();

        assertThat(catalog.decode("guest-arrived", 1, bytes("{\"name\":\"Ada Lovelace\"}")))
                .isEqualTo(new GuestArrived("Ada", "Lovelace", LocalDate.EPOCH));
        assertThat(catalog.decode("guest-arrived", 2, bytes("{\"firstName\":\"Ada\",\"lastName\":\"L\"}")))
                .isEqualTo(new GuestArrived("Ada", "L", LocalDate.EPOCH));
        assertThat(catalog.decode(
                        "guest-arrived", 3, bytes("{\"firstName\":\"Ada\",\"lastName\":\"L\",\"on\":\"2026-11-22\"}")))
                .isEqualTo(new GuestArrived("Ada", "L", LocalDate.of(2026, 11, 22)));
    }

    @Test
    void aCatalogThatLacksAnUpcasterOrNamesTwiceIsNotBuilt() {
        assertThatThrownBy(() -> builder()
                        .event("guest-arrived", 3, GuestArrived.class)
                        .upcast("guest-arrived", 1, tree -> tree)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guest-arrived revision 2");
        assertThatThrownBy(() -> builder().event("guest", 1, GuestArrived.class).event("guest", 1, GuestLeft.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder()
                        .event("one", 1, GuestLeft.class)
                        .event("two", 1, GuestLeft.class)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClassThatIsNotInTheCatalogIsNotStored() {
        assertThatThrownBy(() -> threeRevisions().encode("text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> threeRevisions().typeOf(String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCatalogTellsWhatIsInIt() {
        EventCatalog catalog = threeRevisions();

        assertThat(catalog.revisions())
                .containsOnlyKeys("guest-arrived", "guest-left")
                .containsEntry("guest-arrived", 3);
        assertThat(catalog.classes()).containsExactlyInAnyOrder(GuestArrived.class, GuestLeft.class);
        assertThat(catalog.typeOf(GuestLeft.class)).isEqualTo("guest-left");
        assertThat(catalog.classOf("guest-left")).isEqualTo(GuestLeft.class);
        assertThat(catalog.classOf("unheard-of")).isEqualTo(UndecodableEventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"secret\"",
                "{",
                "{\"nights\":\"secret\"}",
                "{\"nights\":null}",
                "{}",
                "{\"nights\":1.5}",
                "{\"nights\":\"1\"}",
                "{\"nights\":true}",
                "{\"nights\":1,\"secret\":2}",
                "{\"nights\":1} {\"secret\":1}",
                "{\"nights\":99999999999}",
                "{\"nights\":1}secret"
            })
    @DisplayName(
            "LG-22: bytes that do not fit are an error, an unknown member too, and the error quotes nothing of them")
    void bytesThatDoNotFitAreAnErrorThatDoesNotQuoteThem(String json) {
        assertThatThrownBy(() -> threeRevisions().decode("guest-left", 1, bytes(json)))
                .isInstanceOf(UndecodableEventException.class)
                .hasNoCause()
                .hasMessageStartingWith("cannot read guest-left revision 1")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"surname\":\"secret\"}", "{\"name\":\"secret\"}", "[\"secret\"]", "null", "{\"name\""})
    void bytesThatAnUpcasterDoesNotExpectAreTheSameError(String json) {
        assertThatThrownBy(() -> threeRevisions().decode("guest-arrived", 1, bytes(json)))
                .isInstanceOf(UndecodableEventException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }

    @Test
    void anUnknownTypeOrRevisionIsAnError() {
        EventCatalog catalog = threeRevisions();

        for (int revision : new int[] {-1, 0, 2, 99}) {
            assertThatThrownBy(() -> catalog.decode("guest-left", revision, bytes("{\"nights\":1}")))
                    .isInstanceOf(UndecodableEventException.class);
        }
        assertThatThrownBy(() -> catalog.decode("unheard-of", 1, bytes("{}")))
                .isInstanceOf(UndecodableEventException.class);
    }

    @Test
    void aValueThatBreaksARuleOfItsClassIsTheSameError() {
        assertThatThrownBy(() -> LedgerJson.catalog()
                        .decode("aftersales.lead-created", 1, bytes("{\"vin\":\"SECRETIOQ\",\"dealer\":\"secret\"}")))
                .isInstanceOf(UndecodableEventException.class)
                .hasNoCause()
                .hasMessageNotContainingAny("secret", "SECRET");
    }

    @Test
    void aWordOfAClosedListIsNoNumber() {
        assertThatThrownBy(() -> LedgerJson.catalog()
                        .decode(
                                "aftersales.contact-attempt-recorded",
                                1,
                                bytes("{\"number\":1,\"channel\":0,\"outcome\":\"REACHED\"}")))
                .isInstanceOf(UndecodableEventException.class);
    }

    @Test
    void aRowIsDecodedWithItsEnvelope() {
        StoredEvent row = row("aftersales.contact-attempt-recorded");

        Recorded<ContactAttemptRecorded> recorded = LedgerJson.catalog().decode(row, ContactAttemptRecorded.class);

        assertThat(recorded.position()).isEqualTo(row.position());
        assertThat(recorded.sequence()).isEqualTo(row.sequence());
        assertThat(recorded.eventId()).isEqualTo(row.eventId());
        assertThat(recorded.streamId()).isEqualTo(row.streamId());
        assertThat(recorded.type()).isEqualTo(row.type());
        assertThat(recorded.recordedAt()).isEqualTo(row.recordedAt());
        assertThat(recorded.occurredAt()).isEqualTo(row.occurredAt());
        assertThat(recorded.actor()).isEqualTo(row.actor());
        assertThat(recorded.tenant()).isEqualTo(row.tenant());
        assertThat(recorded.event().number()).isEqualTo(3);
    }

    @Test
    void anEventOfAnotherProcessIsNotTakenForOnesOwn() {
        assertThatThrownBy(
                        () -> LedgerJson.catalog().decode(row("aftersales.contact-attempt-recorded"), GuestLeft.class))
                .isInstanceOf(UndecodableEventException.class);
    }

    private static StoredEvent row(String type) {
        return new StoredEvent(
                7,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "kind",
                2,
                type,
                1,
                LedgerFixture.START,
                LedgerFixture.START.minusSeconds(1),
                "HQ/u-1",
                "JP-TOKYO",
                UUID.randomUUID(),
                UUID.randomUUID(),
                bytes("{\"number\":3,\"channel\":\"PHONE\",\"outcome\":\"REACHED\"}"),
                bytes("{}"),
                new byte[0]);
    }
}
