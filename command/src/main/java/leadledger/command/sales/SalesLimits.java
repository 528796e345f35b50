package leadledger.command.sales;

/** How much a request may write into a sales lead. */
public final class SalesLimits {

    /** Characters of a comment, of feedback, of remarks. */
    public static final int FREE_TEXT = 4_000;

    /** Characters of a reason. */
    public static final int REASON = 1_000;

    /** Characters of a subject, of a model, of whatever else has one line. */
    public static final int LINE = 200;

    /** Money, in whole units of the market's currency: more than any car costs in any currency. */
    public static final long AMOUNT = 999_999_999_999L;

    private SalesLimits() {}
}
