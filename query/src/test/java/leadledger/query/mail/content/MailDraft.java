package leadledger.query.mail.content;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail with everything filled in that a test does not care about.
 *
 * <p>Example: {@code MailDraft.of(REMINDER, CUSTOMER).named("ヤマダ").composed(Locale.JAPANESE)}.
 */
final class MailDraft {

    static final UUID INVITATION = UUID.fromString("019abcde-0000-7000-8000-000000000009");
    static final Instant CAUSED_AT = Instant.parse("2026-12-01T01:02:03.456Z");

    private static final MailComposer COMPOSER =
            new MailComposer(new InvitationPolicy(InvitationPolicy.DEFAULT_LENGTH, "no-reply@leadledger.example"));

    private final MailKind kind;
    private final Recipient recipient;
    private String customer = "山田 花子";
    private @Nullable String customerEmail = "hanako@customer.example";
    private String dealer = "アフターセールス東京 (Tokyo)";
    private @Nullable String dealerEmail = "service@tokyo.example";
    private ZoneId zone = ZoneId.of("Asia/Tokyo");
    private Instant appointment = Instant.parse("2026-12-24T06:30:00Z");
    private int sequence;

    private MailDraft(MailKind kind, Recipient recipient) {
        this.kind = kind;
        this.recipient = recipient;
    }

    static MailDraft of(MailKind kind, Recipient recipient) {
        return new MailDraft(kind, recipient);
    }

    MailDraft named(String name) {
        customer = name;
        return this;
    }

    MailDraft customerEmail(@Nullable String email) {
        customerEmail = email;
        return this;
    }

    MailDraft dealer(String name, @Nullable String email, String zoneId) {
        dealer = name;
        dealerEmail = email;
        zone = ZoneId.of(zoneId);
        return this;
    }

    MailDraft at(String moment) {
        appointment = Instant.parse(moment);
        return this;
    }

    MailDraft sequence(int number) {
        sequence = number;
        return this;
    }

    PlannedMail plan() {
        boolean about = kind != MailKind.RECONTACT;
        return new PlannedMail(
                UUID.fromString("019abcde-0000-7000-8000-000000000005"),
                new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                "JP-TOKYO",
                UUID.fromString("019abcde-0000-7000-8000-000000000004"),
                17,
                kind,
                recipient,
                null,
                CAUSED_AT,
                appointment,
                about ? INVITATION : null,
                sequence,
                about ? appointment : null,
                kind == MailKind.RESCHEDULE ? Instant.parse("2026-12-22T01:00:00Z") : null);
    }

    AppointmentFacts facts() {
        return new AppointmentFacts(
                "AL-2026-000123",
                customer,
                customerEmail,
                Locale.JAPANESE,
                dealer,
                dealerEmail,
                zone,
                Locale.JAPANESE,
                "Berlina 3.0 V6",
                CAUSED_AT);
    }

    MailContent composed(Locale language) {
        return COMPOSER.compose(plan(), facts(), language);
    }
}
