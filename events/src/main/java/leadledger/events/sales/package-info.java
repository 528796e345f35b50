/** The facts of the sales-lead process (リードの割り当てと初回コンタクト). Pure: only {@code java.*}, JSpecify and {@code shared}. */
@NullMarked
package leadledger.events.sales;

import org.jspecify.annotations.NullMarked;
