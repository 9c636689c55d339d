package phoenix.engine.exporter.sending.disk;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Files in memory that remember how they came to be, have room for so many bytes, and may fail to be read. */
final class MemoryFiles implements QueueFiles {
    /** One thing done to a file: what a crash may come before, or in the middle of. */
    private record Step(Kind kind, String name, byte[] bytes, long size) {
        enum Kind {
            CREATE,
            WRITE,
            CUT,
            DELETE
        }
    }

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    long bytesLeft = Long.MAX_VALUE;
    boolean cutFails;
    boolean deleteFails;
    boolean readFails;

    int steps() {
        return steps.size();
    }

    /** How many bytes the step writes; 0 where it writes none. */
    int stepBytes(int step) {
        return steps.get(step).bytes().length;
    }

    /** What a crash leaves that comes after so many steps and so many bytes of the next one. */
    MemoryFiles afterCrash(int wholeSteps, int bytesOfNext) {
        MemoryFiles left = new MemoryFiles();
        for (Step step : steps.subList(0, wholeSteps)) {
            left.apply(step, step.bytes().length);
        }
        if (bytesOfNext > 0) {
            left.apply(steps.get(wholeSteps), bytesOfNext);
        }
        return left;
    }

    MemoryFiles copy() {
        MemoryFiles copy = new MemoryFiles();
        files.forEach((name, bytes) -> copy.files.put(name, bytes.clone()));
        return copy;
    }

    byte[] bytes(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new AssertionError("no file " + name + " in " + files.keySet());
        }
        return bytes;
    }

    void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    private void apply(Step step, int bytes) {
        switch (step.kind()) {
            case CREATE -> files.put(step.name(), new byte[0]);
            case WRITE -> {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(bytes(step.name()));
                all.write(step.bytes(), 0, bytes);
                files.put(step.name(), all.toByteArray());
            }
            case CUT -> files.put(step.name(), Arrays.copyOf(bytes(step.name()), (int) step.size()));
            case DELETE -> files.remove(step.name());
        }
    }

    private void step(Step.Kind kind, String name, byte[] bytes, long size) {
        Step step = new Step(kind, name, bytes, size);
        steps.add(step);
        apply(step, bytes.length);
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public long size(String name) {
        return bytes(name).length;
    }

    @Override
    public Appender create(String name) {
        step(Step.Kind.CREATE, name, new byte[0], 0);
        return new Appending(name);
    }

    @Override
    public Appender reopen(String name, long size) throws IOException {
        Appending file = new Appending(name);
        file.cut(size);
        return file;
    }

    @Override
    public Reader open(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        return new Reader() {
            @Override
            public int read(long position, byte[] into, int offset, int length) throws IOException {
                if (readFails) {
                    throw new IOException("Input/output error");
                }
                byte[] bytes = bytes(name);
                int read = Math.clamp(bytes.length - position, 0, length);
                System.arraycopy(bytes, (int) Math.min(position, bytes.length), into, offset, read);
                return read;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void delete(String name) throws IOException {
        if (deleteFails) {
            throw new IOException("Input/output error");
        }
        if (files.containsKey(name)) {
            bytesLeft += bytesLeft == Long.MAX_VALUE ? 0 : size(name);
            step(Step.Kind.DELETE, name, new byte[0], 0);
        }
    }

    @Override
    public void syncNames() {}

    private final class Appending implements Appender {
        private final String name;

        Appending(String name) {
            this.name = name;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int room = (int) Math.min(length, bytesLeft);
            // As a file system does: what fits is written, then the error comes.
            step(Step.Kind.WRITE, name, Arrays.copyOfRange(bytes, offset, offset + room), 0);
            bytesLeft -= bytesLeft == Long.MAX_VALUE ? 0 : room;
            if (room < length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void cut(long size) throws IOException {
            if (cutFails) {
                throw new IOException("Input/output error");
            }
            if (bytes(name).length > size) {
                bytesLeft += bytesLeft == Long.MAX_VALUE ? 0 : bytes(name).length - size;
                step(Step.Kind.CUT, name, new byte[0], size);
            }
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }
}
