package leadledger.app.wiring;

import java.util.List;
import java.util.Map;
import leadledger.command.desk.Fields;
import leadledger.command.reference.PolicyTermsBody;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.PolicyTerms;
import leadledger.query.whatif.InlineTerms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the terms of a what if as those of a proposed policy are read, on the writing side. */
@Component
class InlineTermsReading implements InlineTerms {

    private final JsonMapper json;

    InlineTermsReading(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Read read(Map<String, @Nullable Object> given, String field, PolicyTerms inForce) {
        PolicyTermsBody body;
        try {
            body = json.convertValue(given, PolicyTermsBody.class);
        } catch (JacksonException e) {
            throw new RefusedException(
                    new Refusal("API-FORM", Refusal.Kind.MALFORMED, "policy-terms-unreadable", field, Map.of()));
        }
        Fields fields = new Fields("SL-10");
        PolicyTerms read = PolicyTermsBody.read(fields, body, field, inForce);
        List<Refusal> faults = fields.faults();
        return new Read(read, faults);
    }
}
