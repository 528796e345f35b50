package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.Schema;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import org.jspecify.annotations.Nullable;

/**
 * A campaign or a source as a client tells it.
 *
 * @param code what leads refer to it by
 * @param names what people call it
 * @param active whether it may be used for new leads; absent: yes
 */
record CodedItemBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = CodeBody.FORM) @Nullable
        String code,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        NamesBody names,

        @Nullable Boolean active) {

    private static final String RULE = "AS-02";

    ReadBody<CampaignDefined> readCampaign() {
        Fields fields = new Fields(RULE);
        String given = CodeBody.read(fields, "code", code);
        CampaignDefined campaign = new CampaignDefined(
                given == null ? "" : given, NamesBody.read(fields, "names", names), !Boolean.FALSE.equals(active));
        return new ReadBody<>(given, fields.faults().isEmpty() ? Input.of(campaign) : Input.faulty(fields.faults()));
    }

    ReadBody<SourceDefined> readSource() {
        Fields fields = new Fields(RULE);
        String given = CodeBody.read(fields, "code", code);
        SourceDefined source = new SourceDefined(
                given == null ? "" : given, NamesBody.read(fields, "names", names), !Boolean.FALSE.equals(active));
        return new ReadBody<>(given, fields.faults().isEmpty() ? Input.of(source) : Input.faulty(fields.faults()));
    }
}
