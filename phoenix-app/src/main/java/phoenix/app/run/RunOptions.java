package phoenix.app.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about a run, over what its file says.
 *
 * @param duration null for the file's own
 * @param report folder for the report; null for {@code phoenix-reports/RUN-ID}
 * @param data folder of the comparison store
 * @param standIn whether production goes to the local stand-in whatever the file says
 * @param workingDirectory where relative paths of the command line start
 */
public record RunOptions(
        Path file,
        @Nullable Duration duration,
        @Nullable Path report,
        Path data,
        boolean keepData,
        boolean standIn,
        Map<String, String> environment,
        Path workingDirectory) {}
