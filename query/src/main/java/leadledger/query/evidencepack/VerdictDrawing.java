package leadledger.query.evidencepack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import leadledger.events.calendar.OpenTime;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import leadledger.query.explanation.Words;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on an axis of time: when its clock started, until when it could run, what stopped it; what was recorded when, and for
 * when it is claimed. Told apart by form, not by colour.
 */
final class VerdictDrawing {

    static final float HEIGHT = 150;

    private static final float NAMES = 78;
    private static final float AXIS = ReportPages.WIDTH - NAMES - 6;
    private static final float LANE = 26;
    private static final float CLOCK_LANE = 30;
    private static final float MARK = 3.6f;
    private static final float SIZE = 7;
    private static final int TICKS = 5;

    private static final DateTimeFormatter FIRST_TICK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TICK = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final ReportPages pages;
    private final Words words;
    private final ZoneId zone;
    private final SlaVerdict verdict;
    private final Evidence evidence;
    private final List<Mark> marks = new ArrayList<>();
    private final Instant from;
    private final Instant to;

    /** An event with both its times. */
    private record Mark(long position, Instant recordedAt, Instant occurredAt) {}

    VerdictDrawing(ReportPages pages, Words words, ZoneId zone, SlaVerdict verdict) {
        this.pages = pages;
        this.words = words;
        this.zone = zone;
        this.verdict = verdict;
        this.evidence = verdict.evidence();
        mark(evidence.start());
        mark(evidence.stop());
        mark(evidence.endedBy());
        evidence.setAside().stream()
                .filter(event -> event.reason() != SetAsideReason.EARLIER_ASSIGNMENT)
                .forEach(event -> marks.add(new Mark(event.position(), event.recordedAt(), event.occurredAt())));
        this.from = begin();
        this.to = end();
    }

    private void mark(@Nullable Counted event) {
        if (event != null) {
            marks.add(new Mark(event.position(), event.recordedAt(), event.occurredAt()));
        }
    }

    private Duration margin() {
        return evidence.limit().dividedBy(4);
    }

    private Instant begin() {
        Instant start = evidence.start().countedAt();
        Instant earliest = marks.stream()
                .flatMap(mark -> List.of(mark.recordedAt(), mark.occurredAt()).stream())
                .filter(moment -> !moment.isBefore(start.minus(margin())))
                .min(Instant::compareTo)
                .orElse(start);
        return earliest.isBefore(start) ? earliest : start;
    }

