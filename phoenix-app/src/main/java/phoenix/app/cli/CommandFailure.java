package phoenix.app.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot go on, and the user can do something about it. Printed as one message and one hint, without a
 * stack trace; every other exception that leaves a command is a bug of Phoenix and printed as such.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitStatus;
    private final @Nullable String hint;

    private CommandFailure(int exitStatus, @Nullable String message, @Nullable String hint) {
        super(message);
        this.exitStatus = exitStatus;
        this.hint = hint;
    }

    /** The user's arguments or files are wrong: {@link ExitStatus#USAGE}. */
    public static CommandFailure usage(@Nullable String message, @Nullable String hint) {
        return new CommandFailure(ExitStatus.USAGE, message, hint);
    }

    /** The outside world refused: {@link ExitStatus#FAILURE}. */
    public static CommandFailure failure(@Nullable String message, @Nullable String hint) {
        return new CommandFailure(ExitStatus.FAILURE, message, hint);
    }

    /** The command has printed its findings already and only the status is left to say. */
    public static CommandFailure reported(int exitStatus) {
        return new CommandFailure(exitStatus, "", null);
    }

    public int exitStatus() {
        return exitStatus;
    }

    /** One line about the way out, where there is one. */
    public @Nullable String hint() {
        return hint;
    }
}
