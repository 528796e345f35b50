package leadledger.query.evidencepack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Disputed;
import leadledger.query.evidencepack.PackContent.PackedEvent;
import leadledger.query.evidencepack.PackContent.Question;
import leadledger.query.evidencepack.PackContent.Section;
import leadledger.query.evidencepack.ReportPages.Column;
import leadledger.query.explanation.Explanation;
import leadledger.query.explanation.Words;

/** The report of a pack: a PDF for people. What it says stands in the pack's other files as well. */
final class PackReport {

    /** An event's content is told up to here; all of it stands in the pack's file of events. */
    private static final int MOST_CHARACTERS = 600;

    private final PackContent content;
    private final Question question;
    private final Words words;
    private final ReportPages pages;

    private PackReport(PackContent content, Words words, ReportPages pages) {
        this.content = content;
        this.question = content.question();
        this.words = words;
        this.pages = pages;
    }

    /**
     * Makes the report.
     *
     * @param files the pack's other files, whose digests it names
     */
    static PackFile of(PackContent content, List<PackFile> files) {
        Question question = content.question();
        Words words = Words.in(question.language());
        String title = words.text("pack.title", Map.of("reference", question.reference()));
        try (ReportPages pages = new ReportPages(title, question.language().code())) {
            PackReport report = new PackReport(content, words, pages);
            pages.title(title);
            report.tellQuestion();
            for (Section section : content.sections()) {
                report.tellVerdicts(section);
            }
            report.tellEvents();
            for (SlaPolicy policy : content.policies()) {
                report.tellPolicy(policy);
            }
            report.tellFiles(files);
            return new PackFile("report.pdf", pages.finished(report.footer(), report::pageNumber));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String footer() {
        return words.text(
                "pack.footer",
                Map.of("reference", question.reference(), "moment", moment(question.asOf(), question.zone())));
    }

    private String pageNumber(int page, int pageCount) {
        return words.text("pack.page", Map.of("page", Integer.toString(page), "pages", Integer.toString(pageCount)));
    }

    private void tellQuestion() throws IOException {
        pages.paragraph(words.text("pack.introduction"));
        List<List<String>> rows = new ArrayList<>();
        row(rows, "pack.process", words.text("pack.process." + question.process()));
        row(rows, "pack.reference", question.reference());
        row(rows, "pack.lead", question.lead().toString());
        row(rows, "pack.as-of", moment(question.asOf(), question.zone()) + " (" + PackJson.text(question.asOf()) + ")");
        row(rows, "pack.zone", question.zone().getId());
        if (question.assignment() != null) {
            row(rows, "pack.assignment", Integer.toString(question.assignment()));
        }
        row(rows, "pack.events", Integer.toString(content.events().size()));
        row(rows, "pack.last-position", Long.toString(question.lastPosition()));
        row(rows, "pack.personal-data", words.text(question.masked() ? "pack.masked" : "pack.in-clear"));
        pages.pairs(rows);
        if (question.limited()) {
            pages.gap(4);
            pages.paragraph(words.text("pack.limited"));
        }
        if (content.sections().isEmpty()) {
            pages.gap(4);
            pages.paragraph(words.text("pack.no-verdict"));
        }
        tellSummary();
    }

    private void tellSummary() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Section section : content.sections()) {
            for (SlaVerdict verdict : section.verdicts()) {
                Instant deadline = verdict.evidence().deadline();
                rows.add(List.of(
                        heading(section),
                        words.text("sla." + verdict.sla()),
                        result(verdict),
                        deadline == null ? "－" : moment(deadline, section.zone())));
            }
        }
        if (!rows.isEmpty()) {
            pages.heading(words.text("pack.summary"));
            pages.table(
                    List.of(
                            new Column(words.text("pack.column.whose"), 112),
                            new Column(words.text("pack.column.sla"), 128),
                            new Column(words.text("pack.column.result"), 110),
                            new Column(words.text("pack.column.deadline"), ReportPages.WIDTH - 350)),
                    rows);
        }
    }

