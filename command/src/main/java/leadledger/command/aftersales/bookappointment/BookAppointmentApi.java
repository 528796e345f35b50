package leadledger.command.aftersales.bookappointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.aftersales.Input;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/appointment}. */
@RestController
@Tag(name = "Aftersales leads")
class BookAppointmentApi {

    private final CommandDesk desk;
    private final CommandHttp http;

    BookAppointmentApi(CommandDesk desk, CommandHttp http) {
        this.desk = desk;
        this.http = http;
    }

    @Operation(
            operationId = "bookAppointment",
            summary = "Book an appointment, or book it anew (AS-20, AS-21)",
            description = "Needs one recorded contact attempt (AS-12). The lead becomes `BOOKED`.")
    @PostMapping("/api/v1/aftersales/leads/{id}/appointment")
    ResponseEntity<CommandAnswerBody> book(
            @PathVariable String id,
            @RequestBody AppointmentBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Appointment> appointment = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/appointment", body),
                (Instant at) -> new BookAppointment(leadId, actor, at, appointment)));
    }

    /**
     * An appointment as a client tells it.
     *
     * @param appointmentAt the agreed date and time, RFC 3339, in the future
     * @param remindCustomer whether the customer wants a reminder by e-mail; absent: no
     */
    record AppointmentBody(
            @Schema(format = "date-time", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String appointmentAt,

            @Nullable Boolean remindCustomer) {

        Input<Appointment> read() {
            Fields fields = new Fields("AS-20");
            fields.required("appointmentAt", appointmentAt);
            Instant agreed = fields.moment("appointmentAt", appointmentAt);
            return agreed == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Appointment(agreed, Boolean.TRUE.equals(remindCustomer)));
        }
    }
}
