package leadledger.command.sales.capturelead;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import leadledger.command.decision.Input;
import leadledger.command.desk.CustomerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.WishesBody;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.command.sales.capturelead.ChannelBody.Channel;
import leadledger.command.sales.capturelead.XmlBody.Element;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.Extra;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import org.jspecify.annotations.Nullable;

/**
 * A lead in the auto trade's format, ADF 1.0, as lead providers send it (SA-01).
 *
 * <p>A provider cannot be asked to write otherwise, so what does not fit its field here is no fault: like everything that has
 * no field, it is kept as an {@link Extra}. Only without a name there is no lead.
 */
final class AdfBody {

    /** Most things that are kept beside the fields. */
    static final int MOST_EXTRAS = 200;
    /** Most characters of a path of these. */
    static final int MOST_PATH = 500;

    private static final String NAME_PATH = "prospect/customer/contact/name";
    private static final String PROSPECT = "prospect";
    private static final int VIN = 40;

    /** Hours of offsets come with one digit, too, and times without a leading zero. */
    private static final DateTimeFormatter REQUEST_DATE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'H:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final Element adf;
    private final Element prospect;
    private final ChannelBody address;

    /**
     * An ADF.
     *
     * @param adf the outermost element
     * @param address what the address to which it was sent says
     */
    AdfBody(Element adf, ChannelBody address) {
        this.adf = adf;
        this.prospect = adf.first(PROSPECT);
        this.address = address;
    }

    Input<NewLead> read(Actor actor, ReferenceLookup references) {
        Fields fields = new Fields("SA-01");
        if (!adf.name().equals("adf") || adf.all(PROSPECT).size() != 1) {
            fields.fault("adf-of-one-prospect", PROSPECT);
            return Input.faulty(fields.faults());
        }
        List<Element> vehicles = prospect.all("vehicle");
        Optional<Element> wanted = Stream.of("buy", "lease", "test-drive")
                .flatMap(interest -> vehicles.stream().filter(vehicle -> isOf(vehicle, interest)))
                .findFirst();
        Channel channel = channel(wanted).read(fields, actor, references);
        Customer customer = customer(fields, channel);
        Wishes wishes = wishes(vehicles, wanted);
        CurrentCar.Details car = vehicles.stream()
                .filter(vehicle -> isOf(vehicle, "trade-in"))
                .findFirst()
                .map(AdfBody::car)
                .orElse(null);
        Instant requestedAt = requestedAt();
        List<ProviderId> ids = providerIds(channel);
        List<Extra> extras = extras(fields);
        if (channel == null || customer == null || !fields.faults().isEmpty()) {
            return Input.faulty(fields.faults());
        }
        return Input.of(new NewLead(
                channel.queue(),
                channel.source(),
                channel.campaign(),
                Utm.NONE,
                customer,
                wishes,
                null,
                car,
                Consents.NONE,
                requestedAt,
                ids,
                extras));
    }

    private static boolean isOf(Element vehicle, String interest) {
        return vehicle.attribute("interest", "buy").equals(interest);
    }

    /** The address names the brand; otherwise the make of the car that is wanted does. */
    private ChannelBody channel(Optional<Element> wanted) {
        if (address.brand() != null) {
            return address;
        }
        String make = wanted.map(vehicle -> vehicle.first("make").text()).orElse(null);
        return new ChannelBody(
                address.market(),
                make == null ? null : make.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_"),
                address.source(),
                address.campaign());
    }

