package leadledger.app.mail;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.mail.MailCommand.OrderMailRetry;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.mail.Outbox;
import leadledger.query.mail.OutboxRow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /operations/mails}: for operators, no personal data. */
@RestController
@RequestMapping("/operations/mails")
@Tag(name = "Operations")
class MailOperationsApi {

    private static final int MOST_SHOWN = 200;

    private final Outbox outbox;
    private final PostgresLedger ledger;
    private final CommandDesk desk;
    private final CommandHttp http;
    private final InstantSource clock;
    private final MailDelivery delivery;

    MailOperationsApi(
            Outbox outbox,
            PostgresLedger ledger,
            CommandDesk desk,
            CommandHttp http,
            InstantSource clock,
            MailDelivery delivery) {
        this.outbox = outbox;
        this.ledger = ledger;
        this.desk = desk;
        this.http = http;
        this.clock = clock;
        this.delivery = delivery;
    }

    @Operation(
            operationId = "mails",
            summary = "How e-mails stand, and which were given up",
            description = "The 200 newest that were given up, without personal data.")
    @GetMapping
    Mails mails() {
        Instant now = clock.instant();
        return new Mails(
                delivery.isSending(),
                outbox.position(),
                ledger.head(),
                outbox.counts(now),
                outbox.givenUp(MOST_SHOWN).stream()
                        .map(row -> GivenUpMail.of(row, now))
                        .toList());
    }

    @Operation(
            operationId = "retryMail",
            summary = "Try an e-mail again that was given up",
            description = "Recorded as a fact. Not possible when it is too late for the e-mail.")
    @PostMapping("/{mailId}/retry")
    ResponseEntity<CommandAnswerBody> retry(
            @PathVariable UUID mailId, @RequestHeader HttpHeaders headers, Actor actor) {
        OutboxRow row = outbox.find(mailId)
                .orElseThrow(() -> new RefusedException(
                        new Refusal("LG-33", Refusal.Kind.UNKNOWN, "unknown-mail", null, Map.of())));
        if (!clock.instant().isBefore(row.expiresAt())) {
            throw new RefusedException(Refusal.ofState("LG-33", "mail-is-too-late"));
        }
        OrderMailRetry order = new OrderMailRetry(actor, row.tenant(), new MailRetryOrdered(row.lead(), row.mailId()));
        return CommandHttp.done(desk.handle(
                order.streamId(),
                http.terms(actor, headers, "POST /operations/mails/" + mailId + "/retry", Map.of()),
                at -> order));
    }

    /**
     * How e-mails stand.
     *
     * @param sending whether a mail server is configured
     * @param position up to which position of the ledger is known what is to be sent
     * @param head the ledger's newest position
     * @param counts how many stand where
     * @param givenUp the newest ones that were given up
     */
    record Mails(boolean sending, long position, long head, Outbox.Counts counts, List<GivenUpMail> givenUp) {}

    /**
     * An e-mail that was given up.
     *
     * @param mailId its id
     * @param tenant code of the dealer or outlet concerned
     * @param kind what it is about
     * @param recipient whom it should have gone to
     * @param user which one, of those who have the part, by id; absent: there is only one
     * @param dueAt when it was to be sent
     * @param expiresAt when it is too late
     * @param reason why it was given up
     * @param lastFailure what the mail server answered, as a code
     * @param canBeRetried whether it is not too late
     */
    record GivenUpMail(
            UUID mailId,
            String tenant,
            MailKind kind,
            Recipient recipient,
            @Nullable String user,
            Instant dueAt,
            Instant expiresAt,
            @Nullable String reason,
            @Nullable String lastFailure,
            boolean canBeRetried) {

        static GivenUpMail of(OutboxRow row, Instant now) {
            return new GivenUpMail(
                    row.mailId(),
                    row.tenant(),
                    row.kind(),
                    row.recipient(),
                    row.user() == null ? null : row.user().value(),
                    row.dueAt(),
                    row.expiresAt(),
                    row.reason(),
                    row.lastFailure(),
                    now.isBefore(row.expiresAt()));
        }
    }
}
