package leadledger.events.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The JSON in which events are stored, and the catalog of all events of the service. */
public final class LedgerJson {

    private LedgerJson() {}

    /** Every event of the service. */
    public static EventCatalog catalog() {
        return EventCatalog.builder(mapper())
                .event("aftersales.lead-created", 1, LeadCreated.class)
                .event("aftersales.contact-attempt-recorded", 1, ContactAttemptRecorded.class)
                .event("aftersales.contact-attempt-corrected", 1, ContactAttemptCorrected.class)
                .event("aftersales.appointment-booked", 1, AppointmentBooked.class)
                .event("aftersales.lead-closed-with-sale", 1, LeadClosedWithSale.class)
                .event("aftersales.lead-closed-without-sale", 1, LeadClosedWithoutSale.class)
                .event("aftersales.recontact-agreed", 1, RecontactAgreed.class)
                .event("aftersales.recontact-moved", 1, RecontactMoved.class)
                .event("aftersales.recontact-lead-created", 1, RecontactLeadCreated.class)
                .event("aftersales.recontacted-from", 1, RecontactedFrom.class)
                .event("aftersales.lead-lost", 1, LeadLost.class)
                .event("aftersales.booking-became-final", 1, BookingBecameFinal.class)
                .event("aftersales.lead-reassigned", 1, LeadReassigned.class)
                .event("aftersales.lead-edited", 1, LeadEdited.class)
                .event("aftersales.dispute-opened", 1, AftersalesEvent.DisputeOpened.class)
                .event("aftersales.dispute-question-asked", 1, AftersalesEvent.DisputeQuestionAsked.class)
                .event("aftersales.dispute-question-answered", 1, AftersalesEvent.DisputeQuestionAnswered.class)
                .event("aftersales.dispute-decided", 1, AftersalesEvent.DisputeDecided.class)
                .event("aftersales.dispute-reopened", 1, AftersalesEvent.DisputeReopened.class)
                .event("sales.lead-captured", 1, LeadCaptured.class)
                .event("sales.lead-commented", 1, LeadCommented.class)
                .event("sales.lead-completed", 1, LeadCompleted.class)
                .event("sales.delivery-held", 1, DeliveryHeld.class)
                .event("sales.held-delivery-moved", 1, HeldDeliveryMoved.class)
                .event("sales.held-delivery-cancelled", 1, HeldDeliveryCancelled.class)
                .event("sales.lead-delivered", 1, LeadDelivered.class)
                .event("sales.lead-assigned", 1, LeadAssigned.class)
                .event("sales.lead-marked-out-of-scope", 1, LeadMarkedOutOfScope.class)
                .event("sales.out-of-scope-mark-taken-back", 1, OutOfScopeMarkTakenBack.class)
                .event("sales.follow-up-task-updated", 1, FollowUpTaskUpdated.class)
                .event("sales.activity-planned", 1, ActivityPlanned.class)
                .event("sales.activity-updated", 1, ActivityUpdated.class)
                .event("sales.car-details-saved", 1, CarDetailsSaved.class)
                .event("sales.car-registration-saved", 1, CarRegistrationSaved.class)
                .event("sales.car-appraisal-saved", 1, CarAppraisalSaved.class)
                .event("sales.car-communication-saved", 1, CarCommunicationSaved.class)
                .event("sales.test-drive-done", 1, TestDriveDone.class)
                .event("sales.appraisal-done", 1, AppraisalDone.class)
                .event("sales.approval-requested", 1, ApprovalRequested.class)
                .event("sales.feedback-given", 1, FeedbackGiven.class)
                .event("sales.lead-converted", 1, LeadConverted.class)
                .event("sales.contract-recorded", 1, ContractRecorded.class)
                .event("sales.contract-corrected", 1, ContractCorrected.class)
                .event("sales.lead-not-converted", 1, LeadNotConverted.class)
                .event("sales.dispute-opened", 1, SalesEvent.DisputeOpened.class)
                .event("sales.dispute-question-asked", 1, SalesEvent.DisputeQuestionAsked.class)
                .event("sales.dispute-question-answered", 1, SalesEvent.DisputeQuestionAnswered.class)
                .event("sales.dispute-decided", 1, SalesEvent.DisputeDecided.class)
                .event("sales.dispute-reopened", 1, SalesEvent.DisputeReopened.class)
                // The first revisions knew no user, who is absent now, too, where only one has the part.
                .event("mail.sent", 2, MailSent.class)
                .upcast("mail.sent", 1, tree -> tree)
                .event("mail.given-up", 2, MailGivenUp.class)
                .upcast("mail.given-up", 1, tree -> tree)
                .event("mail.retry-ordered", 1, MailRetryOrdered.class)
                .event("reference.campaign-defined", 1, CampaignDefined.class)
                .event("reference.source-defined", 1, SourceDefined.class)
                .event("reference.close-reason-defined", 1, CloseReasonDefined.class)
                .event("reference.dealer-defined", 2, DealerDefined.class)
                // The first revision knew no e-mail address, which may be absent now, too.
                .upcast("reference.dealer-defined", 1, tree -> tree)
                .event("reference.vehicle-registered", 1, VehicleRegistered.class)
                .event("reference.outlet-defined", 1, OutletDefined.class)
                .event("reference.user-defined", 1, UserDefined.class)
                .event("reference.business-hours-defined", 1, BusinessHoursDefined.class)
                .event("reference.kpi-targets-defined", 1, KpiTargetsDefined.class)
                .event("reference.policy-proposed", 1, ReferenceEvent.PolicyProposed.class)
                .event("reference.policy-activated", 1, ReferenceEvent.PolicyActivated.class)
                .event("reference.policy-withdrawn", 1, ReferenceEvent.PolicyWithdrawn.class)
                .build();
    }

    /** A mapper for stored events: absent members are left out; unknown ones and values of another kind are errors. */
    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addMixIn(LeadId.class, AsUuid.class)
                .addMixIn(DealerId.class, AsText.class)
                .addMixIn(MarketId.class, AsText.class)
                .addMixIn(OutletId.class, AsText.class)
                .addMixIn(UserId.class, AsText.class)
                .addMixIn(Vin.class, AsText.class)
                .addMixIn(Consents.class, ConsentsAsObject.class)
                .addModule(new SimpleModule().addSerializer(new ConsentsSerializer()))
                .build();
    }

    private abstract static class AsUuid {
        @JsonCreator
        AsUuid(@SuppressWarnings("unused") UUID value) {}

        @JsonValue
        abstract UUID value();
    }

    private abstract static class AsText {
        @JsonCreator
        AsText(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class ConsentsAsObject {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        ConsentsAsObject(@SuppressWarnings("unused") Map<Consents.Kind, Consents.Consent> given) {}
    }

    /** By hand: for a {@code @JsonValue} that is a map Jackson looks its serializers up anew every time. */
    private static final class ConsentsSerializer extends StdSerializer<Consents> {

        ConsentsSerializer() {
            super(Consents.class);
        }

        @Override
        public void serialize(Consents consents, JsonGenerator json, SerializationContext context) {
            json.writeStartObject(consents);
            consents.given()
                    .forEach((kind, consent) -> json.writeName(kind.name())
                            .writeStartObject(consent)
                            .writeBooleanProperty("agreed", consent.agreed())
                            .writeStringProperty("on", consent.on().toString())
                            .writeEndObject());
            json.writeEndObject();
        }
    }
}
