package phoenix.engine.net;

/**
 * What of a response body is kept.
 *
 * @param cuts whether a longer one is cut; else it is a {@link Http1Parser.BodyTooLargeException}
 */
record ResponseLimit(int bytesMax, boolean cuts) {
    /** What the Collector keeps. */
    static final ResponseLimit CUT = new ResponseLimit(64 << 10, true);
}
