package leadledger.query.bell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-30: the bell is a function of the events, however they are folded. */
class BellRandomTest {

    private static final List<String> ACTORS =
            List.of(BellFixture.HQ, BellFixture.INTAKE, BellFixture.AGENT, BellFixture.SYSTEM);
    private static final String TABLE = "query.bell_notification";
    private static final String ALL = "select concat_ws(' ', position, tenant, kind, coalesce(lead_id::text, '-'),"
            + " coalesce(reference, '-'), (extract(epoch from at) * 1000)::bigint) from " + TABLE
            + " where kind is not null order by position, tenant";

    private static final List<String> OUTLETS = List.of("JP-OSAKA.NAMBA", "JP-OSAKA.UMEDA", "JP-TOKYO.SHIBUYA");

    private final List<UUID> salesLeads = new ArrayList<>();
    private final Set<UUID> delivered = new HashSet<>();

    @RegisterExtension
    final BellFixture bell = new BellFixture();

    @Test
    @DisplayName("Given random histories, then live table, rebuilt table and the plain rule say the same")
    void random() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LeadScribe scribe = bell.scribe();
        for (int i = 0; i < 600; i++) {
            scribe.recordedAtSource(random.nextInt(5) == 0 ? Instant.EPOCH : null)
                    .as(ACTORS.get(random.nextInt(ACTORS.size())))
                    .randomSteps(random, 1);
            randomSalesStep(random);
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

    private void randomSalesStep(Random random) {
        SalesScribe scribe = bell.sales().as("OUTLET_MANAGER/u-" + random.nextInt(4));
        if (salesLeads.isEmpty() || random.nextInt(3) == 0) {
            salesLeads.add(scribe.capture("ALFA", "山田"));
            return;
        }
        UUID lead = salesLeads.get(random.nextInt(salesLeads.size()));
        if (delivered.add(lead)) {
            scribe.deliver(lead, OUTLETS.get(random.nextInt(OUTLETS.size())));
        } else if (random.nextBoolean()) {
            scribe.assign(lead, "u-" + random.nextInt(4));
        } else {
            scribe.append(lead, new LeadCommented("comment"));
        }
    }

    /** The ledger once through, in order, with nothing but two maps. */
    private List<String> byThePlainRule() {
        Map<UUID, String> dealers = new HashMap<>();
        Map<UUID, String> references = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (StoredEvent event : bell.ledger().readAfter(0, 10_000)) {
            UUID lead = event.streamId();
            int toldBefore = told.size();
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
                case LeadCaptured captured -> references.put(lead, captured.reference());
                case LeadDelivered to -> {
                    dealers.put(lead, to.outlet().value());
                    told.add(line(event, dealers.get(lead), "SALES_LEAD_DELIVERED", lead + " " + references.get(lead)));
                }
                case LeadAssigned assigned -> {
                    if (!event.actor().equals("OUTLET_MANAGER/" + assigned.owner())) {
                        told.add(line(
                                event,
                                dealers.get(lead) + "/" + assigned.owner(),
                                "SALES_LEAD_ASSIGNED",
                                lead + " " + references.get(lead)));
                    }
                }
                default -> {}
            }
            if (event.importMark() != null) {
                // Nobody is told now of what was imported (LG-40).
                told.subList(toldBefore, told.size()).clear();
            }
        }
        assertThat(told).anyMatch(line -> line.contains("LEAD_MOVED_AWAY"));
        assertThat(told).anyMatch(line -> line.contains("RECONTACT_LEAD"));
        assertThat(told).anyMatch(line -> line.contains("SALES_LEAD_DELIVERED"));
        assertThat(told).anyMatch(line -> line.contains("SALES_LEAD_ASSIGNED"));
        return told;
    }

    private static String line(StoredEvent event, String dealer, String kind, String lead) {
        return event.position() + " " + dealer + " " + kind + " " + lead + " "
                + event.recordedAt().toEpochMilli();
    }
}
