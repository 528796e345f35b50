package leadledger.query.bell;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScopes;
import leadledger.query.bell.Notifications.Item;
import leadledger.query.lead.LeadReader;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /notifications}: the bell's list, what is read of it, and what it is to show. */
@RestController
@RequestMapping("/api/v1/notifications")
@Tag(name = "Bell")
class BellApi {

    private static final int MOST_ROWS = 200;
    private static final String DEFAULT_ROWS = "50";

    private final Notifications notifications;
    private final ReaderStates states;
    private final Projections projections;
    private final PostgresLedger ledger;
    private final ReadScopes scopes;

    BellApi(
            Notifications notifications,
            ReaderStates states,
            Projections projections,
            PostgresLedger ledger,
            ReadScopes scopes) {
        this.notifications = notifications;
        this.states = states;
        this.projections = projections;
        this.ledger = ledger;
        this.scopes = scopes;
    }

    @Operation(
            operationId = "notifications",
            summary = "What the user is told, newest first, and how much of it is unread",
            description =
                    "For a dealer's people, an outlet's managers, and sales staff. Read on with `nextCursor`. To be told of what comes after, open"
                            + " `/notifications/stream` with `position` as `Last-Event-ID`.")
    @GetMapping
    NotificationList list(
            @Parameter(description = "Notifications at most, 1 to 200") @RequestParam(defaultValue = DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Only what is unread") @RequestParam(defaultValue = "false") boolean unread,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        Reader reader = Reader.of(actor, scopes);
        if (limit < 1 || limit > MOST_ROWS) {
            throw new RefusedException(
                    Refusal.ofValue("API-LIST", "limit-out-of-range", "limit").with("most", MOST_ROWS));
        }
        NotificationCursor after = cursor == null
                ? NotificationCursor.START
                : NotificationCursor.parse(cursor).orElseThrow(() -> new RefusedException(NotificationCursor.UNKNOWN));
        if (minPosition != null) {
            projections.awaitVisible(BellProjection.NAME, LeadReader.position(minPosition), LeadReader.LONGEST_WAIT);
        }
        // Asked before the rows are read: whatever is in up to here is among them.
        long position = projections.visiblePosition(BellProjection.NAME);
        Notifications.Page page = notifications.page(reader, after, limit, unread);
        String next = page.more()
                ? NotificationCursor.after(page.items().getLast().notification())
                        .text()
                : null;
        return new NotificationList(
                page.items().stream().map(NotificationBody::of).toList(),
                next,
                Unread.of(page.bell().unread()),
                sorted(page.bell().selected()),
                position);
    }

    @Operation(
            operationId = "readNotification",
            summary = "The user has read one notification",
            description = "Once more changes nothing.")
    @PostMapping("/{id}/read")
    Bell read(@PathVariable String id, Actor actor) {
        Reader reader = Reader.of(actor, scopes);
        Notification read = find(reader, id)
                .orElseThrow(() -> new RefusedException(
                        new Refusal("AC-01", Refusal.Kind.UNKNOWN, "unknown-notification", null, Map.of())));
        states.markRead(reader, reader.placeOf(read.told()), read.id(), read.position());
        return bell(reader);
    }

    /** A stream tells of a notification when the list may not have it yet. */
    private Optional<Notification> find(Reader reader, String id) {
        UUID wanted;
        try {
            wanted = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return notifications.find(reader, wanted).or(() -> {
            projections.awaitVisible(BellProjection.NAME, ledger.knownHead(), LeadReader.LONGEST_WAIT);
            return notifications.find(reader, wanted);
        });
    }

    @Operation(
            operationId = "readNotifications",
            summary = "The user has read all that the bell shows up to a position",
            description = "Send the `position` of the list that the user saw. An earlier one than before changes"
                    + " nothing. What the bell does not show, because other outlets are selected, stays unread.")
    @PostMapping("/read")
    Bell readUpTo(@RequestBody ReadBody body, Actor actor) {
        Reader reader = Reader.of(actor, scopes);
        Long upTo = body.upTo();
        if (upTo == null) {
            throw new RefusedException(Refusal.ofValue("SA-12", "field-required", "upTo"));
        }
        // What is yet to come cannot have been read.
        if (upTo < 0 || upTo > ledger.head()) {
            throw new RefusedException(Refusal.ofValue("SA-12", "position-not-reached", "upTo"));
        }
        states.markAllRead(reader, notifications.shown(reader), upTo);
        return bell(reader);
    }

    @Operation(
            operationId = "selectOutlets",
            summary = "Which outlets the bell counts and lists (SA-12)",
            description = "None: all that the user may see. What came before the selection is shown, too. It does not"
                    + " touch e-mails. For a dealer's people their dealer is the one outlet.")
    @PutMapping("/outlets")
    Bell select(@RequestBody OutletsBody body, Actor actor) {
        Reader reader = Reader.of(actor, scopes);
        List<@Nullable String> codes = body.outlets();
        if (codes == null) {
            throw new RefusedException(Refusal.ofValue("SA-12", "field-required", "outlets"));
        }
        Set<String> selected = new HashSet<>();
        for (String code : codes) {
            // One answer for what is no code, what does not exist, and what is not the user's (AC-01).
            if (code == null || !reader.maySelect(code)) {
                throw new RefusedException(Refusal.ofValue("SA-12", "outlet-not-yours", "outlets"));
            }
            selected.add(code);
        }
        states.select(reader, selected);
        return bell(reader);
    }

    private Bell bell(Reader reader) {
        return Bell.of(notifications.bell(reader));
    }

    private static List<String> sorted(Set<String> codes) {
        return codes.stream().sorted().toList();
    }

    /**
     * Up to where the user has read.
     *
     * @param upTo a position of the ledger
     */
    record ReadBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Long upTo) {}

    /**
     * What the bell is to show.
     *
     * @param outlets codes; empty: all
     */
    record OutletsBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            List<@Nullable String> outlets) {}

