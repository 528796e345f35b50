package leadledger.command.sales.completelead;

import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CALL_CENTER_IN_ITALY;
import static leadledger.command.sales.SalesStory.CUSTOMER;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_GINZA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.WishesEdit;
import leadledger.command.sales.completelead.CompleteLead.Completion;
import leadledger.command.sales.completelead.CompleteLeadApi.CompletionBody;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Consents.Consent;
import leadledger.events.shared.Customer;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("SA-02: the call centre comments and completes a queued lead")
class CompleteLeadTest {

    private static final CustomerEdit CITY = new CustomerEdit(null, null, "", null, null, null, null, null, "港区", null);
    private static final Customer MOVED =
            new Customer("花子", "山田", null, "03-1234-5678", null, "ja", "JP", null, "港区", "150-0001");
    private static final Consents BY_PHONE =
            new Consents(Map.of(Consents.Kind.PHONE, new Consent(true, LocalDate.parse("2026-03-02"))));

    private static CompleteLead by(SalesCaller caller, Completion completion, long minute) {
        return new CompleteLead(LEAD, caller, minute(minute), Input.of(completion));
    }

    private static Completion comment(@Nullable String comment) {
        return new Completion(comment, CustomerEdit.NOTHING, WishesEdit.NOTHING, Consents.NONE);
    }

    @Test
    void aComment() {
        queued().when(by(CALL_CENTER, comment("急ぎ"), 2)).happened(new LeadCommented("急ぎ"));
        SalesStory commented = queued().and(new LeadCommented("急ぎ"), minute(2), CALL_CENTER);
        commented.when(by(CALL_CENTER, comment("急ぎ"), 3)).nothingNew();
        commented.when(by(CALL_CENTER, comment(null), 3)).nothingNew();
        commented.when(by(CALL_CENTER, comment("午後に"), 3)).happened(new LeadCommented("午後に"));
    }

    @Test
    @DisplayName("what is absent stays, an empty text takes away; the fact says how all of it stands")
    void completed() {
        queued().when(by(CALL_CENTER, new Completion(null, CITY, WishesEdit.NOTHING, Consents.NONE), 2))
                .happened(new LeadCompleted(MOVED, Wishes.NONE, Consents.NONE));
        queued().when(by(CALL_CENTER, new Completion("急ぎ", CITY, WishesEdit.NOTHING, BY_PHONE), 2))
                .happened(new LeadCommented("急ぎ"), new LeadCompleted(MOVED, Wishes.NONE, BY_PHONE));
    }

    @Test
    void wishesAndConsentsAddUp() {
        Wishes before = new Wishes("a", true, "b", PurchaseHorizon.LATER, "Junior", Powertrain.PETROL, "c");
        Consents byMail = new Consents(Map.of(
                Consents.Kind.EMAIL, new Consent(true, LocalDate.parse("2026-03-01")),
                Consents.Kind.PHONE, new Consent(false, LocalDate.parse("2026-03-01"))));
        SalesStory story = queued().and(new LeadCompleted(CUSTOMER, before, byMail), minute(1), CALL_CENTER);
        WishesEdit edit = new WishesEdit(null, false, "", "", "Tonale", "ELECTRIC", null);
        story.when(by(CALL_CENTER, new Completion(null, CustomerEdit.NOTHING, edit, BY_PHONE), 2))
                .happened(new LeadCompleted(
                        CUSTOMER,
                        new Wishes("a", false, null, null, "Tonale", Powertrain.ELECTRIC, "c"),
                        new Consents(Map.of(
                                Consents.Kind.EMAIL, new Consent(true, LocalDate.parse("2026-03-01")),
                                Consents.Kind.PHONE, new Consent(true, LocalDate.parse("2026-03-02"))))));
    }

    @Test
    @DisplayName("also while its delivery is held, until the outlet opens")
    void whileHeld() {
        held(60).when(by(CALL_CENTER, comment("急ぎ"), 59)).happened(new LeadCommented("急ぎ"));
        assertThat(by(CALL_CENTER, comment("急ぎ"), 59).holdsUntil(held(60).state()))
                .isEqualTo(minute(60).minusMillis(1));
        held(60).when(by(CALL_CENTER, comment("急ぎ"), 60)).refused(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName("AC-01: nobody else does, and the call centre no longer once it is delivered")
    void access() {
        for (SalesCaller sees : List.of(MANAGER, STAFF, HEADQUARTERS)) {
            queued().when(by(sees, comment("-"), 2)).refused(Refusal.ofRole("AC-01"));
        }
        for (SalesCaller blind : List.of(CALL_CENTER_IN_ITALY, MANAGER_IN_GINZA, INTAKE)) {
            queued().when(by(blind, comment("-"), 2)).refused(Refusal.ofUnknownLead());
        }
        delivered().when(by(CALL_CENTER, comment("-"), 20)).refused(Refusal.ofUnknownLead());
        delivered().when(by(MANAGER, comment("-"), 20)).refused(Refusal.ofRole("AC-01"));
    }

    private static Input<Completion> read(Map<String, @Nullable Object> body) {
        return JsonMapper.shared().convertValue(body, CompletionBody.class).read();
    }

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("SA-02", code, field);
    }

    @Test
    void theBody() {
        assertThat(read(Map.of())).isEqualTo(Input.of(comment(null)));
        assertThat(read(Map.of(
                        "comment", "急ぎ",
                        "customer", Map.of("email", "　", "city", "港区"),
                        "wishes", Map.of("purchaseHorizon", "", "powertrain", "ELECTRIC", "testDriveWanted", false),
                        "consents", Map.of("PHONE", Map.of("agreed", true, "on", "2026-03-02")))))
                .isEqualTo(Input.of(new Completion(
                        "急ぎ", CITY, new WishesEdit(null, false, null, "", null, "ELECTRIC", null), BY_PHONE)));
        assertThat(read(Map.of(
                        "comment", " ",
                        "customer", Map.of("lastName", "", "email", "nobody"),
                        "wishes", Map.of("model", "x".repeat(201)))))
                .isEqualTo(Input.faulty(List.of(
                        fault("field-required", "comment"),
                        fault("field-required", "customer.lastName"),
                        fault("not-an-email-address", "customer.email"),
                        fault("text-too-long", "wishes.model").with("most", 200))));
    }
}
