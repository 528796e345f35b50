package leadledger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;

/** A ledger with leads whose envelopes name their tenants as the writing side does; each event a minute after the one before. */
final class ExportFixture implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    static final Actor HQ = Actor.ofHeadquarters("u-hq", new MarketId("JP"));
    static final Actor AUDITOR = Actor.of("u-auditor", Role.AUDITOR);
    static final ExportRequest EVERYTHING = new ExportRequest(null, null, null, null, null, null, null);

    /** Small pages, so that everything takes several. */
    static final ExportSettings SMALL = new ExportSettings(2, Duration.ofHours(1), 2, 3, 4);

    final LedgerDatabase database = LedgerDatabase.create();
    final TestClock clock = new TestClock(START);
    final EventCatalog catalog = LedgerJson.catalog();
    final ReadScopes scopes = Scopes.NETWORK;
    final PostgresLedger ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
    private final Map<UUID, Integer> versions = new HashMap<>();
    private final Map<UUID, String> tenants = new HashMap<>();
    private String actor = "AFTERSALES_AGENT/u-1";

    ExportFixture() {
        ledger.start();
    }

    static Actor manager(String dealer) {
        return Actor.ofDealer("u-manager", Role.AFTERSALES_MANAGER, new DealerId(dealer));
    }

    /** A request for one lead. */
    static ExportRequest of(UUID lead) {
        return new ExportRequest(lead, null, null, null, null, null, null);
    }

    static ExportRequest ofDealer(String dealer, @Nullable Instant asOf) {
        return new ExportRequest(null, new DealerId(dealer), null, null, null, null, asOf);
    }

    static ExportRequest ofOutlet(String outlet, @Nullable Instant asOf) {
        return new ExportRequest(null, null, new OutletId(outlet), null, null, null, asOf);
    }

    static ExportRequest period(@Nullable Instant from, @Nullable Instant to) {
        return new ExportRequest(null, null, null, null, from, to, null);
    }

    static ExportRequest asOf(@Nullable UUID lead, Instant asOf) {
        return new ExportRequest(lead, null, null, null, null, null, asOf);
    }

    static ExportRequest of(LeadProcess process) {
        return new ExportRequest(null, null, null, process, null, null, null);
    }

    ExportFixture as(String ledgerForm) {
        actor = ledgerForm;
        return this;
    }

    UUID create(LeadDraft draft) {
        AftersalesEvent.LeadCreated created = draft.created();
        tenants.put(created.leadId().value(), created.dealer().value());
        append(created.leadId().value(), created);
        return created.leadId().value();
    }

    UUID capture(LeadCaptured captured) {
        tenants.put(captured.leadId().value(), captured.queue().toString());
        append(captured.leadId().value(), captured);
        return captured.leadId().value();
    }

    void append(UUID lead, AftersalesEvent event) {
        if (event instanceof LeadReassigned moved) {
            tenants.put(lead, moved.dealer().value());
        }
        EventCatalog.Encoded encoded = catalog.encode(event);
        append(
                lead,
                AftersalesEvent.STREAM_KIND,
                encoded.type(),
                encoded.payload(),
                event.claimedMoment().orElse(null));
    }

    void append(UUID lead, SalesEvent event) {
        if (event instanceof LeadDelivered delivered) {
            tenants.put(lead, delivered.outlet().value());
        }
        EventCatalog.Encoded encoded = catalog.encode(event);
        append(lead, SalesEvent.STREAM_KIND, encoded.type(), encoded.payload(), null);
    }

    void appendRaw(UUID lead, String type) {
        append(lead, AftersalesEvent.STREAM_KIND, type, "{}".getBytes(UTF_8), null);
    }

    private void append(UUID lead, String kind, String type, byte[] payload, @Nullable Instant occurredAt) {
        int version = versions.merge(lead, 1, Integer::sum) - 1;
        String tenant = tenants.getOrDefault(lead, "");
        ledger.append(new NewEvents(
                lead,
                List.of(new NewEvent(
                        UUID.randomUUID(),
                        kind,
                        version,
                        type,
                        1,
                        occurredAt,
                        actor,
                        tenant,
                        lead,
                        lead,
                        payload,
                        "{}".getBytes(UTF_8))),
                null,
                null));
        clock.advance(Duration.ofMinutes(1));
    }

    Exports exports(AccessLog log, ExportSettings settings) {
        return new Exports(ledger, catalog, scopes, log, settings);
    }

    static Disclosure reading(Actor reader, @Nullable String reason) {
        return new Disclosure(reader, AccessAction.EXPORT_CSV, reason);
    }

    /** The events that somebody is given, in their order. */
    List<Given> given(Actor reader, ExportRequest request) {
        List<Given> given = new ArrayList<>();
        exports(new KeptAccess(), SMALL).run(reading(reader, null), request, export -> {
            try {
                export.forEachLead((lead, event) -> given.add(new Given(
                        lead.id(),
                        event.stored().position(),
                        event.stored().type(),
                        event.data().toString())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return given;
    }

    /** An event in an export. */
    record Given(UUID lead, long position, String type, String data) {}

    /** An export as text. */
    String written(ExportFormat format, Actor reader, @Nullable String reason, ExportRequest request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports(new KeptAccess(), SMALL).run(reading(reader, reason), request, export -> {
            try {
                format.write(export, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return out.toString(UTF_8);
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
