package leadledger.query.bell;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Role;
import leadledger.query.bell.BellApi.NotificationBody;
import leadledger.query.bell.BellApi.NotificationList;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger, a node that follows it for the bell, and the bell's endpoints on it. */
final class BellFixture implements BeforeEachCallback, AfterEachCallback {

    static final String HQ = "HQ/u-hq";
    static final String INTAKE = "INTAKE/web-form";
    static final String AGENT = "AFTERSALES_AGENT/u-1";
    static final String SYSTEM = "SYSTEM/deadlines";

    /** A manager of both outlets in Osaka. */
    static final Actor MANAGER = Scopes.atOutlets("u-11", Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA", "JP-OSAKA.UMEDA");

    static final Actor OSAKA = agent("u-1", "JP-OSAKA");
    static final Actor TOKYO = agent("u-2", "JP-TOKYO");

    private final ProjectionFixture ledgers = new ProjectionFixture(ReaderStates.SCHEMA);
    private Projections projections;
    private LeadScribe scribe;
    private SalesScribe sales;
    private Notifications notifications;
    private ReaderStates states;

    static Actor agent(String subject, String dealer) {
        return Actor.ofDealer(subject, Role.AFTERSALES_AGENT, new DealerId(dealer));
    }

    static Reader reader(Actor actor) {
        return Reader.of(actor, Scopes.NETWORK);
    }

    /** Somebody who is told what all dealers in Japan are told. */
    static Reader ofSeveral() {
        return new Reader(
                "u-1",
                Scopes.ofMarket("JP"),
                Stream.of("JP-OSAKA", "JP-TOKYO", "JP-KOBE")
                        .map(Reader.Place::of)
                        .toList());
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        scribe = new LeadScribe(ledgers.ledger());
        sales = new SalesScribe(ledgers.ledger());
        projections = ledgers.node(projection());
        states = new ReaderStates(JdbcClient.create(ledgers.database().app()));
        notifications = new Notifications(Scopes.reads(ledgers.database().app()));
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        ledgers.afterEach(test);
    }

    BellProjection projection() {
        return new BellProjection(ledgers.catalog());
    }

    ProjectionFixture ledgers() {
        return ledgers;
    }

    PostgresLedger ledger() {
        return ledgers.ledger();
    }

    Projections projections() {
        return projections;
    }

    LeadScribe scribe() {
        return scribe;
    }

    SalesScribe sales() {
        return sales;
    }

    /** A sales lead that the call centre delivers to an outlet. */
    UUID delivered(String outlet) {
        UUID lead = sales.as("CALL_CENTER/u-9").capture("ALFA", "山田");
        sales.deliver(lead, outlet);
        return lead;
    }

    Notifications notifications() {
        return notifications;
    }

    ReaderStates states() {
        return states;
    }

    BellApi api() {
        return new BellApi(notifications, states, projections, ledger(), Scopes.NETWORK);
    }

    /** A lead that an intake machine makes for a dealer. */
    UUID newLead(String dealer) {
        return scribe.as(INTAKE).create(LeadDraft.of(dealer));
    }

    void newLeads(String dealer, int count) {
        for (int i = 0; i < count; i++) {
            newLead(dealer);
        }
    }

    /** A lead that came of a re-contact. */
    UUID recontactLead(String dealer) {
        UUID lead = scribe.as(SYSTEM).create(LeadDraft.of(dealer));
        scribe.append(lead, new RecontactedFrom(new LeadId(UUID.randomUUID())));
        return lead;
    }

    void move(UUID lead, String dealer) {
        scribe.as(HQ).reassign(lead, dealer);
    }

    /** The bell's list up to the ledger's end. */
    NotificationList list(Actor actor) {
        return list(actor, 200, null, false);
    }

    NotificationList list(Actor actor, int limit, @Nullable String cursor, boolean unread) {
        return api().list(limit, cursor, unread, Long.toString(ledger().head()), actor);
    }

    static List<UUID> ids(NotificationList list) {
        return list.notifications().stream().map(NotificationBody::id).toList();
    }

    static List<NotificationKind> kinds(NotificationList list) {
        return list.notifications().stream().map(NotificationBody::kind).toList();
    }
}
