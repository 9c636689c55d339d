package phoenix.app.analyze;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.config.diagnostic.NearestName;
import phoenix.experiment.Variant;

/**
 * Reads samples from CSV (RFC 4180, UTF-8) with the header {@code experiment,bucket,variant,measure,value}; columns in any
 * order, rows in any order. An empty value, {@code NaN} and infinities are samples without a value.
 */
final class CsvSamples {
    private static final List<String> HEADER = List.of("experiment", "bucket", "variant", "measure", "value");
    private static final int FIELD_MAX = 1 << 16;
    private static final int NAME_MAX = 256;

    /** Buckets of experiments that run side by side are the same few texts again and again. */
    private static final int REMEMBERED_MAX = 100_000;

    private final String name;
    private final SampleSpool spool;
    private final Map<String, Long> buckets = new HashMap<>();
    private final int[] columns = new int[HEADER.size()];
    private @Nullable BucketKind kind;
    private long line = 1;

    CsvSamples(String name, SampleSpool spool) {
        this.name = name;
        this.spool = spool;
    }

    /**
     * Reads it all.
     *
     * @return what its buckets are
     * @throws CommandFailure where it is not what it should be, with the line
     */
    BucketKind read(InputStream in) throws IOException {
        Reader text = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .maxBufferSize(FIELD_MAX)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
            Iterator<CsvRecord> all = rows.iterator();
            if (!all.hasNext()) {
                throw wrong("the file is empty", "it begins with the line " + String.join(",", HEADER));
            }
            header(all.next());
            while (all.hasNext()) {
                row(all.next());
            }
        } catch (CsvParseException e) {
            throw wrong(
                    "after this line, no CSV: " + e.getMessage(),
                    "fields with commas, quotes or line ends in them stand in quotes");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw wrong("after this line, the text is not UTF-8", "save the file as UTF-8");
            }
            throw e.getCause();
        } catch (SampleSpool.UnusableSamplesException e) {
            throw wrong(String.valueOf(e.getMessage()), "split the file by experiment");
        }
        if (kind == null) {
            throw wrong("there is no sample in it", "a row looks like exp-1,17,baseline,cpu,0.25");
        }
        return kind;
    }

    private void header(CsvRecord header) {
        for (int i = 0; i < header.getFieldCount(); i++) {
            String column = header.getField(i).strip();
            String bare = i == 0 && column.startsWith("\uFEFF") ? column.substring(1) : column;
            int at = HEADER.indexOf(bare);
            if (at < 0) {
                throw wrong(
                        "unknown column \"" + shown(bare) + "\"",
                        NearestName.hint(bare, HEADER).orElse("the header is " + String.join(",", HEADER)));
            }
            columns[at] = i + 1;
        }
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == 0) {
                throw wrong("no column \"" + HEADER.get(i) + "\"", "the header is " + String.join(",", HEADER));
            }
        }
    }

    private void row(CsvRecord row) throws IOException {
        line = row.getStartingLineNumber();
        if (row.getFieldCount() != columns.length) {
            throw wrong(
                    row.getFieldCount() + " fields where the header has " + columns.length,
                    "a row looks like exp-1,17,baseline,cpu,0.25");
        }
        String experiment = field(row, 0);
        String measure = field(row, 3);
        if (experiment.isEmpty()
                || experiment.length() > NAME_MAX
                || measure.isEmpty()
                || measure.length() > NAME_MAX) {
            throw wrong("experiment and measure are needed, of at most " + NAME_MAX + " characters", "fill them in");
        }
        spool.add(experiment, bucket(field(row, 1)), variant(field(row, 2)), measure, value(field(row, 4)));
    }

    private String field(CsvRecord row, int column) {
        return row.getField(columns[column] - 1);
    }

    private long bucket(String text) {
        Long known = buckets.get(text);
        if (known != null) {
            return known;
        }
        BucketKind own = BucketKind.of(text);
        if (kind == null) {
            kind = own;
        } else if (kind != own) {
            throw wrong(
                    "bucket \"" + shown(text) + "\" is " + words(own) + ", those before are " + words(kind), "use one");
        }
        long bucket;
        try {
            bucket = kind.parse(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw wrong(
                    "bucket \"" + shown(text) + "\" is neither an index nor a time",
                    "write 0, 1, 2 ... or 2026-11-23T10:00:00Z");
        }
        if (buckets.size() < REMEMBERED_MAX) {
            buckets.put(text, bucket);
        }
        return bucket;
    }

    private static String words(BucketKind kind) {
        return kind == BucketKind.INDEX ? "an index" : "a time";
    }

    private Variant variant(String text) {
        for (Variant variant : Variant.values()) {
            if (variant.label().equals(text)) {
                return variant;
            }
        }
        throw wrong("variant \"" + shown(text) + "\"", "it is baseline or candidate");
    }

    private double value(String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            if (text.matches("[+-]?[Ii]nf(inity)?|(?i)nan|null")) {
                return Double.NaN;
            }
            throw wrong("value \"" + shown(text) + "\" is no number", "leave it empty where there is none");
        }
    }

    private static String shown(String text) {
        return text.length() > 64 ? text.substring(0, 64) + "…" : text;
    }

    private CommandFailure wrong(String what, String hint) {
        return CommandFailure.usage(name + ":" + line + ": " + what, hint);
    }
}
