package phoenix.verify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule holds for the product. And every rule bites: the classes in the {@code planted} packages, which only this
 * test sees, break each of them.
 */
class ArchitectureTest {
    private static final Map<String, ArchRule> RULES = new TreeMap<>(Rules.all());

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("phoenix-testkit"))
            .importPackages("phoenix");

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .withImportOption(location -> location.contains("/planted"))
            .importPackages("phoenix");

    static Stream<String> rules() {
        return RULES.keySet().stream();
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(PRODUCT.stream().map(type -> type.getPackageName().split("\\.", 0)[1]))
                .contains("analysis", "app", "config", "engine", "experiment", "metrics", "ottl")
                .doesNotContain("verify", "testkit");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeepsTheRule(String rule) {
        RULES.get(rule).allowEmptyShould(true).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsFound(String rule) {
        assertThat(RULES.get(rule).evaluate(PLANTED).hasViolation())
                .as("a class in a planted package breaks " + rule)
                .isTrue();
    }
}
