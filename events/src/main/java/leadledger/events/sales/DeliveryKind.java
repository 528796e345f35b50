package leadledger.events.sales;

/** How a lead came to its outlet (送客, SA-10, SA-11). */
public enum DeliveryKind {
    /** The call centre delivered it while the outlet was open. */
    AT_ONCE,
    /** The call centre delivered it while the outlet was closed, and the outlet has opened since. */
    HELD,
    /** A manager of the outlet pulled it out of the queue (送客前リード取得希望). */
    PULLED
}
