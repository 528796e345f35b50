package leadledger.query.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.accesslog.Withheld;
import leadledger.query.lead.LeadReader;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /reference/users}: to whom a lead can be assigned, found by name (SA-20). */
@RestController
@Tag(name = "Reference data")
class UserApi {

    private static final int MOST_ROWS = 200;
    private static final String DEFAULT_ROWS = "50";
    private static final int MOST_SEARCH_CHARACTERS = 100;
    private static final List<Role> ROLES =
            Stream.of(Role.values()).filter(Role::isOutlets).toList();

    private final ReferenceReading reading;
    private final AccessLog log;

    UserApi(ReferenceReading reading, AccessLog log) {
        this.reading = reading;
        this.log = log;
    }

    @Operation(
            operationId = "users",
            summary = "Who works at outlets, by id (SA-20)",
            description = "Managers are shown the people of their outlets, headquarters their market's, auditors all;"
                    + " staff and assistants their colleagues without addresses (AC-01). Posts are shown as far as the"
                    + " reader sees the outlet. Read on with `nextCursor`.")
    @GetMapping("/api/v1/reference/users")
    Users users(
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = DEFAULT_ROWS) int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Code of an outlet: who has a post there")
                    @RequestParam(required = false)
                    @Nullable
                    String outlet,
            @Parameter(description = "`OUTLET_MANAGER`, `SALES_STAFF` or `SALES_ASSISTANT`: who has such a post")
                    @RequestParam(required = false)
                    @Nullable
                    String role,
            @Parameter(description = "Part of the name; width, case and spaces do not matter")
                    @RequestParam(required = false)
                    @Nullable
                    String name,
            @Parameter(description = ReferenceApi.ALL) @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor) {
        SalesNetwork.mayKnowPeople(actor);
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_USERS, reason);
        Predicate<UserDefined> wanted = wanted(limit, cursor, outlet, role, name, disclosure);
        ReferenceReading.Read<List<UserDefined>> read = reading.read(
                minPosition,
                book -> SalesNetwork.seenBy(actor, book)
                        .users()
                        .filter(user -> all || user.active())
                        .filter(wanted)
                        .limit(limit + 1L)
                        .toList());
        boolean more = read.value().size() > limit;
        List<UserDefined> page = more ? read.value().subList(0, limit) : read.value();
        List<User> shown = log.release(
                new Withheld<>(
                        page.stream().map(user -> shown(user, disclosure)).toList()),
                disclosure,
                List::size);
        return new Users(shown, more ? page.getLast().user().value() : null, read.position());
    }

    /** Users are in the order of ids, so the last id of a page is where the next begins. */
    private static Predicate<UserDefined> wanted(
            int limit,
            @Nullable String cursor,
            @Nullable String outlet,
            @Nullable String role,
            @Nullable String name,
            Disclosure disclosure) {
        List<Refusal> faults = new ArrayList<>();
        if (limit < 1 || limit > MOST_ROWS) {
            faults.add(
                    Refusal.ofValue("API-LIST", "limit-out-of-range", "limit").with("most", MOST_ROWS));
        }
        if (cursor != null && !UserId.isWellFormed(cursor)) {
            faults.add(Refusal.ofValue("API-LIST", "not-a-cursor", "cursor"));
        }
        if (outlet != null && !OutletId.isWellFormed(outlet)) {
            faults.add(Refusal.ofValue("API-LIST", "not-an-outlet-code", "outlet"));
        }
        if (role != null && ROLES.stream().noneMatch(known -> known.name().equals(role))) {
            faults.add(Refusal.ofValue("API-LIST", "not-one-of", "role")
                    .with(
                            "allowed",
                            String.join(", ", ROLES.stream().map(Role::name).toList())));
        }
        if (name != null && name.length() > MOST_SEARCH_CHARACTERS) {
            faults.add(Refusal.ofValue("API-LIST", "text-too-long", "name").with("most", MOST_SEARCH_CHARACTERS));
        }
        String part = name == null ? "" : folded(name);
        if (!part.isEmpty() && disclosure.isMasked()) {
            // Who sees no names learns none by asking for them.
            faults.add(Refusal.ofValue("AC-05", "personal-data-masked", "name"));
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
        return user -> (cursor == null || user.user().value().compareTo(cursor) > 0)
                && user.posts().stream().anyMatch(post -> isWanted(post, outlet, role))
                && folded(user.name()).contains(part);
    }

    private static boolean isWanted(Post post, @Nullable String outlet, @Nullable String role) {
        return (outlet == null || post.outlet().value().equals(outlet))
                && (role == null || post.role().name().equals(role));
    }

    /** As names of leads are found: ﾔﾏﾀﾞ = ヤマダ, Ａ = a, 髙 and 高 stay different; and with or without spaces. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
    }

    private static User shown(UserDefined user, Disclosure disclosure) {
        String address = SalesNetwork.showsAddresses(disclosure.reader()) ? user.email() : null;
        return new User(
                user.user().value(),
                disclosure.isMasked() ? Mask.VALUE : user.name(),
                disclosure.isMasked() ? Mask.text(address) : address,
                user.language(),
                user.posts().stream()
                        .map(post ->
                                new UserPost(post.outlet().value(), post.role().name()))
                        .toList(),
                user.active());
    }

    /**
     * A page of users.
     *
     * @param items by id
     * @param nextCursor where the next page begins; absent: this is the last
     * @param position everything up to here is in it, and perhaps more
     */
    record Users(List<User> items, @Nullable String nextCursor, long position) {}

    /**
     * Somebody who works at outlets.
     *
     * @param user the subject of the person's tokens
     * @param name as colleagues know the person
     * @param email where notifications go; absent: none are sent, or not for this reader
     * @param language in which the person is written to
     * @param posts what the person is at which of the outlets that the reader sees
     * @param active whether the person still works there
     */
    record User(
            String user, String name, @Nullable String email, String language, List<UserPost> posts, boolean active) {}

    /**
     * A post.
     *
     * @param outlet code of the outlet
     * @param role what the person is there
     */
    @Schema(name = "Post")
    record UserPost(String outlet, String role) {}
}
