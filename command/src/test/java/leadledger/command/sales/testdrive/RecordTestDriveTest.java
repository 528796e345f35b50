package leadledger.command.sales.testdrive;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.areForOwnerAndManagers;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.followUp;
import static leadledger.command.sales.SalesStory.followedUp;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.notConverted;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.TestSalesNetwork;
import leadledger.command.sales.testdrive.RecordTestDrive.TestDrive;
import leadledger.command.sales.testdrive.RecordTestDriveApi.TestDriveBody;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-41: a test drive is recorded, while the lead is followed up")
class RecordTestDriveTest {

    /** 09:50 on the second of March in Tokyo; the lead was delivered at 09:10. */
    private static final Instant NOW = minute(50);

    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private static RecordTestDrive on(SalesCaller caller, Instant at, LocalDate day) {
        return new RecordTestDrive(
                LEAD, caller, at, new TestSalesNetwork(), Input.of(new TestDrive(day, "Giulia", "-")));
    }

    private static RecordTestDrive on(SalesCaller caller, LocalDate day) {
        return on(caller, NOW, day);
    }

    private static TestDriveDone done(LocalDate day) {
        return new TestDriveDone(day, "Giulia", "-");
    }

    @Test
    void today() {
        followedUp().when(on(STAFF, TODAY)).happened(done(TODAY));
    }

    @Test
    @DisplayName("not in the future, by the outlet's calendar")
    void notInTheFuture() {
        LocalDate tomorrow = TODAY.plusDays(1);
        Instant midnight = Instant.parse("2026-03-02T15:00:00Z");
        followedUp()
                .when(on(STAFF, midnight.minusMillis(1), tomorrow))
                .refused(Refusal.ofValue("SA-41", "day-in-future", "on"));
        followedUp().when(on(STAFF, midnight, tomorrow)).happened(done(tomorrow));
    }

    @Test
    @DisplayName("not before the day of the delivery, by the outlet's calendar")
    void notBeforeDelivery() {
        followedUp().when(on(STAFF, TODAY.minusDays(1))).refused(Refusal.ofValue("SA-41", "day-before-delivery", "on"));
        Instant nightInTokyo = Instant.parse("2026-03-02T15:30:00Z");
        queued().and(new LeadDelivered(SHIBUYA, DeliveryKind.PULLED, null), nightInTokyo, MANAGER)
                .and(followUp(TaskState.CLOSED), nightInTokyo, MANAGER)
                .when(on(MANAGER, nightInTokyo, TODAY))
                .refused(Refusal.ofValue("SA-41", "day-before-delivery", "on"));
    }

    @Test
    @DisplayName("at most twenty on a lead")
    void atMostTwenty() {
        SalesStory story = followedUp();
        for (int i = 0; i < 19; i++) {
            story = story.and(done(TODAY), minute(40), STAFF);
        }
        story.when(on(STAFF, TODAY)).happened(done(TODAY));
        story.and(done(TODAY), minute(40), STAFF)
                .when(new RecordTestDrive(LEAD, STAFF, NOW, new TestSalesNetwork(), faulty()))
                .refused(Refusal.ofState("SA-41", "no-test-drive-left").with("most", 20));
    }

    @Test
    @DisplayName("only while it is followed up; that is told before what is wrong with the input")
    void states() {
        RecordTestDrive faulty = new RecordTestDrive(LEAD, MANAGER, NOW, new TestSalesNetwork(), faulty());
        queued().when(faulty).refused(IS_QUEUED);
        delivered().when(faulty).refused(Refusal.ofState("SA-41", "lead-not-followed-up-yet"));
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        converted().when(faulty).refused(IS_FINAL);
        notConverted().when(faulty).refused(IS_FINAL);
        followedUp().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet")
    void access() {
        areForOwnerAndManagers(followedUp(), caller -> on(caller, TODAY));
    }

    @Test
    void bodyIsReadAndAllThatIsWrongIsToldAtOnce() {
        assertThat(new TestDriveBody("2026-03-02", "Giulia", " ").read())
                .isEqualTo(Input.of(new TestDrive(TODAY, "Giulia", null)));
        assertThat(new TestDriveBody("2026-03-02", null, null).read())
                .isEqualTo(Input.of(new TestDrive(TODAY, null, null)));
        assertThat(new TestDriveBody(null, "a".repeat(201), "a".repeat(4_001)).read())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("SA-41", "field-required", "on"),
                        Refusal.ofValue("SA-41", "text-too-long", "model").with("most", 200),
                        Refusal.ofValue("SA-41", "text-too-long", "comment").with("most", 4_000))));
    }
}
