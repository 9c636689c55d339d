package phoenix.engine.component;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Permissions of folders as the Collector's fields have them: octal text, less the umask. */
public final class FolderPermissions {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,11}");
    private static final long ALL = 0777;

    private FolderPermissions() {}

    public static boolean isOctal(String text) {
        return OCTAL.matcher(text).matches();
    }

    /** Whether octal text has permission bits only. */
    public static boolean hasPermissionBitsOnly(String octal) {
        return (Long.parseLong(octal, 8) & ~ALL) == 0;
    }

    public static Set<PosixFilePermission> of(String octal) {
        long bits = Long.parseLong(octal, 8);
        // The constants stand in the order of the bits, from the owner's read down.
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((bits & (0400L >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
