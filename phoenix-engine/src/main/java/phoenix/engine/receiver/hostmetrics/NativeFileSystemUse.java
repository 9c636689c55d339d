package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.Set;

/**
 * Calls {@code statfs} of the C library, which is what the Collector asks: the JDK itself can tell the space of a file
 * system but not its inodes. Known for Linux on 64-bit machines where every field of the structure is a long.
 */
final class NativeFileSystemUse implements FileSystemUse {
    private static final Set<String> MACHINES = Set.of("amd64", "x86_64", "aarch64", "riscv64", "ppc64le");
    private static final int STRUCT_LONGS = 32; // 15 on all of them; the rest is caution

    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE = ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    private final MethodHandle statfs;
    private final MemorySegment errno;
    private final MemorySegment result;

    private NativeFileSystemUse(MethodHandle statfs) {
        this.statfs = statfs;
        Arena arena = Arena.ofAuto();
        errno = arena.allocate(ERRNO);
        result = arena.allocate(ValueLayout.JAVA_LONG, STRUCT_LONGS);
    }

    /** Where native access is refused or the machine is not known, asking fails for each mount, with the reason. */
    @SuppressWarnings("restricted") // the one native call of the engine; the manifest of the jar allows it
    static FileSystemUse open() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!System.getProperty("os.name", "").equals("Linux") || !MACHINES.contains(machine)) {
            return refusing("the layout of statfs is not known for this machine: " + machine);
        }
        try {
            Linker linker = Linker.nativeLinker();
            MemorySegment symbol = linker.defaultLookup().findOrThrow("statfs");
            AddressLayout pointer = ValueLayout.ADDRESS;
            FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer);
            return new NativeFileSystemUse(
                    linker.downcallHandle(symbol, signature, Linker.Option.captureCallState("errno")));
        } catch (RuntimeException e) { // refused access and a missing symbol, in several types
            return refusing("start Java with --enable-native-access=ALL-UNNAMED: " + e.getMessage());
        }
    }

    private static FileSystemUse refusing(String reason) {
        return _ -> {
            throw new MalformedException(reason);
        };
    }

    @Override
    public Use at(byte[] path) throws IOException {
        int status;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(path.length + 1L);
            MemorySegment.copy(path, 0, name, ValueLayout.JAVA_BYTE, 0, path.length);
            status = (int) statfs.invokeExact(errno, name, result);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // a method handle declares it; a call into C throws nothing
            throw new IllegalStateException(e);
        }
        if (status != 0) {
            throw new MalformedException(describe((int) ERRNO_VALUE.get(errno, 0L)));
        }
        return new Use(field(1), field(2), field(3), field(4), field(5), field(6));
    }

    private long field(int index) {
        return result.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    private static String describe(int errorNumber) {
        return switch (errorNumber) {
            case ENOENT -> "No such file or directory";
            case EACCES -> "Permission denied";
            default -> "error " + errorNumber + " of statfs";
        };
    }
}
