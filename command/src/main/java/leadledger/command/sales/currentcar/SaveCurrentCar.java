package leadledger.command.sales.currentcar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Converted;
import leadledger.command.sales.SalesLead.Course;
import leadledger.command.sales.SalesLead.NotConverted;
import leadledger.command.sales.SalesLead.Open;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.command.sales.SalesNetwork;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One part of the car that the customer drives now is saved (現有車情報, SA-40). Says how the part stands altogether; the same
 * again records nothing.
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param network the outlet's zone, in which its days are meant
 * @param part the part
 */
public record SaveCurrentCar(LeadId leadId, SalesCaller caller, Instant at, SalesNetwork network, Input<Part> part)
        implements SalesCommand {

    private static final int FIRST_YEAR = 1900;
    private static final LocalDate FIRST_DAY = LocalDate.of(FIRST_YEAR, 1, 1);

    /** No inspection holds longer. */
    private static final int MOST_YEARS_OF_INSPECTION = 10;

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toFollowUp(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case OutOfScope ignored -> SalesCommand.isOutOfScope();
            case NotConverted ignored -> SalesCommand.isFinal();
            case Open open -> part.decide(saved -> decide(open.course(), saved));
            case Converted converted -> part.decide(saved -> decide(converted.course(), saved));
        };
    }

    private Decision<SalesEvent> decide(Course course, Part saved) {
        List<Refusal> faults = faults(saved, LocalDate.ofInstant(at, network.zoneOf(course.outlet())));
        if (!faults.isEmpty()) {
            return new Decision.Refused<>(faults);
        }
        return saved.isIn(course.currentCar()) ? Decision.accepted() : Decision.accepted(saved.event());
    }

    private static List<Refusal> faults(Part part, LocalDate today) {
        List<Refusal> faults = new ArrayList<>();
        switch (part) {
            case PartA(CurrentCar.Details details) -> {
                Integer year = details.modelYear();
                int last = today.getYear() + 1;
                if (year != null && (year < FIRST_YEAR || year > last)) {
                    faults.add(Refusal.ofValue("SA-40", "year-out-of-range", "modelYear")
                            .with("first", FIRST_YEAR)
                            .with("last", last));
                }
            }
            case PartB(CurrentCar.Registration registration) -> {
                check(faults, "firstRegisteredOn", registration.firstRegisteredOn(), today);
                check(
                        faults,
                        "inspectionExpiresOn",
                        registration.inspectionExpiresOn(),
                        today.plusYears(MOST_YEARS_OF_INSPECTION));
            }
            case PartC(CurrentCar.Appraisal appraisal) -> check(faults, "appraisedOn", appraisal.appraisedOn(), today);
            case PartD ignored -> {
                // It has neither years nor days.
            }
        }
        return faults;
    }

    private static void check(List<Refusal> faults, String field, @Nullable LocalDate day, LocalDate last) {
        if (day != null && (day.isBefore(FIRST_DAY) || day.isAfter(last))) {
            faults.add(Refusal.ofValue("SA-40", "day-out-of-range", field)
                    .with("first", FIRST_DAY)
                    .with("last", last));
        }
    }

    /** A part of the car, of which at least something is told. */
    public sealed interface Part {

        /** Whether the car has this part already. */
        boolean isIn(CurrentCar car);

        /** What happens when it is saved. */
        SalesEvent event();
    }

    /**
     * A: vehicle details.
     *
     * @param details the part
     */
    public record PartA(CurrentCar.Details details) implements Part {

        @Override
        public boolean isIn(CurrentCar car) {
            return details.equals(car.details());
        }

        @Override
        public SalesEvent event() {
            return new CarDetailsSaved(details);
        }
    }

    /**
     * B: registration.
     *
     * @param registration the part
     */
    public record PartB(CurrentCar.Registration registration) implements Part {

        @Override
        public boolean isIn(CurrentCar car) {
            return registration.equals(car.registration());
        }

        @Override
        public SalesEvent event() {
            return new CarRegistrationSaved(registration);
        }
    }

    /**
     * C: appraisal.
     *
     * @param appraisal the part
     */
    public record PartC(CurrentCar.Appraisal appraisal) implements Part {

        @Override
        public boolean isIn(CurrentCar car) {
            return appraisal.equals(car.appraisal());
        }

        @Override
        public SalesEvent event() {
            return new CarAppraisalSaved(appraisal);
        }
    }

    /**
     * D: communication with the customer.
     *
     * @param communication the part
     */
    public record PartD(CurrentCar.Communication communication) implements Part {

        @Override
        public boolean isIn(CurrentCar car) {
            return communication.equals(car.communication());
        }

        @Override
        public SalesEvent event() {
            return new CarCommunicationSaved(communication);
        }
    }
}
