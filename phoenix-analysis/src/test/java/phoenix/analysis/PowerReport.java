package phoenix.analysis;

import java.util.SplittableRandom;
import phoenix.analysis.Simulation.Rates;
import phoenix.analysis.Streams.Shape;

/** A row of the tables in docs/statistics.md. */
final class PowerReport {
    private PowerReport() {}

    /** Pass and fail in per cent of the runs, and the median bucket of a decision, for each truth and rule. */
    static String row(Shape shape, int runs, int buckets) {
        Rule within = new Rule.Within(new Percent(0.05));
        Simulation simulation = new Simulation(shape, runs, buckets);
        return "| " + shape
                + rates(simulation, 0, new Rule.ReduceBy(new Percent(0)))
                + rates(simulation, 0.05, within)
                + rates(simulation, -0.2, new Rule.ReduceBy(new Percent(0.2)))
                + rates(simulation, 0, within)
                + rates(simulation, 0.1, within)
                + " |";
    }

    private static String rates(Simulation simulation, double change, Rule rule) {
        Rates rates = simulation.run(change, rule, new SplittableRandom(Simulation.SEED));
        String median = rates.median() == 0 ? "-" : Integer.toString(rates.median());
        return " | %.2f / %.2f, %s".formatted(100 * rates.pass(), 100 * rates.fail(), median);
    }
}
