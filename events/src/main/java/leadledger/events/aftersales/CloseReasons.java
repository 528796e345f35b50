package leadledger.events.aftersales;

/**
 * The close reasons (販売なしで終了理由) that rules speak of, by their codes. All others are reference data, and so are the
 * names of these.
 */
public final class CloseReasons {

    /** その他: needs the lead management note (AS-41). */
    public static final String OTHER = "OTHER";

    /** 現在の所有者ではない/車両が売却された: needs the date on which ownership ended (AS-42). */
    public static final String NO_LONGER_OWNER = "NO_LONGER_OWNER";

    /** 再コンタクト: set by <em>re-contact</em> alone, never chosen by hand (AS-50). */
    public static final String RE_CONTACT = "RE_CONTACT";

    /** Category of {@link #RE_CONTACT} (今は興味がない). */
    public static final String NOT_INTERESTED_NOW = "NOT_INTERESTED_NOW";

    private CloseReasons() {}

    /** Whether closing for this reason needs more than the reason, or another action. */
    public static boolean needMore(String reason) {
        return reason.equals(OTHER) || reason.equals(NO_LONGER_OWNER) || reason.equals(RE_CONTACT);
    }
}
