package leadledger.app.wiring;

/** Something that is recorded in the ledger before anybody reads or writes it, such as the history of a demo. */
@FunctionalInterface
public interface LedgerPreparation {

    /** Records it, if it is not there yet. */
    void prepare();
}
