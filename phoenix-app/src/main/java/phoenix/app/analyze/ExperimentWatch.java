package phoenix.app.analyze;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Criterion;
import phoenix.analysis.CriterionKind;
import phoenix.analysis.Evidence;
import phoenix.analysis.Judge;
import phoenix.analysis.Judgement;
import phoenix.analysis.Measure.Measured;
import phoenix.analysis.Measure.NotMeasurable;
import phoenix.analysis.PairedSeries;
import phoenix.analysis.Verdict;
import phoenix.analysis.Window;
import phoenix.app.analyze.SampleTable.Columns;

/** Judges an experiment as somebody does who looks every so many buckets and acts at once. */
final class ExperimentWatch {
    private final Judge judge;
    private final int every;
    private final double unitsPerSecond;
    private final @Nullable Integer planned;

    /**
     * A watch.
     *
     * @param every buckets between two looks; 0 for one look, at the end
     * @param unitsPerSecond how many units of a bucket's number make a second; 1 where buckets are indices
     * @param planned buckets in all, or null where nobody said
     */
    ExperimentWatch(Judge judge, int every, double unitsPerSecond, @Nullable Integer planned) {
        this.planned = planned;
        this.judge = judge;
        this.every = every;
        this.unitsPerSecond = unitsPerSecond;
    }

    /**
     * The end of the watch.
     *
     * @param look buckets seen by then
     */
    record Outcome(Judgement judgement, int look) {
        boolean isDecided() {
            Verdict verdict = judgement.verdict();
            return verdict == Verdict.ACCEPT || verdict == Verdict.REJECT || verdict == Verdict.INVALID;
        }
    }

    Outcome watch(SampleTable table) {
        return new Watching(table).run();
    }

    /** What one watch has seen so far. */
    private final class Watching {
        private final SampleTable table;
        private final @Nullable Columns[] columns;
        private final PairedSeries[] series;
        private final long step;
        private long used;
        private long missing;

        Watching(SampleTable table) {
            List<Criterion> criteria = judge.criteria();
            this.table = table;
            this.columns = new Columns[criteria.size()];
            this.series = new PairedSeries[criteria.size()];
            for (int c = 0; c < criteria.size(); c++) {
                Columns given = table.columns().get(criteria.get(c).measure());
                columns[c] = given == null ? null : given.inRange();
                series[c] = new PairedSeries();
            }
            this.step = table.step();
        }

        Outcome run() {
            long[] buckets = table.buckets();
            for (int i = 0; i + 1 < buckets.length; i++) {
                append(i);
                if (every > 0 && (i + 1) % every == 0) {
                    Evidence evidence = evidence(false);
                    Verdict verdict = judge.verdict(evidence);
                    if (verdict == Verdict.ACCEPT || verdict == Verdict.REJECT || verdict == Verdict.INVALID) {
                        return new Outcome(judge.judge(evidence), i + 1);
                    }
                }
            }
            append(buckets.length - 1);
            return new Outcome(judge.judge(evidence(true)), buckets.length);
        }

        private void append(int i) {
            long[] buckets = table.buckets();
            missing += i == 0 ? 0 : (buckets[i] - buckets[i - 1]) / step - 1;
            boolean paired = false;
            for (int c = 0; c < columns.length; c++) {
                Columns both = columns[c];
                if (both != null) {
                    series[c].append(i, both.baseline()[i], both.candidate()[i]);
                    paired |= both.isPaired(i);
                }
            }
            if (paired) {
                used++;
            } else {
                missing++;
            }
        }

        private Evidence evidence(boolean ended) {
            long left = planned == null ? Window.UNPLANNED : Math.max(0, planned - used - missing);
            Evidence.Builder evidence = Evidence.over(
                    new Window(used, missing, 0, Math.max(1, step) / unitsPerSecond, ended && left <= 0, left));
            List<Criterion> criteria = judge.criteria();
            for (int c = 0; c < criteria.size(); c++) {
                String name = criteria.get(c).measure();
                evidence.measure(
                        name,
                        columns[c] == null
                                ? new NotMeasurable("the input has no samples of it for this experiment")
                                : new Measured(series[c], CriterionKind.STATISTICAL, "1"));
            }
            return evidence.build();
        }
    }
}
