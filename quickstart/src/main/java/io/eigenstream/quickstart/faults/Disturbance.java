package io.eigenstream.quickstart.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What is done to a running {@link Stage}, and how everything is there again afterwards. */
enum Disturbance {
    KILL("SIGKILL of one instance, the others take over") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            stage.choose(random).process().kill();
        }
    },
    KILL_AND_RESTART("SIGKILL of one instance, started again at once") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            stage.choose(random).process().kill();
            stage.startMissing();
        }
    },
    KILL_AND_WIPE("SIGKILL of one instance, started again without its disk") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            Instance instance = stage.choose(random);
            instance.process().kill();
            instance.wipe();
            stage.startMissing();
        }
    },
    KILL_ALL("SIGKILL of all instances, started again at once") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            stage.killInstances();
            stage.startMissing();
        }
    },
    TERMINATE("SIGTERM of one instance, the others take over") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            stage.choose(random).process().terminate();
        }
    },
    ROLLING_RESTART("SIGTERM and start of every instance in turn") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            for (Instance instance : stage.instances()) {
                instance.process().terminate();
                stage.startMissing();
                stage.isWholeWithin(TOGETHER_WITHIN);
            }
        }
    },
    FREEZE("SIGSTOP of one instance past its session, then SIGCONT") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            Instance instance = stage.choose(random);
            instance.process().freeze();
            TimeUnit.MILLISECONDS.sleep(Instance.SESSION_MS * 3L / 2);
            instance.process().thaw();
        }
    },
    SCALE("one more instance, then SIGTERM of another") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            Instance leaver = stage.choose(random);
            stage.add().start();
            stage.isWholeWithin(TOGETHER_WITHIN);
            leaver.process().terminate();
            stage.remove(leaver);
        }
    },
    KILL_BROKER("SIGKILL of one broker of three") {
        @Override
        void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException {
            stage.killBroker(random.nextInt(stage.cluster().size()));
        }
    };

    private static final Duration TOGETHER_WITHIN = Duration.ofSeconds(60);

    private final String text;

    Disturbance(String text) {
        this.text = text;
    }

    abstract void strike(Stage stage, SplittableRandom random) throws IOException, InterruptedException;

    @Override
    public String toString() {
        return text;
    }
}
