package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.Schema;
import leadledger.command.desk.Fields;
import leadledger.events.reference.Names;
import org.jspecify.annotations.Nullable;

/**
 * Names as a client tells them; all three are required.
 *
 * @param ja in Japanese
 * @param en in English
 * @param it in Italian
 */
record NamesBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = LONGEST) @Nullable
        String ja,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = LONGEST) @Nullable
        String en,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = LONGEST) @Nullable
        String it) {

    /** Most characters of a name. */
    static final int LONGEST = 80;

    private static final Names NONE = new Names("", "", "");

    /** Not to be used where the fields have a fault. */
    static Names read(Fields fields, String field, @Nullable NamesBody given) {
        if (given == null) {
            fields.fault("field-required", field);
            return NONE;
        }
        return new Names(
                text(fields, field + ".ja", given.ja),
                text(fields, field + ".en", given.en),
                text(fields, field + ".it", given.it));
    }

    private static String text(Fields fields, String field, @Nullable String given) {
        String text = fields.requiredText(field, given, LONGEST);
        return text == null ? "" : text;
    }
}
