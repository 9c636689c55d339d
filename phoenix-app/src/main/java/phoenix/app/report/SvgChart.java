package phoenix.app.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A small line chart as SVG text: deterministic, testable, and at home on any screen. One chart for each instance. */
final class SvgChart {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 150;
    private static final int LEFT = 56;
    private static final int TOP = 8;
    private static final int BOTTOM = 20;

    private final StringBuilder out;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private int count;

    SvgChart(StringBuilder out) {
        this.out = out;
    }

    /** Sets the axes so that all of these values fit; without any finite value the chart stays empty. */
    SvgChart range(List<@Nullable Double> first, List<@Nullable Double> second) {
        count = Math.max(first.size(), second.size());
        extend(first);
        extend(second);
        if (low > high) {
            low = 0;
            high = 1;
        }
        if (low > 0 && low < high * 0.6) {
            low = 0; // a saving should look as large as it is
        }
        if (low == high) {
            low -= Math.max(1, Math.abs(low) * 0.1);
            high += Math.max(1, Math.abs(high) * 0.1);
        }
        out.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">");
        axis(high);
        axis(low);
        return this;
    }

    private void extend(List<@Nullable Double> values) {
        for (Double value : values) {
            if (value != null) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
    }

    private void axis(double value) {
        String y = coordinate(y(value));
        out.append("<line class=\"axis\" x1=\"")
                .append(LEFT)
                .append("\" x2=\"")
                .append(WIDTH)
                .append("\" y1=\"")
                .append(y)
                .append("\" y2=\"")
                .append(y)
                .append("\"/><text text-anchor=\"end\" x=\"")
                .append(LEFT - 6)
                .append("\" y=\"")
                .append(coordinate(y(value) + 4))
                .append("\">")
                .append(HtmlReport.escape(Figures.number(value)))
                .append("</text>");
    }

    /** Greys out the entries that do not count. */
    SvgChart shade(List<Boolean> counted) {
        double width = (double) (WIDTH - LEFT) / Math.max(1, count - 1);
        for (int i = 0; i < counted.size(); i++) {
            if (!counted.get(i)) {
                out.append("<rect class=\"shade\" x=\"")
                        .append(coordinate(Math.max(LEFT, x(i) - width / 2)))
                        .append("\" y=\"")
                        .append(TOP)
                        .append("\" width=\"")
                        .append(coordinate(width))
                        .append("\" height=\"")
                        .append(HEIGHT - TOP - BOTTOM)
                        .append("\"/>");
            }
        }
        return this;
    }

    /** A gap in the values is a gap in the line. */
    SvgChart line(List<@Nullable Double> values, String cssClass) {
        boolean open = false;
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value == null) {
                open = close(open);
                continue;
            }
            if (!open) {
                out.append("<polyline class=\"").append(cssClass).append("\" points=\"");
                open = true;
            }
            out.append(coordinate(x(i)))
                    .append(',')
                    .append(coordinate(y(value)))
                    .append(' ');
        }
        close(open);
        return this;
    }

    private boolean close(boolean open) {
        if (open) {
            out.append("\"/>");
        }
        return false;
    }

    /** Fills between two lines; an open end reaches the edge of the chart. */
    SvgChart band(List<@Nullable Double> from, List<@Nullable Double> to) {
        out.append("<polygon class=\"band\" points=\"");
        for (int i = 0; i < from.size(); i++) {
            Double value = from.get(i);
            out.append(coordinate(x(i)))
                    .append(',')
                    .append(coordinate(y(value == null ? low : value)))
                    .append(' ');
        }
        for (int i = to.size() - 1; i >= 0; i--) {
            Double value = to.get(i);
            out.append(coordinate(x(i)))
                    .append(',')
                    .append(coordinate(y(value == null ? high : value)))
                    .append(' ');
        }
        out.append("\"/>");
        return this;
    }

    void end() {
        out.append("</svg>");
    }

    private double x(int index) {
        return LEFT + (double) (WIDTH - LEFT - 4) * index / Math.max(1, count - 1);
    }

    private double y(double value) {
        double share = (value - low) / (high - low);
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
