package leadledger.command.aftersales.bookappointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.decision.Input;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.Fields;
import leadledger.command.desk.NoticeWords;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
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

    /** Refuses nothing: it is told beside the success. */
    private static final Refusal NO_ADDRESS = Refusal.ofState("AS-22", "customer-has-no-address");

    private final CommandDesk desk;
    private final CommandHttp http;
    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final NoticeWords words;

    BookAppointmentApi(
            CommandDesk desk, CommandHttp http, PostgresLedger ledger, EventCatalog catalog, NoticeWords words) {
        this.desk = desk;
        this.http = http;
        this.ledger = ledger;
        this.catalog = catalog;
        this.words = words;
    }

    @Operation(
            operationId = "bookAppointment",
            summary = "Book an appointment, or book it anew (AS-20, AS-21)",
            description =
                    "Needs one recorded contact attempt (AS-12). The lead becomes `BOOKED`. Customer and dealer are"
                            + " told by e-mail; `notices` says if the customer cannot be (AS-22).")
    @PostMapping("/api/v1/aftersales/leads/{id}/appointment")
    ResponseEntity<BookingAnswerBody> book(
            @PathVariable String id,
            @RequestBody AppointmentBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor,
            Locale language) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Appointment> appointment = body.read();
        Answer answer = desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/appointment", body),
                (Instant at) -> new BookAppointment(leadId, actor, at, appointment));
        List<Notice> notices = hasCustomerAddress(answer)
                ? List.of()
                : List.of(new Notice(NO_ADDRESS.rule(), NO_ADDRESS.code(), words.detail(NO_ADDRESS, language)));
        return CommandHttp.done(
                answer,
                new BookingAnswerBody(
                        answer.streamId(), answer.reference(), answer.version(), answer.position(), notices));
    }

    /** As of the answer, so that the same request again is answered in the same way. */
    private boolean hasCustomerAddress(Answer answer) {
        AftersalesLead lead = AftersalesLead.UNBORN;
        for (StoredEvent stored : ledger.readStream(answer.streamId(), 0)) {
            if (stored.sequence() < answer.version()) {
                Recorded<AftersalesEvent> recorded = catalog.decode(stored, AftersalesEvent.class);
                lead = lead.evolve(recorded.event(), recorded.recordedAt(), recorded.actor());
            }
        }
        return lead instanceof AftersalesLead.Known known
                && known.course().request().email() != null;
    }

    /**
     * What a booking answers.
     *
     * @param id the lead
     * @param reference its short reference
     * @param version its version, as in the ETag
     * @param position the ledger's position of the command's last event, as in {@code Ledger-Position}
     * @param notices what the user should know beside
     */
    record BookingAnswerBody(UUID id, String reference, int version, long position, List<Notice> notices) {}

    /**
     * Something that the user should know.
     *
     * @param rule the rule behind it
     * @param code what it is, for programs
     * @param text the same for people, in the language asked for
     */
    record Notice(String rule, String code, String text) {}

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
