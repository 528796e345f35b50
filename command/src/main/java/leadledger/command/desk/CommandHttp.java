package leadledger.command.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** What every command endpoint does with headers, before and after. */
@Component
public final class CommandHttp {

    /** Header with a caller's key against doing the same thing twice. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Header with the ledger's position after a command. */
    public static final String LEDGER_POSITION = "Ledger-Position";

    private static final Pattern STRONG_ETAG = Pattern.compile("\"(\\d{1,9})\"");
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1," + IdempotencyKey.MOST_CHARACTERS + "}");

    private final JsonMapper json;
    private final ReferenceLookup references;

    CommandHttp(JsonMapper json, ReferenceLookup references) {
        this.json = json;
        this.references = references;
    }

    /**
     * The terms of a request.
     *
     * @param path the request's path, which with the body makes it this request and no other
     * @throws RefusedException when a header cannot be read
     */
    public CommandTerms terms(Actor actor, HttpHeaders headers, String path, Object body) {
        String key = headers.getFirst(IDEMPOTENCY_KEY);
        if (key != null && !KEY_FORM.matcher(key).matches()) {
            throw malformed(IDEMPOTENCY_KEY);
        }
        MarketId market = actor.market();
        return CommandTerms.of(
                LedgerIds.next(),
                expectedVersion(headers.getFirst(HttpHeaders.IF_MATCH)),
                key == null
                        ? null
                        : IdempotencyKey.of(
                                actor, key, path, json.writeValueAsString(body).getBytes(UTF_8)),
                market == null ? Set.of() : references.dealersOf(market));
    }

    private static @Nullable Integer expectedVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher matcher = STRONG_ETAG.matcher(ifMatch);
        if (!matcher.matches()) {
            throw malformed(HttpHeaders.IF_MATCH);
        }
        return Integer.valueOf(matcher.group(1));
    }

    private static RefusedException malformed(String header) {
        return new RefusedException(
                new Refusal("API-FORM", Refusal.Kind.MALFORMED, "header-malformed", header, Map.of()));
    }

    /** The lead in a path; what is no id is no lead either. */
    public static LeadId leadId(String pathSegment) {
        try {
            return new LeadId(UUID.fromString(pathSegment));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
    }

    /** 200 with version and position. */
    public static ResponseEntity<CommandAnswerBody> done(Answer answer) {
        return body(ResponseEntity.ok(), answer);
    }

    /** 201 with the new lead's address, version and position. */
    public static ResponseEntity<CommandAnswerBody> created(Answer answer, String collectionPath) {
        return body(
                ResponseEntity.created(UriComponentsBuilder.fromPath(collectionPath)
                        .pathSegment(answer.streamId().toString())
                        .build()
                        .toUri()),
                answer);
    }

    /** 200 with a body that tells more than version and position. */
    public static <T> ResponseEntity<T> done(Answer answer, T body) {
        return withHeaders(ResponseEntity.ok(), answer).body(body);
    }

    private static ResponseEntity<CommandAnswerBody> body(ResponseEntity.BodyBuilder response, Answer answer) {
        return withHeaders(response, answer)
                .body(new CommandAnswerBody(
                        answer.streamId(), answer.reference(), answer.version(), answer.position()));
    }

    private static ResponseEntity.BodyBuilder withHeaders(ResponseEntity.BodyBuilder response, Answer answer) {
        return response.eTag("\"" + answer.version() + "\"").header(LEDGER_POSITION, Long.toString(answer.position()));
    }

    /**
     * What a command answers.
     *
     * @param id the lead, or the item of reference data
     * @param reference its short reference, or its code
     * @param version its version, as in the ETag
     * @param position the ledger's position of the command's last event, as in {@code Ledger-Position}
     */
    public record CommandAnswerBody(UUID id, String reference, int version, long position) {}
}
