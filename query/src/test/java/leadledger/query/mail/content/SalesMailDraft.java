package leadledger.query.mail.content;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;

/** An e-mail about a sales lead with everything filled in that a test does not care about. */
record SalesMailDraft(SalesLeadFacts facts) {

    static final SalesMailDraft JAPANESE = new SalesMailDraft(new SalesLeadFacts(
            "SL-2026-000123",
            "鈴木 一郎",
            "suzuki@shibuya.example",
            Locale.JAPANESE,
            "アルファ渋谷",
            ZoneId.of("Asia/Tokyo"),
            Instant.parse("2026-12-01T01:00:00Z"),
            "Berlina 3.0 V6",
            "冬の試乗フェア",
            true));

    static final SalesMailDraft ITALIAN = new SalesMailDraft(new SalesLeadFacts(
            "SL-2026-000123",
            "Lucia Bianchi",
            "bianchi@milano.example",
            Locale.ITALIAN,
            "Alfa Milano Centro",
            ZoneId.of("Europe/Rome"),
            Instant.parse("2026-12-01T09:00:00Z"),
            "Berlina 3.0 V6",
            "Inverno in pista",
            true));

    private static final MailComposer COMPOSER =
            new MailComposer(new InvitationPolicy(InvitationPolicy.DEFAULT_LENGTH, "no-reply@leadledger.example"));

    SalesMailDraft in(Locale language) {
        return new SalesMailDraft(new SalesLeadFacts(
                facts.leadReference(),
                facts.recipientName(),
                facts.recipientEmail(),
                language,
                facts.outletName(),
                facts.outletZone(),
                facts.deliveredAt(),
                facts.model(),
                facts.campaign(),
                facts.isCounting()));
    }

    static PlannedMail plan(MailKind kind, Recipient recipient) {
        Instant dueAt = Instant.parse("2026-12-01T01:00:00.400Z");
        return new PlannedMail(
                UUID.fromString("019abcde-0000-7000-8000-000000000005"),
                new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                "JP-TOKYO.SHIBUYA",
                UUID.fromString("019abcde-0000-7000-8000-000000000004"),
                17,
                kind,
                recipient,
                new UserId("u-4711"),
                dueAt,
                dueAt.plus(Duration.ofDays(3)),
                null,
                0,
                null,
                null);
    }

    MailContent composed(MailKind kind, Recipient recipient) {
        return COMPOSER.compose(plan(kind, recipient), facts, facts.language());
    }
}
