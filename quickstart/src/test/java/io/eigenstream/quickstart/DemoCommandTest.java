package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void showsEveryMachineOfTheFleetAndEndsInTime() {
        CommandRun demo = CommandRun.of("demo", "--for", "4s", "--rate", "1000");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.err()).isEqualTo("starting a broker and the topology ...\n");
        assertThat(demo.out()).contains("camera", "database", "pump", "reactor", "turbine", "web-servers");
    }
}