    private @Nullable Customer customer(Fields fields, @Nullable Channel channel) {
        List<Element> contacts = prospect.first("customer").all("contact");
        Element contact = contacts.stream()
                .filter(each -> each.attribute("primarycontact", "0").equals("1"))
                .findFirst()
                .orElseGet(() -> contacts.isEmpty() ? new Element("contact") : contacts.getFirst());
        Element last =
                part(contact, "last").orElseGet(() -> part(contact, "surname").orElse(new Element("name")));
        Element first = part(contact, "first").orElse(new Element("name"));
        Element full = part(contact, "full").orElse(new Element("name"));
        String lastName = name(last);
        String firstName = lastName == null && full.text() != null ? null : name(first);
        if (lastName == null) {
            lastName = name(full);
        }
        if (lastName == null) {
            lastName = firstName;
            firstName = null;
        }
        if (lastName == null) {
            fields.fault("field-required", NAME_PATH);
            return null;
        }
        List<Element> phones = Stream.concat(
                        contact.all("phone").stream().filter(phone -> isPreferred(phone)),
                        contact.all("phone").stream().filter(phone -> !isPreferred(phone)))
                .filter(phone -> !Set.of("fax", "pager").contains(phone.attribute("type", "voice")))
                .filter(phone -> phone.text() != null)
                .toList();
        Element postal = contact.first("address");
        return new Customer(
                firstName,
                lastName,
                taken(
                        contact.first("email"),
                        text -> CustomerBody.EMAIL.matcher(text).matches()),
                phones.isEmpty() ? null : line(phones.getFirst(), CustomerBody.PHONE),
                phones.size() < 2 ? null : line(phones.get(1), CustomerBody.PHONE),
                language(lastName, firstName, channel),
                country(postal.first("country")),
                line(postal.first("regioncode"), CustomerBody.ADDRESS),
                line(postal.first("city"), CustomerBody.ADDRESS),
                line(postal.first("postalcode"), CustomerBody.PHONE));
    }

    private static boolean isPreferred(Element phone) {
        return phone.attribute("preferredcontact", "0").equals("1");
    }

    private static Optional<Element> part(Element contact, String part) {
        return contact.all("name").stream()
                .filter(name -> name.attribute("part", "full").equals(part) && name.text() != null)
                .findFirst();
    }

    private static @Nullable String name(Element name) {
        String text = line(name, CustomerBody.NAME);
        if (text != null) {
            name.take("part");
        }
        return text;
    }

    /** A Japanese name is shown in the Japanese order; ADF has no field for the language. */
    private static @Nullable String language(String last, @Nullable String first, @Nullable Channel channel) {
        boolean inJapan = channel != null && channel.queue().market().value().equals("JP");
        boolean isJapanese = (last + (first == null ? "" : first)).codePoints().anyMatch(c -> {
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            return script == Character.UnicodeScript.HIRAGANA
                    || script == Character.UnicodeScript.KATAKANA
                    || (script == Character.UnicodeScript.HAN && inJapan);
        });
        return isJapanese ? "ja" : null;
    }

