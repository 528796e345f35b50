package leadledger.query.mail;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.mail.AppointmentMails;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.PlannedMail;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.query.mail.content.AppointmentFacts;
import leadledger.query.mail.content.MailFacts;

/** E-mails about appointments and re-contacts (AS-22, AS-52). */
public final class AftersalesMails implements ProcessMails<AftersalesEvent> {

    private final ReferenceLookup references;
    private final Function<Vin, Optional<String>> models;

    /**
     * The e-mails of aftersales leads.
     *
     * @param models what the register calls a car; empty: it does not know it
     */
    public AftersalesMails(ReferenceLookup references, Function<Vin, Optional<String>> models) {
        this.references = references;
        this.models = models;
    }

    @Override
    public String streamKind() {
        return AftersalesEvent.STREAM_KIND;
    }

    @Override
    public Class<AftersalesEvent> events() {
        return AftersalesEvent.class;
    }

    @Override
    public Set<Class<? extends AftersalesEvent>> changing() {
        return Set.of(
                AppointmentBooked.class,
                LeadClosedWithSale.class,
                LeadClosedWithoutSale.class,
                LeadEdited.class,
                LeadReassigned.class,
                RecontactAgreed.class,
                RecontactedFrom.class);
    }

    @Override
    public List<MailCourse> courses(List<Recorded<AftersalesEvent>> events) {
        return AppointmentMails.courses(events, MailPolicy.DEFAULT, this::zoneOf);
    }

    private ZoneId zoneOf(DealerId dealer) {
        return references.dealer(dealer).map(DealerDefined::zone).orElse(ZoneOffset.UTC);
    }

    @Override
    public MailFacts facts(PlannedMail mail, List<Recorded<AftersalesEvent>> events) {
        return AppointmentFacts.of(mail, events, references, models);
    }
}
