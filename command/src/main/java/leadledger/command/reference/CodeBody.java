package leadledger.command.reference;

import java.util.regex.Pattern;
import leadledger.command.desk.Fields;
import org.jspecify.annotations.Nullable;

/** Codes of reference data have the form that leads can refer to. */
final class CodeBody {

    /** What the OpenAPI says of a code. */
    static final String FORM = "[A-Z0-9][A-Z0-9_-]{0,39}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private CodeBody() {}

    /** The code; null where it is missing or misspelt. */
    static @Nullable String read(Fields fields, String field, @Nullable String given) {
        return fields.required(field, given) ? fields.matching(field, given, PATTERN, "not-a-code") : null;
    }
}
