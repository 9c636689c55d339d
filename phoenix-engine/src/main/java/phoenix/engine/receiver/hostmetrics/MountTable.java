package phoenix.engine.receiver.hostmetrics;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the mount table: {@code mountinfo} of process 1, else of this process, else their {@code mounts} as kernels
 * before 2.6.26 have it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
final class MountTable {
    /** A host with more mounts than this is broken; those beyond it are not seen. */
    private static final int MOUNTS_MAX = 100_000;

    private final HostPaths paths;
    private final boolean includesVirtual;

    /** @param includesVirtual whether file systems without a device are wanted, such as tmpfs, and bind mounts */
    MountTable(HostPaths paths, boolean includesVirtual) {
        this.paths = paths;
        this.includesVirtual = includesVirtual;
    }

    /** The options of a mount and of what is mounted there. */
    private record Options(boolean isReadOnly, boolean isReadWrite) {
        static Options parse(String commaSeparated) {
            List<String> options = List.of(commaSeparated.split(",", -1));
            return new Options(options.contains("ro"), options.contains("rw"));
        }

        /** Since Linux 2.6.16 each of the two can be read-only on its own; it takes both to write. */
        String modeWith(Options superBlock) {
            if (isReadOnly || superBlock.isReadOnly) {
                return "ro";
            }
            return isReadWrite ? "rw" : "unknown";
        }
    }

    List<Mount> read(TextReader reader) throws IOException {
        Set<String> types = includesVirtual ? Set.of() : typesWithDevice(reader);
        String configured = paths.mountInfo();
        if (!configured.isEmpty()) {
            String folder = new File(configured).getParent();
            return read(reader, new File(folder == null ? "." : folder), types);
        }
        try {
            return read(reader, paths.proc("1"), types);
        } catch (FileNotFoundException _) {
            return read(reader, paths.proc("self"), types);
        }
    }

    private List<Mount> read(TextReader reader, File process, Set<String> types) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        Map<String, String> deviceOfNumber = new HashMap<>();
        try (TextReader lines = reader.open(new File(process, "mountinfo"))) {
            while (lines.nextLine() && mounts.size() < MOUNTS_MAX) {
                addMountInfo(lines, types, deviceOfNumber, mounts);
            }
            return mounts;
        } catch (FileNotFoundException _) {
            return readMounts(reader, new File(process, "mounts"), types);
        }
    }

    /** {@code 36 35 98:0 /root /mount rw,noatime master:1 - ext3 /dev/source rw,errors=continue}. */
    private void addMountInfo(
            TextReader line, Set<String> types, Map<String, String> deviceOfNumber, List<Mount> mounts)
            throws MalformedException {
        line.skipFields(3);
        String number = line.text();
        line.skipFields(1);
        String root = line.text();
        line.skipFields(1);
        byte[] mountPoint = unescape(line);
        boolean hasOptions = line.nextField() && !line.fieldIs("-");
        Options options = Options.parse(hasOptions ? line.text() : "");
        while (!line.fieldIs("-")) {
            line.skipFields(1);
        }
        line.skipFields(1);
        String type = line.text();
        line.skipFields(1);
        String source = new String(unescape(line), StandardCharsets.UTF_8);
        String superOptions = line.nextField() ? line.text() : "";
        if (!includesVirtual && !types.contains(type)) {
            return;
        }
        String device =
                deviceOfNumber.computeIfAbsent(number, _ -> source.startsWith("/") || root.equals("/") ? source : root);
        boolean isBind = source.startsWith("/") && !root.equals("/") && !isSubvolume(root, superOptions);
        if (isBind && !includesVirtual) {
            return;
        }
        mounts.add(new Mount(
                resolved(device, number),
                new String(mountPoint, StandardCharsets.UTF_8),
                mountPoint,
                type,
                options.modeWith(Options.parse(superOptions))));
    }

    /** A subvolume of btrfs is mounted by its path like a bind mount, but is not one. */
    private static boolean isSubvolume(String root, String superOptions) {
        for (String option : superOptions.split(",", -1)) {
            if (option.startsWith("subvol=")) {
                return option.substring("subvol=".length()).equals(root);
            }
        }
        return false;
    }

    private List<Mount> readMounts(TextReader reader, File file, Set<String> types) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        try (TextReader lines = reader.open(file)) {
            while (lines.nextLine() && mounts.size() < MOUNTS_MAX) {
                lines.skipFields(1);
                String device = lines.text();
                lines.skipFields(1);
                byte[] mountPoint = unescape(lines);
                lines.skipFields(1);
                String type = lines.text();
                lines.skipFields(1);
                Options options = Options.parse(lines.text());
                if (includesVirtual || (types.contains(type) && !device.equals("none"))) {
                    mounts.add(new Mount(
                            device,
                            new String(mountPoint, StandardCharsets.UTF_8),
                            mountPoint,
                            type,
                            options.modeWith(options)));
                }
            }
        }
        return mounts;
    }

    /** The types of {@code /proc/filesystems} that live on a device, and zfs, which does although it says no. */
    private Set<String> typesWithDevice(TextReader reader) throws IOException {
        Set<String> types = new HashSet<>();
        try (TextReader lines = reader.open(paths.proc("filesystems"))) {
            while (lines.nextLine()) {
                boolean hasDevice = !lines.lineStartsWith("nodev");
                if (!hasDevice) {
                    lines.nextField();
                }
                if (lines.nextField() && (hasDevice || lines.fieldIs("zfs"))) {
                    types.add(lines.text());
                }
            }
        }
        return types;
    }

    private String resolved(String device, String number) {
        try {
            if (device.startsWith("/dev/mapper/")) {
                return paths.dev(device.substring("/dev/".length()))
                        .toPath()
                        .toRealPath()
                        .toString();
            }
            if (device.equals("/dev/root")) {
                Path link =
                        Files.readSymbolicLink(paths.sys("dev/block/" + number).toPath());
                return "/dev/" + link.getFileName();
            }
        } catch (IOException | UnsupportedOperationException _) {
            return device; // the name in the table will do
        }
        return device;
    }

    /** The present field with its octal escapes for space, tab, newline and backslash undone. */
    private static byte[] unescape(TextReader line) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(line.fieldLength());
        int end = line.fieldStart() + line.fieldLength();
        for (int i = line.fieldStart(); i < end; i++) {
            int octal = line.byteAt(i) == '\\' && i + 3 < end ? octal(line, i + 1) : -1;
            plain.write(octal < 0 ? line.byteAt(i) : octal);
            i += octal < 0 ? 0 : 3;
        }
        return plain.toByteArray();
    }

    private static int octal(TextReader line, int start) {
        int value = 0;
        for (int i = start; i < start + 3; i++) {
            int digit = line.byteAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value > 255 ? -1 : value;
    }
}
