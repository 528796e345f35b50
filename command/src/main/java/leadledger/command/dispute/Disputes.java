package leadledger.command.dispute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sla.Sla;

/**
 * The disputes over a lead's verdicts, folded from their steps. The fold is total: what is in the ledger has happened.
 *
 * @param all in the order in which they were opened
 */
public record Disputes(List<Dispute> all) {

    /** Nobody disputed anything. */
    public static final Disputes NONE = new Disputes(List.of());

    public Disputes {
        all = List.copyOf(all);
    }

    /**
     * The disputes after one more step; a step of an unknown one changes nothing.
     *
     * @param actor who took it, in the ledger's form
     */
    public Disputes after(DisputeStep step, String actor) {
        List<Dispute> changed = new ArrayList<>(all);
        if (step instanceof DisputeStep.Opened opened) {
            changed.add(Dispute.opened(opened));
        } else {
            changed.replaceAll(dispute -> dispute.id().equals(step.dispute()) ? dispute.after(step, actor) : dispute);
        }
        return new Disputes(changed);
    }

    /** The dispute of this id; empty: the lead has none of it. */
    public Optional<Dispute> find(UUID id) {
        return all.stream().filter(dispute -> dispute.id().equals(id)).findFirst();
    }

    /** The dispute over a verdict; empty: nobody disputed it. */
    public Optional<Dispute> over(Sla sla, int assignment) {
        return all.stream()
                .filter(dispute -> dispute.sla() == sla && dispute.assignment() == assignment)
                .findFirst();
    }
}
