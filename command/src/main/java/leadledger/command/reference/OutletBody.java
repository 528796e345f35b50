package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.shared.OutletId;
import org.jspecify.annotations.Nullable;

/**
 * An outlet as a client tells it.
 *
 * @param outlet its code: the dealer's, a point, and the place
 * @param name its name
 * @param brands codes of the brands that it sells
 * @param zone its local time: a region of the IANA time zone database
 * @param active whether leads may be delivered to it; absent: yes
 */
record OutletBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = OutletBody.FORM) @Nullable
        String outlet,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = NamesBody.LONGEST) @Nullable
        String name,

        @ArraySchema(minItems = 1, maxItems = OutletBody.MOST_BRANDS, schema = @Schema(pattern = CodeBody.FORM))
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        List<@Nullable String> brands,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Asia/Tokyo") @Nullable
        String zone,

        @Nullable Boolean active) {

    /** What the OpenAPI says of an outlet's code. */
    static final String FORM = "[A-Z0-9][A-Z0-9-]{1,31}\\.[A-Z0-9][A-Z0-9-]{0,23}";

    /** Most brands of an outlet. */
    static final int MOST_BRANDS = 20;

    private static final String RULE = "SA-11";

    ReadBody<OutletDefined> read() {
        Fields fields = new Fields(RULE);
        String code = code(fields, outlet);
        String givenName = fields.requiredText("name", name, NamesBody.LONGEST);
        List<String> given = readBrands(fields);
        String region = fields.required("zone", zone)
                ? fields.matching("zone", zone, DefineDealer::isRegionalZone, "not-a-time-zone", RULE)
                : null;
        if (!fields.faults().isEmpty() || code == null || givenName == null || region == null) {
            return new ReadBody<>(code, Input.faulty(fields.faults()));
        }
        return new ReadBody<>(
                code,
                Input.of(new OutletDefined(
                        new OutletId(code), givenName, given, ZoneId.of(region), !Boolean.FALSE.equals(active))));
    }

    /** An outlet's code; null where it is missing or misspelt. */
    static @Nullable String code(Fields fields, @Nullable String given) {
        return fields.required("outlet", given)
                ? fields.matching("outlet", given, OutletId::isWellFormed, "not-an-outlet-code", "SA-10")
                : null;
    }

    /** In alphabetical order, each once. */
    private List<String> readBrands(Fields fields) {
        if (brands == null || brands.isEmpty()) {
            fields.fault("field-required", "brands");
            return List.of();
        }
        if (brands.size() > MOST_BRANDS) {
            fields.fault("too-many-entries", "brands", "most", MOST_BRANDS);
            return List.of();
        }
        TreeSet<String> codes = new TreeSet<>();
        for (int i = 0; i < brands.size(); i++) {
            String code = CodeBody.read(fields, "brands[" + i + "]", brands.get(i));
            if (code != null) {
                codes.add(code);
            }
        }
        return List.copyOf(codes);
    }
}
