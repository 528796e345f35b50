package leadledger.query.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.ImportMark;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.Receipt;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/** Writes the events of leads into a ledger, past all rules of the writing side. Safe for several threads. */
public final class LeadScribe {

    private static final List<String> NAMES = List.of(
            "山田", "ﾔﾏﾀﾞ", "髙橋", "高橋", "Rossi", "tab\there", "line\nbreak\r", "back\\slash\\N", "😀 Ｚ", "O'Neil; --");
    private static final List<String> DEALERS = List.of("JP-OSAKA", "JP-TOKYO", "IT-ROMA");
    private static final List<String> VINS = List.of("JT2BF22K1W0123456", "ZFA31200000123456");

    private static final UUID IMPORT = new UUID(40, 41);

    private final EventCatalog catalog = LedgerJson.catalog();
    private final PostgresLedger ledger;
    private final Map<UUID, LeadState> leads = new ConcurrentHashMap<>();

    private volatile String actor = "AFTERSALES_AGENT/u-1";

    private @Nullable Instant recordedAtSource;

    private record LeadState(String dealer, int events, int attempts) {}

    /** A scribe for leads that only it writes. */
    public LeadScribe(PostgresLedger ledger) {
        this.ledger = ledger;
    }

    /** What is written from now on, this one did; as the ledger keeps it. */
    public LeadScribe as(String ledgerForm) {
        actor = ledgerForm;
        return this;
    }

    /** What is written from now on is imported, and was recorded by the other system then; none: it is not imported. */
    public LeadScribe recordedAtSource(@Nullable Instant moment) {
        recordedAtSource = moment;
        return this;
    }

    /** A new lead. */
    public UUID create(LeadDraft draft) {
        LeadCreated created = draft.created();
        UUID id = created.leadId().value();
        leads.put(id, new LeadState(created.dealer().value(), 0, 0));
        append(id, created);
        return id;
    }

    /** A contact attempt of a lead, the next in order. */
    public Receipt attempt(UUID lead) {
        return attempt(lead, null);
    }

    /** A contact attempt of a lead, the next in order, claimed to have been made at a moment. */
    public Receipt attempt(UUID lead, @Nullable Instant madeAt) {
        return append(
                lead,
                new ContactAttemptRecorded(
                        state(lead).attempts() + 1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, madeAt));
    }

    /** An appointment of a lead. */
    public Receipt book(UUID lead, Instant appointmentAt) {
        return append(lead, new AppointmentBooked(appointmentAt, true));
    }

    /** A lead moved to another dealer. */
    public Receipt reassign(UUID lead, String dealer) {
        return append(lead, new LeadReassigned(new DealerId(dealer), "nobody took it up"));
    }

    /** Events of a lead, in one commit. */
    public Receipt append(UUID lead, AftersalesEvent... events) {
        List<NewEvent> newEvents = new ArrayList<>();
        for (AftersalesEvent event : events) {
            EventCatalog.Encoded encoded = catalog.encode(event);
            newEvents.add(newEvent(lead, newEvents.size(), encoded.type(), encoded.payload(), event));
        }
        Receipt receipt = append(lead, newEvents);
        for (AftersalesEvent event : events) {
            if (event instanceof LeadReassigned moved) {
                leads.put(
                        lead, new LeadState(moved.dealer().value(), state(lead).events(), 0));
            }
        }
        return receipt;
    }

    /** An event of a lead that nobody can read: of a type or with bytes that are not in the catalog. */
    public Receipt appendRaw(UUID lead, String type, String payload) {
        return append(lead, List.of(newEvent(lead, 0, type, payload.getBytes(UTF_8), null)));
    }

    /** Says that a lead of this id will be written raw. */
    public UUID expect(String dealer) {
        UUID lead = UUID.randomUUID();
        leads.put(lead, new LeadState(dealer, 0, 0));
        return lead;
    }

    /** So many steps of a random history over many leads; the same random numbers, the same leads and events. */
    public List<UUID> randomSteps(Random random, int steps) {
        List<UUID> touched = new ArrayList<>();
        List<UUID> known = new ArrayList<>(leads.keySet());
        known.sort(null);
        for (int step = 0; step < steps; step++) {
            if (known.isEmpty() || random.nextInt(3) == 0) {
                known.add(create(randomLead(random)));
                touched.add(known.getLast());
            } else {
                UUID lead = known.get(random.nextInt(known.size()));
                randomStep(random, lead);
                touched.add(lead);
            }
        }
        return touched;
    }

