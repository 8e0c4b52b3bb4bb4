package io.eigenstream.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What a result must say about its origin to be compared with another.
 *
 * @param load average of the last minute when the run began: other programs' load, mostly
 */
record Stamp(String commit, LocalDate date, String jvm, String cpu, String load) {

    private static final Path CPU_DESCRIPTION = Path.of("/proc/cpuinfo");

    static Stamp now(Checkout checkout, List<String> jvmArguments) throws IOException {
        String jvm =
                System.getProperty("java.vm.name") + " " + Runtime.version() + " " + String.join(" ", jvmArguments);
        return new Stamp(checkout.commit(), LocalDate.now(), jvm.strip(), describeCpu(), measureLoad());
    }

    private static String describeCpu() throws IOException {
        String model = System.getProperty("os.arch");
        if (Files.isReadable(CPU_DESCRIPTION)) {
            model = Files.readAllLines(CPU_DESCRIPTION).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(model);
        }
        return Runtime.getRuntime().availableProcessors() + " × " + model;
    }

    private static String measureLoad() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
    }

    /** As comment lines. A stamp is only ever taken of a clean checkout. */
    List<String> lines() {
        return List.of(
                "# commit: " + commit,
                "# dirty: no",
                "# date: " + date,
                "# jvm: " + jvm,
                "# cpu: " + cpu,
                "# load average at start: " + load);
    }
}
