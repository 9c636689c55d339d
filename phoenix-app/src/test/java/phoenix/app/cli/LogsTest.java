package phoenix.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogsTest {
    @Test
    void aRecordIsOneLine() {
        LogRecord record = new LogRecord(Level.WARNING, "{0} points refused by the peer: \"a\nb\u001b[2J\"");
        record.setParameters(new Object[] {12});
        record.setLoggerName("phoenix.engine.export.Retry");
        record.setInstant(Instant.parse("2026-01-31T10:20:30.123Z"));
        record.setThrown(new IOException("connection reset"));

        assertThat(new Logs.OneLine().format(record))
                .isEqualTo("2026-01-31T10:20:30.123Z WARNING engine.export.Retry: 12 points refused by the peer: "
                        + "\"a b [2J\": java.io.IOException: connection reset\n");
    }
}
