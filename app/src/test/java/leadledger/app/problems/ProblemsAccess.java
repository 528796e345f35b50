package leadledger.app.problems;

/** Makes what writes problems for tests of other packages. */
public final class ProblemsAccess {

    private ProblemsAccess() {}

    /** As Spring makes it. */
    public static Problems problems(RefusalLog log) {
        return new Problems(new RefusalWords(), log);
    }
}
