package leadledger.query.whatif;

import java.util.List;
import java.util.Map;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.PolicyTerms;
import org.jspecify.annotations.Nullable;

/** Reads the terms of a policy that comes with a question, as those of a proposed one are read. */
@FunctionalInterface
public interface InlineTerms {

    /**
     * Terms, or what is wrong with them.
     *
     * @param terms the terms; none: there is a fault
     * @param faults all faults
     */
    record Read(@Nullable PolicyTerms terms, List<Refusal> faults) {
        public Read {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Reads terms.
     *
     * @param given what the client told
     * @param field name of the field that they are
     * @param inForce what is left out stays as it is here
     */
    Read read(Map<String, @Nullable Object> given, String field, PolicyTerms inForce);
}
