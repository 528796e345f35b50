package leadledger.app.wiring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import leadledger.app.scheduling.RecurringWork;
import leadledger.command.desk.CommandAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Forgets old answers to idempotency keys. */
@Component
class AnswerRetention implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerRetention.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final CommandAnswers answers;
    private final InstantSource clock;

    AnswerRetention(CommandAnswers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "answer-retention";
    }

    @Override
    public Duration pause() {
        return BETWEEN_LOOKS;
    }

    @Override
    public void run(BooleanSupplier ending) {
        int forgotten = answers.forgetOld(clock.instant());
        if (forgotten > 0) {
            LOG.info("forgot {} answers to old idempotency keys", forgotten);
        }
    }
}
