package leadledger.command.imports;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.importlead.SourceField;
import leadledger.command.desk.CustomerBody;
import leadledger.command.desk.Fields;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Brings another system's values into our words, and finds what is none. Reference data that is out of use will do: it was in
 * use then. To headquarters another market's dealer is as none (AC-01).
 */
final class SourceValues {

    private static final int ID = 64;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final String YES = "true";
    private static final String NO = "false";

    private final ImportMapping mapping;
    private final ImportMapping.Dates dates;
    private final ReferenceLookup references;
    private final Set<DealerId> dealers;

    SourceValues(ImportMapping mapping, ReferenceLookup references, MarketId market) {
        this.mapping = mapping;
        this.dates = mapping.dates();
        this.references = references;
        this.dealers = references.dealersOf(market);
    }

    ImportMapping.Dates dates() {
        return dates;
    }

    /** The value in our words; null, with a fault, if it is none, and null without if it is empty. */
    @Nullable
    String read(Fields fields, SourceField field, String text) {
        if (Fields.isBlank(text)) {
            return null;
        }
        String key = field.key();
        String value = mapping.meaning(field, text);
        return switch (field.kind()) {
            case ID -> fields.text(key, value, ID);
            case MOMENT -> moment(fields, key, value);
            case ATTEMPT -> attempt(fields, key, value);
            case DAY -> {
                Optional<LocalDate> day = dates.day(value);
                if (day.isEmpty()) {
                    fields.fault("not-a-day", key);
                }
                yield day.map(LocalDate::toString).orElse(null);
            }
            case FLAG ->
                fields.matching(key, value, flag -> flag.equals(YES) || flag.equals(NO), "not-yes-or-no", "LG-40");
            case DEALER ->
                fields.matching(
                        key,
                        value,
                        code -> DealerId.isWellFormed(code) && dealers.contains(new DealerId(code)),
                        "unknown-dealer",
                        "LG-40");
            case STATUS -> name(fields.oneOf(key, value, LeadStatus.class));
            case LEAD_TYPE -> name(fields.oneOf(key, value, LeadType.class));
            case CHANNEL -> name(fields.oneOf(key, value, ContactChannel.class));
            case OUTCOME -> name(fields.oneOf(key, value, ContactOutcome.class));
            case SOURCE ->
                fields.matching(key, value, code -> references.source(code).isPresent(), "unknown-source", "LG-40");
            case CAMPAIGN ->
                fields.matching(key, value, code -> references.campaign(code).isPresent(), "unknown-campaign", "LG-40");
            case CLOSE_REASON ->
                fields.matching(
                        key, value, code -> references.closeReason(code).isPresent(), "unknown-close-reason", "LG-40");
            case VIN -> fields.matching(key, value, Vin::isCorrect, "not-a-vin", "AS-30");
            case NAME -> fields.text(key, value, CustomerBody.NAME);
            case PHONE -> fields.text(key, value, CustomerBody.PHONE);
            case ADDRESS -> fields.text(key, value, CustomerBody.ADDRESS);
            case EMAIL -> fields.matching(key, value, CustomerBody.EMAIL, "not-an-email-address");
            case LANGUAGE -> fields.matching(key, value, LANGUAGE, "not-a-language-code");
            case COUNTRY -> fields.matching(key, value, COUNTRY, "not-a-country-code");
            case NOTE -> fields.text(key, value, RequestDetailsBody.NOTE);
            case NOTHING -> null;
        };
    }

    private @Nullable String moment(Fields fields, String key, String value) {
        Optional<String> moment = dates.moment(value).map(Object::toString);
        if (moment.isEmpty()) {
            fields.fault("not-a-moment", key);
        }
        return moment.orElse(null);
    }

    /** A box that is not ticked says nothing. */
    private @Nullable String attempt(Fields fields, String key, String value) {
        if (value.equals(NO)) {
            return null;
        }
        return value.equals(YES) ? YES : moment(fields, key, value);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }
}
