package phoenix.config.spec;

/**
 * One row of a component's generated documentation.
 *
 * @param path dotted from the component's configuration, {@code []} for list items, {@code <key>} for map keys
 * @param defaultText the default as a user would write it; empty when there is none
 */
public record FieldDoc(String path, String type, String defaultText, boolean required, String doc) {}
