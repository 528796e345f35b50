import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Sends commands from many clients, kills the service with {@code kill -9} in the middle, starts it again, and checks that
 * no acknowledged command is lost, none is doubled, positions are 1…n, and the list views equal a rebuild.
 *
 * <p>Every command makes exactly one event and carries its own idempotency key; a client whose request fails sends the
 * same again until it is acknowledged, as a careful client would.
 */
final class CrashProof {

    private static final int COMMANDS = 2_000;
    private static final int CLIENTS = 32;
    private static final int ATTEMPTS_PER_LEAD = 4;
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(3);
    private static final String AGENT = "tokyo-agent";
    private static final String ADMIN = "admin";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");
    private static final Pattern HEAD = Pattern.compile("\"head\":(\\d+)");

    private final Path data;
    private final int port;
    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final CountDownLatch half = new CountDownLatch(COMMANDS / 2);
    private volatile DemoNode service;

    private CrashProof(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    private record Command(String key, String path, String body) {}

    private record Acknowledged(Command command, String leadId, int version, long position, String answer) {}

    public static void main(String[] arguments) throws Exception {
        Path data = Files.createTempDirectory("lead-ledger-crash-proof");
        CrashProof proof = new CrashProof(data, DemoNode.freePort());
        try {
            proof.run();
        } finally {
            DemoNode.deleteRecursively(data);
        }
    }

    private void run() throws Exception {
        DemoNode.say("starting the service on port " + port);
        service = DemoNode.start(data, port);
        try {
            DemoNode.say("sending " + COMMANDS + " commands from " + CLIENTS + " clients");
            try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
                List<Future<?>> ends = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    int number = client;
                    ends.add(clients.submit(() -> work(number)));
                }
                if (!half.await(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("half of the commands were not acknowledged in time");
                }
                DemoNode.say("kill -9 after " + acknowledged.size() + " acknowledged commands");
                service.kill();
                service = DemoNode.start(data, port);
                DemoNode.say("started again");
                for (Future<?> end : ends) {
                    end.get();
                }
            }
            DemoNode.say("all " + acknowledged.size() + " commands are acknowledged; " + repeated + " requests had to be sent again");
            check();
        } finally {
            service.stop();
        }
        DemoNode.say("PASSED: nothing lost, nothing doubled, no gap, views equal a rebuild");
    }

    /** One client: leads, each with some contact attempts, one command after another. */
    private Void work(int client) throws Exception {
        int mine = COMMANDS / CLIENTS + (client < COMMANDS % CLIENTS ? 1 : 0);
        String lead = "";
        for (int i = 0; i < mine; i++) {
            String key = "client-" + client + "-" + i;
            Command command = i % (ATTEMPTS_PER_LEAD + 1) == 0
                    ? new Command(key, "/api/v1/aftersales/leads", "{\"request\":{\"lastName\":\"Client " + client + "\"}}")
                    : new Command(
                            key,
                            "/api/v1/aftersales/leads/" + lead + "/contact-attempts",
                            "{\"channel\":\"PHONE\",\"outcome\":\"NOT_REACHED\"}");
            lead = sendUntilAcknowledged(command).leadId();
            half.countDown();
        }
        return null;
    }

    private HttpResponse<String> post(Command command) throws Exception {
        return service.post(AGENT, command.path(), command.body(), "Idempotency-Key", command.key());
    }

