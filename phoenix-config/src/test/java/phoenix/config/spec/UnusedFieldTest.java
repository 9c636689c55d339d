package phoenix.config.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;

/** Fields whose values are not used, and what one string or a null stands for. */
class UnusedFieldTest {
    private record Match(String name) {}

    private record Config(List<Located<String>> names, Optional<Match> match) {}

    private static final Field<String> NAME = Field.required(FieldType.string(), "name", "A name");
    private static final ConfigSpec<Match> MATCH = ConfigSpec.of(v -> new Match(v.get(NAME)), NAME);
    private static final Field<List<Located<String>>> NAMES = Field.strings("names", "Names");
    private static final Field<Optional<Match>> ONLY = Field.pointer(MATCH, "only", "What is meant");
    private static final ConfigSpec<Config> SPEC = ConfigSpec.of(
            v -> new Config(v.get(NAMES), v.get(ONLY)),
            NAMES,
            ONLY,
            Field.withoutEffect("cache", "nothing is kept").shaped(FieldType.int32()),
            Field.withoutEffect("other", "it is for others"));

    private static Optional<Config> read(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        return SPEC.decode(
                new YamlReader(diagnostics).read("config.yaml", yaml).orElseThrow(), "processors::test", diagnostics);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{cache: 5} | true",
                "{cache: null} | true",
                "{cache: abc} | false",
                "{cache: [5]} | false",
                "{other: [5]} | true"
            })
    void aValueThatIsNotUsedHasItsTypeAllTheSame(String yaml, boolean accepted) {
        assertThat(read(yaml).isPresent()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{names: a} | a", "{names: 'a,b'} | a b", "{names: [a, b]} | a b"})
    void oneStringIsAListWithCommas(String yaml, String names) {
        assertThat(read(yaml).orElseThrow().names().stream().map(Located::value))
                .containsExactly(names.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{only: null} | false", "{only: } | false", "{} | false", "{only: {name: a}} | true"})
    void nullForAPointerIsNothing(String yaml, boolean there) {
        assertThat(read(yaml).orElseThrow().match().isPresent()).isEqualTo(there);
    }
}
