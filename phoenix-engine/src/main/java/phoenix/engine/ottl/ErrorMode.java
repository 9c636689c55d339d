package phoenix.engine.ottl;

/** What happens when a statement or condition meets data that it cannot work with. */
public enum ErrorMode {
    /** Log it and go on with the next statement. */
    IGNORE,
    /** Go on with the next statement. */
    SILENT,
    /** Refuse the batch. */
    PROPAGATE
}
