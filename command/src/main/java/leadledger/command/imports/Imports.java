package leadledger.command.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import leadledger.command.aftersales.Network;
import leadledger.command.aftersales.importlead.ImportLead;
import leadledger.command.aftersales.importlead.ImportTerms;
import leadledger.command.aftersales.importlead.ImportedFact;
import leadledger.command.aftersales.importlead.SourceFault;
import leadledger.command.aftersales.importlead.SourceFault.File;
import leadledger.command.imports.ImportFiles.ReadLead;
import leadledger.command.imports.ImportReport.Finding;
import leadledger.command.imports.ImportReport.Kind;
import leadledger.command.imports.ImportStore.Files;
import leadledger.command.imports.ImportStore.Kept;
import leadledger.command.imports.ImportStore.State;
import leadledger.command.imports.ImportedLeads.Outcome;
import leadledger.command.imports.ImportedLeads.Written;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Imports of a market's leads from another system (LG-40): takes files, and works through those that wait, lead by lead. What
 * is written does not depend on who writes it or how often: so whoever finds an import unfinished goes on with it.
 */
@Component
public class Imports {

    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final ImportStore store;
    private final ImportedLeads leads;
    private final ReferenceLookup references;
    private final Network network;
    private final InstantSource clock;
    private final ImportSettings settings;
    private final Semaphore dryRuns;

    @Autowired
    Imports(ImportStore store, ImportedLeads leads, ReferenceLookup references, Network network, InstantSource clock) {
        this(store, leads, references, network, clock, ImportSettings.DEFAULTS);
    }

    Imports(
            ImportStore store,
            ImportedLeads leads,
            ReferenceLookup references,
            Network network,
            InstantSource clock,
            ImportSettings settings) {
        this.store = store;
        this.leads = leads;
        this.references = references;
        this.network = network;
        this.clock = clock;
        this.settings = settings;
        this.dryRuns = new Semaphore(settings.dryRuns());
    }

    /** The market for which somebody imports: headquarters do, and nobody else. */
    static MarketId marketOf(Actor actor) {
        MarketId market = actor.market();
        if (actor.role() != Role.HQ || market == null) {
            throw new RefusedException(Refusal.ofRole("LG-40"));
        }
        return market;
    }

    /**
     * Takes files for an import; the same ones again are the same import.
     *
     * @throws RefusedException when they cannot be read, or too many wait
     */
    Kept take(Actor actor, String system, Files files) {
        MarketId market = marketOf(actor);
        check(system, files);
        UUID id = id(market, system, files);
        if (!store.add(id, market, system, actor.ledgerForm(), clock.instant(), files, settings.waiting())) {
            throw new RefusedException(Refusal.ofState("LG-40", "too-many-imports"));
        }
        return store.find(id).orElseThrow();
    }

    /**
     * What an import would come to.
     *
     * @param report its counts
     * @param findings faults and flags, at most as many as would be kept
     */
    record DryRun(ImportReport report, List<Finding> findings) {}

    /**
     * Does all of an import but the writing.
     *
     * @throws RefusedException when the files cannot be read, or another dry run is under way on this node
     */
    DryRun dryRun(Actor actor, String system, Files files) {
        MarketId market = marketOf(actor);
        check(system, files);
        if (!dryRuns.tryAcquire()) {
            throw new RefusedException(Refusal.ofState("LG-40", "too-many-imports"));
        }
        try {
            Run run = new Run(id(market, system, files), market, system, files, false, ImportReport.NONE, 0);
            while (run.hasMore()) {
                run.next();
            }
            return new DryRun(run.report(), run.takeFound());
        } finally {
            dryRuns.release();
        }
    }

    /** An import of the actor's market; empty: there is none. */
    Optional<Kept> find(Actor actor, UUID id) {
        MarketId market = marketOf(actor);
        return store.find(id).filter(kept -> kept.market().equals(market));
    }

    List<Finding> findings(UUID id, int after, int most) {
        return store.findings(id, after, most);
    }

    /**
     * Goes on with the oldest import that is not finished; says whether it came to an end, so that there may be another one.
     *
     * @param ending whether to leave the rest to others
     */
    public boolean goOn(BooleanSupplier ending) {
        Optional<Kept> oldest = store.unfinished();
        if (oldest.isEmpty()) {
            return false;
        }
        Kept kept = oldest.get();
        Optional<Files> files = store.files(kept.id());
        if (files.isEmpty()) {
            return false;
        }
        int found = store.findings(kept.id());
        Run run;
        try {
            run = new Run(kept.id(), kept.market(), kept.system(), files.get(), true, kept.report(), found);
        } catch (RefusedException unreadable) {
            Refusal why = unreadable.refusals().getFirst();
            store.finish(
                    kept.id(),
                    State.FAILED,
                    clock.instant(),
                    List.of(new Finding(
                            Kind.FAULT, "history".equals(why.field()) ? File.HISTORY : File.LEADS, 1, why, null)),
                    found);
            return true;
        }
        while (run.hasMore()) {
            if (ending.getAsBoolean()) {
                return false;
            }
            run.next();
            List<Finding> more = run.takeFound();
            store.progress(kept.id(), run.report(), more, found);
            found += more.size();
        }
        store.progress(kept.id(), run.report(), run.takeFound(), found);
        store.finish(kept.id(), State.DONE, clock.instant(), List.of(), found);
        return true;
    }

    private void check(String system, Files files) {
        if (!SYSTEM.matcher(system).matches()) {
            throw new RefusedException(Refusal.ofValue("LG-40", "not-a-source-system", "sourceSystem"));
        }
        ImportFiles.checkHeads(files.leads(), files.history(), ImportMapping.read(files.mapping()));
    }

