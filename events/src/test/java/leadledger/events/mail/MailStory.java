package leadledger.events.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Imported;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/** A lead's history as a test tells it, of a dealer in Milan unless moved. Positions are 1, 2, 3 … */
final class MailStory {

    static final DealerId MILANO = new DealerId("IT-MILANO");
    static final DealerId TOKYO = new DealerId("JP-TOKYO");
    static final String ADDRESS = "customer@example.org";

    private static final Map<DealerId, ZoneId> ZONES =
            Map.of(MILANO, ZoneId.of("Europe/Rome"), TOKYO, ZoneId.of("Asia/Tokyo"));

    private final UUID lead = UUID.randomUUID();
    private final List<Recorded<AftersalesEvent>> events = new ArrayList<>();

    static MailStory assigned(Instant at, @Nullable String email) {
        MailStory story = new MailStory();
        return story.then(
                at,
                new LeadCreated(
                        new LeadId(story.lead),
                        "AL-2026-000001",
                        MILANO,
                        LeadType.CUSTOMER_DRIVEN,
                        "WEB",
                        "SPRING",
                        null,
                        null,
                        request(email),
                        new Consents(Map.of())));
    }

    private static RequestDetails request(@Nullable String email) {
        return new RequestDetails(
                null, "Rossi", email, null, null, null, null, null, null, null, null, null, List.of(), null, null);
    }

    MailStory booked(String at, String appointment, boolean remindCustomer) {
        return then(Instant.parse(at), new AppointmentBooked(Instant.parse(appointment), remindCustomer));
    }

    MailStory closedWithSale(String at) {
        return then(Instant.parse(at), new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
    }

    MailStory closedWithoutSale(String at) {
        return then(Instant.parse(at), new LeadClosedWithoutSale("PRICE", "OFFER", null, null));
    }

    MailStory recontactAgreed(String at) {
        return then(
                Instant.parse(at),
                new RecontactAgreed(LocalDate.of(2027, 1, 1), Instant.parse("2027-01-01T00:00:00Z")));
    }

    MailStory moved(String at, DealerId dealer) {
        return then(Instant.parse(at), new LeadReassigned(dealer, "moved house"));
    }

    MailStory edited(String at, @Nullable String email) {
        return then(Instant.parse(at), new LeadEdited(request(email), null, null));
    }

    MailStory then(Instant recordedAt, AftersalesEvent event) {
        events.add(new Recorded<>(
                events.size() + 1L,
                events.size(),
                new UUID(lead.getLeastSignificantBits(), events.size()),
                lead,
                "by-class",
                recordedAt,
                recordedAt,
                "AFTERSALES_AGENT/u-1",
                MILANO.value(),
                event));
        return this;
    }

    /** The same story as it is imported from another system at a moment. */
    MailStory importedAt(Instant ledgerRecordedAt) {
        events.replaceAll(event -> new Recorded<>(
                event.position(),
                event.sequence(),
                event.eventId(),
                event.streamId(),
                event.type(),
                event.recordedAt(),
                event.occurredAt(),
                event.actor(),
                event.tenant(),
                event.event(),
                new Imported(new UUID(1, 1), ledgerRecordedAt, List.of())));
        return this;
    }

    List<Recorded<AftersalesEvent>> events() {
        return events;
    }

    List<PlannedMail> plan() {
        return AppointmentMails.plan(events, MailPolicy.DEFAULT, MailStory::zone);
    }

    List<MailCourse> courses() {
        return AppointmentMails.courses(events, MailPolicy.DEFAULT, MailStory::zone);
    }

    static ZoneId zone(DealerId dealer) {
        return ZONES.getOrDefault(dealer, ZoneId.of("UTC"));
    }
}
