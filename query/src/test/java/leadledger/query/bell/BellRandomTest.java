package leadledger.query.bell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.testing.LeadScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-30: the bell is a function of the events, however they are folded. */
class BellRandomTest {

    private static final List<String> ACTORS =
            List.of(BellFixture.HQ, BellFixture.INTAKE, BellFixture.AGENT, BellFixture.SYSTEM);
    private static final String TABLE = "query.bell_notification";
    private static final String ALL = "select concat_ws(' ', position, dealer, kind, coalesce(lead_id::text, '-'),"
            + " coalesce(reference, '-'), (extract(epoch from at) * 1000)::bigint) from " + TABLE
            + " where kind is not null order by position, dealer";

    @RegisterExtension
    final BellFixture bell = new BellFixture();

    @Test
    @DisplayName("Given random histories, then live table, rebuilt table and the plain rule say the same")
    void random() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LeadScribe scribe = bell.scribe();
        for (int i = 0; i < 600; i++) {
            scribe.as(ACTORS.get(random.nextInt(ACTORS.size()))).randomSteps(random, 1);
        }
        bell.ledgers().awaitAll(bell.projections(), BellProjection.NAME);
        List<String> live = bell.ledgers().rows(TABLE);

        assertThat(bell.ledgers().column(ALL)).as("seed %d", seed).isEqualTo(byThePlainRule());
        bell.projections().verify(BellProjection.NAME);
        assertThat(bell.ledgers().value("select differing from query.rebuild"))
                .as("seed %d", seed)
                .isEqualTo("0");
        bell.projections().rebuild(BellProjection.NAME);
        assertThat(bell.ledgers().rows(TABLE)).as("seed %d", seed).isEqualTo(live);
    }

    /** The ledger once through, in order, with nothing but two maps. */
    private List<String> byThePlainRule() {
        Map<UUID, String> dealers = new HashMap<>();
        Map<UUID, String> references = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (StoredEvent event : bell.ledger().readAfter(0, 10_000)) {
            UUID lead = event.streamId();
            switch (bell.ledgers().catalog().decode(event).event()) {
                case LeadCreated created -> {
                    dealers.put(lead, created.dealer().value());
                    references.put(lead, created.reference());
                    if (event.actor().startsWith("HQ/") || event.actor().startsWith("INTAKE/")) {
                        told.add(line(event, dealers.get(lead), "NEW_LEAD", lead + " " + references.get(lead)));
                    }
                }
                case RecontactedFrom ignored ->
                    told.add(line(event, dealers.get(lead), "RECONTACT_LEAD", lead + " " + references.get(lead)));
                case LeadReassigned moved -> {
                    String former = dealers.put(lead, moved.dealer().value());
                    String now = moved.dealer().value();
                    if (!now.equals(former)) {
                        List.of(
                                        line(event, former, "LEAD_MOVED_AWAY", "- -"),
                                        line(event, now, "LEAD_MOVED_HERE", lead + " " + references.get(lead)))
                                .stream()
                                .sorted()
                                .forEach(told::add);
                    }
                }
                default -> {}
            }
        }
        assertThat(told).anyMatch(line -> line.contains("LEAD_MOVED_AWAY"));
        assertThat(told).anyMatch(line -> line.contains("RECONTACT_LEAD"));
        return told;
    }

    private static String line(StoredEvent event, String dealer, String kind, String lead) {
        return event.position() + " " + dealer + " " + kind + " " + lead + " "
                + event.recordedAt().toEpochMilli();
    }
}
