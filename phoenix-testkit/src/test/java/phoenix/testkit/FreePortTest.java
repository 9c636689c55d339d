package phoenix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void severalPortsAreDifferent() {
        assertThat(FreePort.several(20))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(1024, 65535));
    }
}