    private static @Nullable String country(Element country) {
        String text = taken(country, code -> code.matches("[A-Za-z]{2}"));
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private Wishes wishes(List<Element> vehicles, Optional<Element> wanted) {
        List<Element> toDrive =
                vehicles.stream().filter(vehicle -> isOf(vehicle, "test-drive")).toList();
        String model = wanted.map(vehicle -> {
                    vehicle.take("interest");
                    return line(vehicle.first("model"), WishesBody.LINE);
                })
                .orElse(null);
        String otherRequests = wanted.filter(vehicle -> !toDrive.contains(vehicle))
                .map(vehicle -> line(vehicle.first("comments"), WishesBody.FREE_TEXT))
                .orElse(null);
        String drive = null;
        if (!toDrive.isEmpty()) {
            Element vehicle = toDrive.getFirst();
            toDrive.forEach(each -> each.take("interest"));
            String which =
                    wanted.filter(vehicle::equals).isPresent() ? model : line(vehicle.first("model"), WishesBody.LINE);
            String how = line(vehicle.first("comments"), WishesBody.FREE_TEXT - WishesBody.LINE - 1);
            drive = which == null || how == null ? (which == null ? how : which) : which + "\n" + how;
        }
        return new Wishes(
                line(prospect.first("customer").first("comments"), WishesBody.FREE_TEXT),
                toDrive.isEmpty() ? null : true,
                drive,
                null,
                model,
                null,
                otherRequests);
    }

    private static CurrentCar.Details car(Element vehicle) {
        vehicle.take("interest");
        Element odometer = vehicle.first("odometer");
        boolean inKilometres = odometer.attribute("units", "km").equals("km");
        String mileage = inKilometres ? taken(odometer, text -> text.matches("[0-9]{1,7}")) : null;
        if (mileage != null) {
            odometer.take("units");
        }
        String year = taken(vehicle.first("year"), text -> text.matches("[0-9]{4}"));
        return new CurrentCar.Details(
                line(vehicle.first("make"), WishesBody.LINE),
                line(vehicle.first("model"), WishesBody.LINE),
                line(vehicle.first("trim"), WishesBody.LINE),
                year == null ? null : Integer.valueOf(year),
                line(vehicle.first("vin"), VIN),
                line(vehicle.first("colorcombination").first("exteriorcolor"), WishesBody.LINE),
                mileage == null ? null : Integer.valueOf(mileage),
                null);
    }

    private @Nullable Instant requestedAt() {
        Element element = prospect.first("requestdate");
        String text = element.text();
        if (text == null) {
            return null;
        }
        try {
            Instant moment = OffsetDateTime.parse(text, REQUEST_DATE).toInstant();
            element.take();
            return Instant.ofEpochMilli(moment.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** In the order of their sequence. Who gave an id may be left out where the provider has a name. */
    private List<ProviderId> providerIds(@Nullable Channel channel) {
        String provider = prospect.first("provider").first("name").text();
        Set<ProviderId> ids = new LinkedHashSet<>();
        prospect.all("id").stream()
                .sorted(Comparator.comparingInt(AdfBody::sequence))
                .forEach(element -> {
                    String source = element.attributes().getOrDefault("source", "");
                    if (source.isBlank()) {
                        source = provider != null ? provider : channel == null ? "" : channel.source();
                    }
                    boolean fits = ids.size() < SalesLeadBody.MOST_PROVIDER_IDS
                            && isLine(source, SalesLeadBody.PROVIDER_ID)
                            && line(element, SalesLeadBody.PROVIDER_ID) != null;
                    String text = element.text();
                    if (fits && text != null) {
                        element.take("source");
                        ids.add(new ProviderId(source, text));
                    }
                });
        return List.copyOf(ids);
    }

    private static int sequence(Element id) {
        String text = id.attribute("sequence", "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    private static @Nullable String line(Element element, int most) {
        return taken(element, text -> isLine(text, most));
    }

    private static boolean isLine(String text, int most) {
        return new Fields("").text("", text, most) != null;
    }

    private static @Nullable String taken(Element element, Predicate<String> fits) {
        String text = element.text();
        if (text == null || !fits.test(text)) {
            return null;
        }
        element.take();
        return text;
    }

    /** Everything that nothing was made of. */
    private List<Extra> extras(Fields fields) {
        List<Extra> extras = new ArrayList<>();
        gather(adf, "", extras);
        if (extras.size() > MOST_EXTRAS) {
            fields.fault("adf-too-many-extras", PROSPECT, "most", MOST_EXTRAS);
        }
        if (extras.stream().anyMatch(extra -> extra.path().length() > MOST_PATH)) {
            fields.fault("adf-names-too-long", PROSPECT, "most", MOST_PATH);
        }
        if (extras.stream().anyMatch(extra -> extra.text().length() > WishesBody.FREE_TEXT)) {
            fields.fault("text-too-long", PROSPECT, "most", WishesBody.FREE_TEXT);
        }
        return fields.faults().isEmpty() ? extras : List.of();
    }

    private static void gather(Element element, String path, Collection<Extra> extras) {
        String text = element.text();
        if (text != null && !element.isTaken()) {
            extras.add(new Extra(path, text));
        }
        element.attributes().forEach((name, value) -> {
            if (!element.isTaken(name) && !value.isEmpty()) {
                extras.add(new Extra(path.isEmpty() ? "@" + name : path + "/@" + name, value));
            }
        });
        Map<String, Integer> numbers = new HashMap<>();
        for (Element child : element.children()) {
            int number = numbers.merge(child.name(), 1, Integer::sum);
            String step = number == 1 ? child.name() : child.name() + "[" + number + "]";
            gather(child, path.isEmpty() ? step : path + "/" + step, extras);
        }
    }
}
