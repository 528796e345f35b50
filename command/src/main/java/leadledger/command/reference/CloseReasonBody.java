package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.Schema;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import org.jspecify.annotations.Nullable;

/**
 * A reason for closing without sale as a client tells it.
 *
 * @param code what closed leads refer to it by
 * @param names what people call it
 * @param category code of its category
 * @param categoryNames what people call the category
 * @param active whether leads may be closed with it; absent: yes
 */
record CloseReasonBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = CodeBody.FORM) @Nullable
        String code,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        NamesBody names,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = CodeBody.FORM) @Nullable
        String category,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        NamesBody categoryNames,

        @Nullable Boolean active) {

    ReadBody<CloseReasonDefined> read() {
        Fields fields = new Fields("AS-40");
        String given = CodeBody.read(fields, "code", code);
        Names reasonNames = NamesBody.read(fields, "names", names);
        String givenCategory = CodeBody.read(fields, "category", category);
        CloseReasonDefined reason = new CloseReasonDefined(
                given == null ? "" : given,
                reasonNames,
                givenCategory == null ? "" : givenCategory,
                NamesBody.read(fields, "categoryNames", categoryNames),
                !Boolean.FALSE.equals(active));
        return new ReadBody<>(given, fields.faults().isEmpty() ? Input.of(reason) : Input.faulty(fields.faults()));
    }
}
