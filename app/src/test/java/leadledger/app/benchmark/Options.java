package leadledger.app.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to measure and how long, from system properties.
 *
 * @param groups {@code bench}: names of groups, separated by commas; all if absent
 * @param round {@code bench.seconds}: how long each subject is measured per round
 * @param rounds {@code bench.rounds}: alternating rounds; medians are shown
 * @param events {@code bench.events}: length of the history that is read and rebuilt
 * @param folder {@code bench.folder}: where a temporary folder for the database is made, on the disk to be measured
 */
record Options(List<String> groups, Duration round, int rounds, int events, Path folder) {

    static Options fromSystemProperties(String allGroups) {
        String groups = System.getProperty("bench", "");
        return new Options(
                List.of((groups.isBlank() ? allGroups : groups).split(",")),
                Duration.ofMillis((long) (Double.parseDouble(System.getProperty("bench.seconds", "3")) * 1_000)),
                Integer.getInteger("bench.rounds", 3),
                Integer.getInteger("bench.events", 200_000),
                Path.of(System.getProperty("bench.folder", System.getProperty("java.io.tmpdir"))));
    }
}
