package leadledger.command.aftersales;

import org.jspecify.annotations.Nullable;

/** The lead management note (リード管理ノート) where closing a lead needs one. */
public final class ManagementNote {

    private ManagementNote() {}

    /** The note that holds after a command: the one given with it, or else the lead's own (AS-41). */
    public static @Nullable String after(AftersalesLead.Course lead, @Nullable String given) {
        return given == null ? lead.managementNote() : given;
    }
}
