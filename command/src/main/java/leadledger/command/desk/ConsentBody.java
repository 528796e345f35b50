package leadledger.command.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import leadledger.events.shared.Consents;
import org.jspecify.annotations.Nullable;

/**
 * One consent as a client tells it, in both processes.
 *
 * @param agreed yes or no
 * @param on the day on which the customer said so, ISO 8601
 */
public record ConsentBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Boolean agreed,

        @Schema(format = "date", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String on) {

    /** The consents of a request's member {@code consents}, by the names of {@link Consents.Kind}. */
    public static Consents read(Fields fields, @Nullable Map<String, @Nullable ConsentBody> consents) {
        if (consents == null) {
            return Consents.NONE;
        }
        Map<Consents.Kind, Consents.Consent> answers = new EnumMap<>(Consents.Kind.class);
        consents.forEach((name, given) -> {
            String field = "consents." + name;
            Consents.Kind kind = fields.oneOf("consents", name, Consents.Kind.class);
            if (kind == null) {
                return;
            }
            if (given == null || given.agreed == null) {
                fields.fault("field-required", field + ".agreed");
                return;
            }
            LocalDate day = fields.requiredDay(field + ".on", given.on);
            if (day != null) {
                answers.put(kind, new Consents.Consent(given.agreed, day));
            }
        });
        return new Consents(answers);
    }
}
