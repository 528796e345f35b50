package leadledger.query.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.reference.PolicyBook.Status;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.PolicyActivated;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.PolicyTerms;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.reference.PolicyApi.Policy;
import leadledger.query.testing.KeptAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("SL-10: policies with what has become of them, to whom they concern")
class PolicyApiTest {

    private static final MarketId JAPAN = new MarketId("JP");
    private static final MarketId ITALY = new MarketId("IT");

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private PostgresLedger ledger;
    private ReferenceFeed feed;
    private PolicyApi api;
    private String position = "0";

    @BeforeEach
    void follow() {
        ledger = fixture.ledger();
        EventCatalog catalog = fixture.catalog();
        feed = new ReferenceFeed(ledger, catalog);
        feed.start();
        api = new PolicyApi(
                new ReferenceReading(feed, LeadReaderAccess.reader(ledger, catalog, new KeptAccess())), ledger);
        Stream.of("JP-OSAKA", "IT-ROMA")
                .map(DealerId::new)
                .forEach(dealer -> define(
                        ReferenceStreams.ofDealer(dealer),
                        0,
                        new DealerDefined(
                                dealer,
                                dealer.value(),
                                dealer.value().substring(0, 2),
                                ZoneId.of("Asia/Tokyo"),
                                null,
                                true)));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private void define(UUID stream, int sequence, ReferenceEvent event) {
        EventCatalog.Encoded encoded = fixture.catalog().encode(event);
        position = Long.toString(ledger.append(Appends.to(stream)
                        .kind(ReferenceStreams.KIND)
                        .from(sequence)
                        .actor("HQ/hq-" + sequence)
                        .type(encoded.type(), encoded.revision())
                        .payloads(encoded.payload())
                        .build())
                .lastPosition());
    }

    private PolicyVersion propose(MarketId market, int version) {
        PolicyVersion proposed = new PolicyVersion(
                market,
                "policy",
                version,
                PolicyTerms.DEFAULT,
                ledger.instant().plus(Duration.ofDays(1)),
                "because",
                new UserId("hq-0"));
        define(ReferenceStreams.ofPolicy(market, version), 0, new PolicyProposed(proposed));
        return proposed;
    }

    private List<Policy> seen(Actor actor, @Nullable Instant asOf) {
        return api.policies(asOf == null ? null : asOf.toString(), position, actor)
                .items();
    }

    @Test
    void aMarketsOwnAreShownWithWhoDecided() {
        PolicyVersion first = propose(JAPAN, 2);
        Instant before = ledger.instant();
        while (!ledger.instant().isAfter(before)) {
            Thread.onSpinWait();
        }
        define(ReferenceStreams.ofPolicy(JAPAN, 2), 1, new PolicyActivated(first));
        propose(JAPAN, 3);
        propose(ITALY, 2);
        Actor hq = Actor.ofHeadquarters("hq-9", JAPAN);

        assertThat(seen(hq, null))
                .extracting(Policy::market, Policy::version, Policy::status, Policy::proposedBy, Policy::decidedBy)
                .containsExactly(
                        tuple(null, 1, Status.ACTIVE, null, null),
                        tuple("JP", 2, Status.ACTIVE, "hq-0", "hq-1"),
                        tuple("JP", 3, Status.PROPOSED, "hq-0", null));
        assertThat(seen(hq, before))
                .extracting(Policy::version, Policy::status)
                .containsExactly(tuple(1, Status.ACTIVE), tuple(2, Status.PROPOSED));
        assertThat(seen(Actor.of("a-1", Role.AUDITOR), null)).hasSize(4);
        assertThat(seen(Actor.ofDealer("m-1", Role.AFTERSALES_MANAGER, new DealerId("IT-ROMA")), null))
                .extracting(Policy::market)
                .containsExactly(null, "IT");
        assertThat(seen(Actor.ofOutlets("o-1", Role.OUTLET_MANAGER, Set.of(new OutletId("JP-OSAKA.NAMBA"))), null))
                .extracting(Policy::market)
                .containsExactly(null, "JP", "JP");
        assertThatThrownBy(() -> seen(hq, ledger.instant().plusSeconds(60))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> seen(Actor.of("x-1", Role.ADMIN), null)).isInstanceOf(RefusedException.class);
    }
}
