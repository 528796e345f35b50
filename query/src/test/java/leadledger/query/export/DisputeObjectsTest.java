package leadledger.query.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.query.testing.LeadDraft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("SL-40: exports tell of disputes, each to whom it concerns")
class DisputeObjectsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Actor AUDITOR = Actor.of("u-auditor", Role.AUDITOR);

    private final ExportFixture fixture = new ExportFixture();
    private final UUID dispute = LedgerIds.next();
    private UUID lead;

    /** Osaka's verdict is disputed after the lead was moved to Tokyo. */
    @BeforeEach
    void dispute() {
        lead = fixture.create(LeadDraft.of("JP-OSAKA"));
        fixture.append(lead, new AftersalesEvent.LeadReassigned(new DealerId("JP-TOKYO"), "moved"));
        fixture.append(
                lead,
                new AftersalesEvent.DisputeOpened(new DisputeStep.Opened(
                        dispute, Sla.SLA1, 1, DisputeReason.RECORDED_LATE, "CANARY", List.of("CANARY"))));
        fixture.append(
                lead,
                new AftersalesEvent.DisputeDecided(
                        new DisputeStep.Decided(dispute, DisputeOutcome.CORRECTED, Instant.EPOCH, "CANARY")));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String written(Actor reader, @Nullable String reason) {
        return fixture.written(new OcelFormat(fixture.catalog), reader, reason, ExportFixture.of(lead));
    }

    private static Stream<JsonNode> each(JsonNode node, String member) {
        return StreamSupport.stream(node.get(member).spliterator(), false);
    }

    @Test
    @DisplayName(
            "OCEL: a dispute is an object of its lead with service level, reason and outcome; free texts are masked")
    void ocel() {
        for (String reason : new String[] {null, "complaint-4711"}) {
            JsonNode ocel = JSON.readTree(written(AUDITOR, reason));
            List<JsonNode> objects = each(ocel, "objects")
                    .filter(object -> object.get("type").asString().equals("dispute"))
                    .toList();
            assertThat(objects).hasSize(1);
            assertThat(objects.getFirst().get("id").asString()).isEqualTo("dispute/" + dispute);
            assertThat(each(objects.getFirst(), "attributes")
                            .map(each -> each.get("name").asString() + " "
                                    + each.get("value").asString()))
                    .containsExactly("sla SLA1", "assignment 1", "reason RECORDED_LATE", "outcome CORRECTED");
            assertThat(each(objects.getFirst(), "relationships")
                            .map(each -> each.get("objectId").asString()))
                    .containsExactly("lead/" + lead);
            assertThat(each(ocel, "events")
                            .filter(event -> each(event, "relationships")
                                    .anyMatch(each ->
                                            each.get("objectId").asString().equals("dispute/" + dispute))))
                    .hasSize(2);
            assertThat(ocel.toString().contains("CANARY")).isEqualTo(reason != null);
        }
    }

    @Test
    @DisplayName("AC-01, AS-65: the dealer that has the lead now is not told of the former dealer's dispute")
    void anothersDispute() {
        assertThat(written(ExportFixture.manager("JP-TOKYO"), null))
                .contains("lead/" + lead)
                .doesNotContain(dispute.toString(), "CANARY");
    }
}
