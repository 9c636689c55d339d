package phoenix.config.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import phoenix.config.diagnostic.Diagnostics;

/** The component lists of public distributions that come with Phoenix; each says where it comes from. */
public final class ShippedLists {
    private static final List<String> NAMES =
            List.of("otelcol-core", "otelcol-contrib", "otelcol-k8s", "nrdot-collector-host", "nrdot-collector-k8s");

    private ShippedLists() {}

    /** The names by which a user asks for one. */
    public static List<String> names() {
        return NAMES;
    }

    public static Optional<ComponentList> find(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    /** The distribution that has nearly everything. */
    public static ComponentList contrib() {
        return read("otelcol-contrib");
    }

    private static ComponentList read(String name) {
        String file = name + ".yaml";
        try (InputStream in = Objects.requireNonNull(ShippedLists.class.getResourceAsStream("lists/" + file))) {
            return Target.read(file, in.readAllBytes(), new Diagnostics()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
