import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets seventy days go by while the service is stopped, starts two nodes on one database, and checks that each deadline took
 * effect once: lapses and final bookings of day 60, leads of agreed re-contacts, reminders. Lapses are recorded in the order
 * in which they came due. Then once more with both nodes running, one of which is killed while they are at it.
 */
final class DeadlineProof {

    private static final String AGENT = "kobe-agent";
    private static final String LEADS = "/api/v1/aftersales/leads";
    private static final ZoneId KOBE = ZoneId.of("Asia/Tokyo");
    private static final int DAYS = 70;
    private static final int OF_EACH_KIND = 40;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");
    private static final Pattern NOW = Pattern.compile("\"at\":\"([^\"]+)\"");
    private static final Pattern LAPSE = Pattern.compile(
            "\"position\":(\\d+),\"date\":\"[^\"]*\",\"field\":\"status(?:Final)?\",\"user\":\"SYSTEM/[^\"]*\"");
    private static final Pattern REMINDED =
            Pattern.compile("\"field\":\"mail\\.reminder\\.dealer\",\"user\":\"[^\"]*\",\"newValue\":\"SENT\"");
    private static final Pattern MAIL = Pattern.compile("\"id\":(\\d+),.*?\"to\":\"([^\"]*)\",\"subject\":\"([^\"]*)\"");

    private final Path data;
    private final int firstPort;
    private final int secondPort;

    private DeadlineProof(Path data, int firstPort, int secondPort) {
        this.data = data;
        this.firstPort = firstPort;
        this.secondPort = secondPort;
    }

    /** Leads that wait for something, each kind in the order of its creation. */
    private record Waiting(List<String> toLapse, List<String> booked, List<String> masters, Set<String> reminded) {}

    public static void main(String[] arguments) throws Exception {
        Path data = Files.createTempDirectory("lead-ledger-deadline-proof");
        try {
            new DeadlineProof(data, DemoNode.freePort(), DemoNode.freePort()).run();
        } finally {
            DemoNode.deleteRecursively(data);
        }
    }

    private void run() throws Exception {
        DemoNode.say("starting one node");
        DemoNode first = DemoNode.start(data, firstPort);
        DemoNode second = null;
        try {
            Waiting waiting = leads(first);
            DemoNode.say("stopping it; seventy days go by; starting two nodes");
            first.stop();
            first = DemoNode.start(data, firstPort, "--advance", "P" + DAYS + "D");
            second = DemoNode.start(data, secondPort, "--join");
            check(first, waiting, List.of(first, second));

            DemoNode.say("seventy days more with both nodes running, one killed at once");
            Waiting more = leads(second);
            second.advance("P" + DAYS + "D");
            second.kill();
            check(first, more, List.of(first));
        } finally {
            if (second != null) {
                second.stop();
            }
            first.stop();
        }
        DemoNode.say("PASSED: each deadline took effect once");
    }