    /** The same content for the same source system is the same import. */
    private static UUID id(MarketId market, String system, Files files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : List.of(
                    market.value().getBytes(StandardCharsets.UTF_8),
                    system.getBytes(StandardCharsets.UTF_8),
                    files.mapping(),
                    files.leads(),
                    files.history())) {
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                digest.update(part);
            }
            return UUID.nameUUIDFromBytes(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One import, as it is worked through by this node. */
    private final class Run {

        private final UUID id;
        private final boolean really;
        private final ImportFiles.Read files;
        private final ImportTerms terms;
        private final List<Finding> found = new ArrayList<>();
        private int kept;
        private int done;
        private int imported;
        private int extended;
        private int unchanged;
        private int flagged;
        private int failed;
        private int faults;
        private long position;

        Run(
                UUID id,
                MarketId market,
                String system,
                Files files,
                boolean really,
                ImportReport before,
                int findingsBefore) {
            this.id = id;
            this.really = really;
            ImportMapping mapping = ImportMapping.read(files.mapping());
            this.files = ImportFiles.read(
                    files.leads(), files.history(), mapping, references, market, system, settings.lines());
            this.terms = new ImportTerms(
                    clock.instant(),
                    ImportFiles.actor(system),
                    system,
                    mapping.channel(),
                    mapping.outcome(),
                    network::zoneOf,
                    reason -> references.closeReason(reason).map(CloseReasonDefined::category));
            this.done = before.done();
            this.imported = before.imported();
            this.extended = before.extended();
            this.unchanged = before.unchanged();
            this.flagged = before.flagged();
            this.failed = before.failed();
            this.faults = before.faults();
            this.position = before.position();
            this.kept = findingsBefore;
            if (before.leads() == 0) {
                this.files.strayFaults().forEach(fault -> fault(fault, null));
            }
        }

        boolean hasMore() {
            return done < files.leads().size();
        }

        List<Finding> takeFound() {
            List<Finding> taken = List.copyOf(found);
            found.clear();
            return taken;
        }

        ImportReport report() {
            return new ImportReport(
                    files.leadLines(),
                    files.historyLines(),
                    files.leads().size(),
                    done,
                    imported,
                    extended,
                    unchanged,
                    flagged,
                    failed,
                    faults,
                    position);
        }

        /** Some leads, whose appends are committed together (LG-05). */
        void next() {
            List<ReadLead> some =
                    files.leads().subList(done, Math.min(files.leads().size(), done + settings.leadsAtOnce()));
            List<Future<Done>> working = new ArrayList<>(some.size());
            try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
                some.forEach(lead -> working.add(workers.submit(() -> work(lead))));
            }
            for (int i = 0; i < some.size(); i++) {
                count(some.get(i), result(working.get(i)));
            }
            done += some.size();
        }

        private static Done result(Future<Done> work) {
            try {
                return work.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a lead could not be imported", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while importing", e);
            }
        }

        private Done work(ReadLead lead) {
            if (!lead.faults().isEmpty()) {
                return new Done(lead.faults(), List.of(), null);
            }
            ImportLead.Result result = ImportLead.decide(lead.lead(), terms);
            return result.faults().isEmpty()
                    ? new Done(
                            List.of(), result.facts(), leads.settle(lead.lead().id(), result.facts(), id, really))
                    : new Done(result.faults(), List.of(), null);
        }

        private void count(ReadLead lead, Done result) {
            UUID leadId = lead.lead().id().value();
            result.faults().forEach(fault -> fault(fault, leadId));
            Written written = result.written();
            if (written == null) {
                failed++;
                return;
            }
            position = Math.max(position, written.position());
            switch (written.outcome()) {
                case IMPORTED -> imported++;
                case EXTENDED -> extended++;
                case UNCHANGED -> unchanged++;
                case DIFFERS -> refuse(lead, "lead-differs-from-ledger");
                case WORKED_HERE -> refuse(lead, "lead-was-worked-here");
            }
            if (written.outcome() != Outcome.DIFFERS && written.outcome() != Outcome.WORKED_HERE) {
                flag(lead, result.facts());
            }
        }

        private void refuse(ReadLead lead, String code) {
            failed++;
            fault(
                    new SourceFault(File.LEADS, lead.lead().line(), Refusal.ofValue("LG-40", code, "id")),
                    lead.lead().id().value());
        }

        private void flag(ReadLead lead, List<ImportedFact> facts) {
            List<String> broken = facts.stream()
                    .flatMap(fact -> fact.brokenRules().stream())
                    .distinct()
                    .toList();
            flagged += broken.isEmpty() ? 0 : 1;
            broken.forEach(rule -> keep(new Finding(
                    Kind.FLAG,
                    File.LEADS,
                    lead.lead().line(),
                    new Refusal(rule, Refusal.Kind.VALUE, "history-breaks-rule", null, Map.of("rule", rule)),
                    lead.lead().id().value())));
        }

        private void fault(SourceFault fault, @Nullable UUID lead) {
            faults++;
            keep(new Finding(Kind.FAULT, fault.file(), fault.line(), fault.finding(), lead));
        }

        private void keep(Finding finding) {
            if (kept < settings.findings()) {
                kept++;
                found.add(finding);
            }
        }
    }

    /** What became of a lead: faults, or events that were written. */
    private record Done(
            List<SourceFault> faults,
            List<ImportedFact> facts,
            @Nullable Written written) {}
}
