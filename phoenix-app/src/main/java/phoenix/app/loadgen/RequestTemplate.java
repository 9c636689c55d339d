package phoenix.app.loadgen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An encoded request whose times and values are written anew in place for each round: they have a fixed width in OTLP, and
 * so has a pid of three bytes. Not thread-safe: one round is sent before the next one is written.
 */
final class RequestTemplate {
    static final String PID = "process.pid";
    /** Of pids from here on ... */
    static final int FIRST_PID = 1 << 14;
    /** ... so many take three bytes as a varint. */
    private static final int PIDS = (1 << 21) - FIRST_PID;

    private static final int PID_BYTES = 3;
    /** Of the processes of a template one in so many is another one in the next round. */
    private static final int CHURN = 10;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int points;
    private final double[] doubles;
    private final long[] ints;
    private int round;
    private int nextPid;

    /** Where things stand in the message. */
    private static final class Places {
        final List<Integer> times = new ArrayList<>();
        /** Of points with delta temporality: each begins where the one before ended. */
        final List<Integer> deltaStarts = new ArrayList<>();

        final List<Integer> starts = new ArrayList<>();
        final List<Integer> doubles = new ArrayList<>();
        final List<Integer> ints = new ArrayList<>();
        final List<Integer> pids = new ArrayList<>();
        /** For each pid the first of its {@link #starts}. */
        final List<Integer> firstStarts = new ArrayList<>();
    }

    private final int[] times;
    private final int[] deltaStarts;
    private final int[] starts;
    private final int[] doublePlaces;
    private final int[] intPlaces;
    private final int[] pids;
    private final int[] firstStarts;

    private RequestTemplate(byte[] bytes, int points, Places places) {
        this.bytes = bytes;
        this.points = points;
        this.times = array(places.times);
        this.deltaStarts = array(places.deltaStarts);
        this.starts = array(places.starts);
        this.doublePlaces = array(places.doubles);
        this.intPlaces = array(places.ints);
        this.pids = array(places.pids);
        this.firstStarts = array(places.firstStarts);
        this.doubles = IntStream.of(doublePlaces)
                .mapToDouble(at -> Double.longBitsToDouble((long) LONG.get(bytes, at)))
                .toArray();
        this.ints = IntStream.of(intPlaces)
                .mapToLong(at -> (long) LONG.get(bytes, at))
                .toArray();
    }

    private static int[] array(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** @param bytes an ExportMetricsServiceRequest as our encoder writes it; taken over */
    static RequestTemplate of(byte[] bytes, int points) {
        Places places = new Places();
        new Walk(bytes, places).request();
        return new RequestTemplate(bytes, points, places);
    }

    byte[] bytes() {
        return bytes;
    }

    int points() {
        return points;
    }

    /**
     * Writes the next round.
     *
     * @param nowUnixNano the time of all points
     * @param beforeUnixNano that of the round before
     * @param churns whether some processes end and others take their places
     */
    void advance(long nowUnixNano, long beforeUnixNano, boolean churns) {
        round++;
        for (int at : times) {
            LONG.set(bytes, at, nowUnixNano);
        }
        for (int at : deltaStarts) {
            LONG.set(bytes, at, beforeUnixNano);
        }
        for (int i = 0; i < doublePlaces.length; i++) {
            doubles[i] += 0.25;
            LONG.set(bytes, doublePlaces[i], Double.doubleToRawLongBits(doubles[i]));
        }
        for (int i = 0; i < intPlaces.length; i++) {
            LONG.set(bytes, intPlaces[i], ints[i] + (round + i) % 1024);
        }
        for (int i = round % CHURN; churns && i < pids.length; i += CHURN) {
            replaceProcess(i, nowUnixNano);
        }
    }

    private void replaceProcess(int process, long nowUnixNano) {
        int pid = FIRST_PID + (pids.length + nextPid++) % PIDS;
        int at = pids[process];
        bytes[at] = (byte) (pid | 0x80);
        bytes[at + 1] = (byte) (pid >>> 7 | 0x80);
        bytes[at + 2] = (byte) (pid >>> 14);
        int end = process + 1 < firstStarts.length ? firstStarts[process + 1] : starts.length;
        for (int i = firstStarts[process]; i < end; i++) {
            LONG.set(bytes, starts[i], nowUnixNano);
        }
    }

    /** Finds the places, by the field numbers of opentelemetry-proto. What our encoder never writes is a bug. */
    private static final class Walk {
        private static final byte[] PID_KEY = PID.getBytes(StandardCharsets.UTF_8);

        private final byte[] bytes;
        private final Places places;
        private int at;

        Walk(byte[] bytes, Places places) {
            this.bytes = bytes;
            this.places = places;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = bytes[at++];
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        }

        private void skip(int tag) {
            switch (tag & 7) {
                case 0 -> varint();
                case 1 -> at += 8;
                case 2 -> {
                    int length = (int) varint();
                    at += length;
                }
                case 5 -> at += 4;
                default -> throw new IllegalStateException("wire type of tag " + tag);
            }
        }

        /** Runs through the fields of the message that begins here with its length. */
        private void message(java.util.function.IntPredicate field) {
            int length = (int) varint();
            fields(at + length, field);
        }

        private void fields(int end, java.util.function.IntPredicate field) {
            while (at < end) {
                int tag = (int) varint();
                if (!field.test(tag)) {
                    skip(tag);
                }
            }
        }

        void request() {
            fields(bytes.length, tag -> tag == 0x0A && inside(this::resourceMetrics));
        }

        private static boolean inside(Runnable message) {
            message.run();
            return true;
        }

        private void resourceMetrics() {
            message(tag -> switch (tag) {
                case 0x0A -> inside(this::resource);
                case 0x12 -> inside(this::scopeMetrics);
                default -> false;
            });
        }

        private void resource() {
            message(tag -> tag == 0x0A && inside(this::attribute));
        }

        private void attribute() {
            int length = (int) varint();
            int end = at + length;
            int keyLength = 1 + PID_KEY.length;
            boolean isPid = length > keyLength + 3
                    && bytes[at] == 0x0A
                    && bytes[at + 1] == PID_KEY.length
                    && Arrays.equals(bytes, at + 2, at + 2 + PID_KEY.length, PID_KEY, 0, PID_KEY.length);
            if (isPid) {
                places.pids.add(end - PID_BYTES); // the value comes last
                places.firstStarts.add(places.starts.size());
            }
            at = end;
        }

        private void scopeMetrics() {
            message(tag -> tag == 0x12 && inside(this::metric));
        }

        private void metric() {
            message(tag -> switch (tag) {
                case 0x2A, 0x3A -> inside(this::numbers);
                case 0x4A, 0x52 -> inside(this::histograms);
                default -> false;
            });
        }

        private void numbers() {
            message(tag -> tag == 0x0A && inside(this::number));
        }

        private void number() {
            message(tag -> switch (tag) {
                case 0x11 -> fixed(places.starts);
                case 0x19 -> fixed(places.times);
                case 0x21 -> fixed(places.doubles);
                case 0x31 -> fixed(places.ints);
                default -> false;
            });
        }

        private void histograms() {
            message(tag -> tag == 0x0A && inside(this::histogram));
        }

        private void histogram() {
            message(tag -> switch (tag) {
                case 0x11 -> fixed(places.deltaStarts);
                case 0x19 -> fixed(places.times);
                default -> false;
            });
        }

        private boolean fixed(List<Integer> list) {
            list.add(at);
            at += 8;
            return true;
        }
    }
}
