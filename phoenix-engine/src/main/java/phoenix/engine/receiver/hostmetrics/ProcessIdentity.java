package phoenix.engine.receiver.hostmetrics;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Resource;

/**
 * What tells a process from others: the attributes of its resource. Looked at afresh at each scrape, because a process
 * may run another program, change its title or its user; the {@link Resource} stays the same instance while nothing
 * changes.
 */
final class ProcessIdentity {
    /** A name of this length may have been cut by the kernel. */
    private static final int NAME_BYTES_CUT = 15;

    private final ProcessEntry process;
    private final Path exeLink;
    private final File commandLineFile;
    final File statusFile;
    final File statmFile;
    final File ioFile;
    final Attempt exeAttempt = new Attempt();
    final Attempt ioAttempt = new Attempt();

    private CommandLine commandLine = CommandLine.EMPTY;
    private boolean hasCommandLine = true;
    private String name = "";
    private boolean isNameKnown;
    private String executable = "";
    private String cgroup = "";
    private @Nullable String owner;
    private int parentPid;
    private @Nullable Resource resource;
    private boolean isWanted = true;

    ProcessIdentity(ProcessEntry process) {
        this.process = process;
        exeLink = process.folder.toPath().resolve("exe");
        commandLineFile = new File(process.folder, "cmdline");
        statusFile = new File(process.folder, "status");
        statmFile = new File(process.folder, "statm");
        ioFile = new File(process.folder, "io");
    }

    String name() {
        return name;
    }

    /** The command line first: the name can depend on it. */
    void readCommandLine(CommandLine.Reader reader) throws IOException {
        if (process.stat.isKernelThread) {
            setName(commandLine);
            return;
        }
        hasCommandLine = false;
        CommandLine present = reader.read(commandLineFile, commandLine);
        hasCommandLine = true;
        setName(present);
    }

    /** What is known without the command line, for one that cannot be read. */
    void nameWithoutCommandLine() {
        setName(commandLine);
    }

    private void setName(CommandLine present) {
        if (isNameKnown && present == commandLine && !process.stat.isNameNew) {
            return;
        }
        if (isNameKnown) { // another program, with other rights
            exeAttempt.reset();
            ioAttempt.reset();
        }
        commandLine = present;
        name = fullName(process.stat.name, present);
        isNameKnown = true;
        resource = null;
    }

    /** The kernel keeps 15 bytes of a name; the command may have the rest. */
    static String fullName(byte[] escaped, CommandLine commandLine) {
        byte[] plain = unescape(escaped);
        if (plain.length > 0 && plain.length < NAME_BYTES_CUT) {
            return new String(plain, StandardCharsets.UTF_8);
        }
        String cut = trimBlanks(new String(escaped, StandardCharsets.UTF_8));
        String base = commandLine.baseName();
        return escaped.length >= NAME_BYTES_CUT && base.startsWith(cut) ? base : cut;
    }

    private static String trimBlanks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** In {@code stat} a newline is {@code \n} and a backslash is doubled. */
    private static byte[] unescape(byte[] escaped) {
        ByteArrayOutputStream plain = null;
        for (int i = 0; i < escaped.length; i++) {
            boolean isEscape =
                    escaped[i] == '\\' && i + 1 < escaped.length && (escaped[i + 1] == 'n' || escaped[i + 1] == '\\');
            if (isEscape && plain == null) {
                plain = new ByteArrayOutputStream(escaped.length);
                plain.write(escaped, 0, i);
            }
            if (plain != null) {
                plain.write(isEscape ? (escaped[++i] == 'n' ? '\n' : '\\') : escaped[i]);
            }
        }
        return plain == null ? escaped : plain.toByteArray();
    }

    /** The path of the program; kernel threads have none, and asking them would tell the same. */
    void readExecutable() throws IOException {
        String present = "";
        try {
            if (process.stat.isKernelThread) {
                throw new MalformedException(exeLink + " (No such file or directory)");
            }
            present = Files.readSymbolicLink(exeLink).toString();
        } finally {
            setExecutable(present);
        }
    }

    private void setExecutable(String present) {
        if (!present.equals(executable)) {
            executable = present;
            resource = null;
        }
    }

    void setOwner(@Nullable String present) {
        if (!Objects.equals(present, owner)) {
            owner = present;
            resource = null;
        }
    }

    void readCgroup(TextReader reader) throws IOException {
        String present = "";
        try {
            present = reader.readRecord(new File(process.folder, "cgroup")).lineText();
        } finally {
            String trimmed = present.endsWith("\n") ? present.substring(0, present.length() - 1) : present;
            if (!trimmed.equals(cgroup)) {
                cgroup = trimmed;
                resource = null;
            }
        }
    }

    /** The resource of the process; null when a rule leaves out processes with such attributes. */
    @Nullable
    Resource resource(ProcessAttributes wanted) {
        if (resource == null || parentPid != process.stat.parentPid) {
            parentPid = process.stat.parentPid;
            Attributes attributes = attributes(wanted);
            isWanted = wanted.pass(attributes);
            resource = new Resource(attributes, 0, ScraperOutput.SCHEMA_URL);
        }
        return isWanted ? resource : null;
    }

    private Attributes attributes(ProcessAttributes wanted) {
        Attributes.Builder attributes = Attributes.builder();
        wanted.put(attributes, ProcessAttributes.PID, process.pid);
        wanted.put(attributes, ProcessAttributes.PARENT_PID, parentPid);
        wanted.put(attributes, ProcessAttributes.EXECUTABLE_NAME, name);
        wanted.put(attributes, ProcessAttributes.EXECUTABLE_PATH, executable);
        wanted.put(attributes, ProcessAttributes.CGROUP, cgroup);
        if (hasCommandLine) {
            wanted.put(attributes, ProcessAttributes.COMMAND, commandLine.command());
            wanted.put(attributes, ProcessAttributes.COMMAND_LINE, commandLine.line());
        }
        if (owner != null) {
            wanted.put(attributes, ProcessAttributes.OWNER, owner);
        }
        return attributes.build();
    }
}
