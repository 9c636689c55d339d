package phoenix.engine.exporter.debug;

/** How much of a batch is printed. */
enum Verbosity {
    /** One line with counts for each batch. */
    BASIC,
    /** And one line for each data point. */
    NORMAL,
    /** And every field on a line of its own. */
    DETAILED
}
