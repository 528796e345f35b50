package leadledger.app.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import leadledger.app.limits.LimitSettings.Rate;

/** A bucket of requests for each user or address of this node. Bounded: the least used ones are forgotten. */
final class Buckets {

    private static final int MOST_BUCKETS = 50_000;

    private final Cache<String, Bucket> buckets;
    private final Rate rate;
    private final TimeMeter time;

    Buckets(Rate rate, TimeMeter time) {
        this.rate = rate;
        this.time = time;
        // By then a bucket is full again, and a new one is no different.
        Duration untilFull = Duration.ofSeconds(rate.burst() / rate.perSecond() + 1L);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(untilFull)
                .ticker(time::currentTimeNanos)
                .build();
    }

    /** Takes a request out; returns how long to wait if there is none left, else nothing. */
    Duration take(String key) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** How long to wait until there is a request to take out; none is taken. */
    Duration waitFor(String key) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket == null) {
            return Duration.ZERO;
        }
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket(String key) {
        return buckets.get(
                key,
                ignored -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                        .withCustomTimePrecision(time)
                        .build());
    }
}
