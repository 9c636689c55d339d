package phoenix.metrics.prometheus;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Exemplar;
import phoenix.metrics.ValueKind;

/**
 * Writes families and samples in one of Prometheus' text formats, byte for byte as its Go client library does. The
 * caller gives families in the order of their names and samples in the order of {@link LabelSet}. Not thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
 */
public final class Exposition {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** The formats, with what stands in {@code Content-Type}. */
    public enum Format {
        TEXT("text/plain; version=0.0.4; charset=utf-8"),
        OPENMETRICS_0_0_1("application/openmetrics-text; version=0.0.1; charset=utf-8"),
        OPENMETRICS_1_0_0("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        public String contentType(boolean utf8Names) {
            return contentType + (utf8Names ? "; escaping=allow-utf-8" : "; escaping=underscores");
        }
    }

    private final TextBuffer out;
    private final boolean openMetrics;
    private final boolean utf8Names;
    private String name = "";
    private boolean quoted;

    /** @param utf8Names whether the reader understands names in quotes; else other characters become underscores */
    public Exposition(TextBuffer out, Format format, boolean utf8Names) {
        this.out = out;
        this.openMetrics = format != Format.TEXT;
        this.utf8Names = utf8Names;
    }

    /** Starts a family. */
    public void family(String familyName, String help, FamilyType type) {
        // OpenMetrics knows no counter whose name does not say so; the Collector calls one "unknown" there.
        boolean counter = openMetrics && type == FamilyType.COUNTER && familyName.endsWith("_total");
        String shownType = openMetrics && type == FamilyType.COUNTER && !counter ? "unknown" : type.toString();
        name = counter ? familyName.substring(0, familyName.length() - "_total".length()) : familyName;
        quoted = utf8Names && !Names.isLegacy(name);
        out.append("# HELP ");
        Names.write(out, name, utf8Names);
        out.append((byte) ' ').appendEscaped(help, openMetrics).append("\n# TYPE ");
        Names.write(out, name, utf8Names);
        out.append((byte) ' ').append(shownType).append((byte) '\n');
        if (counter) {
            name += "_total";
        }
        if (!quoted) {
            name = Names.escaped(name);
        }
    }

    /** A counter's or gauge's sample, or with a suffix one of a histogram's or summary's. */
    public void sample(String suffix, LabelSet labels, double value, @Nullable Long timeMillis) {
        start(suffix, labels, "", 0);
        number(value);
        end(timeMillis, null);
    }

    /** A counter's sample with the measurement behind it; only OpenMetrics shows that. */
    public void counter(LabelSet labels, double value, @Nullable Long timeMillis, @Nullable Exemplar exemplar) {
        start("", labels, "", 0);
        number(value);
        end(timeMillis, exemplar);
    }

    /** A sample that is a count: {@code _count} of a histogram or summary. */
    public void count(String suffix, LabelSet labels, long count, @Nullable Long timeMillis) {
        start(suffix, labels, "", 0);
        GoNumber.appendCount(out, count);
        end(timeMillis, null);
    }

    /** One bucket of a histogram, with the count of all up to its bound. */
    public void bucket(
            LabelSet labels, double bound, long count, @Nullable Long timeMillis, @Nullable Exemplar exemplar) {
        start("_bucket", labels, "le", bound);
        GoNumber.appendCount(out, count);
        end(timeMillis, exemplar);
    }

    /** One quantile of a summary. */
    public void quantile(LabelSet labels, double quantile, double value, @Nullable Long timeMillis) {
        start("", labels, "quantile", quantile);
        number(value);
        end(timeMillis, null);
    }

    /** Ends the text. */
    public void end() {
        if (openMetrics) {
            out.append("# EOF\n");
        }
    }

    private void start(String suffix, LabelSet labels, String extraName, double extraValue) {
        boolean braces = quoted || !labels.isEmpty() || !extraName.isEmpty();
        if (quoted) {
            out.append((byte) '{')
                    .append((byte) '"')
                    .appendEscaped(name, true)
                    .append(suffix)
                    .append((byte) '"');
        } else {
            out.append(name).append(suffix);
            if (braces) {
                out.append((byte) '{');
            }
        }
        boolean comma = quoted;
        if (!labels.isEmpty()) {
            if (comma) {
                out.append((byte) ',');
            }
            labels.write(out, utf8Names);
            comma = true;
        }
        if (!extraName.isEmpty()) {
            if (comma) {
                out.append((byte) ',');
            }
            out.append(extraName).append("=\"");
            number(extraValue);
            out.append((byte) '"');
        }
        out.append(braces ? "} " : " ");
    }

    private void number(double value) {
        if (openMetrics) {
            GoNumber.appendOpenMetrics(out, value);
        } else {
            GoNumber.append(out, value);
        }
    }

    private void end(@Nullable Long timeMillis, @Nullable Exemplar exemplar) {
        if (timeMillis != null) {
            out.append((byte) ' ');
            if (openMetrics) {
                GoNumber.appendOpenMetrics(out, timeMillis / MILLIS_PER_SECOND);
            } else {
                out.append(Long.toString(timeMillis));
            }
        }
        if (exemplar != null && openMetrics && hasId(exemplar)) {
            exemplar(exemplar);
        }
        out.append((byte) '\n');
    }

    private static boolean hasId(Exemplar exemplar) {
        return exemplar.traceId().length > 0 || exemplar.spanId().length > 0;
    }

    private void exemplar(Exemplar exemplar) {
        out.append(" # {");
        if (exemplar.spanId().length > 0) {
            out.append("span_id=\"")
                    .append(HexFormat.of().formatHex(exemplar.spanId()))
                    .append((byte) '"');
        }
        if (exemplar.traceId().length > 0) {
            out.append(exemplar.spanId().length > 0 ? "," : "").append("trace_id=\"");
            out.append(HexFormat.of().formatHex(exemplar.traceId())).append((byte) '"');
        }
        out.append("} ");
        number(value(exemplar));
        if (exemplar.timeUnixNano() != 0) {
            out.append((byte) ' ');
            number(exemplar.timeUnixNano() / NANOS_PER_SECOND);
        }
    }

    /** The measured number. */
    public static double value(Exemplar exemplar) {
        return exemplar.kind() == ValueKind.INT ? exemplar.valueBits() : Double.longBitsToDouble(exemplar.valueBits());
    }
}
