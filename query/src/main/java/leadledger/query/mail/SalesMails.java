package leadledger.query.mail;

import java.util.List;
import java.util.Set;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.SalesLeadMails;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.shared.Recorded;
import leadledger.query.mail.content.MailFacts;
import leadledger.query.mail.content.SalesLeadFacts;

/** E-mails about delivered and assigned sales leads (SA-12, SA-20). */
public final class SalesMails implements ProcessMails<SalesEvent> {

    private final ReferenceLookup references;

    /** The e-mails of sales leads, to those whom reference data names. */
    public SalesMails(ReferenceLookup references) {
        this.references = references;
    }

    @Override
    public String streamKind() {
        return SalesEvent.STREAM_KIND;
    }

    @Override
    public Class<SalesEvent> events() {
        return SalesEvent.class;
    }

    @Override
    public Set<Class<? extends SalesEvent>> changing() {
        return Set.of(
                LeadDelivered.class,
                LeadAssigned.class,
                LeadMarkedOutOfScope.class,
                LeadConverted.class,
                LeadNotConverted.class);
    }

    @Override
    public List<MailCourse> courses(List<Recorded<SalesEvent>> events) {
        return SalesLeadMails.courses(
                events,
                MailPolicy.DEFAULT,
                (outlet, moment) -> references.managersOf(outlet, moment).stream()
                        .map(UserDefined::user)
                        .toList());
    }

    @Override
    public MailFacts facts(PlannedMail mail, List<Recorded<SalesEvent>> events) {
        return SalesLeadFacts.of(mail, events, references);
    }
}