    private String result(SlaVerdict verdict) {
        StringBuilder result = new StringBuilder(words.text("result." + verdict.result()));
        if (verdict.differsByClaimedTime()) {
            result.append(' ').append(words.text("pack.differs"));
        }
        Disputed dispute = verdict.dispute();
        if (dispute != null) {
            DisputeOutcome outcome = dispute.outcome();
            result.append(' ').append(words.text("pack.decided." + (outcome == null ? "undecided" : outcome)));
        }
        return result.toString();
    }

    private void row(List<List<String>> rows, String key, String value) {
        rows.add(List.of(words.text(key), value));
    }

    private String heading(Section section) {
        return section.assignment() == null
                ? words.text("pack.section.outlet", Map.of("place", section.place()))
                : words.text(
                        "pack.section.assignment",
                        Map.of("number", Integer.toString(section.assignment()), "place", section.place()));
    }

    private void tellVerdicts(Section section) throws IOException {
        pages.heading(heading(section));
        for (SlaVerdict verdict : section.verdicts()) {
            pages.subheading(words.text("sla." + verdict.sla()) + " － " + words.text("result." + verdict.result()));
            VerdictDrawing drawing = new VerdictDrawing(pages, words, section.zone(), verdict);
            pages.drawing(VerdictDrawing.HEIGHT, drawing::draw);
            for (String sentence : Explanation.of(verdict, words, section.zone())) {
                pages.item(sentence);
            }
        }
    }

    private void tellEvents() throws IOException {
        pages.heading(words.text("pack.events.heading"));
        pages.paragraph(
                words.text("pack.events.note", Map.of("zone", question.zone().getId())));
        List<List<String>> rows = new ArrayList<>();
        for (PackedEvent event : content.events()) {
            StoredEvent stored = event.stored();
            rows.add(List.of(
                    Long.toString(stored.position()),
                    moment(stored.knownAt(), question.zone()),
                    stored.occurredAt().equals(stored.knownAt())
                            ? words.text("pack.same")
                            : moment(stored.occurredAt(), question.zone()),
                    words.nameOf("event", stored.type()) + "\n" + words.actor(stored.actor()) + "\n" + told(event)));
        }
        pages.table(
                List.of(
                        new Column(words.text("pack.column.position"), 48),
                        new Column(words.text("pack.column.recorded"), 104),
                        new Column(words.text("pack.column.occurred"), 104),
                        new Column(words.text("pack.column.event"), ReportPages.WIDTH - 256)),
                rows);
    }

    private static String told(PackedEvent event) {
        String all = PackJson.fields(event.data()).entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue().replaceAll("\\s+", " "))
                .collect(Collectors.joining("; "));
        return all.codePointCount(0, all.length()) <= MOST_CHARACTERS
                ? all
                : all.substring(0, all.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }

    private void tellPolicy(SlaPolicy policy) throws IOException {
        pages.heading(words.text(
                "pack.policy", Map.of("policy", policy.name(), "version", Integer.toString(policy.version()))));
        pages.pairs(PackJson.terms(policy).entrySet().stream()
                .map(term -> List.of(words.nameOf("term", term.getKey()), value(term.getValue())))
                .toList());
    }

    /** Lengths of time and choices in words; everything else as it stands in the policy. */
    private String value(String term) {
        try {
            return term.startsWith("P") ? words.duration(Duration.parse(term)) : words.nameOf("value", term);
        } catch (DateTimeException e) {
            return term;
        }
    }

    private void tellFiles(List<PackFile> files) throws IOException {
        pages.heading(words.text("pack.files"));
        pages.paragraph(words.text("pack.files.note"));
        pages.table(
                List.of(
                        new Column(words.text("pack.column.file"), 90),
                        new Column(words.text("pack.column.bytes"), 42),
                        new Column("SHA-256", ReportPages.WIDTH - 132)),
                files.stream()
                        .map(file -> List.of(file.name(), Integer.toString(file.content().length), file.sha256()))
                        .toList());
    }

    private String moment(Instant moment, ZoneId zone) {
        return words.moment(moment, zone);
    }
}
