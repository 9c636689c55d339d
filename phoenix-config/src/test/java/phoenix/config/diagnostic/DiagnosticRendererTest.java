package phoenix.config.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticRendererTest {
    private final Diagnostics diagnostics = new Diagnostics();

    private String render(String line, int column, int endColumn) {
        diagnostics.addSource(new SourceText("a.yaml", line));
        diagnostics.add(
                DiagnosticCode.YAML_SYNTAX, new SourceSpan("a.yaml", 1, column, 1, endColumn), "broken", "mend it");
        return DiagnosticRenderer.text(diagnostics);
    }

    @Test
    void pointsAtTheWord() {
        assertThat(render("\tkey: word", 7, 11)).isEqualTo("""
            a.yaml:1:7: error PHX1004: broken
              1 | \tkey: word
                | \t     ^^^^
              hint: mend it
            """);
    }

    @Test
    void cutsALongLineAroundTheCaret() {
        String text = render("x".repeat(5000) + "HERE" + "y".repeat(5000), 5001, 5005);

        assertThat(text.lines().map(String::length)).allMatch(length -> length < 200);
        String[] lines = text.lines().toArray(String[]::new);
        assertThat(lines[1].substring(lines[2].indexOf('^'), lines[2].lastIndexOf('^') + 1))
                .isEqualTo("HERE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "headers: {api-key: s3cret, x-token: s3cret}",
                "password: 's3cret' # s",
                "url: http://user:s3cret@host, other: https://s3cret@host",
                "\"Authorization\": Bearer s3cret",
                "api_key: ${env:KEY:-s3cret}",
            })
    void masksWhatLooksLikeACredential(String line) {
        assertThat(render(line, 1, 2)).doesNotContain("s3cret").contains("[REDACTED]");
    }

    @Test
    void masksEveryMarkedRegionAndKeepsTheCaretInPlace() {
        diagnostics.markSecret(new SourceSpan("a.yaml", 1, 4, 1, 10));
        diagnostics.markSecret(new SourceSpan("a.yaml", 1, 15, 1, 21));

        assertThat(render("a: s3cret, b: s3cret, c: here", 26, 30))
                .contains("a: [REDACTED], b: [REDACTED], c: here\n")
                .contains(" ".repeat("a: [REDACTED], b: [REDACTED], c: ".length()) + "^^^^\n");
    }

    @Test
    void aReferenceIsNoSecret() {
        assertThat(render("api-key: \"${NEW_RELIC_API_KEY}\"", 1, 2)).contains("${NEW_RELIC_API_KEY}");
    }

    @Test
    void keepsOneOfARepeatedFindingAndBoundsAll() {
        for (int i = 0; i < Diagnostics.LIMIT + 10; i++) {
            diagnostics.add(DiagnosticCode.YAML_SYNTAX, SourceSpan.start("f" + i), "broken");
            diagnostics.add(DiagnosticCode.YAML_SYNTAX, SourceSpan.start("f0"), "broken");
        }
        assertThat(diagnostics.all()).hasSize(Diagnostics.LIMIT).doesNotHaveDuplicates();
        assertThat(DiagnosticRenderer.text(diagnostics)).endsWith("... and 10 more\n");
    }
}
