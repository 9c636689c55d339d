package phoenix.app.cli;

/** What standard output gets. With JSON there, everything for people goes to standard error. */
public enum OutputFormat {
    TEXT,
    JSON
}
