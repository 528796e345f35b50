package leadledger.query.accesslog;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /access-log}: for auditors (AC-05). */
@RestController
@Tag(name = "Access log")
class AccessLogApi {

    private static final int MOST_ENTRIES = 200;
    private static final String DEFAULT_ENTRIES = "50";
    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;
    private static final int EARLIEST_YEAR = 1;
    private static final int LATEST_YEAR = 9999;
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._:|-]{1,128}");

    private final LoggedAccesses accesses;
    private final AccessLog log;

    AccessLogApi(LoggedAccesses accesses, AccessLog log) {
        this.accesses = accesses;
        this.log = log;
    }

    @Operation(
            operationId = "accessLog",
            summary = "Who read personal data, and what was refused, newest first (AC-05)",
            description = "For auditors. Read on with `nextCursor`. Reading this log is itself logged.")
    @GetMapping("/api/v1/access-log")
    Entries entries(
            @Parameter(description = "Entries at most, 1 to 200") @RequestParam(defaultValue = DEFAULT_ENTRIES)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "RFC 3339; logged at or after") @RequestParam(required = false) @Nullable
                    String from,
            @Parameter(description = "RFC 3339; logged before") @RequestParam(required = false) @Nullable String to,
            @Parameter(description = "User id, as in the token's `sub`") @RequestParam(required = false) @Nullable
                    String subject,
            @RequestParam(required = false) @Nullable UUID leadId,
            @Parameter(description = "Such as `READ_LEAD` or `REFUSED`") @RequestParam(required = false) @Nullable
                    String action,
            @Parameter(description = "HTTP status of the answer") @RequestParam(required = false) @Nullable
                    Integer status,
            @RequestParam(required = false) @Nullable String role,
            Actor actor) {
        if (actor.role() != Role.AUDITOR) {
            throw new RefusedException(Refusal.ofRole("AC-05"));
        }
        Parameters read = new Parameters();
        AccessLogQuery query = new AccessLogQuery(
                read.limit(limit),
                read.cursor(cursor),
                read.moment("from", from),
                read.moment("to", to),
                read.subject(subject),
                leadId,
                read.oneOf("action", action, AccessAction.values()),
                read.status(status),
                read.oneOf("role", role, Role.values()));
        read.refuseFaults();
        LoggedAccesses.Page page = log.release(
                accesses.read(query),
                new Disclosure(actor, AccessAction.READ_ACCESS_LOG, null),
                shown -> shown.entries().size());
        LoggedAccess last = page.more() ? page.entries().getLast() : null;
        return new Entries(page.entries(), last == null ? null : new AccessCursor(last.at(), last.sequence()).text());
    }

    /** Reads query parameters and gathers what is wrong with them. */
    private static final class Parameters {

        private final List<Refusal> faults = new ArrayList<>();

        private void fault(String code, String parameter) {
            faults.add(Refusal.ofValue("API-LIST", code, parameter));
        }

        int limit(int limit) {
            if (limit < 1 || limit > MOST_ENTRIES) {
                faults.add(Refusal.ofValue("API-LIST", "limit-out-of-range", "limit")
                        .with("most", MOST_ENTRIES));
            }
            return limit;
        }

        @Nullable
        AccessCursor cursor(@Nullable String text) {
            Optional<AccessCursor> cursor = text == null
                    ? Optional.empty()
                    : AccessCursor.parse(text).filter(place -> isOfOurYears(place.at()));
            if (text != null && cursor.isEmpty()) {
                fault("not-a-cursor", "cursor");
            }
            return cursor.orElse(null);
        }

        private static boolean isOfOurYears(Instant moment) {
            return moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
        }

        @Nullable
        Instant moment(String parameter, @Nullable String text) {
            if (text == null) {
                return null;
            }
            try {
                OffsetDateTime moment = OffsetDateTime.parse(text);
                if (moment.getYear() >= EARLIEST_YEAR && moment.getYear() <= LATEST_YEAR) {
                    return moment.toInstant();
                }
            } catch (DateTimeException e) {
                // as any other text that is no moment
            }
            fault("not-a-moment", parameter);
            return null;
        }

        @Nullable
        String subject(@Nullable String text) {
            if (text != null && !SUBJECT.matcher(text).matches()) {
                fault("characters-not-allowed", "subject");
            }
            return text;
        }

        @Nullable
        Integer status(@Nullable Integer status) {
            if (status != null && (status < LOWEST_STATUS || status > HIGHEST_STATUS)) {
                fault("not-a-code", "status");
            }
            return status;
        }

        @Nullable
        String oneOf(String parameter, @Nullable String name, Enum<?>[] values) {
            if (name != null
                    && Arrays.stream(values).noneMatch(value -> value.name().equals(name))) {
                faults.add(Refusal.ofValue("API-LIST", "not-one-of", parameter)
                        .with("allowed", Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "))));
            }
            return name;
        }

        void refuseFaults() {
            if (!faults.isEmpty()) {
                throw new RefusedException(faults);
            }
        }
    }

    /**
     * A page of the access log.
     *
     * @param entries newest first
     * @param nextCursor for the next page; absent: there are no older entries
     */
    record Entries(List<LoggedAccess> entries, @Nullable String nextCursor) {}
}
