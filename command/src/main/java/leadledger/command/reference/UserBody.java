package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works at outlets as a client tells it.
 *
 * @param user the subject of the person's tokens: a pseudonymous id, never a name or an address
 * @param name as colleagues know the person
 * @param email where notifications go; absent: none are sent
 * @param language in which the person is written to
 * @param posts what the person is at which outlet
 * @param active whether the person still works there; absent: yes
 */
record UserBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = "[A-Za-z0-9._:|-]{1,128}") @Nullable
        String user,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = NamesBody.LONGEST) @Nullable
        String name,

        @Schema(example = "hanako.sato@tokyo.example") @Nullable
        String email,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"ja", "en", "it"})
        @Nullable
        String language,

        @ArraySchema(minItems = 1, maxItems = UserBody.MOST_POSTS)
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        List<@Nullable PostBody> posts,

        @Nullable Boolean active) {

    /** Most posts of one person: a region. */
    static final int MOST_POSTS = 50;

    private static final String RULE = "SA-20";
    private static final List<String> LANGUAGES = List.of("ja", "en", "it");
    private static final List<Role> ROLES = List.of(Role.OUTLET_MANAGER, Role.SALES_STAFF, Role.SALES_ASSISTANT);
    private static final Comparator<Post> ORDER =
            Comparator.comparing((Post post) -> post.outlet().value()).thenComparing(Post::role);

    /**
     * A post as a client tells it.
     *
     * @param outlet code of the outlet
     * @param role what the person is there
     */
    @Schema(name = "PostBody")
    record PostBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = OutletBody.FORM) @Nullable
            String outlet,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"OUTLET_MANAGER", "SALES_STAFF", "SALES_ASSISTANT"})
            @Nullable
            String role) {}

    ReadBody<UserDefined> read() {
        Fields fields = new Fields(RULE);
        String id = fields.required("user", user)
                ? fields.matching("user", user, UserId::isWellFormed, "not-a-user-id", RULE)
                : null;
        String givenName = fields.requiredText("name", name, NamesBody.LONGEST);
        String address = fields.matching("email", email, RequestDetailsBody.EMAIL, "not-an-email-address");
        String tongue = oneOf(fields, "language", language, LANGUAGES);
        List<Post> given = readPosts(fields);
        if (!fields.faults().isEmpty() || id == null || givenName == null || tongue == null) {
            return new ReadBody<>(id, Input.faulty(fields.faults()));
        }
        return new ReadBody<>(
                id,
                Input.of(new UserDefined(
                        new UserId(id), givenName, address, tongue, given, !Boolean.FALSE.equals(active))));
    }

    /** In order, each once. */
    private List<Post> readPosts(Fields fields) {
        if (posts == null || posts.isEmpty()) {
            fields.fault("field-required", "posts");
            return List.of();
        }
        if (posts.size() > MOST_POSTS) {
            fields.fault("too-many-entries", "posts", "most", MOST_POSTS);
            return List.of();
        }
        TreeSet<Post> read = new TreeSet<>(ORDER);
        for (int i = 0; i < posts.size(); i++) {
            String field = "posts[" + i + "]";
            PostBody post = posts.get(i);
            if (post == null) {
                fields.fault("field-required", field);
                continue;
            }
            String outlet = fields.required(field + ".outlet", post.outlet)
                    ? fields.matching(
                            field + ".outlet", post.outlet, OutletId::isWellFormed, "not-an-outlet-code", RULE)
                    : null;
            String role = oneOf(
                    fields,
                    field + ".role",
                    post.role,
                    ROLES.stream().map(Role::name).toList());
            if (outlet != null && role != null) {
                read.add(new Post(new OutletId(outlet), Role.valueOf(role)));
            }
        }
        return List.copyOf(read);
    }

    private static @Nullable String oneOf(Fields fields, String field, @Nullable String given, List<String> allowed) {
        if (!fields.required(field, given)) {
            return null;
        }
        if (given == null || !allowed.contains(given)) {
            fields.fault("not-one-of", field, "allowed", String.join(", ", allowed));
            return null;
        }
        return given;
    }
}
