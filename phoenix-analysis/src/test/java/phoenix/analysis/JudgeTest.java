package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.analysis.CoverageChange.Change;
import phoenix.analysis.Measure.Measured;
import phoenix.analysis.Measure.NotMeasurable;

class JudgeTest {
    private static Evidence.Builder defaults(int buckets, double candidateSeries, boolean ended) {
        return Look.over(buckets, ended)
                .measure("series", new Measured(Look.constant(buckets, 100, candidateSeries), CriterionKind.EXACT, "1"))
                .measure("datapoints", new Measured(Look.constant(buckets, 80, 80), CriterionKind.EXACT, "1"))
                .fidelity(List.of(new MetricPairs("system.cpu.time", Look.constant(buckets, 3, 3))))
                .coverage(Coverage.UNCHANGED)
                .exports(Exports.NONE_FAILED);
    }

    private static Judgement byDefaults(Evidence.Builder evidence) {
        return new Judge(Criterion.defaults(), JudgeSettings.DEFAULTS).judge(evidence.build());
    }

    @Test
    @DisplayName("the same configuration twice is accepted at the fifth bucket, not before")
    void identicalVariants() {
        Judgement early = byDefaults(defaults(4, 100, false));
        assertThat(early.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(early.decided()).isFalse();
        Judgement judgement = byDefaults(defaults(5, 100, false));
        assertThat(judgement.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(judgement.decided()).isTrue();
        assertThat(judgement.criteria()).hasSize(5).allMatch(c -> c.result() == CriterionResult.PASS);
        assertThat(judgement.reasons()).hasSize(5);
    }

    @Test
    @DisplayName("one more series than the baseline is rejected, with the reason")
    void moreSeries() {
        Judgement judgement = byDefaults(defaults(5, 101, false));
        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.reasons())
                .containsExactly("series: +1 % on average over the 5 buckets observed, where the rule is"
                        + " increase_at_most 0%: it does not hold");
        assertThat(judgement.criteria().getFirst().estimate()).isEqualTo(1.0);
        assertThat(judgement.criteria().getFirst().interval()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "reduce_by, 50%, 100, 50, PASS",
        "reduce_by, 50%, 100, 51, FAIL",
        "reduce_by, 50%, 0, 0, NO_DATA",
        "reduce_by, 100%, 100, 0, PASS",
        "increase_at_most, 10%, 100, 110, PASS",
        "increase_at_most, 10%, 100, 111, FAIL",
        "increase_at_most, 10%, 0, 1, FAIL",
        "increase_at_most, 10%, 0, 0, PASS",
        "within, 5%, 100, 95, PASS",
        "within, 5%, 100, 94, FAIL",
        "within, 5%, 0, 0, PASS",
    })
    @DisplayName("sides that never move are decided without chance, alike by both kinds")
    void constantSides(String rule, String value, double baseline, double candidate, CriterionResult expected) {
        for (CriterionKind kind : CriterionKind.values()) {
            Judgement judgement = Look.judged(kind, Look.constant(5, baseline, candidate), rule, value);
            assertThat(judgement.criteria().getFirst().result())
                    .describedAs(kind.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void coverageFacts() {
        var lost = new CoverageChange(Change.LOST, "process", "nginx");
        var critical = new CriticalItem("process", "nginx", 1, List.of("nginx"));
        Judgement judgement =
                byDefaults(defaults(5, 100, false).coverage(new Coverage(List.of(lost), List.of(critical))));
        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.reasons()).containsExactly("critical: lost by the candidate: process nginx");
        Judgement early = byDefaults(defaults(4, 100, false).coverage(new Coverage(List.of(lost), List.of(critical))));
        assertThat(early.verdict())
                .describedAs("what starts late is not lost yet")
                .isEqualTo(Verdict.INCONCLUSIVE);
        Judgement uncritical = byDefaults(defaults(5, 100, false).coverage(new Coverage(List.of(lost), List.of())));
        assertThat(uncritical.verdict()).isEqualTo(Verdict.ACCEPT);
    }

    @ParameterizedTest
    @CsvSource({"LOST, FAIL", "ALTERED, FAIL", "ADDED, PASS"})
    @DisplayName("coverage: kept holds for everything the baseline has, and lets the candidate add")
    void coverageKept(Change change, CriterionResult expected) {
        Judge judge = new Judge(List.of(Criterion.parse("coverage", "kept")), JudgeSettings.DEFAULTS);
        var coverage = new Coverage(List.of(new CoverageChange(change, "metric", "system.load")), List.of());
        Judgement judgement = judge.judge(Look.over(5, true).coverage(coverage).build());
        assertThat(judgement.criteria().getFirst().result()).isEqualTo(expected);
        assertThat(judge.judge(Look.over(5, true).build()).verdict()).isEqualTo(Verdict.NO_DATA);
    }

    @Test
    @DisplayName("a critical item that the baseline never had cannot be shown to be kept")
    void criticalNeverSeen() {
        var critical = new CriticalItem("process", "ngnix", 0, List.of());
        Judgement judgement = byDefaults(defaults(5, 100, true).coverage(new Coverage(List.of(), List.of(critical))));
        assertThat(judgement.verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(judgement.reasons().getFirst()).contains("process \"ngnix\"");
    }

    @Test
    @DisplayName("a metric that changed type or temporality fails fidelity whatever its numbers")
    void altered() {
        var altered = new CoverageChange(Change.ALTERED, "metric", "app.requests", "cumulative to delta");
        Judgement judgement = byDefaults(defaults(5, 100, false).coverage(new Coverage(List.of(altered), List.of())));
        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.reasons().getFirst()).contains("app.requests (cumulative to delta)");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, ACCEPT", "0, 1, REJECT", "7, 3, INCONCLUSIVE", "3, 7, REJECT", "9, 0, ACCEPT"})
    void failedExports(long baseline, long candidate, Verdict expected) {
        assertThat(byDefaults(defaults(5, 100, true).exports(new Exports(baseline, candidate)))
                        .verdict())
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("what is not known is no data, before and at the end, and never a pass")
    void nothingKnown() {
        Judgement open = byDefaults(Look.over(0, false));
        assertThat(open.verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(open.decided()).isFalse();
        Judgement ended = byDefaults(Look.over(0, true));
        assertThat(ended.decided()).isTrue();
        assertThat(ended.criteria()).allMatch(c -> c.result() == CriterionResult.NO_DATA);
        Judgement unmeasurable = byDefaults(
                defaults(9, 100, true).measure("datapoints", new NotMeasurable("a scrape has no datapoint count")));
        assertThat(unmeasurable.verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(unmeasurable.reasons())
                .containsExactly("datapoints: not measurable: a scrape has no datapoint count");
    }

    @Test
    @DisplayName("unequal input invalidates a saving and a failure, not a finding of equality")
    void unequalInput() {
        String reason = "the candidate read 8 of 10 scrapers";
        assertThat(byDefaults(defaults(5, 100, false).unfair(Unfairness.Kind.UNEQUAL_INPUT, reason))
                        .verdict())
                .isEqualTo(Verdict.ACCEPT);
        Judgement failed = byDefaults(defaults(5, 101, false).unfair(Unfairness.Kind.UNEQUAL_INPUT, reason));
        assertThat(failed.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(failed.reasons()).containsExactly("the comparison was not fair: " + reason);
        Judgement saving = Look.judge("series", "reduce_by", "10%")
                .judge(defaults(5, 50, false)
                        .unfair(Unfairness.Kind.UNEQUAL_INPUT, reason)
                        .build());
        assertThat(saving.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void readingsAtOtherTimesExplainAFailureOfFidelityAndNoSaving() {
        String reason = "the candidate gets one of 3 readings";
        Judgement saving = Look.judge("series", "reduce_by", "10%")
                .judge(defaults(5, 50, false)
                        .unfair(Unfairness.Kind.UNEQUAL_READINGS, reason)
                        .build());
        assertThat(saving.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(saving.reasons()).anySatisfy(text -> assertThat(text).contains("unequal_input", reason));
        assertThat(byDefaults(defaults(5, 101, false).unfair(Unfairness.Kind.UNEQUAL_READINGS, reason))
                        .verdict())
                .isEqualTo(Verdict.REJECT);
        PairedSeries half = new PairedSeries();
        for (int i = 0; i < 30; i++) {
            half.append(i, 10, 5);
        }
        Judgement different = Look.judge("fidelity", "within", "5%")
                .judge(defaults(30, 100, false)
                        .fidelity(List.of(new MetricPairs("load", half)))
                        .unfair(Unfairness.Kind.UNEQUAL_READINGS, reason)
                        .build());
        assertThat(different.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void restartIsInvalid() {
        assertThat(byDefaults(defaults(5, 100, false).unfair(Unfairness.Kind.RESTART, "restarted 4 times"))
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void wrongCriteria() {
        assertThatThrownBy(() -> new Judge(List.of(), JudgeSettings.DEFAULTS)).hasMessageContaining("at least one");
        Criterion series = Criterion.defaults().getFirst();
        assertThatThrownBy(() -> new Judge(List.of(series, series), JudgeSettings.DEFAULTS))
                .hasMessageContaining("series stands twice");
    }

    @Test
    @DisplayName("before the start: which criterion the duration is too short for, and what would do")
    void announcements() {
        Judge judge = new Judge(Criterion.defaults(), JudgeSettings.DEFAULTS);
        Set<String> exact = Set.of("series", "datapoints");
        assertThat(Announcement.announce(judge, exact, 1, Duration.ofSeconds(20)))
                .isEmpty();
        List<Announcement> all = Announcement.announce(judge, exact, 10, Duration.ofSeconds(90));
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().criterion().measure()).isEqualTo("fidelity");
        assertThat(all.getFirst().needed()).isEqualTo(Duration.ofSeconds(200));
        assertThat(Announcement.announce(judge, exact, 60, Duration.ofMinutes(4)))
                .hasSize(5);
    }
}
