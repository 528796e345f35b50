package leadledger.query.slareport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Closure;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.RecontactChainsApi.RecontactChain;
import leadledger.query.slareport.RecontactChainsApi.RecontactChainPage;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.Scopes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SL-06: leads that were kept alive by re-contacts, and who sees them. */
class RecontactChainsTest {

    private static final String OSAKA = "JP-OSAKA";
    private static final String TOKYO = "JP-TOKYO";
    private static final Actor HQ = Actor.ofHeadquarters("u-2", new MarketId("JP"));

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private LeadScribe scribe;
    private RecontactChainsApi api;

    @BeforeEach
    void follow() {
        scribe = new LeadScribe(fixture.ledger());
        Projections projections = fixture.node(new SlaLeadProjection(fixture.catalog()));
        api = new RecontactChainsApi(
                new RecontactChains(Scopes.reads(fixture.database().app())),
                Scopes.NETWORK,
                projections,
                fixture.ledger());
    }

    private static Actor managerOf(String dealer) {
        return Actor.ofDealer("u-3", Role.AFTERSALES_MANAGER, new DealerId(dealer));
    }

    /** The lead that came of another, as the service makes it. */
    private UUID recontacted(UUID master, String dealer) {
        scribe.append(
                master,
                new RecontactAgreed(LocalDate.of(2027, 1, 1), fixture.ledger().instant()));
        UUID child = scribe.create(LeadDraft.of(dealer));
        scribe.append(child, new RecontactedFrom(new LeadId(master)));
        scribe.append(master, new RecontactLeadCreated(new LeadId(child)));
        return child;
    }

    private RecontactChainPage chains(@Nullable String dealer, int limit, @Nullable String cursor, Actor actor) {
        return api.chains(
                dealer, limit, cursor, null, Long.toString(fixture.ledger().head()), actor);
    }

    private static List<UUID> leads(RecontactChain chain) {
        return chain.leads().stream()
                .map(RecontactChainsApi.LeadInChain::leadId)
                .toList();
    }

