package leadledger.app.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as answers, for endpoints and filters alike. */
@Component
public class Problems {

    private static final String CURRENT_VERSION = "currentVersion";
    private static final String SEVERAL_FINDINGS = "several-findings";

    /** Its own, so that no setting of the service changes how a problem looks. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Whoever is told this tried something that was not let through (AC-05). */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 429);

    private static final String UNAUTHENTICATED = "unauthenticated";

    private final RefusalWords words;
    private final RefusalLog log;

    Problems(RefusalWords words, RefusalLog log) {
        this.words = words;
        this.log = log;
    }

    /**
     * Answers with a problem behind which there is no rule. Headers that were set before stay.
     *
     * @param code under which its texts are filed
     */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status, String code)
            throws IOException {
        write(request, response, status, code, TraceId.next());
    }

    /** Answers with a problem of which nothing is known but its status. */
    void writeStatus(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status, TraceId traceId)
            throws IOException {
        write(request, response, status, code(status), traceId);
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatusCode status,
            String code,
            TraceId traceId)
            throws IOException {
        ProblemLanguage language = ProblemLanguage.of(request);
        Problem problem = new Problem(
                type(code),
                words.title(code, language),
                status.value(),
                words.detail(code, Map.of(), language),
                null,
                null,
                List.of(),
                traceId.text(),
                null);
        write(request, response, language, problem);
    }

    private static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "content-too-large";
            case 415 -> "media-type-not-supported";
            case 429 -> "too-many-requests";
            case 503 -> "service-unavailable";
            default -> status.is5xxServerError() ? "internal-error" : "request-malformed";
        };
    }

    /** Answers with what the rules found: at least one refusal. */
    public void write(HttpServletRequest request, HttpServletResponse response, List<Refusal> refusals)
            throws IOException {
        List<Refusal> shown = shown(refusals);
        ProblemLanguage language = ProblemLanguage.of(request);
        Problem problem = shown.size() == 1 ? problem(shown.getFirst(), language) : problem(shown, language);
        if (problem.currentVersion() != null) {
            response.setHeader(HttpHeaders.ETAG, "\"" + problem.currentVersion() + "\"");
        }
        write(request, response, language, problem);
    }

    /** The deciding one first. Whoever may not see or do a thing learns nothing about it beyond that (AC-01). */
    private static List<Refusal> shown(List<Refusal> refusals) {
        List<Refusal> inOrder =
                refusals.stream().sorted(Comparator.comparing(Refusal::kind)).toList();
        return switch (inOrder.getFirst().kind()) {
            case UNKNOWN, ROLE, VERSION -> inOrder.subList(0, 1);
            case MALFORMED, STATE, VALUE -> inOrder;
        };
    }

    private Problem problem(Refusal only, ProblemLanguage language) {
        String version = only.arguments().get(CURRENT_VERSION);
        return new Problem(
                type(only.code()),
                words.title(only.code(), language),
                status(only.kind()).value(),
                words.detail(only.code(), only.arguments(), language),
                only.rule(),
                only.field(),
                List.of(finding(only, language)),
                TraceId.next().text(),
                version == null ? null : Integer.valueOf(version));
    }

    private Problem problem(List<Refusal> several, ProblemLanguage language) {
        Refusal first = several.getFirst();
        return new Problem(
                type(SEVERAL_FINDINGS),
                words.title(SEVERAL_FINDINGS, language),
                status(first.kind()).value(),
                words.detail(SEVERAL_FINDINGS, Map.of("count", Integer.toString(several.size())), language),
                first.rule(),
                null,
                several.stream().map(refusal -> finding(refusal, language)).toList(),
                TraceId.next().text(),
                null);
    }

    private Problem.Finding finding(Refusal refusal, ProblemLanguage language) {
        return new Problem.Finding(
                refusal.rule(),
                refusal.code(),
                refusal.field(),
                words.detail(refusal.code(), refusal.arguments(), language));
    }

    /** Also 400, if a token was sent in a way that RFC 6750 forbids. */
    private static boolean isRefusal(Problem problem) {
        return REFUSED.contains(problem.status()) || problem.code().equals(UNAUTHENTICATED);
    }

    private static URI type(String code) {
        return URI.create(Problem.TYPE_PREFIX + code);
    }

    private static HttpStatus status(Kind kind) {
        return switch (kind) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case ROLE -> HttpStatus.FORBIDDEN;
            case VERSION -> HttpStatus.PRECONDITION_FAILED;
            case STATE -> HttpStatus.CONFLICT;
            case VALUE -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, ProblemLanguage language, Problem problem)
            throws IOException {
        if (isRefusal(problem)) {
            log.refused(request, problem);
        }
        if (response.isCommitted()) {
            // Part of another answer is on its way; words in the middle of it would only garble it.
            return;
        }
        byte[] body = JSON.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.locale().toLanguageTag());
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.getOutputStream().write(body);
    }
}
