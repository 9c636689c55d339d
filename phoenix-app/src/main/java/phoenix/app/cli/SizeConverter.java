package phoenix.app.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size in bytes of an option: {@code 1GB}, {@code 500MB}, {@code 64MiB}, {@code 1000000}. */
public final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(?:([kKMGT])(i?)B|B)?");
    private static final List<String> UNITS = List.of("K", "M", "G", "T");

    @Override
    public Long convert(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("\"" + text + "\" is not a size such as 500MB, 1GB or 64MiB");
        }
        long bytes = Long.parseLong(parts.group(1));
        if (parts.group(2) == null) {
            return bytes;
        }
        long base = parts.group(3).isEmpty() ? 1000 : 1024;
        for (int i = UNITS.indexOf(parts.group(2).toUpperCase(java.util.Locale.ROOT)); i >= 0; i--) {
            bytes *= base; // nine digits times 1024^4 fit
        }
        return bytes;
    }
}
