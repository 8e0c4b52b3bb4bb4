package io.eigenstream.quickstart.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What is disturbed, and how.
 *
 * @param settings of the application over those of every trial
 * @param isControl whether it is set up so that rows are counted twice, which must be found
 */
record Scenario(
        String name,
        int brokers,
        int instances,
        Map<String, String> settings,
        List<Disturbance> disturbances,
        boolean isControl) {

    private static final String SMALLEST_CACHE = "kafka.statestore.cache.max.bytes";

    /** One broker, each kind of disturbance that it can stand, about two minutes; and the control. */
    static List<Scenario> shortPlan() {
        return List.of(
                new Scenario(
                        "two instances",
                        1,
                        2,
                        Map.of("kafka.num.stream.threads", "2"),
                        List.of(
                                Disturbance.KILL,
                                Disturbance.FREEZE,
                                Disturbance.KILL_AND_WIPE,
                                Disturbance.TERMINATE,
                                Disturbance.KILL_ALL),
                        false),
                control());
    }

    /** As many disturbances as asked for, in four set-ups, drawn by the seed; and the control. */
    static List<Scenario> longPlan(int disturbances, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int quarter = disturbances / 4;
        return List.of(
                drawn(
                        "three brokers, two instances of two threads",
                        3,
                        Map.of("kafka.num.stream.threads", "2"),
                        draw(disturbances - 3 * quarter, 3, random)),
                drawn(
                        "standby replicas, a cache of 1 kB",
                        1,
                        Map.of("kafka.num.standby.replicas", "1", SMALLEST_CACHE, "1000"),
                        draw(quarter, 1, random)),
                drawn(
                        "the streams group protocol",
                        1,
                        Map.of("kafka.group.protocol", "streams"),
                        draw(quarter, 1, random)),
                drawn(
                        "one sketch on the heap, stores in memory",
                        1,
                        Map.of("sketch.heap.bytes", "0", "state.store", "memory"),
                        draw(quarter, 1, random)),
                control());
    }

    private static Scenario drawn(
            String name, int brokers, Map<String, String> settings, List<Disturbance> disturbances) {
        return new Scenario(name, brokers, 2, settings, disturbances, false);
    }

    /** Each kind equally often, as far as that goes, in a random order. */
    private static List<Disturbance> draw(int count, int brokers, SplittableRandom random) {
        List<Disturbance> kinds = new ArrayList<>(List.of(Disturbance.values()));
        if (brokers == 1) {
            kinds.remove(Disturbance.KILL_BROKER);
        }
        List<Disturbance> drawn = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> kinds.get(i % kinds.size()))
                .toList());
        shuffle(drawn, random);
        return drawn;
    }

    private static void shuffle(List<Disturbance> list, SplittableRandom random) {
        for (int last = list.size() - 1; last > 0; last--) {
            Collections.swap(list, last, random.nextInt(last + 1));
        }
    }

    /** State is written at once and offsets later, so that a kill counts rows twice: the trial must say so. */
    private static Scenario control() {
        return new Scenario(
                "control: at least once",
                1,
                1,
                Map.of(
                        "kafka.processing.guarantee",
                        "at_least_once",
                        "accept.approximate",
                        "true",
                        SMALLEST_CACHE,
                        "1000",
                        "kafka.commit.interval.ms",
                        "5000"),
                List.of(Disturbance.KILL_ALL),
                true);
    }
}