    private Instant end() {
        Instant start = evidence.start().countedAt();
        Instant end = evidence.deadline() == null ? start.plus(evidence.limit()) : evidence.deadline();
        for (Counted event : new @Nullable Counted[] {evidence.stop(), evidence.endedBy()}) {
            if (event != null) {
                end = later(end, later(event.countedAt(), event.recordedAt()));
            }
        }
        Instant asOf = verdict.asOf();
        return asOf.isAfter(end.plus(margin())) ? end.plus(margin()) : later(end, asOf);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean isShown(Instant moment) {
        return !moment.isBefore(from) && !moment.isAfter(to);
    }

    void draw(PDPageContentStream out, float left, float top) throws IOException {
        float axisLeft = left + NAMES;
        float clock = top - CLOCK_LANE;
        float recorded = clock - LANE;
        float claimed = recorded - LANE;
        float bottom = claimed - 16;
        name(out, "pack.lane.clock", left, clock);
        name(out, "pack.lane.recorded", left, recorded);
        name(out, "pack.lane.claimed", left, claimed);
        axis(out, axisLeft, bottom);
        counted(out, axisLeft, clock);
        limits(out, axisLeft, top, bottom);
        events(out, axisLeft, recorded, claimed);
        legend(out, left, bottom - 30);
        out.setLineDashPattern(new float[0], 0);
    }

    private void name(PDPageContentStream out, String key, float left, float lane) throws IOException {
        String name = pages.font().printable(words.text(key));
        pages.print(out, name, left, lane - SIZE / 3, SIZE, false);
        out.setLineWidth(0.2f);
        out.setLineDashPattern(new float[0], 0);
        line(out, left + NAMES, lane, left + NAMES + AXIS, lane);
    }

    private float x(float axisLeft, Instant moment) {
        double whole = Math.max(1, Duration.between(from, to).toMillis());
        double part = Duration.between(from, moment).toMillis() / whole;
        return axisLeft + 6 + (float) (Math.clamp(part, 0, 1) * (AXIS - 12));
    }

    private void axis(PDPageContentStream out, float axisLeft, float bottom) throws IOException {
        out.setLineWidth(0.8f);
        line(out, axisLeft, bottom, axisLeft + AXIS, bottom);
        long whole = Duration.between(from, to).toMillis();
        for (int tick = 0; tick < TICKS; tick++) {
            Instant moment = from.plusMillis(whole * tick / (TICKS - 1));
            float x = x(axisLeft, moment);
            line(out, x, bottom, x, bottom - 3);
            String label = (tick == 0 ? FIRST_TICK : TICK).format(moment.atZone(zone));
            float width = pages.font().width(label, SIZE - 0.5f);
            float at = Math.clamp(x - width / 2, axisLeft - 10, axisLeft + AXIS - width);
            pages.print(out, label, at, bottom - 11, SIZE - 0.5f, false);
        }
    }

    /** The time that counts within the limit as a bar, and what happened to the clock. */
    private void counted(PDPageContentStream out, float axisLeft, float clock) throws IOException {
        Instant start = evidence.start().countedAt();
        Instant deadline = evidence.deadline();
        out.setNonStrokingColor(0.85f);
        out.setLineWidth(0.4f);
        if (evidence.clock() != SlaPolicy.Clock.ELAPSED) {
            for (OpenTime open : evidence.openTimes()) {
                bar(out, x(axisLeft, open.from()), x(axisLeft, open.to()), clock);
            }
        } else if (deadline != null) {
            bar(out, x(axisLeft, start), x(axisLeft, deadline), clock);
        }
        out.setNonStrokingColor(0f);
        Counted stop = evidence.stop();
        Counted endedBy = evidence.endedBy();
        Instant end = stop != null ? stop.countedAt() : endedBy != null ? endedBy.countedAt() : verdict.asOf();
        out.setLineWidth(1.4f);
        line(out, x(axisLeft, start), clock, x(axisLeft, end), clock);
        triangle(out, x(axisLeft, start), clock);
        if (stop != null) {
            square(out, x(axisLeft, stop.countedAt()), clock);
        }
        if (endedBy != null) {
            cross(out, x(axisLeft, endedBy.countedAt()), clock);
        }
    }

    private static void bar(PDPageContentStream out, float from, float to, float clock) throws IOException {
        out.addRect(from, clock - 5, Math.max(to - from, 0.3f), 10);
        out.fillAndStroke();
    }

    /** The deadline and the moment asked for, through all lanes. */
    private void limits(PDPageContentStream out, float axisLeft, float top, float bottom) throws IOException {
        Instant deadline = evidence.deadline();
        if (deadline != null) {
            deadlineLine(out, x(axisLeft, deadline), top - 8, bottom);
            label(out, words.text("pack.mark.deadline"), x(axisLeft, deadline), top - 6, axisLeft);
        }
        if (isShown(verdict.asOf())) {
            asOfLine(out, x(axisLeft, verdict.asOf()), top - 16, bottom);
        } else {
            String later = pages.font().printable(words.text("pack.as-of-later"));
            float width = pages.font().width(later, SIZE);
            float right = axisLeft + AXIS;
            out.setNonStrokingColor(1f);
            out.addRect(right - width - 2, bottom + 1, width + 4, SIZE + 2);
            out.fill();
            out.setNonStrokingColor(0f);
            pages.print(out, later, right - width, bottom + 3, SIZE, false);
        }
    }

    private void label(PDPageContentStream out, String text, float x, float baseline, float axisLeft)
            throws IOException {
        String printable = pages.font().printable(text);
        float width = pages.font().width(printable, SIZE);
        pages.print(
                out, printable, Math.clamp(x - width / 2, axisLeft, axisLeft + AXIS - width), baseline, SIZE, false);
    }

    private void events(PDPageContentStream out, float axisLeft, float recorded, float claimed) throws IOException {
        float[] free = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        List<Mark> inOrder = marks.stream()
                .sorted((one, other) -> one.recordedAt().compareTo(other.recordedAt()))
                .toList();
        for (Mark mark : inOrder) {
            if (!isShown(mark.recordedAt())) {
                continue;
            }
            float x = x(axisLeft, mark.recordedAt());
            if (!Objects.equals(mark.recordedAt(), mark.occurredAt())) {
                float claim = x(axisLeft, mark.occurredAt());
                out.setLineWidth(0.6f);
                out.setLineDashPattern(new float[] {2, 2}, 0);
                line(out, x, recorded, claim, claimed);
                out.setLineDashPattern(new float[0], 0);
                ring(out, claim, claimed);
                label(out, Long.toString(mark.position()), claim, claimed - 11, axisLeft);
            }
            disc(out, x, recorded);
            number(out, mark, x, recorded, free);
        }
    }

    /** An event's position above or below its mark, where there is room for it. */
    private void number(PDPageContentStream out, Mark mark, float x, float lane, float[] free) throws IOException {
        String number = Long.toString(mark.position());
        float width = pages.font().width(number, SIZE - 1);
        float[] baselines = {lane + MARK + 2, lane - MARK - SIZE + 1};
        for (int row = 0; row < free.length; row++) {
            if (x - width / 2 > free[row]) {
                pages.print(out, number, x - width / 2, baselines[row], SIZE - 1, false);
                free[row] = x + width / 2 + 1.5f;
                return;
            }
        }
    }

    private void legend(PDPageContentStream out, float left, float baseline) throws IOException {
        float x = left;
        for (Sign sign : List.<Sign>of(
                new Sign(startName(), VerdictDrawing::triangle),
                new Sign("pack.mark.stop", VerdictDrawing::square),
                new Sign("pack.mark.ended", VerdictDrawing::cross),
                new Sign("pack.mark.deadline", (to1, at, y) -> deadlineLine(to1, at, y + 5, y - 5)),
                new Sign("pack.mark.as-of", (to1, at, y) -> asOfLine(to1, at, y + 5, y - 5)),
                new Sign("pack.mark.recorded", VerdictDrawing::disc),
                new Sign("pack.mark.claimed", VerdictDrawing::ring))) {
            sign.form().draw(out, x + MARK, baseline + SIZE / 3);
            String name = pages.font().printable(words.text(sign.key()));
            pages.print(out, name, x + 2 * MARK + 4, baseline, SIZE, false);
            x += 2 * MARK + 4 + pages.font().width(name, SIZE) + 12;
        }
    }

    private String startName() {
        return verdict.sla() == Sla.FIRST_FOLLOW_UP ? "pack.mark.delivery" : "pack.mark.assignment";
    }

    private record Sign(String key, Form form) {}

    @FunctionalInterface
    private interface Form {
        void draw(PDPageContentStream out, float x, float y) throws IOException;
    }

    private static void line(PDPageContentStream out, float fromX, float fromY, float toX, float toY)
            throws IOException {
        out.moveTo(fromX, fromY);
        out.lineTo(toX, toY);
        out.stroke();
    }

    private static void deadlineLine(PDPageContentStream out, float x, float top, float bottom) throws IOException {
        out.setLineWidth(1);
        out.setLineDashPattern(new float[] {4, 2}, 0);
        line(out, x, top, x, bottom);
        out.setLineDashPattern(new float[0], 0);
    }

    private static void asOfLine(PDPageContentStream out, float x, float top, float bottom) throws IOException {
        out.setLineWidth(0.5f);
        line(out, x - 1, top, x - 1, bottom);
        line(out, x + 1, top, x + 1, bottom);
    }

    private static void triangle(PDPageContentStream out, float x, float y) throws IOException {
        out.moveTo(x - MARK, y - MARK);
        out.lineTo(x + MARK, y);
        out.lineTo(x - MARK, y + MARK);
        out.closePath();
        out.fill();
    }

    private static void square(PDPageContentStream out, float x, float y) throws IOException {
        out.addRect(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
        out.fill();
    }

    private static void cross(PDPageContentStream out, float x, float y) throws IOException {
        out.setLineWidth(1.6f);
        line(out, x - MARK, y - MARK, x + MARK, y + MARK);
        line(out, x - MARK, y + MARK, x + MARK, y - MARK);
    }

    private static void disc(PDPageContentStream out, float x, float y) throws IOException {
        circle(out, x, y);
        out.fill();
    }

    /** White inside, so that it stays a ring on a line. */
    private static void ring(PDPageContentStream out, float x, float y) throws IOException {
        out.setLineWidth(1);
        out.setNonStrokingColor(1f);
        circle(out, x, y);
        out.fillAndStroke();
        out.setNonStrokingColor(0f);
    }

    private static void circle(PDPageContentStream out, float x, float y) throws IOException {
        float radius = MARK - 0.6f;
        float handle = radius * 0.5523f;
        out.moveTo(x - radius, y);
        out.curveTo(x - radius, y + handle, x - handle, y + radius, x, y + radius);
        out.curveTo(x + handle, y + radius, x + radius, y + handle, x + radius, y);
        out.curveTo(x + radius, y - handle, x + handle, y - radius, x, y - radius);
        out.curveTo(x - handle, y - radius, x - radius, y - handle, x - radius, y);
        out.closePath();
    }
}
