import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Walks the README's tour: runs every command of its {@code console} blocks in one shell and compares what is printed with
 * what the README shows, where … stands for whatever differs from run to run. Service, port and data folder are its own.
 */
final class Tour {

    private static final String END_OF_COMMAND = "--end-of-command--";
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final String START = "./lead-ledger start-dev";

    private final int port;
    private final Path data;
    private final Process shell;
    private final Writer commands;
    private final BufferedReader output;
    private Process service;

    private record Step(String command, List<String> expected) {}

    private Tour(int port, Path data) throws IOException {
        this.port = port;
        this.data = data;
        this.shell = new ProcessBuilder("bash").redirectErrorStream(true).start();
        this.commands = shell.outputWriter(StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) throws Exception {
        List<Step> steps = steps(Files.readAllLines(Path.of("README.md")));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path data = Files.createTempDirectory("lead-ledger-tour");
        Tour tour = new Tour(port, data);
        int differing;
        try {
            differing = tour.walk(steps);
        } finally {
            tour.end();
        }
        System.out.println(steps.size() - differing + " passed, " + differing + " failed");
        System.exit(differing == 0 ? 0 : 1);
    }

    /** Commands start with "$ "; what follows up to the next command is their output. */
    private static List<Step> steps(List<String> readme) {
        List<Step> steps = new ArrayList<>();
        boolean inBlock = false;
        for (String line : readme) {
            if (line.startsWith("```")) {
                inBlock = line.equals("```console");
            } else if (inBlock && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (inBlock && !steps.isEmpty()) {
                steps.getLast().expected().add(line);
            }
        }
        if (steps.isEmpty()) {
            throw new IllegalStateException("the README has no tour");
        }
        return steps;
    }

    private int walk(List<Step> steps) throws Exception {
        int differing = 0;
        for (Step step : steps) {
            System.out.println("$ " + step.command());
            if (step.command().startsWith(START)) {
                start();
                continue;
            }
            List<String> printed = run(step.command()
                    .replace("localhost:8080", "localhost:" + port)
                    .replace(".lead-ledger/", data + "/"));
            printed.forEach(System.out::println);
            if (!matches(step.expected(), printed)) {
                differing++;
                System.out.println("DIFFERS from the README:");
                step.expected().forEach(System.out::println);
            }
        }
        return differing;
    }

    private static boolean matches(List<String> expected, List<String> printed) {
        String pattern = expected.stream()
                .map(line -> Pattern.compile("…").splitAsStream(line).map(Pattern::quote).collect(Collectors.joining(".*"))
                        + (line.endsWith("…") ? ".*" : ""))
                .collect(Collectors.joining("\n"));
        return Pattern.matches(pattern, String.join("\n", printed));
    }

    private List<String> run(String command) throws IOException {
        commands.write(command + "\necho; echo " + END_OF_COMMAND + "\n");
        commands.flush();
        List<String> printed = new ArrayList<>();
        for (String line = output.readLine(); line != null && !line.equals(END_OF_COMMAND); line = output.readLine()) {
            printed.add(line);
        }
        while (!printed.isEmpty() && printed.getLast().isEmpty()) {
            printed.removeLast();
        }
        return printed;
    }

    private void start() throws Exception {
        if (service != null) {
            // The README has killed it; its launcher has been replaced by what was killed.
            service.waitFor(1, TimeUnit.MINUTES);
        }
        service = new ProcessBuilder(
                        "./lead-ledger", "start-dev", "--port", Integer.toString(port), "--data-dir", data.toString())
                .inheritIO()
                .start();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!service.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the service did not start");
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    private boolean isReady() throws IOException {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://localhost:" + port + "/actuator/health/readiness").toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void end() throws Exception {
        shell.destroy();
        if (service != null) {
            service.destroy();
            if (!service.waitFor(20, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
        }
        try (var files = Files.walk(data)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }
}
