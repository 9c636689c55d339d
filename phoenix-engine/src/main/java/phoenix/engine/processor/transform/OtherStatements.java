package phoenix.engine.processor.transform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.ottl.ErrorMode;

/** Statements for signals that do not run here. Their form is read as the Collector reads it; what they say is not. */
final class OtherStatements {
    private OtherStatements() {}

    /** @param contexts those that only this signal has */
    static Field<Boolean> field(String name, String... contexts) {
        Map<String, String> known = new LinkedHashMap<>();
        List.of("resource", "scope").forEach(context -> known.put(context, context));
        List.of(contexts).forEach(context -> known.put(context, context));
        ConfigSpec<String> block = ConfigSpec.of(
                values -> "",
                Field.of(FieldType.choice(known), "context", "", "What the paths begin at"),
                Field.of(FieldType.choiceIgnoringCase(ErrorMode.class), "error_mode", ErrorMode.IGNORE, "On an error"),
                Field.list(FieldType.string(), "conditions", "Any of which lets the statements run"),
                Field.list(FieldType.string(), "statements", "OTTL"));
        return Field.withoutEffect(name, "only metrics run here")
                .shaped(FieldType.listOf(FieldType.shorthand(FieldType.string(), text -> text, block)));
    }
}
