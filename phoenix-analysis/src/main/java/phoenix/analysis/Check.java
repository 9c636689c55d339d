package phoenix.analysis;

/**
 * Something that a judgement takes for granted, and what was seen of it.
 *
 * @param seen in words, with the limit beside it
 */
public record Check(String assumption, boolean holds, String seen) {}
