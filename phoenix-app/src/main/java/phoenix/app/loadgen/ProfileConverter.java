package phoenix.app.loadgen;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A profile as a user writes it: {@code high-cardinality}. */
final class ProfileConverter implements ITypeConverter<LoadProfile> {
    @Override
    public LoadProfile convert(String text) {
        return Arrays.stream(LoadProfile.values())
                .filter(profile -> profile.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not a profile: "
                        + Arrays.stream(LoadProfile.values())
                                .map(LoadProfile::toString)
                                .collect(Collectors.joining(", "))));
    }
}