    private Acknowledged sendUntilAcknowledged(Command command) throws Exception {
        long deadline = System.nanoTime() + COMMAND_LIMIT.toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = post(command);
                if (answer.statusCode() / 100 == 2) {
                    Acknowledged one = new Acknowledged(
                            command,
                            DemoNode.first(ID, answer.body()),
                            Integer.parseInt(DemoNode.first(VERSION, answer.body())),
                            Long.parseLong(DemoNode.first(POSITION, answer.body())),
                            answer.body());
                    acknowledged.put(command.key(), one);
                    return one;
                }
                DemoNode.require(answer.statusCode() == 503, "unexpected answer " + answer.statusCode() + ": " + answer.body());
            } catch (IOException e) {
                // The service is down, or went down with the request on its way: nobody knows what became of it.
            }
            DemoNode.require(System.nanoTime() < deadline, "not acknowledged in time: " + command.key());
            repeated.incrementAndGet();
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    private void check() throws Exception {
        TreeSet<Long> positions =
                acknowledged.values().stream().map(Acknowledged::position).collect(Collectors.toCollection(TreeSet::new));
        long head = Long.parseLong(DemoNode.first(HEAD, service.get(ADMIN, "/operations/projections/lead-list")));
        DemoNode.require(acknowledged.size() == COMMANDS, "acknowledged " + acknowledged.size());
        // Before them stands the reference data with which the default run begins.
        long first = positions.first();
        long last = first + COMMANDS - 1;
        DemoNode.require(head == last, "the ledger ends at " + head + ", not at " + last + ": a command is lost or doubled");
        DemoNode.require(
                positions.stream().toList().equals(LongStream.rangeClosed(first, last).boxed().toList()),
                "acknowledged positions are not " + first + "…" + last);
        DemoNode.say("positions are " + first + "…" + last + ", each acknowledged once");

        Map<String, Integer> versions = acknowledged.values().stream()
                .collect(Collectors.toMap(Acknowledged::leadId, Acknowledged::version, Math::max));
        for (Map.Entry<String, Integer> lead : versions.entrySet()) {
            String page = service.get(AGENT, "/api/v1/aftersales/leads/" + lead.getKey());
            DemoNode.require(Integer.parseInt(DemoNode.first(VERSION, page)) == lead.getValue(), "lead " + lead.getKey() + " differs");
        }
        DemoNode.say("all " + versions.size() + " leads have exactly the acknowledged versions");

        for (Acknowledged one : acknowledged.values()) {
            DemoNode.require(post(one.command()).body().equals(one.answer()), "sent again, " + one.command().key() + " differs");
        }
        DemoNode.say("sent once more with their keys, all commands give their first answers");

        List<String> views = List.of("assigned", "unmanaged", "in-progress", "recent");
        List<List<String>> before = new ArrayList<>();
        for (String view : views) {
            before.add(rows(view, head));
        }
        service.post(ADMIN, "/operations/projections/lead-list/verification", "");
        String state = awaitRebuild("COMPARED");
        DemoNode.require(state.contains("\"differing\":0"), "the list differs from its rebuild: " + state);
        service.post(ADMIN, "/operations/projections/lead-list/rebuild", "");
        awaitRebuild("REPLACED");
        for (int i = 0; i < views.size(); i++) {
            DemoNode.require(i != 0 || before.get(i).size() == versions.size(), "the list has not all leads");
            DemoNode.require(rows(views.get(i), head).equals(before.get(i)), "view " + views.get(i) + " differs after its rebuild");
        }
        DemoNode.say("list views equal a rebuild: " + views.stream().map(v -> v + " " + before.get(views.indexOf(v)).size()).toList());
    }

    /** All rows of a view by cursor, reduced to what does not move with the clock. */
    private List<String> rows(String view, long position) throws Exception {
        Pattern row = Pattern.compile("\"id\":\"([^\"]+)\".*?\"contactAttempts\":(\\d+)");
        Pattern next = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
        List<String> rows = new ArrayList<>();
        String cursor = "";
        do {
            String page = service.get(
                    AGENT,
                    "/api/v1/aftersales/views/" + view + "?limit=200" + cursor,
                    "Ledger-Min-Position",
                    Long.toString(position));
            Matcher matcher = row.matcher(page);
            while (matcher.find()) {
                rows.add(matcher.group(1) + " " + matcher.group(2));
            }
            Matcher more = next.matcher(page);
            cursor = more.find() ? "&cursor=" + more.group(1) : "";
        } while (!cursor.isEmpty());
        return rows;
    }

    private String awaitRebuild(String end) throws Exception {
        long deadline = System.nanoTime() + COMMAND_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            String state = service.get(ADMIN, "/operations/projections/lead-list");
            DemoNode.require(!state.contains("\"state\":\"FAILED\""), state);
            if (state.contains("\"state\":\"" + end + "\"")) {
                return state;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        throw new IllegalStateException("no " + end + " in time");
    }
}
