package leadledger.query.mail.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AS-22: what an e-mail tells is what is known when it is sent")
class AppointmentFactsTest {

    private static final LeadId LEAD = new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001"));
    private static final DealerId TOKYO = new DealerId("JP-TOKYO");
    private static final DealerId ROMA = new DealerId("IT-ROMA");
    private static final Vin CAR = new Vin("ZFA31200000123456");
    private static final Vin UNKNOWN_CAR = new Vin("ZAM57XSA0E1111111");
    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant APPOINTMENT = Instant.parse("2026-12-24T06:30:00Z");
    private static final ReferenceBook NETWORK = ReferenceBook.EMPTY.after(List.of(
            new DealerDefined(TOKYO, "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), "service@tokyo.example", true),
            new DealerDefined(ROMA, "Roma", "IT", ZoneId.of("Europe/Rome"), null, false)));

    private final List<Recorded<AftersalesEvent>> events = new ArrayList<>();

    private static RequestDetails request(String lastName, @Nullable String email, @Nullable String language) {
        return new RequestDetails(
                "Hanako", lastName, email, null, null, language, null, null, null, null, null, null, List.of(), null,
                null);
    }

    private static LeadCreated created(DealerId dealer, RequestDetails request, @Nullable Vin vin) {
        return new LeadCreated(
                LEAD,
                "AL-2026-000123",
                dealer,
                LeadType.CUSTOMER_DRIVEN,
                "WEB",
                "SPRING",
                null,
                vin,
                request,
                Consents.NONE);
    }

    private static LeadEdited edited(String lastName, @Nullable String email, @Nullable Vin vin) {
        return new LeadEdited(request(lastName, email, "en"), vin, null);
    }

    private AppointmentFactsTest recorded(AftersalesEvent event) {
        int sequence = events.size();
        Instant at = START.plusSeconds(sequence);
        events.add(new Recorded<>(
                sequence + 1,
                sequence,
                new UUID(7, sequence),
                LEAD.value(),
                "type",
                at,
                at,
                "HQ/somebody",
                "JP-TOKYO",
                event));
        return this;
    }

    private static PlannedMail mail(MailKind kind, Recipient recipient, DealerId dealer, int cause) {
        return new PlannedMail(
                new UUID(8, 0),
                LEAD,
                dealer.value(),
                new UUID(7, cause),
                cause + 1,
                kind,
                recipient,
                null,
                START,
                APPOINTMENT,
                new UUID(7, 1),
                0,
                APPOINTMENT,
                null);
    }

    private AppointmentFacts facts(MailKind kind, Recipient recipient, DealerId dealer, int cause) {
        return AppointmentFacts.of(
                mail(kind, recipient, dealer, cause),
                events,
                NETWORK,
                vin -> vin.equals(CAR) ? Optional.of("Berlina 3.0 V6") : Optional.empty());
    }

    private void booked(RequestDetails request, @Nullable Vin vin) {
        recorded(created(TOKYO, request, vin)).recorded(new AppointmentBooked(APPOINTMENT, true));
    }

    @Test
    void theyComeFromTheLeadTheDealerAndTheRegister() {
        booked(request("Yamada", "hanako@customer.example", "it"), CAR);

        assertThat(facts(MailKind.CONFIRMATION, Recipient.CUSTOMER, TOKYO, 1))
                .isEqualTo(new AppointmentFacts(
                        "AL-2026-000123",
                        "Hanako Yamada",
                        "hanako@customer.example",
                        Locale.ITALIAN,
                        "Tokyo",
                        "service@tokyo.example",
                        ZoneId.of("Asia/Tokyo"),
                        Locale.JAPANESE,
                        "Berlina 3.0 V6",
                        START.plusSeconds(1)));
    }

    @Test
    void whatNobodyKnowsIsAbsent() {
        recorded(created(ROMA, request("Rossi", null, null), UNKNOWN_CAR))
                .recorded(new AppointmentBooked(APPOINTMENT, false));

        AppointmentFacts facts = facts(MailKind.CONFIRMATION, Recipient.DEALER, ROMA, 1);

        assertThat(facts.addressOf(Recipient.CUSTOMER)).isNull();
        assertThat(facts.addressOf(Recipient.DEALER)).isNull();
        assertThat(facts.model()).isNull();
        assertThat(facts.languageOf(Recipient.CUSTOMER)).isEqualTo(Locale.ITALIAN);
        assertThat(facts.languageOf(Recipient.DEALER)).isEqualTo(Locale.ITALIAN);
    }

    @Test
    void whatWasCorrectedAfterTheCauseHolds() {
        booked(request("Yamda", "wrong@customer.example", "ja"), null);
        recorded(edited("Yamada", "right@customer.example", CAR));

        AppointmentFacts facts = facts(MailKind.REMINDER, Recipient.CUSTOMER, TOKYO, 1);

        assertThat(facts.customerName()).isEqualTo("Hanako Yamada");
        assertThat(facts.addressOf(Recipient.CUSTOMER)).isEqualTo("right@customer.example");
        assertThat(facts.languageOf(Recipient.CUSTOMER)).isEqualTo(Locale.ENGLISH);
        assertThat(facts.model()).isEqualTo("Berlina 3.0 V6");
        assertThat(facts.causedAt()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    @DisplayName("AS-65: a former dealer is not told what was recorded after it had lost the lead, but the customer is")
    void aFormerDealerLearnsNothingNew() {
        booked(request("Yamada", "old@customer.example", "ja"), null);
        recorded(new LeadReassigned(ROMA, "moved")).recorded(edited("Suzuki", "new@customer.example", CAR));

        AppointmentFacts former = facts(MailKind.CANCELLATION, Recipient.DEALER, TOKYO, 2);
        assertThat(former.customerName()).isEqualTo("Yamada Hanako");
        assertThat(former.customerEmail()).isEqualTo("old@customer.example");
        assertThat(former.model()).isNull();

        AppointmentFacts customer = facts(MailKind.CANCELLATION, Recipient.CUSTOMER, TOKYO, 2);
        assertThat(customer.dealerName()).isEqualTo("Tokyo");
        assertThat(customer.addressOf(Recipient.CUSTOMER)).isEqualTo("new@customer.example");
    }

    @Test
    @DisplayName("AS-65: a dealer that has got the lead back is told everything")
    void aDealerThatHasGotItBackIsToldEverything() {
        booked(request("Yamada", "old@customer.example", "ja"), null);
        recorded(new LeadReassigned(ROMA, "moved"))
                .recorded(edited("Suzuki", "new@customer.example", null))
                .recorded(new LeadReassigned(TOKYO, "moved back"));

        assertThat(facts(MailKind.CANCELLATION, Recipient.DEALER, TOKYO, 2).customerEmail())
                .isEqualTo("new@customer.example");
    }

    @Test
    void anEmailWithoutItsCauseIsADefect() {
        booked(request("Yamada", null, null), null);

        assertThatThrownBy(() -> facts(MailKind.CONFIRMATION, Recipient.DEALER, TOKYO, 9))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
