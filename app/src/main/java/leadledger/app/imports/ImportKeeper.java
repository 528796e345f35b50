package leadledger.app.imports;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import leadledger.app.scheduling.RecurringWork;
import leadledger.command.imports.Imports;
import org.springframework.stereotype.Component;

/**
 * Works through the imports that wait, one after the other, on one of the nodes (LG-40). One that a stop has broken off is
 * gone on with; what is written does not depend on how often that happens.
 */
@Component
class ImportKeeper implements RecurringWork {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Imports imports;

    ImportKeeper(Imports imports) {
        this.imports = imports;
    }

    @Override
    public String name() {
        return "imports";
    }

    @Override
    public Duration pause() {
        return BETWEEN_LOOKS;
    }

    @Override
    public void run(BooleanSupplier ending) {
        boolean more = true;
        while (more && !ending.getAsBoolean()) {
            more = imports.goOn(ending);
        }
    }
}
