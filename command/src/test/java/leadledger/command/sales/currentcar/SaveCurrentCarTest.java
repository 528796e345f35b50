package leadledger.command.sales.currentcar;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.areForManagersAlone;
import static leadledger.command.sales.SalesRules.areForOwnerAndManagers;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
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
import java.util.stream.Stream;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.TestSalesNetwork;
import leadledger.command.sales.currentcar.SaveCurrentCar.Part;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartA;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartB;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartC;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartD;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("SA-40: the current car is saved piece by piece")
class SaveCurrentCarTest {

    private static final CurrentCar.Details DETAILS =
            new CurrentCar.Details("ALFA", "Giulia", null, 2020, "ZAR-1", "赤", 30_000, Powertrain.PETROL);
    private static final CurrentCar.Registration REGISTRATION =
            new CurrentCar.Registration("品川 300 あ 12-34", LocalDate.parse("2020-05-01"), null, null);
    private static final CurrentCar.Appraisal APPRAISAL = new CurrentCar.Appraisal("good", false, null, 2_000_000L);
    private static final CurrentCar.Communication COMMUNICATION =
            new CurrentCar.Communication("soon", 2_500_000L, 0L, null);

    /** 09:50 in Tokyo, where it is the second of March already; in 2026. */
    private static SaveCurrentCar save(SalesCaller caller, Part part) {
        return new SaveCurrentCar(LEAD, caller, minute(50), new TestSalesNetwork(), Input.of(part));
    }

    private static Stream<Part> parts() {
        return Stream.of(new PartA(DETAILS), new PartB(REGISTRATION), new PartC(APPRAISAL), new PartD(COMMUNICATION));
    }

    @ParameterizedTest
    @MethodSource("parts")
    @DisplayName("each part for itself, while the lead is new, followed up, or converted; the same again: nothing new")
    void eachPart(Part part) {
        for (SalesStory story : List.of(assigned(), followedUp(), converted())) {
            story.when(save(STAFF, part)).happened(part.event());
            story.and(part.event(), minute(45), STAFF).when(save(MANAGER, part)).nothingNew();
        }
    }

    @Test
    @DisplayName("what a part says replaces the part, and leaves the others")
    void replaces() {
        CurrentCar.Communication other = new CurrentCar.Communication("late", null, null, null);
        SalesStory story = assigned()
                .and(new CarDetailsSaved(DETAILS), minute(40), STAFF)
                .and(new CarCommunicationSaved(COMMUNICATION), minute(41), STAFF);
        story.when(save(STAFF, new PartD(other))).happened(new CarCommunicationSaved(other));
        assertThat(story.and(new CarCommunicationSaved(other), minute(42), STAFF)
                        .state())
                .isInstanceOfSatisfying(
                        SalesLead.New.class,
                        lead -> assertThat(lead.course().currentCar())
                                .isEqualTo(new CurrentCar(DETAILS, null, null, other)));
    }

    @Test
    @DisplayName("SA-01: what was told at the capture is the car's already")
    void capturedCar() {
        LeadCaptured plain = SalesStory.capture();
        LeadCaptured withCar = new LeadCaptured(
                plain.leadId(),
                plain.reference(),
                plain.queue(),
                plain.source(),
                plain.campaign(),
                plain.utm(),
                plain.customer(),
                plain.wishes(),
                null,
                DETAILS,
                plain.consents(),
                null,
                List.of(),
                List.of());
        nothing()
                .and(withCar, SalesStory.CAPTURED, SalesStory.INTAKE)
                .and(new LeadDelivered(SHIBUYA, DeliveryKind.PULLED, null), minute(10), MANAGER)
                .when(save(MANAGER, new PartA(DETAILS)))
                .nothingNew();
    }

    private static PartA built(@Nullable Integer year) {
        return new PartA(new CurrentCar.Details("x", null, null, year, null, null, null, null));
    }

    @Test
    @DisplayName("years from 1900 to next year")
    void years() {
        Refusal outOfRange = Refusal.ofValue("SA-40", "year-out-of-range", "modelYear")
                .with("first", 1900)
                .with("last", 2027);
        for (int year : List.of(1900, 2027)) {
            assigned().when(save(STAFF, built(year))).happened(built(year).event());
        }
        for (int year : List.of(1899, 2028, -1)) {
            assigned().when(save(STAFF, built(year))).refused(outOfRange);
        }
    }

    private static PartB registered(@Nullable String first, @Nullable String expires) {
        return new PartB(new CurrentCar.Registration(
                "x",
                first == null ? null : LocalDate.parse(first),
                expires == null ? null : LocalDate.parse(expires),
                null));
    }

    private static PartC appraised(String on) {
        return new PartC(new CurrentCar.Appraisal(null, null, LocalDate.parse(on), null));
    }

    @Test
    @DisplayName(
            "days of the outlet's zone, from 1900 to today; an inspection holds up to ten years more; all faults at once")
    void days() {
        for (Part part : List.of(
                registered("2026-03-02", "2036-03-02"),
                registered("1900-01-01", "1900-01-01"),
                appraised("1900-01-01"),
                appraised("2026-03-02"))) {
            assigned().when(save(STAFF, part)).happened(part.event());
        }
        Refusal first = outOfRange("firstRegisteredOn", "2026-03-02");
        Refusal expires = outOfRange("inspectionExpiresOn", "2036-03-02");
        assigned().when(save(STAFF, registered("2026-03-03", "2036-03-03"))).refused(first, expires);
        assigned().when(save(STAFF, registered("1899-12-31", "1899-12-31"))).refused(first, expires);
        assigned().when(save(STAFF, appraised("2026-03-03"))).refused(outOfRange("appraisedOn", "2026-03-02"));
        assigned().when(save(STAFF, appraised("1899-12-31"))).refused(outOfRange("appraisedOn", "2026-03-02"));
    }

    @Test
    @DisplayName("today is the outlet's today: in Tokyo it is the third while it is the second in UTC")
    void today() {
        Instant midnight = Instant.parse("2026-03-02T15:00:00Z");
        for (Instant at : List.of(midnight.minusMillis(1), midnight)) {
            SaveCurrentCar command =
                    new SaveCurrentCar(LEAD, STAFF, at, new TestSalesNetwork(), Input.of(appraised("2026-03-03")));
            if (at.equals(midnight)) {
                assigned().when(command).happened(appraised("2026-03-03").event());
            } else {
                assigned().when(command).refused(outOfRange("appraisedOn", "2026-03-02"));
            }
        }
    }

    private static Refusal outOfRange(String field, String last) {
        return Refusal.ofValue("SA-40", "day-out-of-range", field)
                .with("first", "1900-01-01")
                .with("last", last);
    }

    @Test
    @DisplayName("not in the queue, not out of scope, not once it came to nothing; that is told before the input")
    void states() {
        SaveCurrentCar faulty = new SaveCurrentCar(LEAD, MANAGER, minute(50), new TestSalesNetwork(), faulty());
        queued().when(faulty).refused(IS_QUEUED);
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        notConverted().when(faulty).refused(IS_FINAL);
        converted().when(faulty).refused(FAULT);
        delivered().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet")
    void access() {
        areForOwnerAndManagers(assigned(), caller -> save(caller, new PartA(DETAILS)));
        areForManagersAlone(delivered(), caller -> save(caller, new PartA(DETAILS)));
    }
}
