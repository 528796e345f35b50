package leadledger.app.problems;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Tells what of a body could not be read: the name of the field, never its value. */
final class UnreadableBody {

    /** What a field's name can look like; anything else may be data that somebody put in the place of a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private UnreadableBody() {}

    static Refusal refusal(HttpMessageNotReadableException exception) {
        return switch (exception.getCause()) {
            case null -> malformed("body-missing", null);
            case UnrecognizedPropertyException unknown ->
                new Refusal("AC-02", Kind.MALFORMED, "unknown-field", field(unknown.getPath()), Map.of());
            case MismatchedInputException mismatched
            when !mismatched.getPath().isEmpty() -> malformed("wrong-type", field(mismatched.getPath()));
            default -> malformed("body-malformed", null);
        };
    }

    private static Refusal malformed(String code, @Nullable String field) {
        return new Refusal("API-FORM", Kind.MALFORMED, code, field, Map.of());
    }

    /** The path as far as it consists of names, such as {@code request.preferredDateTimes[0]}. */
    private static @Nullable String field(List<JacksonException.Reference> path) {
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : path) {
            @Nullable String name = step.getPropertyName();
            if (name == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else if (NAME.matcher(name).matches()) {
                field.append(field.isEmpty() ? "" : ".").append(name);
            } else {
                break;
            }
        }
        return field.isEmpty() ? null : field.toString();
    }
}
