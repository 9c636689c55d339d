package phoenix.app.cli;

import java.time.Duration;
import phoenix.config.spec.GoDuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration of an option, more than zero: {@code 90s}, {@code 10m}, {@code 1h30m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            Duration duration = GoDuration.parse(text);
            if (!duration.isPositive()) {
                throw new TypeConversionException("a duration is more than zero, such as 90s");
            }
            return duration;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" is not a duration such as 90s, 10m or 1h");
        }
    }
}