    private static LeadDraft randomLead(Random random) {
        return LeadDraft.of(DEALERS.get(random.nextInt(DEALERS.size())))
                .id(new UUID(random.nextLong(), random.nextLong()))
                .named(NAMES.get(random.nextInt(NAMES.size())) + random.nextInt(20))
                .type(random.nextBoolean() ? LeadType.CUSTOMER_DRIVEN : LeadType.HQ_DRIVEN)
                .vin(random.nextBoolean() ? VINS.get(random.nextInt(VINS.size())) : null)
                .source(random.nextBoolean() ? "WEB" : "APP")
                .campaign(random.nextBoolean() ? "SPRING" : "タイヤ\t交換");
    }

    private void randomStep(Random random, UUID lead) {
        Instant moment = Instant.EPOCH.plusSeconds(random.nextInt(1_000_000));
        LocalDate day = LocalDate.EPOCH.plusDays(random.nextInt(20_000));
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> book(lead, moment);
            case 8, 9, 10, 11, 12, 13 ->
                append(
                        lead,
                        new ContactAttemptCorrected(
                                Math.max(1, state(lead).attempts()),
                                ContactChannel.EMAIL,
                                ContactOutcome.REACHED,
                                random.nextBoolean() ? null : Instant.EPOCH,
                                "mistyped"));
            case 14, 15, 16, 17 ->
                append(
                        lead,
                        new LeadEdited(
                                randomLead(random).created().request(),
                                random.nextBoolean() ? new Vin(VINS.get(random.nextInt(VINS.size()))) : null,
                                random.nextBoolean() ? "note\t" + random.nextInt(9) : null));
            case 18, 19, 20, 21 -> reassign(lead, DEALERS.get(random.nextInt(DEALERS.size())));
            case 22 -> append(lead, new LeadClosedWithSale(new Vin(VINS.getFirst()), null));
            case 23 -> append(lead, new LeadClosedWithoutSale("OTHER", "MISC\n", "note", null));
            case 24 -> append(lead, new LeadClosedWithoutSale("NO_LONGER_OWNER", "CAR", null, day));
            case 25, 26 -> append(lead, new RecontactAgreed(day, moment));
            case 27, 28 -> append(lead, new RecontactMoved(day, moment));
            case 29 -> append(lead, new RecontactLeadCreated(new LeadId(new UUID(random.nextLong(), 7))));
            case 30 -> append(lead, new RecontactedFrom(new LeadId(new UUID(random.nextLong(), 7))));
            case 31 -> append(lead, new LeadLost());
            case 32 -> append(lead, new BookingBecameFinal());
            default -> attempt(lead);
        }
    }

    private NewEvent newEvent(UUID lead, int offset, String type, byte[] payload, @Nullable AftersalesEvent event) {
        LeadState state = state(lead);
        return new NewEvent(
                UUID.randomUUID(),
                AftersalesEvent.STREAM_KIND,
                state.events() + offset,
                type,
                1,
                event == null ? null : event.claimedMoment().orElse(recordedAtSource),
                actor,
                state.dealer(),
                lead,
                lead,
                payload,
                recordedAtSource == null
                        ? "{}".getBytes(UTF_8)
                        : new ImportMark(recordedAtSource, IMPORT, List.of()).bytes());
    }

    private Receipt append(UUID lead, List<NewEvent> events) {
        Receipt receipt = ledger.append(new NewEvents(lead, events, null, null));
        LeadState before = state(lead);
        long attempts = events.stream()
                .filter(event -> event.type().equals("aftersales.contact-attempt-recorded"))
                .count();
        leads.put(
                lead,
                new LeadState(before.dealer(), before.events() + events.size(), before.attempts() + (int) attempts));
        return receipt;
    }

    private LeadState state(UUID lead) {
        LeadState state = leads.get(lead);
        if (state == null) {
            throw new IllegalArgumentException("not this scribe's lead");
        }
        return state;
    }
}
