package phoenix.engine.processor.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.engine.ottl.Compiled;
import phoenix.engine.ottl.ConditionGroup;
import phoenix.engine.ottl.ErrorMode;
import phoenix.engine.ottl.Fault;
import phoenix.engine.ottl.GroupCompiler;

/**
 * An entry of {@code metric_conditions}.
 *
 * @param flat whether it was written as a plain string in the list
 */
record ConditionBlock(
        boolean flat, Optional<String> context, Optional<ErrorMode> errorMode, List<Located<String>> conditions) {
    private static final Field<Optional<String>> CONTEXT = Field.optional(
            FieldType.string(), "context", "resource, scope, metric or datapoint; left out, found from the paths");
    private static final Field<Optional<ErrorMode>> ERROR_MODE = Field.optional(
            FieldType.choiceIgnoringCase(ErrorMode.class),
            "error_mode",
            "As error_mode of the processor, for this block");
    private static final Field<List<Located<String>>> CONDITIONS = Field.strings("conditions", "OTTL conditions");

    static final ConfigSpec<ConditionBlock> SPEC = ConfigSpec.of(
            v -> new ConditionBlock(false, v.get(CONTEXT), v.get(ERROR_MODE), v.get(CONDITIONS)),
            CONTEXT,
            ERROR_MODE,
            CONDITIONS);

    static ConditionBlock flat(Located<String> condition) {
        return new ConditionBlock(true, Optional.empty(), Optional.empty(), List.of(condition));
    }

    /** The blocks as steps in order; plain strings are one block together. */
    static List<FilterProcessor.Stage> stages(
            List<ConditionBlock> blocks, ErrorMode processorMode, FilterProcessor.FaultSink sink) {
        List<Located<String>> plain = new ArrayList<>();
        List<FilterProcessor.Stage> stages = new ArrayList<>();
        for (ConditionBlock block : blocks) {
            if (block.flat()) {
                plain.addAll(block.conditions());
            } else {
                block.addStages(stages, processorMode, sink);
            }
        }
        if (!plain.isEmpty()) {
            new ConditionBlock(true, Optional.empty(), Optional.empty(), plain).addStages(stages, processorMode, sink);
        }
        return stages;
    }

    private void addStages(
            List<FilterProcessor.Stage> stages, ErrorMode processorMode, FilterProcessor.FaultSink sink) {
        List<String> texts = conditions.stream().map(Located::value).toList();
        ErrorMode mode = errorMode.orElse(processorMode);
        Optional<String> declared = context.filter(c -> !c.isEmpty());
        if (declared.isPresent()) {
            add(GroupCompiler.conditions(declared.get(), texts, mode), conditions, stages, sink);
            return;
        }
        switch (GroupCompiler.conditions(texts, mode)) {
            case Compiled.Ready<List<ConditionGroup>>(List<ConditionGroup> groups) ->
                groups.forEach(group -> stages.add(group::run));
            case Compiled.Faulty<List<ConditionGroup>>(List<Fault> faults) -> sink.report(faults, conditions);
        }
    }

    static void add(
            Compiled<ConditionGroup> compiled,
            List<Located<String>> texts,
            List<FilterProcessor.Stage> stages,
            FilterProcessor.FaultSink sink) {
        switch (compiled) {
            case Compiled.Ready<ConditionGroup>(ConditionGroup group) -> stages.add(group::run);
            case Compiled.Faulty<ConditionGroup>(List<Fault> faults) -> sink.report(faults, texts);
        }
    }
}