    /**
     * A number of unread notifications.
     *
     * @param value the number
     * @param orMore whether counting stopped there
     */
    record Unread(int value, boolean orMore) {
        static Unread of(int counted) {
            return new Unread(counted, counted >= Notifications.COUNTED_AT_MOST);
        }
    }

    /**
     * The bell itself.
     *
     * @param unread how many are unread of what it shows
     * @param outlets the outlets selected; empty: it shows all
     */
    record Bell(Unread unread, List<String> outlets) {
        static Bell of(Notifications.Bell bell) {
            return new Bell(Unread.of(bell.unread()), sorted(bell.selected()));
        }
    }

    /**
     * A page of notifications.
     *
     * @param notifications newest first
     * @param nextCursor for the next page; absent: this is the last
     * @param unread how many are unread of what the bell shows
     * @param outlets the outlets selected; empty: it shows all
     * @param position everything up to here is in the list
     */
    record NotificationList(
            List<NotificationBody> notifications,
            @Nullable String nextCursor,
            Unread unread,
            List<String> outlets,
            long position) {}

    /**
     * Something that the user is told of.
     *
     * @param id the notification
     * @param kind what it tells
     * @param leadId the lead; absent where a lead was moved away
     * @param reference the lead's short reference; absent where a lead was moved away
     * @param dealer the dealer who is told; absent where somebody of an outlet is
     * @param outlet the outlet whose managers, or one of whose people, are told; absent where a dealer is
     * @param at when it happened
     * @param position where it stands in the ledger
     * @param read whether this user has read it
     */
    record NotificationBody(
            UUID id,
            NotificationKind kind,
            @Nullable UUID leadId,
            @Nullable String reference,
            @Nullable String dealer,
            @Nullable String outlet,
            Instant at,
            long position,
            boolean read) {

        static NotificationBody of(Item item) {
            return of(item.notification(), item.read());
        }

        static NotificationBody of(Notification told, boolean read) {
            DealerId dealer = told.told().ofDealer();
            OutletId outlet = told.told().ofOutlet();
            return new NotificationBody(
                    told.id(),
                    told.kind(),
                    told.leadId(),
                    told.reference(),
                    dealer == null ? null : dealer.value(),
                    outlet == null ? null : outlet.value(),
                    told.at(),
                    told.position(),
                    read);
        }
    }
}