    private static Waiting leads(DemoNode node) throws Exception {
        LocalDate today = OffsetDateTime.parse(DemoNode.first(NOW, node.get(AGENT, "/api/v1/aftersales/views")))
                .atZoneSameInstant(KOBE)
                .toLocalDate();
        Waiting waiting = new Waiting(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        for (int i = 0; i < OF_EACH_KIND; i++) {
            waiting.toLapse().add(lead(node));
            String booked = lead(node);
            waiting.booked().add(booked);
            act(node, booked, "contact-attempts", "{\"channel\":\"PHONE\",\"outcome\":\"REACHED\"}");
            // The reminder, at ten on the day before, comes due while the service is stopped, and the appointment does not.
            String moment = today.plusDays(DAYS) + "T23:59:59.999+09:00";
            String answer =
                    act(node, booked, "appointment", "{\"appointmentAt\":\"" + moment + "\",\"remindCustomer\":true}");
            waiting.reminded().add(DemoNode.first(REFERENCE, answer));
            String master = lead(node);
            waiting.masters().add(master);
            act(node, master, "contact-attempts", "{\"channel\":\"EMAIL\",\"outcome\":\"REACHED\"}");
            act(node, master, "re-contact", "{\"recontactOn\":\"" + today.plusDays(1 + i) + "\"}");
        }
        DemoNode.say(3 * OF_EACH_KIND + " leads wait for their deadlines");
        return waiting;
    }

    private static String lead(DemoNode node) throws Exception {
        HttpResponse<String> answer =
                node.post(AGENT, LEADS, "{\"request\":{\"lastName\":\"Proof\",\"email\":\"proof@customer.example\"}}");
        DemoNode.require(answer.statusCode() == 201, answer.body());
        return DemoNode.first(ID, answer.body());
    }

    private static String act(DemoNode node, String lead, String action, String body) throws Exception {
        HttpResponse<String> answer = node.post(AGENT, LEADS + "/" + lead + "/" + action, body);
        DemoNode.require(answer.statusCode() == 200, answer.body());
        return answer.body();
    }

    private static void check(DemoNode node, Waiting waiting, List<DemoNode> mailing) throws Exception {
        List<Long> positions = new ArrayList<>();
        for (String lead : waiting.toLapse()) {
            positions.add(onlyLapse(node, lead));
        }
        DemoNode.require(
                positions.equals(positions.stream().sorted().toList()), "lapses are not in the order of their deadlines");
        for (String lead : waiting.booked()) {
            onlyLapse(node, lead);
        }
        DemoNode.say(positions.size() + " leads are lost and " + waiting.booked().size()
                + " bookings final, each recorded once, in the order of their deadlines");

        Set<String> children = new HashSet<>();
        for (String master : waiting.masters()) {
            children.add(await(() -> {
                Matcher child = Pattern.compile("\"recontactLead\":\"([^\"]+)\"").matcher(node.get(AGENT, LEADS + "/" + master));
                return child.find() ? child.group(1) : null;
            }));
        }
        // The killed node's part of the list is taken over after some seconds.
        Map<String, Integer> byMaster = await(() -> {
            Map<String, Integer> found = childrenByMaster(node);
            return found.keySet().containsAll(waiting.masters()) ? found : null;
        });
        for (String master : waiting.masters()) {
            DemoNode.require(byMaster.get(master) == 1, "two leads of re-contact " + master);
        }
        DemoNode.say(children.size() + " re-contacts have each one lead");

        for (String lead : waiting.booked()) {
            await(() -> {
                Matcher sent = REMINDED.matcher(node.get(AGENT, LEADS + "/" + lead + "/history"));
                if (!sent.find()) {
                    return null;
                }
                DemoNode.require(!sent.find(), "two reminders of lead " + lead);
                return true;
            });
        }
        // What a killed node has sent was in its memory.
        Map<String, Integer> arrived = reminders(mailing, waiting.reminded());
        DemoNode.require(
                mailing.size() == 1 || arrived.size() == waiting.reminded().size(), "reminders are missing: " + arrived);
        DemoNode.require(
                arrived.values().stream().allMatch(count -> count == 1), "a reminder was sent more than once: " + arrived);
        DemoNode.say(waiting.booked().size() + " dealers' reminders are recorded as sent once; "
                + arrived.size() + " of them are in the inboxes of these nodes, none twice");
    }

    /** The position of a lead's lapse, when it is recorded; there must be no second one. */
    private static long onlyLapse(DemoNode node, String lead) throws Exception {
        return await(() -> {
            Matcher lapse = LAPSE.matcher(node.get(AGENT, LEADS + "/" + lead + "/history"));
            if (!lapse.find()) {
                return null;
            }
            long position = Long.parseLong(lapse.group(1));
            DemoNode.require(!lapse.find(), "lead " + lead + " has lapsed twice");
            return position;
        });
    }

    /** How many leads name each master. */
    private static Map<String, Integer> childrenByMaster(DemoNode node) throws Exception {
        Map<String, Integer> count = new TreeMap<>();
        Pattern row = Pattern.compile("\"id\":\"([^\"]+)\",\"reference\"[^{]*?\"recontacted\":true");
        Pattern next = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
        String cursor = "";
        do {
            String page = node.get(AGENT, "/api/v1/aftersales/views/recent?limit=200" + cursor);
            Matcher child = row.matcher(page);
            while (child.find()) {
                String master = DemoNode.first(
                        Pattern.compile("\"masterLead\":\"([^\"]+)\""), node.get(AGENT, LEADS + "/" + child.group(1)));
                count.merge(master, 1, Integer::sum);
            }
            Matcher more = next.matcher(page);
            cursor = more.find() ? "&cursor=" + more.group(1) : "";
        } while (!cursor.isEmpty());
        return count;
    }

    /** The dealer's reminders of these leads in all inboxes. */
    private static Map<String, Integer> reminders(List<DemoNode> nodes, Set<String> references) throws Exception {
        Map<String, Integer> found = new TreeMap<>();
        for (DemoNode node : nodes) {
            Matcher mail = MAIL.matcher(node.inbox());
            while (mail.find()) {
                for (String reference : references) {
                    if (mail.group(3).contains("リマインダー") && mail.group(3).contains(reference)) {
                        found.merge(reference, 1, Integer::sum);
                    }
                }
            }
        }
        return found;
    }

    private static <T> T await(Callable<T> question) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            T answer = question.call();
            if (answer != null) {
                return answer;
            }
            DemoNode.require(System.nanoTime() < deadline, "it did not take effect in time");
            Thread.sleep(Duration.ofMillis(200));
        }
    }
}
