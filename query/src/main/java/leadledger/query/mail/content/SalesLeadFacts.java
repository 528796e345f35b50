package leadledger.query.mail.content;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What an e-mail about a delivered or assigned sales lead tells, and whom it goes to (SA-12, SA-20). Nothing about the
 * customer: who is to know more reads it in the service.
 *
 * @param leadReference the lead's reference for people
 * @param recipientName the recipient's name
 * @param recipientEmail the recipient's address; none: it cannot be written to
 * @param language in which the recipient is written to
 * @param outletName the name of the outlet
 * @param outletZone the outlet's local time
 * @param deliveredAt when the lead was delivered
 * @param model the model wanted; none: not said
 * @param campaign the campaign in the recipient's language; none: of no campaign
 * @param isCounting whether the time to first follow-up still counts
 */
public record SalesLeadFacts(
        String leadReference,
        String recipientName,
        @Nullable String recipientEmail,
        Locale language,
        String outletName,
        ZoneId outletZone,
        Instant deliveredAt,
        @Nullable String model,
        @Nullable String campaign,
        boolean isCounting)
        implements MailFacts {

    /**
     * The facts for an e-mail, by what is known when it is sent.
     *
     * @param mail the e-mail
     * @param events the lead's history, in order, at least up to the e-mail's cause
     * @param reference reference data
     */
    public static SalesLeadFacts of(PlannedMail mail, List<Recorded<SalesEvent>> events, ReferenceLookup reference) {
        OutletDefined outlet = reference
                .outlet(new OutletId(mail.tenant()))
                .orElseThrow(() -> new IllegalArgumentException("reference data lacks the outlet of a lead"));
        Optional<UserDefined> user =
                reference.user(Objects.requireNonNull(mail.user(), "an e-mail about a sales lead goes to a user"));
        MailLanguage language =
                MailLanguage.of(Locale.of(user.map(UserDefined::language).orElse("")));
        Told told = new Told(events);
        return new SalesLeadFacts(
                told.captured.reference(),
                user.map(UserDefined::name).orElse(""),
                user.map(UserDefined::email).orElse(null),
                language.locale(),
                outlet.name(),
                outlet.zone(),
                told.deliveredAt,
                told.model,
                campaign(told.captured.campaign(), language, reference),
                told.isCounting);
    }

    private static @Nullable String campaign(
            @Nullable String campaign, MailLanguage language, ReferenceLookup reference) {
        return campaign == null
                ? null
                : reference
                        .campaign(campaign)
                        .map(defined -> nameIn(language, defined.names()))
                        .orElse(campaign);
    }

    private static String nameIn(MailLanguage language, Names names) {
        return switch (language) {
            case JAPANESE -> names.ja();
            case ENGLISH -> names.en();
            case ITALIAN -> names.it();
        };
    }

    /** What a history tells. */
    private static final class Told {

        private final LeadCaptured captured;
        private final Instant deliveredAt;
        private @Nullable String model;
        private final boolean isCounting;

        Told(List<Recorded<SalesEvent>> events) {
            if (events.isEmpty() || !(events.getFirst().event() instanceof LeadCaptured first)) {
                throw new IllegalArgumentException("a lead begins with its capture");
            }
            captured = first;
            model = first.wishes().model();
            Instant delivered = null;
            boolean isFollowedUp = false;
            boolean isSetAside = false;
            for (Recorded<SalesEvent> recorded : events) {
                if (recorded.event() instanceof LeadCompleted completed) {
                    model = completed.wishes().model();
                } else if (recorded.event() instanceof LeadDelivered to) {
                    delivered = to.deliveredAt(recorded.recordedAt());
                } else if (recorded.event() instanceof FollowUpTaskUpdated task) {
                    isFollowedUp |= task.state() != TaskState.NEW;
                } else if (recorded.event() instanceof LeadMarkedOutOfScope) {
                    isSetAside = true;
                } else if (recorded.event() instanceof OutOfScopeMarkTakenBack) {
                    isSetAside = false;
                }
            }
            deliveredAt = Optional.ofNullable(delivered)
                    .orElseThrow(() -> new IllegalArgumentException("the lead was not delivered"));
            isCounting = !isFollowedUp && !isSetAside;
        }
    }

    @Override
    public @Nullable String addressOf(Recipient recipient) {
        return recipientEmail;
    }

    @Override
    public Locale languageOf(Recipient recipient) {
        return language;
    }
}
