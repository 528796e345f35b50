package leadledger.app.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/** Closed loops: so many callers, each of which asks again as soon as it is answered. Virtual threads, as in the service. */
final class Load {

    private static final int SETTLING_LOOPS = 2;
    private static final int WARM_UP_CALLERS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    private Load() {}

    /**
     * What came of a load.
     *
     * @param count answers
     * @param perSecond answers per second
     * @param p50Millis median time of an answer
     * @param p99Millis time within which 99 of 100 were given
     */
    record Result(long count, double perSecond, double p50Millis, double p99Millis) {}

    static Result run(int callers, Duration time, Runnable ask) {
        long begin = System.nanoTime();
        long deadline = begin + time.toNanos();
        List<Callable<Latencies>> loops = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            loops.add(() -> {
                Latencies latencies = new Latencies();
                long before = System.nanoTime();
                while (before < deadline) {
                    ask.run();
                    long after = System.nanoTime();
                    latencies.add(after - before);
                    before = after;
                }
                return latencies;
            });
        }
        Latencies all = new Latencies();
        for (Latencies latencies : onVirtualThreads(loops)) {
            all.addAll(latencies);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(all.count, all.count / seconds, all.percentileMillis(50), all.percentileMillis(99));
    }

    /** Runs every task on a thread of its own and waits for all. */
    static <T> List<T> onVirtualThreads(List<Callable<T>> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>(tasks.size());
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has each subject work until its code is compiled: on two cores the compiler would be measured otherwise. */
    static void warmUp(Map<String, Runnable> subjects) {
        for (int loop = 0; loop < SETTLING_LOOPS; loop++) {
            subjects.values().forEach(ask -> run(WARM_UP_CALLERS, WARM_UP, ask));
        }
    }

    /** Each subject in turn, round after round, after one round to warm up; the median round of each is given. */
    static Map<String, Result> alternate(Options options, int callers, Map<String, Runnable> subjects) {
        Map<String, List<Result>> rounds = new LinkedHashMap<>();
        subjects.values().forEach(ask -> run(callers, options.round(), ask));
        for (int round = 0; round < options.rounds(); round++) {
            subjects.forEach((name, ask) ->
                    rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(run(callers, options.round(), ask)));
        }
        Map<String, Result> medians = new LinkedHashMap<>();
        rounds.forEach((name, results) -> medians.put(
                name,
                new Result(
                        results.stream().mapToLong(Result::count).sum(),
                        median(results, Result::perSecond),
                        median(results, Result::p50Millis),
                        median(results, Result::p99Millis))));
        return medians;
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Times in nanoseconds, without boxes. */
    static final class Latencies {

        private long[] nanos = new long[1_024];
        private int count;

        void add(long latency) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = latency;
        }

        void addAll(Latencies other) {
            for (int i = 0; i < other.count; i++) {
                add(other.nanos[i]);
            }
        }

        double percentileMillis(int percent) {
            Arrays.sort(nanos, 0, count);
            return count == 0 ? Double.NaN : nanos[(int) Math.min(count - 1L, (long) count * percent / 100)] / 1e6;
        }
    }

    /** The middle of several durations. */
    static Duration median(List<Duration> durations) {
        List<Duration> sorted = new ArrayList<>(durations);
        sorted.sort(Comparator.naturalOrder());
        return sorted.get(sorted.size() / 2);
    }
}
