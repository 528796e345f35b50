/**
 * The aftersales process, deciding side: one state shared by all slices, one Axon-aware class, one package per use case.
 *
 * <p>{@link leadledger.command.aftersales.AftersalesLead} and the commands are pure; they see {@code java.*}, JSpecify and
 * the vocabulary of {@code events}. Only {@link leadledger.command.aftersales.AftersalesShell} knows Axon.
 */
@NullMarked
package leadledger.command.aftersales;

import org.jspecify.annotations.NullMarked;
