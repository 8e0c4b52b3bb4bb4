package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.eigenstream.serdes.GroupScore;
import io.eigenstream.serdes.MatrixRow;
import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.Judgement;
import io.eigenstream.sketches.MatrixSketch;
import io.eigenstream.sketches.SketchParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that belong together. */
class GroupsTest {

    private static final int D = 5;
    private static final int BLOCK = 8;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static MatrixRow row(double[] values, String group, long index) {
        return new MatrixRow(values, null, null, group, null, index);
    }

    /** Row i is of the group i mod {@code groups}; some are strange. */
    private static List<MatrixRow> rows(int n, int groups, long seed) {
        double[][] values = EigenstreamTopologyTest.rows(n, D, seed);
        List<MatrixRow> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            values[i][1] += i % 97 == 90 ? i : 0;
            rows.add(row(values[i], "g" + i % groups, i));
        }
        return rows;
    }

    /** By the library and the definition: all judgements of the group's rows, sorted. */
    private static GroupScore expected(String matrix, List<MatrixRow> rows, String group, boolean complete) {
        MatrixSketch sketch = new MatrixSketch(
                new SketchParameters(rows.get(0).values().length, BLOCK, 64, 1).forPartition(matrix, 0),
                DetectorParameters.standard());
        List<Judgement> judged = new ArrayList<>();
        List<Long> judgedIndices = new ArrayList<>();
        List<Long> indices = new ArrayList<>();
        boolean warmingUp = false;
        for (MatrixRow row : rows) {
            if (row.group().equals(group)) {
                warmingUp |= !sketch.judge(row.values()).map(Judgement::isWarm).orElse(false);
                sketch.judge(row.values()).ifPresent(judgement -> {
                    judged.add(judgement);
                    judgedIndices.add(row.index());
                });
                indices.add(row.index());
            }
            sketch.update(row.values(), 1);
        }
        double[] distances =
                judged.stream().mapToDouble(j -> j.score().combined()).toArray();
        double[] sorted = Arrays.stream(distances).sorted().toArray();
        int top = Math.max(1, sorted.length / 100);
        return new GroupScore(
                matrix,
                group,
                sorted.length,
                Arrays.stream(sorted, sorted.length - top, sorted.length).reduce(0, Double::sum) / top,
                top,
                judged.stream().mapToDouble(Judgement::grade).max().orElseThrow(),
                judged.stream().filter(Judgement::isAnomalous).count(),
                indices.stream().min(Comparator.naturalOrder()).orElseThrow(),
                indices.stream().max(Comparator.naturalOrder()).orElseThrow(),
                judgedIndices.get(indexOf(sorted[sorted.length - 1], distances)),
                complete,
                warmingUp);
    }

    private static int indexOf(double number, double[] numbers) {
        int i = 0;
        while (numbers[i] != number) {
            i++;
        }
        return i;
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "300, 1", "700, 3", "2000, 2"})
    void areWhatTheLibraryMakesOfTheirRowsBitForBit(int n, int groups) {
        List<MatrixRow> rows = rows(n, groups, n);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            rows.forEach(row -> pipeline.send("m", row));
            assertThat(pipeline.groups()).isEmpty();
            for (int g = groups - 1; g >= 0; g--) {
                pipeline.send("m", MatrixRow.endOf("g" + g));
                GroupScore group = pipeline.groups().get(0);
                assertThat(group).isEqualTo(expected("m", rows, "g" + g, true));
                assertThat(group.anomalousRows()).isPositive();
            }
            assertThat(pipeline.openGroups()).isEmpty();
            assertThat(pipeline.scores()).as("end markers are no rows").hasSize(n);
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void anEndMarkerMayBeJson() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.sendRaw("m", utf8("{\"values\": [1, 2], \"group\": \"image-7\"}"));
            pipeline.sendRaw("m", utf8("{\"values\": [], \"group\": \"image-7\"}"));
            assertThat(pipeline.groups())
                    .singleElement()
                    .extracting(GroupScore::group)
                    .isEqualTo("image-7");
        }
    }

    @Test
    void beforeTheFirstModelNoneOfItsRowsIsJudged() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            rows(BLOCK, 1, 1).forEach(row -> pipeline.send("m", row));
            pipeline.send("m", MatrixRow.endOf("g0"));
            assertThat(pipeline.groups())
                    .containsExactly(new GroupScore("m", "g0", 0, null, 0, null, 0, 0L, BLOCK - 1L, null, true, true));
            assertThat(pipeline.openGroups()).isEmpty();
        }
    }

    @Test
    void anEndMarkerOfNoOpenGroupIsNothing() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.send("nobody", MatrixRow.endOf("g"));
            pipeline.send("m", row(new double[] {1, 2}, "g", 0));
            pipeline.send("m", MatrixRow.endOf("other"));
            pipeline.send("m", MatrixRow.endOf("g"));
            pipeline.send("m", MatrixRow.endOf("g"));
            assertThat(pipeline.groups()).extracting(GroupScore::group).containsExactly("g");
            assertThat(pipeline.deadLetters()).isEmpty();
            assertThat(pipeline.known()).containsExactly("m");
        }
    }

    @Test
    void anIndexMayBeAbsentOrAnyLong() {
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            rows(2 * BLOCK, 1, 2).forEach(row -> pipeline.send("m", row.values()));
            double[] strange = {1e6, 0, 0, 0, 0};
            pipeline.send("m", new MatrixRow(strange, null, null, "absent", null, null));
            pipeline.send("m", row(new double[D], "any", Long.MIN_VALUE));
            pipeline.send("m", row(strange, "any", Long.MAX_VALUE));
            pipeline.send("m", row(strange, "any", -1));
            for (String group : List.of("absent", "any")) {
                pipeline.send("m", MatrixRow.endOf(group));
            }
            assertThat(pipeline.groups())
                    .extracting(GroupScore::firstIndex, GroupScore::lastIndex, GroupScore::strongest)
                    .containsExactly(tuple(null, null, null), tuple(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 60, 350})
    void goOnAfterARestartBitForBit(int rowsBefore) {
        List<MatrixRow> rows = rows(700, 2, 3);
        Pipeline first = new Pipeline(Map.of());
        rows.subList(0, rowsBefore).forEach(row -> first.send("m", row));
        Map<String, double[]> open = first.openGroups();
        try (Pipeline next = first.restarted()) {
            assertThat(next.openGroups()).containsOnlyKeys(open.keySet());
            next.openGroups()
                    .forEach((key, numbers) -> assertThat(numbers).as(key).containsExactly(open.get(key)));
            rows.subList(rowsBefore, rows.size()).forEach(row -> next.send("m", row));
            next.send("m", MatrixRow.endOf("g0"));
            next.send("m", MatrixRow.endOf("g1"));
            assertThat(next.groups()).containsExactly(expected("m", rows, "g0", true), expected("m", rows, "g1", true));
        }
    }

    @Test
    void endWhenNoRowHasComeForTheTimeThatIsIdle() {
        try (Pipeline pipeline = atNoon("80000")) {
            pipeline.send("m", NOON, row(new double[] {1, 2}, "g", 0));
            pipeline.send("m", NOON.plusSeconds(60), row(new double[] {1, 2}, "g", 1));
            pipeline.send("m", NOON.plusSeconds(139), 3, 4);
            assertThat(pipeline.groups()).isEmpty();
            pipeline.send("m", NOON.plusSeconds(155), 3, 4);
            assertThat(pipeline.groups()).singleElement().satisfies(group -> {
                assertThat(group.complete()).isFalse();
                assertThat(group.lastIndex()).isEqualTo(1);
            });
            assertThat(pipeline.openGroups()).isEmpty();
            pipeline.send("m", NOON.plusSeconds(155), MatrixRow.endOf("g"));
            assertThat(pipeline.groups()).isEmpty();
        }
    }

    /** Whoever looks in between ends the group before: so does the row that comes late itself. */
    @Test
    void aRowThatComesLateBeginsAnewAndAMarkerThatComesLateCompletesNothing() {
        try (Pipeline pipeline = atNoon("80000")) {
            pipeline.send("m", NOON, row(new double[] {1, 2}, "g", 0));
            pipeline.send("m", NOON.plusSeconds(80), row(new double[] {1, 2}, "g", 1));
            pipeline.send("m", NOON.plusSeconds(160), MatrixRow.endOf("g"));
            assertThat(pipeline.groups())
                    .extracting(GroupScore::lastIndex, GroupScore::complete)
                    .containsExactly(tuple(0L, false), tuple(1L, false));
        }
    }

    @Test
    void rowsWithTimestampsOfThePastKeepTheirGroupOpen() {
        try (Pipeline pipeline = atNoon("80000")) {
            pipeline.send("m", NOON, 1, 2);
            for (int i = 0; i < 5; i++) {
                pipeline.send("m", NOON.minusSeconds(3600L * i), row(new double[] {1, 2}, "g", i));
            }
            pipeline.send("m", NOON, MatrixRow.endOf("g"));
            assertThat(pipeline.groups()).singleElement().satisfies(group -> {
                assertThat(group.complete()).isTrue();
                assertThat(group.lastIndex()).isEqualTo(4);
            });
        }
    }

    @Test
    void aTimestampFromTheFutureEndsNothing() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.GROUP_IDLE_MS, "80000"), NOON)) {
            pipeline.send("m", NOON, row(new double[] {1, 2}, "g", 0));
            pipeline.send("m", NOON.plus(Duration.ofDays(1)), 3, 4);
            pipeline.send("m", NOON.plus(Duration.ofDays(2)), row(new double[] {1, 2}, "g", 1));
            assertThat(pipeline.groups()).isEmpty();
        }
    }

    @Test
    void endByTheirMarkersAloneWhereThatIsAsked() {
        try (Pipeline pipeline = atNoon("0")) {
            pipeline.send("m", NOON, row(new double[] {1, 2}, "g", 0));
            pipeline.send("m", NOON.plus(Duration.ofHours(12)), row(new double[] {1, 2}, "g", 1));
            pipeline.send("m", NOON.plus(Duration.ofHours(13)), MatrixRow.endOf("g"));
            assertThat(pipeline.groups()).singleElement().matches(GroupScore::complete);
        }
    }

    private static Pipeline atNoon(String idleMs) {
        return new Pipeline(Map.of(Settings.GROUP_IDLE_MS, idleMs), NOON.plus(Duration.ofDays(1)));
    }

    /** Names that would be mistaken for one another if they were only joined. */
    @ParameterizedTest
    @CsvSource({"m, 1:m1:m", "m, n", "1, 1:1", "1:1, 1"})
    void areForgottenWithTheirMatrixAndNoOther(String matrix, String group) {
        List<String> matrices = List.of(matrix, matrix + matrix, matrix + ":", "2:" + matrix, matrix + group);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            for (String name : matrices) {
                pipeline.send(name, row(new double[] {1, 2}, group, 0));
                pipeline.send(name, row(new double[] {1, 2}, "", 1));
            }
            pipeline.sendRaw(matrix, null);
            assertThat(pipeline.openGroups()).hasSize(2 * (matrices.size() - 1));
            for (String name : matrices) {
                pipeline.send(name, MatrixRow.endOf(group));
                pipeline.send(name, MatrixRow.endOf(""));
            }
            assertThat(pipeline.groups())
                    .extracting(GroupScore::matrix, GroupScore::group, GroupScore::firstIndex)
                    .containsExactlyElementsOf(matrices.stream()
                            .skip(1)
                            .flatMap(name -> Stream.of(tuple(name, group, 0L), tuple(name, "", 1L)))
                            .toList());
            assertThat(pipeline.openGroups()).isEmpty();
        }
    }

    @Test
    void ofAMatrixThatIsResetBeginWithTheRowThatResetsIt() {
        try (Pipeline pipeline = new Pipeline(Map.of(Settings.DIMENSION_CHANGE, "reset"))) {
            pipeline.send("m", row(new double[] {1, 2}, "g", 0));
            pipeline.send("m", row(new double[] {1, 2, 3}, "g", 1));
            pipeline.send("m", MatrixRow.endOf("g"));
            assertThat(pipeline.groups())
                    .singleElement()
                    .extracting(GroupScore::firstIndex)
                    .isEqualTo(1L);
        }
    }

    @Test
    void ofAForgottenMatrixStayForgottenAfterARestart() {
        Pipeline first = new Pipeline(Map.of());
        rows(30, 1, 4).forEach(row -> first.send("m", row));
        first.sendRaw("m", null);
        try (Pipeline next = first.restarted()) {
            assertThat(next.openGroups()).isEmpty();
        }
    }

    @Test
    void rowsThatAreNotAcceptedTouchNoGroup() {
        List<MatrixRow> rows = rows(300, 1, 5);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            for (MatrixRow row : rows) {
                pipeline.send("m", row);
                pipeline.send("m", row(new double[] {1, 2}, "g0", 9999));
                pipeline.send("m", row(new double[] {1, 2, Double.NaN, 4, 5}, "unopened", 9999));
            }
            pipeline.send("m", MatrixRow.endOf("unopened"));
            pipeline.send("m", MatrixRow.endOf("g0"));
            assertThat(pipeline.groups()).containsExactly(expected("m", rows, "g0", true));
            assertThat(pipeline.deadLetters()).hasSize(600);
        }
    }

    @Test
    void haveNamesOfAtMost1024Bytes() {
        String longest = "ä".repeat(512);
        try (Pipeline pipeline = new Pipeline(Map.of())) {
            pipeline.send("m", row(new double[] {1, 2}, longest, 0));
            pipeline.send("m", MatrixRow.endOf(longest));
            assertThat(pipeline.groups())
                    .singleElement()
                    .extracting(GroupScore::group)
                    .isEqualTo(longest);
            assertThat(pipeline.deadLetters()).isEmpty();
            pipeline.send("m", row(new double[] {1, 2}, longest + "a", 0));
            pipeline.send("m", MatrixRow.endOf(longest + "a"));
            pipeline.sendRaw("m", utf8("{\"values\": [1, 2], \"group\": \"\\ud83d\"}"));
            assertThat(pipeline.openGroups()).isEmpty();
            assertThat(pipeline.deadLetters())
                    .extracting(letter -> new String(
                            letter.headers().lastHeader("eigenstream.reason").value(), StandardCharsets.UTF_8))
                    .containsExactly(
                            "the name of the row's group has 1025 bytes, expected at most 1024",
                            "the name of the row's group has 1025 bytes, expected at most 1024",
                            "the name of the row's group has half a character");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
