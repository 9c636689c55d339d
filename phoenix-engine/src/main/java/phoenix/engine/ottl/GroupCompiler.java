package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.ottl.Checker;
import phoenix.ottl.Condition;
import phoenix.ottl.ContextInference;
import phoenix.ottl.ContextSpec;
import phoenix.ottl.ParseResult;
import phoenix.ottl.Parser;
import phoenix.ottl.Problem;
import phoenix.ottl.Statement;

/**
 * Compiles the statements of a transform processor and the conditions of a filter processor. A group stands under a
 * declared context, where paths may leave that context's name out, or its context is found from its paths. Thread-safe.
 */
public final class GroupCompiler {
    private GroupCompiler() {}

    /**
     * One group of a transform processor.
     *
     * @param context null to find it from the paths
     * @param conditions at least one must hold for an item to be worked on; empty for all items
     */
    public record StatementTexts(@Nullable String context, List<String> statements, List<String> conditions) {
        public StatementTexts {
            statements = List.copyOf(statements);
            conditions = List.copyOf(conditions);
        }
    }

    /** Compiles one group of statements. */
    public static Compiled<StatementGroup> statements(StatementTexts texts, ErrorMode errorMode) {
        List<Fault> faults = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < texts.statements().size(); i++) {
            parsed(Parser.statement(texts.statements().get(i)), Fault.Part.STATEMENT, i, statements, faults);
        }
        List<Condition> conditions = conditions(texts.conditions(), faults);
        if (!faults.isEmpty()) {
            return new Compiled.Faulty<>(faults);
        }
        ContextSpec context = texts.context() == null
                ? inferred(statements, conditions, faults)
                : declared(OttlCatalog.TRANSFORM, texts.context(), faults);
        if (context == null) {
            return new Compiled.Faulty<>(faults);
        }
        boolean prefixOptional = texts.context() != null;
        List<Compiler.Step> steps = new ArrayList<>();
        Compiler compiler = new Compiler(context, OttlCatalog.TRANSFORM.functions(context.name()), prefixOptional);
        Checker checker = new Checker(context, prefixOptional);
        for (int i = 0; i < statements.size(); i++) {
            try {
                List<Problem> problems = checker.check(statements.get(i));
                add(problems, Fault.Part.STATEMENT, i, faults);
                if (problems.isEmpty()) {
                    steps.add(compiler.statement(statements.get(i)));
                }
            } catch (CompileException e) {
                faults.add(new Fault(Fault.Part.STATEMENT, i, e.problem()));
            }
        }
        ConditionSequence guard = conditions.isEmpty()
                ? null
                : sequence(context.name(), prefixOptional, conditions, texts.conditions(), errorMode, faults);
        return faults.isEmpty()
                ? new Compiled.Ready<>(new StatementGroup(context.name(), guard, steps, errorMode))
                : new Compiled.Faulty<>(faults);
    }

    /** Compiles conditions that stand under a declared context. */
    public static Compiled<ConditionGroup> conditions(String context, List<String> texts, ErrorMode errorMode) {
        List<Fault> faults = new ArrayList<>();
        List<Condition> conditions = conditions(texts, faults);
        if (!faults.isEmpty() || declared(OttlCatalog.FILTER, context, faults) == null) {
            return new Compiled.Faulty<>(faults);
        }
        ConditionSequence sequence = sequence(context, true, conditions, texts, errorMode, faults);
        return faults.isEmpty()
                ? new Compiled.Ready<>(new ConditionGroup(context, sequence))
                : new Compiled.Faulty<>(faults);
    }

    /**
     * Compiles conditions whose context is found from their paths, each alone; those of one context become one group, and
     * the groups run from the resource down to the datapoint.
     */
    public static Compiled<List<ConditionGroup>> conditions(List<String> texts, ErrorMode errorMode) {
        List<Fault> faults = new ArrayList<>();
        List<Condition> conditions = conditions(texts, faults);
        if (!faults.isEmpty()) {
            return new Compiled.Faulty<>(faults);
        }
        Map<String, List<ConditionSequence.NamedTest>> byContext = new LinkedHashMap<>();
        for (int i = 0; i < conditions.size(); i++) {
            ContextInference inference = new ContextInference(OttlCatalog.FILTER.catalog()).add(conditions.get(i));
            switch (inference.infer()) {
                case ContextInference.NotFound(Problem problem) ->
                    faults.add(new Fault(Fault.Part.CONDITION, i, Unavailable.explain(problem)));
                case ContextInference.Found(ContextSpec context) -> {
                    List<ConditionSequence.NamedTest> tests =
                            byContext.computeIfAbsent(context.name(), _ -> new ArrayList<>());
                    test(context, false, conditions.get(i), texts.get(i), i, tests, faults);
                }
            }
        }
        List<ConditionGroup> groups = new ArrayList<>();
        for (String context : List.of("resource", "scope", "metric", "datapoint")) {
            List<ConditionSequence.NamedTest> tests = byContext.get(context);
            if (tests != null) {
                groups.add(new ConditionGroup(context, new ConditionSequence(tests, errorMode)));
            }
        }
        return faults.isEmpty() ? new Compiled.Ready<>(groups) : new Compiled.Faulty<>(faults);
    }

    private static List<Condition> conditions(List<String> texts, List<Fault> faults) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            parsed(Parser.condition(texts.get(i)), Fault.Part.CONDITION, i, conditions, faults);
        }
        return conditions;
    }

    private static <T> void parsed(
            ParseResult<T> result, Fault.Part part, int index, List<T> into, List<Fault> faults) {
        switch (result) {
            case ParseResult.Parsed<T>(T tree) -> into.add(tree);
            case ParseResult.Failed<T>(Problem problem) -> faults.add(new Fault(part, index, problem));
        }
    }

    private static @Nullable ContextSpec declared(OttlCatalog catalog, String name, List<Fault> faults) {
        ContextSpec context = catalog.catalog().context(name);
        if (context == null) {
            Problem problem = new Problem(
                    Problem.Kind.UNKNOWN_CONTEXT,
                    new phoenix.ottl.TextRange(0, 0),
                    "no context \"" + name + "\" for metrics",
                    "there are " + String.join(", ", catalog.contexts()));
            faults.add(new Fault(Fault.Part.STATEMENT, 0, problem));
        }
        return context;
    }

    private static @Nullable ContextSpec inferred(
            List<Statement> statements, List<Condition> conditions, List<Fault> faults) {
        ContextInference inference = new ContextInference(OttlCatalog.TRANSFORM.catalog());
        statements.forEach(inference::add);
        conditions.forEach(inference::add);
        return switch (inference.infer()) {
            case ContextInference.Found(ContextSpec context) -> context;
            case ContextInference.NotFound(Problem problem) -> {
                // The place is inside one of the texts; without knowing which, the first that fails alone is it.
                faults.add(new Fault(Fault.Part.STATEMENT, culprit(statements), Unavailable.explain(problem)));
                yield null;
            }
        };
    }

    private static int culprit(List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            ContextInference alone = new ContextInference(OttlCatalog.TRANSFORM.catalog()).add(statements.get(i));
            if (alone.infer() instanceof ContextInference.NotFound) {
                return i;
            }
        }
        return 0;
    }

    private static ConditionSequence sequence(
            String contextName,
            boolean prefixOptional,
            List<Condition> conditions,
            List<String> texts,
            ErrorMode errorMode,
            List<Fault> faults) {
        ContextSpec context = java.util.Objects.requireNonNull(
                OttlCatalog.CONDITIONS.catalog().context(contextName));
        List<ConditionSequence.NamedTest> tests = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            test(context, prefixOptional, conditions.get(i), texts.get(i), i, tests, faults);
        }
        return new ConditionSequence(tests, errorMode);
    }

    private static void test(
            ContextSpec context,
            boolean prefixOptional,
            Condition condition,
            String text,
            int index,
            List<ConditionSequence.NamedTest> tests,
            List<Fault> faults) {
        List<Problem> problems = new Checker(context, prefixOptional).check(condition);
        add(problems, Fault.Part.CONDITION, index, faults);
        if (!problems.isEmpty()) {
            return;
        }
        Compiler compiler = new Compiler(context, OttlCatalog.CONDITIONS.functions(context.name()), prefixOptional);
        try {
            tests.add(new ConditionSequence.NamedTest(text, compiler.condition(condition)));
        } catch (CompileException e) {
            faults.add(new Fault(Fault.Part.CONDITION, index, e.problem()));
        }
    }

    private static void add(List<Problem> problems, Fault.Part part, int index, List<Fault> faults) {
        problems.forEach(problem -> faults.add(new Fault(part, index, Unavailable.explain(problem))));
    }
}
