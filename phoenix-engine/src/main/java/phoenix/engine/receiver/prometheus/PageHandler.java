package phoenix.engine.receiver.prometheus;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page holds, in its order. */
interface PageHandler {
    void type(String family, PromType type);

    void help(String family, String help);

    void unit(String family, String unit);

    /**
     * One sample.
     *
     * @param series its name and labels as they stand in the page: the same text is the same series
     * @param timeMillis null when the page gives none
     */
    void sample(
            String series,
            LabelText labels,
            double value,
            @Nullable Long timeMillis,
            @Nullable ScrapedExemplar exemplar)
            throws ParseException;

    /** One native histogram; exemplars in the order of their times. */
    void histogram(
            String series,
            LabelText labels,
            NativeHistogram histogram,
            @Nullable Long timeMillis,
            List<ScrapedExemplar> exemplars)
            throws ParseException;

    /** Labels that are read only when they are wanted. */
    interface LabelText {
        Map<String, String> read() throws ParseException;
    }
}
