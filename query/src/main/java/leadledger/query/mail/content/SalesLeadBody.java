package leadledger.query.mail.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** E-mails about delivered and assigned sales leads (SA-12, SA-20). */
final class SalesLeadBody {

    private SalesLeadBody() {}

    static MailBody of(SalesLeadFacts facts, MailWords words) {
        String name = SafeText.line(facts.recipientName());
        String since = words.moment(facts.deliveredAt(), facts.outletZone());
        Map<String, String> rows = new LinkedHashMap<>();
        MailBody.put(rows, words, "label.outlet", facts.outletName());
        MailBody.put(rows, words, "label.delivered", since);
        MailBody.put(rows, words, "label.wanted", Objects.requireNonNullElse(facts.model(), ""));
        MailBody.put(rows, words, "label.campaign", Objects.requireNonNullElse(facts.campaign(), ""));
        MailBody.put(rows, words, "label.reference", facts.leadReference());
        return new MailBody(
                Map.of(
                        "recipient",
                        name,
                        "outlet",
                        SafeText.line(facts.outletName()),
                        "reference",
                        SafeText.line(facts.leadReference()),
                        "since",
                        since),
                name.isEmpty() ? "salutation.user.nameless" : "salutation.user",
                rows,
                facts.isCounting() ? List.of("clock.counting") : List.of(),
                "signature.user",
                null);
    }
}
