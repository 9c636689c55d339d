package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;

/** What is needed of {@code /proc/PID/status}. */
final class ProcessStatus {
    long userId;
    long pendingSignals;
    long voluntarySwitches;
    long involuntarySwitches;

    /** @param isWhole whether more than the user is needed, which comes early in the file */
    void read(TextReader reader, File file, boolean isWhole) throws IOException {
        boolean hasUser = false;
        try (TextReader lines = reader.open(file)) {
            while ((isWhole || !hasUser) && lines.nextLine()) {
                if (lines.lineStartsWith("Uid:")) {
                    userId = lines.skipFields(1).nextNumber();
                    hasUser = true;
                } else if (lines.lineStartsWith("ShdPnd:")) {
                    pendingSignals = hex(lines.skipFields(2).text());
                } else if (lines.lineStartsWith("voluntary_ctxt_switches:")) {
                    voluntarySwitches = lines.skipFields(1).nextNumber();
                } else if (lines.lineStartsWith("nonvoluntary_ctxt_switches:")) {
                    involuntarySwitches = lines.skipFields(1).nextNumber();
                }
            }
        }
        if (!hasUser) {
            throw new MalformedException("a status file has no line Uid");
        }
    }

    private static long hex(String digits) throws MalformedException {
        try {
            return Long.parseUnsignedLong(digits.substring(Math.max(0, digits.length() - 16)), 16);
        } catch (NumberFormatException _) {
            throw new MalformedException("a signal mask is not a number");
        }
    }
}
