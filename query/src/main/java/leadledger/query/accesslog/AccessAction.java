package leadledger.query.accesslog;

import org.jspecify.annotations.Nullable;

/** What an entry of the access log is about. Names are stored, and so they stay. */
public enum AccessAction {
    /** The page of a lead. */
    READ_LEAD("/api/v1/aftersales/leads/{id}", true),
    /** The history of a lead. */
    READ_HISTORY("/api/v1/aftersales/leads/{id}/history", true),
    /** The story of a lead, step by step. */
    READ_REPLAY("/api/v1/aftersales/leads/{id}/replay", true),
    /** The verdicts on a lead; they show no personal data. */
    READ_VERDICTS("/api/v1/aftersales/leads/{id}/verdicts", false),
    /** A page of a list view. */
    READ_LIST("/api/v1/aftersales/views/{view}", true),
    /** The page of a sales lead. */
    READ_SALES_LEAD("/api/v1/sales/leads/{id}", true),
    /** The history of a sales lead. */
    READ_SALES_HISTORY("/api/v1/sales/leads/{id}/history", true),
    /** The story of a sales lead, step by step. */
    READ_SALES_REPLAY("/api/v1/sales/leads/{id}/replay", true),
    /** The verdict on a sales lead; it shows no personal data. */
    READ_SALES_VERDICTS("/api/v1/sales/leads/{id}/verdicts", false),
    /** A page of a list view of sales leads. */
    READ_SALES_LIST("/api/v1/sales/views/{view}", true),
    /** A dispute with what was said in it. */
    READ_DISPUTE("/api/v1/disputes/{id}", true),
    /** A page of the list of disputes; it shows no personal data. */
    READ_DISPUTES("/api/v1/disputes", false),
    /** A vehicle by its VIN. */
    READ_VEHICLE("/api/v1/vehicles/{vin}", true),
    /** Who works at outlets, by name. */
    READ_USERS("/api/v1/reference/users", true),
    /** An export as CSV. */
    EXPORT_CSV("/api/v1/exports/csv", true),
    /** An export as CloudEvents. */
    EXPORT_CLOUDEVENTS("/api/v1/exports/cloudevents", true),
    /** An export as an object-centric event log. */
    EXPORT_OCEL("/api/v1/exports/ocel", true),
    /** An export as an event log in XES. */
    EXPORT_XES("/api/v1/exports/xes", true),
    /** The evidence pack of a lead. */
    READ_EVIDENCE_PACK("/api/v1/aftersales/leads/{id}/evidence-pack", true),
    /** The evidence pack of a sales lead. */
    READ_SALES_EVIDENCE_PACK("/api/v1/sales/leads/{id}/evidence-pack", true),
    /** A what if; it shows no personal data. */
    WHAT_IF("/api/v1/sla/what-if", false),
    /** This log. */
    READ_ACCESS_LOG("/api/v1/access-log", false),
    /** An attempt that was not let through: 401, 403, 404 or 429. */
    REFUSED(null, false),
    /** Refused attempts that are not in the log one by one; their number is the number of rows. */
    REFUSALS_LEFT_OUT(null, false);

    private final @Nullable String route;
    private final boolean personal;

    AccessAction(@Nullable String route, boolean personal) {
        this.route = route;
        this.personal = personal;
    }

    /** Template of the address at which it is read; none: it is no reading of one kind. */
    public @Nullable String route() {
        return route;
    }

    /** Method of the request by which it is read. */
    public String method() {
        return this == WHAT_IF ? "POST" : "GET";
    }

    /** Whether it shows personal data, masked or not. */
    public boolean isPersonal() {
        return personal;
    }
}
