package leadledger.command.sales.currentcar;

import static leadledger.command.sales.SalesRules.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.Input;
import leadledger.command.sales.currentcar.CurrentCarApi.CarAppraisalBody;
import leadledger.command.sales.currentcar.CurrentCarApi.CarCommunicationBody;
import leadledger.command.sales.currentcar.CurrentCarApi.CarDetailsBody;
import leadledger.command.sales.currentcar.CurrentCarApi.CarRegistrationBody;
import leadledger.command.sales.currentcar.SaveCurrentCar.Part;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartA;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartB;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartC;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartD;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.Powertrain;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-40: the parts of the current car are read, and everything that is wrong with them is told at once")
class CurrentCarBodyTest {

    private static final Input<Part> EMPTY =
            Input.faulty(List.of(new Refusal("SA-40", Refusal.Kind.VALUE, "car-part-empty", null, Map.of())));

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("SA-40", code, field);
    }

    @Test
    void everythingGivenIsRead() {
        assertThat(new CarDetailsBody("A", "B", "C", 2020, "V-1", "red", 0, "ELECTRIC").read())
                .isEqualTo(Input.of(
                        new PartA(new CurrentCar.Details("A", "B", "C", 2020, "V-1", "red", 0, Powertrain.ELECTRIC))));
        assertThat(new CarRegistrationBody("P", "2020-01-01", "2030-01-01", "O").read())
                .isEqualTo(Input.of(new PartB(new CurrentCar.Registration(
                        "P", LocalDate.parse("2020-01-01"), LocalDate.parse("2030-01-01"), "O"))));
        assertThat(new CarAppraisalBody("good", true, "2026-01-01", 0L).read())
                .isEqualTo(
                        Input.of(new PartC(new CurrentCar.Appraisal("good", true, LocalDate.parse("2026-01-01"), 0L))));
        assertThat(new CarCommunicationBody("soon", 1L, 2L, "-").read())
                .isEqualTo(Input.of(new PartD(new CurrentCar.Communication("soon", 1L, 2L, "-"))));
    }

    @Test
    @DisplayName("each field may be absent, but not all of them; blank is absent")
    void notAllEmpty() {
        assertThat(new CarDetailsBody(null, " ", null, null, null, null, null, null).read())
                .isEqualTo(EMPTY);
        assertThat(new CarRegistrationBody(null, null, null, "　").read()).isEqualTo(EMPTY);
        assertThat(new CarAppraisalBody("", null, null, null).read()).isEqualTo(EMPTY);
        assertThat(new CarCommunicationBody(null, null, null, null).read()).isEqualTo(EMPTY);
        assertThat(new CarAppraisalBody(null, false, null, null).read())
                .isEqualTo(Input.of(new PartC(new CurrentCar.Appraisal(null, false, null, null))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(faults(new CarDetailsBody("a".repeat(201), null, null, null, "1".repeat(41), null, -1, "STEAM")
                        .read()))
                .extracting(Refusal::field)
                .containsExactly("maker", "vin", "mileage", "powertrain");
        assertThat(new CarRegistrationBody(null, "yesterday", "2026-02-30", null).read())
                .isEqualTo(Input.faulty(
                        List.of(fault("not-a-day", "firstRegisteredOn"), fault("not-a-day", "inspectionExpiresOn"))));
    }

    @Test
    @DisplayName("money is whole, not negative, and bounded; so are kilometres")
    void amounts() {
        Refusal tooMuch = fault("count-out-of-range", "amount").with("most", 999_999_999_999L);
        assertThat(new CarAppraisalBody(null, null, null, -1L).read()).isEqualTo(Input.faulty(List.of(tooMuch)));
        assertThat(new CarAppraisalBody(null, null, null, 1_000_000_000_000L).read())
                .isEqualTo(Input.faulty(List.of(tooMuch)));
        assertThat(new CarAppraisalBody(null, null, null, 999_999_999_999L).read())
                .isEqualTo(Input.of(new PartC(new CurrentCar.Appraisal(null, null, null, 999_999_999_999L))));
        assertThat(faults(new CarCommunicationBody(null, -1L, Long.MAX_VALUE, null).read()))
                .extracting(Refusal::field)
                .containsExactly("expectedAmount", "remainingLoan");
        assertThat(new CarDetailsBody(null, null, null, null, null, null, 10_000_000, null).read())
                .isEqualTo(Input.faulty(
                        List.of(fault("count-out-of-range", "mileage").with("most", 9_999_999))));
    }
}
