package phoenix.config.diagnostic;

import static phoenix.config.diagnostic.Severity.ERROR;
import static phoenix.config.diagnostic.Severity.HINT;
import static phoenix.config.diagnostic.Severity.WARNING;

/**
 * Every kind of finding. The ids are stable: they are never reused and never change their meaning, because scripts and
 * suppressions name them. {@code docs/errors.md} explains each with a bad and a good example.
 */
public enum DiagnosticCode {
    // 10xx: reading a file and its YAML
    INPUT_UNREADABLE("PHX1001", ERROR),
    INPUT_TOO_LARGE("PHX1002", ERROR),
    INPUT_NOT_UTF8("PHX1003", ERROR),
    YAML_SYNTAX("PHX1004", ERROR),
    DUPLICATE_KEY("PHX1005", ERROR),
    YAML_TOO_DEEP("PHX1006", ERROR),
    YAML_ALIAS_LIMIT("PHX1007", ERROR),
    YAML_UNSUPPORTED("PHX1008", ERROR),
    EXTRA_DOCUMENT("PHX1009", WARNING),

    // 11xx: URIs, merge and expansion
    BAD_URI("PHX1101", ERROR),
    BAD_VARIABLE_NAME("PHX1102", ERROR),
    UNSET_VARIABLE("PHX1103", WARNING),
    EXPANSION_LIMIT("PHX1104", ERROR),
    EXPANSION_SKIPPED("PHX1105", WARNING),
    NOT_A_CONFIGURATION("PHX1106", ERROR),
    BAD_SET_OPTION("PHX1107", ERROR),

    // 12xx: fields of a component
    UNKNOWN_FIELD("PHX1201", ERROR),
    WRONG_TYPE("PHX1202", ERROR),
    MISSING_FIELD("PHX1203", ERROR),
    OUT_OF_RANGE("PHX1204", ERROR),
    BAD_VALUE("PHX1205", ERROR),
    UNSUPPORTED_FIELD("PHX1206", ERROR),
    FIELD_WITHOUT_EFFECT("PHX1207", WARNING),
    DEPRECATED_FIELD("PHX1208", WARNING),
    NULL_IS_ZERO("PHX1209", WARNING),
    VALUE_TRUNCATED("PHX1210", WARNING),
    INVALID_COMBINATION("PHX1211", ERROR),
    DURATION_WITHOUT_UNIT("PHX1212", WARNING),
    SUSPICIOUS_VALUE("PHX1213", WARNING),
    UNSUPPORTED_VALUE("PHX1214", ERROR),

    // 13xx: components and pipelines
    BAD_ID("PHX1301", ERROR),
    UNKNOWN_COMPONENT("PHX1302", ERROR),
    COMPONENT_NOT_CHECKED("PHX1303", WARNING),
    DEPRECATED_COMPONENT_NAME("PHX1304", HINT),
    MIXED_COMPONENT_NAMES("PHX1305", WARNING),
    MISSING_SECTION("PHX1306", ERROR),
    EMPTY_PIPELINE("PHX1307", ERROR),
    UNDEFINED_REFERENCE("PHX1308", ERROR),
    UNUSED_COMPONENT("PHX1309", WARNING),
    REPEATED_REFERENCE("PHX1310", ERROR),
    AMBIGUOUS_ID("PHX1311", ERROR),
    CONNECTOR_NOT_CONNECTED("PHX1312", ERROR),
    PIPELINE_CYCLE("PHX1313", ERROR),
    UNSUPPORTED_SIGNAL("PHX1314", ERROR),
    PIPELINE_NOT_RUN("PHX1315", WARNING),
    COMPONENT_NOT_MAINTAINED("PHX1316", WARNING),
    BAD_COMPONENT_LIST("PHX1317", ERROR),

    // 14xx: OTTL statements and conditions
    OTTL_SYNTAX("PHX1401", ERROR),
    OTTL_UNKNOWN_NAME("PHX1402", ERROR),
    OTTL_ARGUMENT("PHX1403", ERROR),
    OTTL_CONTEXT("PHX1404", ERROR),
    OTTL_UNSUPPORTED("PHX1405", ERROR),

    // 15xx: the dual export
    NOTHING_TO_COMPARE("PHX1501", ERROR),
    NO_PRODUCTION_EXPORTER("PHX1502", ERROR),
    UNSET_IN_PRODUCTION("PHX1503", ERROR),
    NO_STAND_IN("PHX1504", ERROR),
    LABEL_CLASH("PHX1505", WARNING),
    PRODUCTION_NOT_UNTOUCHED("PHX1506", ERROR);

    private final String id;
    private final Severity severity;

    DiagnosticCode(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /** {@code PHXnnnn}. */
    public String id() {
        return id;
    }

    /**
     * Whether it says that the embedded engine does not do what the Collector does: it says nothing about a configuration
     * that something else runs.
     */
    public boolean isLimitOfEngine() {
        return switch (this) {
            case UNSUPPORTED_FIELD, FIELD_WITHOUT_EFFECT, UNSUPPORTED_VALUE, PIPELINE_NOT_RUN, OTTL_UNSUPPORTED -> true;
            default -> false;
        };
    }

    /** The severity of a finding with this code, unless the finding says otherwise. */
    public Severity severity() {
        return severity;
    }
}
