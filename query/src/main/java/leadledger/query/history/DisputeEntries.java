package leadledger.query.history;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Sla;

/**
 * Entries about the disputes over a lead's verdicts (SL-40): where each stands, by service level and assignment, or what was
 * decided; the reason is what was said.
 */
final class DisputeEntries {

    /** Their fields, which tell nothing of who the customer is; what was said is masked as every reason is. */
    static final String OPEN_FIELDS = "dispute\\.(SLA1|SLA2|SLA3|FIRST_FOLLOW_UP)\\.-?\\d+(\\.countsAt)?";

    private final HistoryEntries entries;
    private final Map<UUID, Dispute> disputes = new HashMap<>();

    DisputeEntries(HistoryEntries entries) {
        this.entries = entries;
    }

    private record Dispute(Sla sla, int assignment, String stands) {

        String field() {
            return "dispute." + sla + "." + assignment;
        }
    }

    /** Of which assignment's verdict a step is; 0: the dispute is unknown. */
    int assignment(DisputeStep step) {
        if (step instanceof DisputeStep.Opened opened) {
            return opened.assignment();
        }
        Dispute known = disputes.get(step.dispute());
        return known == null ? 0 : known.assignment();
    }

    /** Takes a step down; one of an unknown dispute is none. */
    void add(Recorded<?> recorded, DisputeStep step) {
        if (step instanceof DisputeStep.Opened opened) {
            Dispute dispute = new Dispute(opened.sla(), opened.assignment(), DisputeStatus.OPEN.name());
            disputes.put(opened.dispute(), dispute);
            entries.add(recorded, dispute.field(), null, dispute.stands(), opened.text());
            return;
        }
        Dispute before = disputes.get(step.dispute());
        if (before == null) {
            return;
        }
        Dispute after = new Dispute(before.sla(), before.assignment(), stands(step));
        disputes.put(step.dispute(), after);
        entries.add(recorded, after.field(), before.stands(), after.stands(), said(step));
        if (step instanceof DisputeStep.Decided decided && decided.countsAt() != null) {
            entries.add(recorded, after.field() + ".countsAt", null, decided.countsAt(), null);
        }
    }

    private static String stands(DisputeStep step) {
        return step instanceof DisputeStep.Decided decided
                ? decided.outcome().name()
                : DisputeStatus.after(step).name();
    }

    private static String said(DisputeStep step) {
        return switch (step) {
            case DisputeStep.Opened opened -> opened.text();
            case DisputeStep.QuestionAsked asked -> asked.question();
            case DisputeStep.QuestionAnswered answered -> answered.answer();
            case DisputeStep.Decided decided -> decided.rationale();
            case DisputeStep.Reopened reopened -> reopened.reason();
        };
    }
}
