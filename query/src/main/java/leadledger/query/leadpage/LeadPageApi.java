package leadledger.query.leadpage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.lead.VehicleRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /aftersales/leads/{id}}. */
@RestController
@Tag(name = "Aftersales leads")
class LeadPageApi {

    private static final String EFFECTIVE = "RFC 3339, not after `asOf`; of what was recorded by `asOf`, only what had"
            + " happened by this moment: contact attempts at their claimed moment as corrected by then (AS-13), all else when"
            + " it was recorded. Deadlines have passed or not by this moment. Absent: `asOf`.";

    private final LeadReader leads;
    private final LeadActions<AftersalesEvent> actions;
    private final VehicleRegister register;
    private final ReferenceLookup references;

    LeadPageApi(
            LeadReader leads,
            LeadActions<AftersalesEvent> actions,
            VehicleRegister register,
            ReferenceLookup references) {
        this.references = references;
        this.leads = leads;
        this.actions = actions;
        this.register = register;
    }

    @Operation(
            operationId = "leadPage",
            summary = "A lead's page",
            description = "Its sections, verdicts, and which actions the reader could take now, with the reason against"
                    + " each other one. The ETag is the version for `If-Match`.")
    @GetMapping("/api/v1/aftersales/leads/{id}")
    LeadPage page(
            @PathVariable String id,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = EFFECTIVE) @RequestParam(required = false) @Nullable String effective,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            Locale language,
            HttpServletResponse response) {
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_LEAD, reason);
        LeadAsOf lead = leads.read(id, disclosure, asOf, minPosition).effectiveAt(effective);
        List<SlaVerdict> verdicts = SlaEvaluator.judge(lead.events(), references.policies(), lead.moment())
                .newest();
        // Not by ResponseEntity, which would answer 304 by the version alone: time changes the page as well.
        response.setHeader(HttpHeaders.ETAG, "\"" + lead.version() + "\"");
        VehicleRegistered vehicle = LeadPage.vin(lead)
                .flatMap(vin -> register.ofLead(lead, vin))
                .map(VehicleRegister.Entry::vehicle)
                .orElse(null);
        LeadPage page =
                LeadPage.of(lead, verdicts, actor, actions.of(lead.events(), actor, language, lead.moment()), vehicle);
        return disclosure.isMasked() ? page.masked() : page;
    }
}
