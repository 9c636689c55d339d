package phoenix.app.store;

/**
 * Where a block of a segment is and what it may hold, for readers to leave it out.
 *
 * @param offset of its header in the file
 * @param length of its payload
 * @param firstSeries smallest series id
 * @param lastSeries largest series id
 * @param firstMillis time of the oldest sample
 * @param lastMillis time of the newest sample
 * @param samples number of samples
 */
record BlockInfo(
        long offset, int length, int firstSeries, int lastSeries, long firstMillis, long lastMillis, long samples) {

    void write(ByteSink out) {
        out.putUnsigned(offset);
        out.putUnsigned(length);
        out.putUnsigned(firstSeries);
        out.putUnsigned(lastSeries);
        out.putSigned(firstMillis);
        out.putSigned(lastMillis);
        out.putUnsigned(samples);
    }

    static BlockInfo read(ByteSource in) throws DamagedException {
        return new BlockInfo(
                in.getUnsigned(),
                in.getCount(Checksum.PAYLOAD_MAX),
                in.getCount(Integer.MAX_VALUE),
                in.getCount(Integer.MAX_VALUE),
                in.getSigned(),
                in.getSigned(),
                in.getUnsigned());
    }
}
