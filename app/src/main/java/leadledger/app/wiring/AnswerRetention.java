package leadledger.app.wiring;

import java.time.InstantSource;
import leadledger.command.desk.CommandAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets old answers to idempotency keys. On several nodes whoever comes first does it. */
@Component
class AnswerRetention {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerRetention.class);

    private final CommandAnswers answers;
    private final InstantSource clock;

    AnswerRetention(CommandAnswers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forget() {
        int forgotten = answers.forgetOld(clock.instant());
        if (forgotten > 0) {
            LOG.info("forgot {} answers to old idempotency keys", forgotten);
        }
    }
}
