package leadledger.app.cli;

/** Which process a lead is of. */
enum LeadProcess {
    aftersales,
    sales;

    /** The path of one of its leads. */
    String lead(String id) {
        return "/api/v1/" + name() + "/leads/" + ServiceTask.segment(id);
    }
}
