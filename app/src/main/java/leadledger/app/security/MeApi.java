package leadledger.app.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /me}. */
@RestController
@Tag(name = "Access")
class MeApi {

    @Operation(
            operationId = "me",
            summary = "Who the token says you are (AC-02)",
            description = "The active profile: a token carries exactly one. Open to every role.")
    @GetMapping("/api/v1/me")
    Me me(Actor caller) {
        return new Me(
                caller.subject(),
                caller.role().name(),
                caller.dealer() == null ? null : caller.dealer().value(),
                caller.market() == null ? null : caller.market().value(),
                caller.outlets().isEmpty()
                        ? null
                        : caller.outlets().stream()
                                .map(OutletId::value)
                                .sorted()
                                .toList());
    }

    @Schema(name = "Me")
    record Me(
            @Schema(description = "The user's or machine's id")
            String subject,

            @Schema(description = "The role it acts in") String role,

            @Schema(description = "Code of its dealer, for dealer roles only") @Nullable
            String dealer,

            @Schema(description = "Code of its market, for `HQ` and `CALL_CENTER` only") @Nullable
            String market,

            @Schema(description = "Codes of its outlets, for roles of outlets only") @Nullable
            List<String> outlets) {}
}
