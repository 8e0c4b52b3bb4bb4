package io.eigenstream.producers;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how many rows are sent: a bar on a terminal, elsewhere a line every {@value #LINE_EVERY_SECONDS} seconds. */
public final class Progress implements LongConsumer, AutoCloseable {

    private static final int LINE_EVERY_SECONDS = 5;
    private static final int BAR_UPDATE_MILLIS = 200;
    private static final int BAR_WIDTH = 80;
    private static final int UNKNOWN = -1;

    private final PrintWriter out;
    private final String task;
    private final OptionalLong total;
    private final ProgressBar bar;
    private final long startNanos = System.nanoTime();
    private long nextLineNanos = startNanos + TimeUnit.SECONDS.toNanos(LINE_EVERY_SECONDS);

    private Progress(PrintWriter out, String task, OptionalLong total, ProgressBar bar) {
        this.out = out;
        this.task = task;
        this.total = total;
        this.bar = bar;
    }

    /** A bar when the process has a terminal, lines otherwise. */
    public static Progress start(PrintWriter out, String task, OptionalLong total) {
        return System.console() == null
                ? lines(out, task, total)
                : new Progress(out, task, total, bar(out, task, total));
    }

    static Progress lines(PrintWriter out, String task, OptionalLong total) {
        return new Progress(out, task, total, null);
    }

    private static ProgressBar bar(PrintWriter out, String task, OptionalLong total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total.orElse(UNKNOWN))
                .setUnit(" rows", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(BAR_UPDATE_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(line -> overwrite(out, line), BAR_WIDTH))
                .build();
    }

    private static void overwrite(PrintWriter out, String line) {
        out.print("\r" + line);
        out.flush();
    }

    @Override
    public void accept(long sent) {
        if (bar != null) {
            bar.stepTo(sent);
        } else if (System.nanoTime() >= nextLineNanos) {
            nextLineNanos += TimeUnit.SECONDS.toNanos(LINE_EVERY_SECONDS);
            out.println(line(sent));
            out.flush();
        }
    }

    private String line(long sent) {
        double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        String of = total.isPresent() ? " of " + total.getAsLong() : "";
        return String.format(Locale.ROOT, "%s: %d%s rows, %.0f rows/s", task, sent, of, sent / seconds);
    }

    /** Ends the bar's line. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            out.println();
            out.flush();
        }
    }
}
