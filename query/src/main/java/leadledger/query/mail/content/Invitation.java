package leadledger.query.mail.content;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.Language;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * The calendar invitation of an appointment (AS-22). All e-mails about one appointment carry the same one, of which a later
 * sequence replaces an earlier: a moved appointment moves in the calendar, a cancelled one goes.
 */
final class Invitation {

    private static final ProdId PRODUCT = new ProdId("-//Lead Ledger//Appointments//EN");
    private static final int UNFOLDED = Integer.MAX_VALUE;

    private Invitation() {}

    /**
     * The invitation that goes with an e-mail.
     *
     * @param words wording of the e-mail's language
     * @param summary what the calendar shows, one line
     * @param description what it tells beside, in lines
     */
    static CalendarPart of(
            PlannedMail mail,
            AppointmentFacts facts,
            InvitationPolicy policy,
            MailWords words,
            String summary,
            String description) {
        boolean cancelled = mail.kind() == MailKind.CANCELLATION;
        Method method = cancelled ? ImmutableMethod.CANCEL : ImmutableMethod.REQUEST;
        Status status = cancelled ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED;
        Instant start = AppointmentBody.appointmentOf(mail);
        Instant end = start.plus(policy.length());
        Language language = new Language(words.language().locale().getLanguage());
        String place = SafeText.line(facts.dealerName());
        VEvent event = new VEvent(new PropertyList(List.of(
                new Uid(Objects.requireNonNull(mail.invitation(), "an e-mail about an appointment has an invitation")
                        .toString()),
                new DtStamp(facts.causedAt()),
                new Sequence(mail.calendarSequence()),
                status,
                start(start, facts.dealerZone()),
                end(end, facts.dealerZone()),
                new Summary(new ParameterList(List.of(language)), summary),
                new Description(new ParameterList(List.of(language)), description),
                new Location(place),
                ImmutableTransp.OPAQUE,
                organizer(facts, policy),
                attendee(facts, policy))));
        Calendar calendar = new Calendar(
                new PropertyList(List.of(PRODUCT, ImmutableVersion.VERSION_2_0, ImmutableCalScale.GREGORIAN, method)),
                new ComponentList<>(List.of(ZoneDefinition.of(facts.dealerZone(), start, end), event)));
        return new CalendarPart(method.getValue(), Folding.fold(written(calendar)));
    }

    private static DtStart<?> start(Instant moment, ZoneId zone) {
        return hasLocalName(moment, zone)
                ? new DtStart<>(in(zone), LocalDateTime.ofInstant(moment, zone))
                : new DtStart<>(moment);
    }

    private static DtEnd<?> end(Instant moment, ZoneId zone) {
        return hasLocalName(moment, zone)
                ? new DtEnd<>(in(zone), LocalDateTime.ofInstant(moment, zone))
                : new DtEnd<>(moment);
    }

    /**
     * Where clocks go back, an hour comes twice, and a local time then means the first (RFC 5545, 3.3.5): in the second a
     * moment must be told in UTC.
     */
    private static boolean hasLocalName(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        return local.equals(local.withEarlierOffsetAtOverlap());
    }

    /** Beside a local time: of a time with a zone ical4j would reckon the local one anew, by rules of its own. */
    private static ParameterList in(ZoneId zone) {
        return new ParameterList(List.of(new TzId(zone.getId())));
    }

    private static Organizer organizer(AppointmentFacts facts, InvitationPolicy policy) {
        return new Organizer(
                new ParameterList(named(facts.dealerName())),
                mailto(Objects.requireNonNullElse(facts.dealerEmail(), policy.sender())));
    }

    /** The customer; the dealer itself if the customer has no address, for an invitation must invite somebody. */
    private static Attendee attendee(AppointmentFacts facts, InvitationPolicy policy) {
        String customer = facts.customerEmail();
        return customer == null
                ? attendee(facts.dealerName(), Objects.requireNonNullElse(facts.dealerEmail(), policy.sender()))
                : attendee(facts.customerName(), customer);
    }

    /** Both have agreed on the time already, so nobody is asked for an answer. */
    private static Attendee attendee(String name, String email) {
        ParameterList parameters =
                new ParameterList(List.of(CuType.INDIVIDUAL, Role.REQ_PARTICIPANT, PartStat.ACCEPTED, Rsvp.FALSE));
        for (Parameter parameter : named(name)) {
            parameters = parameters.add(parameter);
        }
        return new Attendee(parameters, mailto(email));
    }

    private static List<Parameter> named(String name) {
        String safe = parameterText(name);
        return safe.isEmpty() ? List.of() : List.of(new Cn(safe));
    }

    /** A quotation mark would end the parameter; the others quote the next character, for some readers (RFC 6868). */
    static String parameterText(String text) {
        return SafeText.line(text).replace('"', '\'').replace("^", "").replace("\\", "");
    }

    private static URI mailto(String email) {
        try {
            return new URI("mailto", email, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an e-mail address that no calendar can hold", e);
        }
    }

    private static String written(Calendar calendar) {
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter(true, UNFOLDED).output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
