/**
 * The sales-lead process (リードの割り当てと初回コンタクト): the lead as its rules see it, and the use cases in the packages
 * below, which share the lead and never each other. Decisions are pure.
 */
@NullMarked
package leadledger.command.sales;

import org.jspecify.annotations.NullMarked;
