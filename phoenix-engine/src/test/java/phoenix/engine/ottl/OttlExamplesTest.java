package phoenix.engine.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.engine.BuiltinComponents;

/** The examples of {@code docs/errors.md} about OTTL: {@code bad} gives its code, {@code good} gives none of 14xx. */
class OttlExamplesTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### (PHX14\\d{2})\\n(.*?)(?=^##|\\z)");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml (bad|good)\\n(.*?)^```$");

    @TestFactory
    Stream<DynamicTest> examplesAreWhatTheyAreCalled() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher section = SECTION.matcher(Files.readString(Path.of("../docs/errors.md")));
        while (section.find()) {
            String code = section.group(1);
            Matcher example = EXAMPLE.matcher(section.group(2));
            while (example.find()) {
                String kind = example.group(1);
                String yaml = example.group(2);
                tests.add(DynamicTest.dynamicTest(code + " " + kind, () -> check(code, kind, yaml)));
            }
        }
        assertThat(tests).hasSize(2 * 5);
        return tests.stream();
    }

    private static void check(String code, String kind, String yaml) {
        if (kind.equals("bad")) {
            assertThat(codesOf(yaml)).as(yaml).contains(code);
        } else {
            assertThat(codesOf(yaml)).as(yaml).noneMatch(found -> found.startsWith("PHX14"));
        }
    }

    private static List<String> codesOf(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        new ConfigLoader(new LoadSettings(Map.of(), Path.of(".")), diagnostics)
                .load(List.of("yaml:" + yaml), List.of())
                .ifPresent(root ->
                        CollectorConfig.read(root, BuiltinComponents.registry().catalog(), diagnostics));
        return diagnostics.all().stream().map(d -> d.code().id()).distinct().toList();
    }
}
