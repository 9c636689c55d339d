package phoenix.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import phoenix.app.cli.Cli;
import phoenix.testkit.Golden;

class SchemaCommandTest {
    @Test
    void theSchemaThatIsPublishedIsThatOfTheCode() throws Exception {
        StringWriter out = new StringWriter();
        int status = Cli.run(
                List.of(new SchemaCommand()), new PrintWriter(out), new PrintWriter(new StringWriter()), "schema");
        assertThat(status).isZero();
        Golden.check(Path.of("../docs/experiment.schema.json"), out.toString());
    }
}
