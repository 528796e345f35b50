package leadledger.query.mail.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.testing.SalesScribe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-12, SA-20: what an e-mail to an outlet's people tells is what is known when it is sent")
class SalesLeadFactsTest {

    private static final OutletId CENTRO = new OutletId("IT-ROMA.CENTRO");
    private static final UserId LUCIA = new UserId("u-4");
    private static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
    private static final LeadCaptured CAPTURED = SalesScribe.captured("IT", "ALFA", SalesScribe.customer("Verdi"));

    private final List<Recorded<SalesEvent>> events = new ArrayList<>();
    private ReferenceBook book = ReferenceBook.EMPTY.after(List.of(
            new OutletDefined(CENTRO, "Alfa Roma Centro", List.of("ALFA"), ZoneId.of("Europe/Rome"), true),
            user("lucia@roma.example", "it")));

    private static UserDefined user(@Nullable String email, String language) {
        return new UserDefined(
                LUCIA, "Lucia Bianchi", email, language, List.of(new Post(CENTRO, Role.SALES_STAFF)), true);
    }

    private static Wishes wanting(@Nullable String model) {
        return new Wishes("a blue one", null, null, null, model, null, null);
    }

    private static FollowUpTaskUpdated task(TaskState state) {
        return new FollowUpTaskUpdated(state, ContactMeans.PHONE, null, InitialOutcome.REACHED, null);
    }

    private void given(SalesEvent... more) {
        for (SalesEvent event : more) {
            int sequence = events.size();
            Instant at = START.plusSeconds(sequence);
            events.add(new Recorded<>(
                    sequence + 1L,
                    sequence,
                    new UUID(7, sequence),
                    CAPTURED.leadId().value(),
                    "type",
                    at,
                    at,
                    "OUTLET_MANAGER/u-1",
                    "TENANT",
                    event));
        }
    }

    private SalesLeadFacts facts() {
        LeadId lead = CAPTURED.leadId();
        return SalesLeadFacts.of(
                new PlannedMail(
                        new UUID(8, 0),
                        lead,
                        CENTRO.value(),
                        new UUID(7, 2),
                        3,
                        MailKind.SALES_LEAD_ASSIGNED,
                        Recipient.OWNER,
                        LUCIA,
                        START,
                        START.plusSeconds(9),
                        null,
                        0,
                        null,
                        null),
                events,
                book);
    }

    @Test
    void theyComeFromTheLeadTheOutletAndTheUser() {
        given(
                CAPTURED,
                new LeadCompleted(CAPTURED.customer(), wanting("Giulia"), Consents.NONE),
                new LeadDelivered(CENTRO, DeliveryKind.AT_ONCE, null),
                new LeadAssigned(LUCIA));

        assertThat(facts())
                .isEqualTo(new SalesLeadFacts(
                        CAPTURED.reference(),
                        "Lucia Bianchi",
                        "lucia@roma.example",
                        Locale.ITALIAN,
                        "Alfa Roma Centro",
                        ZoneId.of("Europe/Rome"),
                        START.plusSeconds(2),
                        "Giulia",
                        "SPRING",
                        true));
    }

    @Test
    @DisplayName("SA-10: a held delivery counts from when the outlet opened")
    void heldDelivery() {
        given(CAPTURED, new LeadDelivered(CENTRO, DeliveryKind.HELD, START), new LeadAssigned(LUCIA));

        assertThat(facts().deliveredAt()).isEqualTo(START);
    }

    @Test
    void addressLanguageAndCampaignAreThoseOfNow() {
        given(CAPTURED, new LeadDelivered(CENTRO, DeliveryKind.AT_ONCE, null), new LeadAssigned(LUCIA));
        book = book.after(List.of(
                user("bianchi@roma.example", "ja"),
                new CampaignDefined("SPRING", new Names("春", "Spring", "Primavera"), true)));

        assertThat(facts().addressOf(Recipient.OWNER)).isEqualTo("bianchi@roma.example");
        assertThat(facts().languageOf(Recipient.OWNER)).isEqualTo(Locale.JAPANESE);
        assertThat(facts().campaign()).isEqualTo("春");
        book = book.after(List.of(user(null, "it")));
        assertThat(facts().addressOf(Recipient.OWNER)).isNull();
        assertThat(facts().campaign()).isEqualTo("Primavera");
    }

    @Test
    @DisplayName("SA-32: the clock is not said to count any more once the lead was followed up, or is set aside")
    void counting() {
        given(CAPTURED, new LeadDelivered(CENTRO, DeliveryKind.AT_ONCE, null));
        assertThat(facts().isCounting()).isTrue();
        given(new LeadMarkedOutOfScope("double"));
        assertThat(facts().isCounting()).isFalse();
        given(new OutOfScopeMarkTakenBack(), task(TaskState.NEW));
        assertThat(facts().isCounting()).isTrue();
        given(task(TaskState.IN_PROGRESS));
        assertThat(facts().isCounting()).isFalse();
    }

    @Test
    void whatWasNotDeliveredIsADefect() {
        given(CAPTURED);
        assertThatThrownBy(this::facts).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("LG-22: nothing that the customer has said of itself stands in the e-mail")
    void noCustomer() {
        given(
                CAPTURED,
                new LeadCompleted(CAPTURED.customer(), wanting("Giulia"), Consents.NONE),
                new LeadDelivered(CENTRO, DeliveryKind.AT_ONCE, null));
        MailContent mail =
                new SalesMailDraft(facts()).composed(MailKind.SALES_LEAD_DELIVERED, Recipient.OUTLET_MANAGER);

        assertThat(mail.subject() + mail.text() + mail.html())
                .contains(
                        "Giulia",
                        "Lucia Bianchi",
                        CAPTURED.reference(),
                        "decorre da martedì 1 dicembre 2026, ore 10:00")
                .doesNotContain("Verdi", "blue");
        given(task(TaskState.CLOSED));
        assertThat(new SalesMailDraft(facts())
                        .composed(MailKind.SALES_LEAD_DELIVERED, Recipient.OUTLET_MANAGER)
                        .text())
                .doesNotContain("decorre");
    }
}
