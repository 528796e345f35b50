package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;
import java.util.regex.Pattern;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.shared.DealerId;
import org.jspecify.annotations.Nullable;

/**
 * A dealer as a client tells it.
 *
 * @param dealer its code
 * @param name its name as a company
 * @param market the country it belongs to, ISO 3166-1 alpha-2
 * @param zone its local time: a region of the IANA time zone database
 * @param email where e-mails about its appointments go; absent: it gets none
 * @param active whether leads may be assigned to it; absent: yes
 */
record DealerBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = "[A-Z0-9][A-Z0-9-]{1,31}") @Nullable
        String dealer,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = NamesBody.LONGEST) @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = "[A-Z]{2}") @Nullable
        String market,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Asia/Tokyo") @Nullable
        String zone,

        @Schema(example = "service@tokyo.example") @Nullable String email,

        @Nullable Boolean active) {

    private static final Pattern MARKET = Pattern.compile("[A-Z]{2}");

    ReadBody<DealerDefined> read() {
        Fields fields = new Fields("AS-01");
        String code = fields.required("dealer", dealer)
                ? fields.matching("dealer", dealer, DealerId::isWellFormed, "not-a-dealer-code", "AS-01")
                : null;
        String givenName = fields.requiredText("name", name, NamesBody.LONGEST);
        String country = fields.required("market", market)
                ? fields.matching("market", market, MARKET, "not-a-country-code")
                : null;
        String region = fields.required("zone", zone)
                ? fields.matching("zone", zone, DefineDealer::isRegionalZone, "not-a-time-zone", "AS-50")
                : null;
        String address = fields.matching("email", email, RequestDetailsBody.EMAIL, "not-an-email-address");
        if (!fields.faults().isEmpty() || code == null || givenName == null || country == null || region == null) {
            return new ReadBody<>(code, Input.faulty(fields.faults()));
        }
        return new ReadBody<>(
                code,
                Input.of(new DealerDefined(
                        new DealerId(code),
                        givenName,
                        country,
                        ZoneId.of(region),
                        address,
                        !Boolean.FALSE.equals(active))));
    }
}
