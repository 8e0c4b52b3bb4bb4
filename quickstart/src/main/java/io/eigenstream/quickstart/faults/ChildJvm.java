package io.eigenstream.quickstart.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this class path in a process of its own, which can be killed, told to stop and frozen. */
final class ChildJvm implements AutoCloseable {

    private static final int STOP_SECONDS = 40;

    private final Process process;
    private final Thread atExit;

    private ChildJvm(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts the class's main method; what it prints is appended to the log. */
    static ChildJvm start(Path log, String heap, String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** By SIGKILL: nothing of it runs any more, nothing was told to it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        forgetHook();
    }

    /** By SIGTERM; by SIGKILL when that is not enough. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
        forgetHook();
    }

    /** No instruction of it runs until {@link #thaw}. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** Its exit code, once it has ended by itself. */
    int await() throws InterruptedException {
        int code = process.waitFor();
        forgetHook();
        return code;
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " " + process.pid() + " failed with " + code);
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            atExit.interrupt(); // the virtual machine is stopping: the hook has run or will
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
