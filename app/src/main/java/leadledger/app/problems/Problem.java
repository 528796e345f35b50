package leadledger.app.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service answers when it does not do what was asked: {@code application/problem+json} (RFC 9457). Nothing in it
 * comes from the request but names of fields. It has no {@code instance}: an address can hold personal data.
 *
 * @param type {@code urn:lead-ledger:problem:} and the finding's code; with several findings, {@code several-findings}
 * @param title what it is, in a few words
 * @param status the HTTP status
 * @param detail what was found, in a sentence
 * @param rule the rule behind the first finding; absent where no rule is, such as for an outage
 * @param field the input at fault, if there is one finding and it is about one
 * @param findings everything that was found, the deciding one first
 * @param traceId under which the service's log speaks of this answer
 * @param currentVersion with 412: the lead's version now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "rule", "field", "findings", "traceId", "currentVersion"})
@Schema(name = "Problem")
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable String rule,
        @Nullable String field,
        List<Finding> findings,
        String traceId,
        @Nullable Integer currentVersion) {

    /** Begins every {@code type}; the code follows. */
    static final String TYPE_PREFIX = "urn:lead-ledger:problem:";

    public Problem {
        findings = List.copyOf(findings);
    }

    /** The code under which its texts are filed. */
    public String code() {
        return type.toString().substring(TYPE_PREFIX.length());
    }

    /**
     * One thing that was found.
     *
     * @param rule the rule behind it
     * @param code its stable name
     * @param field the input at fault, if any
     * @param detail what was found, in a sentence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"rule", "code", "field", "detail"})
    @Schema(name = "Finding")
    public record Finding(
            String rule, String code, @Nullable String field, String detail) {}
}
