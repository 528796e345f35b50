package leadledger.events.sla;

/** How a dealer brought a lead to its end; each of them stops {@link Sla#SLA2} and counts as managed (SL-03, SL-06). */
public enum Closure {
    /** 販売ありで終了. */
    WITH_SALE,
    /** 販売なしで終了. */
    WITHOUT_SALE,
    /** 再度連絡する: closed without sale, to be asked again later. */
    RE_CONTACT
}
