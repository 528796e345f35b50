package leadledger.query.bell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScopes;
import leadledger.query.bell.BellApi.NotificationBody;
import leadledger.query.bell.BellApi.Unread;
import leadledger.query.lead.LeadReader;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /notifications/stream}: server-sent events. The request's own virtual thread waits and writes; it holds no
 * connection to the database while it waits.
 */
@RestController
@Tag(name = "Bell")
class BellStreamApi {

    private static final Logger LOG = LoggerFactory.getLogger(BellStreamApi.class);
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String POSITION = "\\d{1,18}";

    private final NotificationRelay relay;
    private final Notifications notifications;
    private final ReadScopes scopes;
    private final Projections projections;
    private final PostgresLedger ledger;
    private final CallersToken token;
    private final JsonMapper json;

    BellStreamApi(
            NotificationRelay relay,
            Notifications notifications,
            ReadScopes scopes,
            Projections projections,
            PostgresLedger ledger,
            CallersToken token,
            JsonMapper json) {
        this.relay = relay;
        this.notifications = notifications;
        this.scopes = scopes;
        this.projections = projections;
        this.ledger = ledger;
        this.token = token;
        this.json = json;
    }

    @Operation(
            operationId = "notificationStream",
            summary = "What the user is told, as it happens (server-sent events)",
            description = "Events `notification`, `ready`, `reset` and `end`. Each `id` is a position of the ledger:"
                    + " sent as `Last-Event-ID`, what came after it is told first.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @GetMapping(path = "/api/v1/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @Parameter(description = "`id` of the last event that the client got, or `position` of its list")
                    @RequestHeader(name = LAST_EVENT_ID, required = false)
                    @Nullable
                    String lastEventId,
            Actor actor,
            HttpServletResponse response) {
        Reader reader = Reader.of(actor, scopes);
        Long last = lastEventId == null ? null : position(lastEventId);
        serve(reader, last, token.left(), response);
    }

    /**
     * Writes a stream until the client goes, the time is over, or it is ended from elsewhere.
     *
     * @param last position of the last event that the client got; none: it has got none
     */
    void serve(Reader reader, @Nullable Long last, Duration atMost, HttpServletResponse response) {
        long endsAt = System.nanoTime() + atMost.toNanos();
        NotificationStream stream = relay.open(reader);
        try {
            Beginning beginning = beginning(stream, last);
            Events events = new Events(response, json);
            begin(events, stream, beginning);
            goOn(events, stream, beginning.toldUpTo(), endsAt);
        } catch (IOException e) {
            LOG.debug("a client of notifications has gone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            relay.close(stream);
        }
    }

    private static long position(String lastEventId) {
        if (!lastEventId.matches(POSITION)) {
            throw new RefusedException(
                    new Refusal("API-FORM", Refusal.Kind.MALFORMED, "header-malformed", LAST_EVENT_ID, Map.of()));
        }
        return Long.parseLong(lastEventId);
    }

    /**
     * How a stream begins.
     *
     * @param missed what the client missed, oldest first; none: it missed too much, or was never there
     * @param reset whether the client must read the list anew
     * @param toldUpTo what comes after this position is told as it happens
     */
    private record Beginning(List<Notification> missed, boolean reset, long toldUpTo) {}

    private Beginning beginning(NotificationStream stream, @Nullable Long last) {
        if (last == null) {
            return new Beginning(List.of(), false, stream.from());
        }
        if (last >= stream.from()) {
            // Another node was quicker than this one; or the ledger is not the one that the client knows.
            return last > ledger.head()
                    ? new Beginning(List.of(), true, stream.from())
                    : new Beginning(List.of(), false, last);
        }
        projections.awaitVisible(BellProjection.NAME, stream.from(), LeadReader.LONGEST_WAIT);
        int most = relay.settings().missedAtMost();
        List<Notification> missed = notifications.between(stream.reader(), last, stream.from(), most + 1);
        return missed.size() > most
                ? new Beginning(List.of(), true, stream.from())
                : new Beginning(missed, false, stream.from());
    }

    private void begin(Events events, NotificationStream stream, Beginning beginning) throws IOException {
        events.open(relay.settings().retry());
        // Each event says how far the client has come, so the one for the present is not sent before what was missed.
        for (Notification missed : beginning.missed()) {
            events.send("notification", missed.position(), NotificationBody.of(missed, false));
        }
        if (beginning.reset()) {
            events.send("reset", beginning.toldUpTo(), new Place(beginning.toldUpTo()));
        }
        Unread unread = Unread.of(notifications.bell(stream.reader()).unread());
        events.send("ready", beginning.toldUpTo(), new Ready(beginning.toldUpTo(), unread));
        events.flush();
    }

    private void goOn(Events events, NotificationStream stream, long toldUpTo, long endsAt)
            throws IOException, InterruptedException {
        Duration heartbeat = relay.settings().heartbeat();
        while (true) {
            Duration left = Duration.ofNanos(endsAt - System.nanoTime());
            if (!left.isPositive()) {
                events.send("end", null, new End(End.Reason.TOKEN_EXPIRED));
                events.flush();
                return;
            }
            List<Notification> news = stream.take(left.compareTo(heartbeat) < 0 ? left : heartbeat);
            if (stream.isEnded()) {
                return;
            }
            if (news.isEmpty()) {
                events.heartbeat();
            } else {
                send(events, stream.reader(), news, toldUpTo);
            }
            events.flush();
        }
    }

    private void send(Events events, Reader reader, List<Notification> news, long toldUpTo) throws IOException {
        // Read each time: the user may have selected otherwise since, at any node.
        List<Reader.Place> shown = notifications.shown(reader);
        for (Notification told : news) {
            if (told.position() > toldUpTo && Reader.isTold(told.told(), shown)) {
                events.send("notification", told.position(), NotificationBody.of(told, false));
            }
        }
    }

    /**
     * Everything up to here was told, and what comes is told as it happens.
     *
     * @param position of the ledger
     * @param unread how many are unread of what the bell shows
     */
    record Ready(long position, Unread unread) {}

    /**
     * The client missed more than can be told: it is to read the list anew.
     *
     * @param position what comes after it is told
     */
    record Place(long position) {}

    /**
     * The stream ends.
     *
     * @param reason why
     */
    record End(Reason reason) {
        enum Reason {
            /** The client needs a new token to connect anew. */
            TOKEN_EXPIRED
        }
    }

    /** Writes server-sent events. */
    private static final class Events {

        private final HttpServletResponse response;
        private final JsonMapper json;

        Events(HttpServletResponse response, JsonMapper json) {
            this.response = response;
            this.json = json;
        }

        void open(Duration retry) throws IOException {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // A proxy that gathers the answer would keep the news to itself.
            response.setHeader("X-Accel-Buffering", "no");
            write("retry: " + retry.toMillis() + "\n\n");
        }

        void send(String event, @Nullable Long id, Object data) throws IOException {
            write("event: " + event + "\n" + (id == null ? "" : "id: " + id + "\n") + "data: "
                    + json.writeValueAsString(data) + "\n\n");
        }

        void heartbeat() throws IOException {
            write(": still here\n\n");
        }

        private void write(String text) throws IOException {
            OutputStream out = response.getOutputStream();
            out.write(text.getBytes(UTF_8));
        }

        void flush() throws IOException {
            response.flushBuffer();
        }
    }
}
