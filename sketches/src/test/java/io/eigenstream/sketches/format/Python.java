package io.eigenstream.sketches.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other program: scripts of src/test/python, run where Python 3 is. */
final class Python {

    private static final String COMMAND = "python3";

    private Python() {}

    /** Skips the test where Python or the module is not, saying so. */
    static void assumeHas(String module) throws IOException, InterruptedException {
        boolean there;
        try {
            Process process = new ProcessBuilder(COMMAND, "-c", "import " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            there = process.waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, COMMAND + " with the module " + module + " is not installed");
    }

    /** What the script prints; it has to end well. */
    static String run(String script, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(COMMAND, "-B", new File("src/test/python", script).getPath()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s ends with: %s", command, output).isZero();
        return output;
    }
}