    @Test
    @DisplayName(
            "SL-06: Given leads that came of each other, then they are one chain, the oldest first, since the first"
                    + " assignment; a lead by itself is none")
    void aChain() {
        UUID first = scribe.create(LeadDraft.of(OSAKA));
        UUID second = recontacted(first, OSAKA);
        UUID third = recontacted(second, OSAKA);
        scribe.append(third, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
        UUID waiting = scribe.create(LeadDraft.of(OSAKA));
        scribe.append(
                waiting,
                new RecontactAgreed(LocalDate.of(2027, 1, 1), fixture.ledger().instant()));

        RecontactChainPage chains = chains(null, 50, null, managerOf(OSAKA));

        assertThat(chains.rows()).hasSize(1);
        assertThat(chains.nextCursor()).isNull();
        RecontactChain chain = chains.rows().getFirst();
        assertThat(leads(chain)).containsExactly(first, second, third);
        assertThat(chain.newestLead()).isEqualTo(third);
        assertThat(chain.length()).isEqualTo(3);
        assertThat(chain.orMore()).isFalse();
        assertThat(chain.since())
                .isEqualTo(fixture.ledger().readStream(first, 0).getFirst().recordedAt());
        assertThat(chain.leads())
                .extracting(RecontactChainsApi.LeadInChain::closure)
                .containsExactly(Closure.RE_CONTACT, Closure.RE_CONTACT, Closure.WITH_SALE);
        assertThat(chain.leads().getLast().closedAt())
                .isEqualTo(fixture.ledger().readStream(third, 2).getFirst().recordedAt());
        assertThat(chain.leads().getLast().reference())
                .isEqualTo(LeadDraft.of(OSAKA).id(third).created().reference());
    }

    @Test
    @DisplayName(
            "AC-01, AS-65: a dealer's manager sees of a chain only the leads at its dealer, and no chain if that is one"
                    + " lead alone; headquarters may look at it as the dealer does")
    void ownLeadsOnly() {
        UUID first = scribe.create(LeadDraft.of(OSAKA));
        UUID second = recontacted(first, OSAKA);
        scribe.reassign(second, TOKYO);
        UUID third = recontacted(second, TOKYO);

        assertThat(chains(null, 50, null, managerOf(OSAKA)).rows()).isEmpty();
        assertThat(chains(null, 50, null, managerOf(TOKYO)).rows())
                .extracting(RecontactChainsTest::leads)
                .containsExactly(List.of(second, third));
        assertThat(chains(OSAKA, 50, null, managerOf(TOKYO)).rows()).isEmpty();
        assertThat(chains(null, 50, null, HQ).rows())
                .extracting(RecontactChainsTest::leads)
                .containsExactly(List.of(first, second, third));
        assertThat(chains(TOKYO, 50, null, HQ).rows())
                .isEqualTo(chains(null, 50, null, managerOf(TOKYO)).rows());
        scribe.reassign(third, OSAKA);
        assertThat(chains(null, 50, null, managerOf(OSAKA)).rows())
                .as("two leads that are linked by another dealer's only")
                .isEmpty();
    }

    @Test
    @DisplayName("API-LIST: chains are read on page by page, the one with the newest lead first")
    void pages() {
        List<UUID> newest = List.of(
                recontacted(scribe.create(LeadDraft.of(OSAKA)), OSAKA),
                recontacted(scribe.create(LeadDraft.of(TOKYO)), TOKYO),
                recontacted(scribe.create(LeadDraft.of(OSAKA)), OSAKA));

        RecontactChainPage page = chains(null, 2, null, HQ);
        RecontactChainPage last = chains(null, 2, page.nextCursor(), HQ);

        assertThat(page.rows()).extracting(RecontactChain::newestLead).hasSize(2);
        assertThat(last.rows()).hasSize(1);
        assertThat(last.nextCursor()).isNull();
        assertThat(page.rows())
                .extracting(RecontactChain::newestLead)
                .doesNotContain(last.rows().getFirst().newestLead());
        assertThat(page.rows().getFirst().leads().getLast().assignedAt())
                .isAfterOrEqualTo(page.rows().getLast().leads().getLast().assignedAt());
        assertThat(last.rows().getFirst().newestLead()).isIn(newest);
    }

    @Test
    @DisplayName(
            "Given a chain that is longer than any should be, then it is told without its oldest leads, and says so")
    void longChain() {
        UUID lead = scribe.create(LeadDraft.of(OSAKA));
        for (int i = 0; i < RecontactChains.LONGEST; i++) {
            lead = recontacted(lead, OSAKA);
        }

        RecontactChain chain = chains(null, 1, null, HQ).rows().getFirst();

        assertThat(chain.length()).isEqualTo(RecontactChains.LONGEST);
        assertThat(chain.leads()).hasSize(RecontactChains.LONGEST);
        assertThat(chain.newestLead()).isEqualTo(lead);
        assertThat(chain.orMore()).isTrue();
    }

    @Test
    @DisplayName(
            "AC-01: who has no figures has no chains either; and whatever is wrong with a question is told at once")
    void refusals() {
        for (Role role : EnumSet.complementOf(EnumSet.of(Role.HQ, Role.AUDITOR, Role.AFTERSALES_MANAGER))) {
            Actor actor = new Actor(
                    "u-9",
                    role,
                    role.isDealer() ? new DealerId(OSAKA) : null,
                    role.isMarkets() ? new MarketId("JP") : null,
                    role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());
            assertThat(refusals(() -> chains(null, 50, null, actor)))
                    .as("%s", role)
                    .extracting(Refusal::kind)
                    .containsExactly(Refusal.Kind.ROLE);
        }
        assertThat(refusals(() -> chains("?", 0, "x", HQ)))
                .extracting(Refusal::code)
                .containsExactlyInAnyOrder("not-a-dealer-code", "limit-out-of-range", "not-a-cursor");
    }

    private static List<Refusal> refusals(ThrowingCallable call) {
        return catchThrowableOfType(RefusedException.class, call).refusals();
    }

    private List<RecontactChain> chainsAsOf(Instant moment, Actor actor) {
        return api.chains(
                        null,
                        50,
                        null,
                        moment.toString(),
                        Long.toString(fixture.ledger().head()),
                        actor)
                .rows();
    }

    private Instant reached() {
        Instant reached = fixture.ledger().instant();
        await().until(() -> fixture.ledger().instant().isAfter(reached));
        return reached;
    }

    @Test
    @DisplayName(
            "SL-22, AC-01, AS-65: As of a moment chains are what they were then, of leads that were the reader's and still"
                    + " are; as of now they are the live ones")
    void asOf() {
        UUID first = scribe.create(LeadDraft.of(OSAKA));
        Instant alone = reached();
        UUID second = recontacted(first, OSAKA);
        Instant two = reached();
        UUID third = recontacted(second, OSAKA);
        Instant three = reached();
        scribe.append(third, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
        scribe.reassign(second, TOKYO);
        Instant now = reached();

        assertThat(chainsAsOf(alone, HQ)).isEmpty();
        assertThat(chainsAsOf(two, HQ)).extracting(RecontactChainsTest::leads).containsExactly(List.of(first, second));
        RecontactChain chain = chainsAsOf(three, HQ).getFirst();
        assertThat(leads(chain)).containsExactly(first, second, third);
        assertThat(chain.leads())
                .extracting(RecontactChainsApi.LeadInChain::closure)
                .containsExactly(Closure.RE_CONTACT, Closure.RE_CONTACT, null);
        assertThat(chain.leads())
                .extracting(RecontactChainsApi.LeadInChain::dealer)
                .containsOnly(OSAKA);
        assertThat(chainsAsOf(two, managerOf(OSAKA)))
                .as("the second is Tokyo's now")
                .isEmpty();
        assertThat(chainsAsOf(two, managerOf(TOKYO))).as("and was not then").isEmpty();
        assertThat(chainsAsOf(now, HQ)).isEqualTo(chains(null, 50, null, HQ).rows());
        assertThat(refusals(() -> chainsAsOf(now.plusSeconds(3_600), HQ)))
                .extracting(Refusal::code)
                .containsExactly("moment-in-future");
    }
}
