package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.StateTable.Slot;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Sketch} promises, of everything that it permits. */
class SketchContractTest {

    private static final int DIMENSION = 12;
    private static final int SIZE = 8;
    /** Of the histogram of distances, which may be spread wider later. */
    private static final int MOST_BINS = 3841;

    private static final DetectorParameters DETECTION = DetectorParameters.standard();

    /** A sketch under test: empty ones of a dimension, and how its state is read. */
    private record Case(String name, IntFunction<Sketch> empty, Function<StateReader, Sketch> reader) {

        Sketch of(double[][] rows) {
            return fold(empty.apply(rows[0].length), rows);
        }

        Sketch read(StateTable table) {
            return reader.apply(table.reader());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Stream<Case> policies = Arrays.stream(ShrinkPolicy.values())
                .map(policy -> new Case(
                        "IncrementalSvd " + policy,
                        d -> new IncrementalSvd(d, SIZE, policy),
                        IncrementalSvd::readFrom));
        return Stream.concat(
                policies,
                Stream.of(
                        new Case(
                                "AnomalyDetector",
                                d -> new AnomalyDetector(d, SIZE, DETECTION),
                                in -> AnomalyDetector.readFrom(in, DETECTION)),
                        new Case("PaneWindow", SketchContractTest::window, PaneWindow::readFrom),
                        new Case(
                                "RandomOrderEigenvector",
                                d -> new RandomOrderEigenvector(d, 5, 42),
                                RandomOrderEigenvector::readFrom),
                        new Case(
                                "AnyOrderEigenvector",
                                d -> new AnyOrderEigenvector(d, 42),
                                AnyOrderEigenvector::readFrom)));
    }

    private static Sketch window(int d) {
        return new PaneWindow(new IncrementalSvd(d, SIZE, ShrinkPolicy.FREQUENT_DIRECTIONS), 11, 3);
    }

    /** In blocks of 1, 2, … 7, 1, … rows. */
    private static Sketch fold(Sketch sketch, double[][] rows) {
        int blockRows = 1;
        for (int start = 0; start < rows.length; start += blockRows, blockRows = blockRows % 7 + 1) {
            sketch.fold(RowBlock.of(Arrays.copyOfRange(rows, start, Math.min(rows.length, start + blockRows))));
        }
        return sketch;
    }

    private static StateTable state(Sketch sketch) {
        return StateTable.of(sketch::writeTo);
    }

    /** Everything that can be asked. */
    private static void ask(Sketch sketch) {
        if (sketch instanceof IncrementalSvd svd) {
            svd.spectrum();
            svd.squaredNormAlong(new double[svd.dimension()]);
            svd.mean();
        } else if (sketch instanceof PaneWindow window) {
            window.merged().fold(RowBlock.of(new double[window.dimension()]));
        } else if (sketch instanceof RandomOrderEigenvector randomOrder) {
            randomOrder.direction();
            randomOrder.flags();
        } else if (sketch instanceof AnyOrderEigenvector anyOrder) {
            anyOrder.direction()[0] = 7;
            anyOrder.certified(1).ifPresent(answer -> answer.vector()[0] = 7);
        } else if (sketch instanceof AnomalyDetector detector) {
            detector.judge(new double[detector.dimension()]);
            detector.model().ifPresent(PrincipalComponents::mean);
            detector.limit();
        }
    }

    @Test
    void everyPermittedSketchHasACase() {
        Set<Object> covered =
                cases().map(each -> each.empty.apply(2).getClass()).collect(Collectors.toSet());
        assertThat(covered).isEqualTo(Set.of((Object[]) Sketch.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsItsRowsAndKnowsItsDimension(Case each) {
        Sketch sketch = each.of(TestMatrix.NOISE.rows(77, DIMENSION, 1));
        assertThat(sketch.rows()).isEqualTo(77);
        assertThat(sketch.dimension()).isEqualTo(DIMENSION);
        assertThat(each.empty.apply(3).rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEmptyBlockChangesNothing(Case each) {
        for (int rows : new int[] {0, 30}) {
            Sketch sketch = fold(each.empty.apply(DIMENSION), TestMatrix.NOISE.rows(rows, DIMENSION, 2));
            StateTable before = state(sketch);
            sketch.fold(new RowBlock(4, DIMENSION));
            state(sketch).assertSameAs(before, rows + " rows");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesOnFromItsStateBitForBit(Case each) {
        for (TestMatrix matrix : TestMatrix.values()) {
            double[][] rows = matrix.rows(70, DIMENSION, 3);
            Sketch straight = each.empty.apply(DIMENSION);
            Sketch interrupted = each.empty.apply(DIMENSION);
            for (int i = 0; i < rows.length; i++) {
                straight.fold(RowBlock.of(rows[i]));
                interrupted.fold(RowBlock.of(rows[i]));
                interrupted = each.read(state(interrupted));
                state(interrupted).assertSameAs(state(straight), matrix + " after row " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCopyGoesItsOwnWay(Case each) {
        double[][] rows = TestMatrix.HEAVY.rows(60, DIMENSION, 4);
        Sketch original = each.of(Arrays.copyOf(rows, 40));
        Sketch copy = original.copy();
        StateTable before = state(original);
        state(copy).assertSameAs(before, "copied");
        fold(copy, Arrays.copyOfRange(rows, 40, 60));
        state(original).assertSameAs(before, "the copy went on");
        StateTable ofCopy = state(copy);
        fold(original, Arrays.copyOfRange(rows, 40, 60));
        state(copy).assertSameAs(ofCopy, "the original went on");
        state(original).assertSameAs(ofCopy, "equal rows");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void neitherRowsNorWrittenStateAreShared(Case each) {
        double[][] rows = TestMatrix.HEAVY.rows(40, DIMENSION, 5);
        RowBlock block = RowBlock.of(rows);
        Sketch sketch = each.empty.apply(DIMENSION);
        sketch.fold(block);
        for (int i = 0; i < rows.length; i++) {
            assertThat(block.row(i)).as("row %d", i).containsExactly(rows[i]);
        }
        StateTable before = state(sketch);
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(block.row(i), 1e9);
        }
        state(sketch).assertSameAs(before, "rows overwritten");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersLeaveTheStateAsItIs(Case each) {
        Sketch sketch = each.of(TestMatrix.SPIKED.rows(50, DIMENSION, 6));
        StateTable before = state(sketch);
        ask(sketch);
        state(sketch).assertSameAs(before, "asked");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStateDoesNotGrowWithTheStream(Case each) {
        Sketch sketch = each.empty.apply(DIMENSION);
        long most = 0;
        for (double[] row : TestMatrix.NOISE.rows(100, DIMENSION, 7)) {
            sketch.fold(RowBlock.of(row));
            most = Math.max(most, state(sketch).doubles());
        }
        if (sketch instanceof AnomalyDetector) {
            most += MOST_BINS;
        }
        for (int n = 1; n <= 5; n++) {
            fold(sketch, TestMatrix.NOISE.rows(1_001, DIMENSION, 8));
            assertThat(state(sketch).doubles())
                    .as("after %d rows", sketch.rows())
                    .isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesTheLargestAndSmallestValuesInEveryDimension(Case each) {
        double[] magnitudes = {0, Double.MIN_VALUE, 1e-200, 1, MatrixSketch.LARGEST_MAGNITUDE};
        for (int d : new int[] {1, 2, DIMENSION}) {
            Sketch sketch = each.empty.apply(d);
            ask(sketch);
            for (int i = 0; i < 60; i++) {
                double[] row = new double[d];
                row[i % d] = (i % 3 - 1) * magnitudes[i * magnitudes.length / 60];
                sketch.fold(RowBlock.of(row));
                ask(sketch);
            }
            Sketch read = each.read(state(sketch));
            state(read).assertSameAs(state(sketch), "d = " + d);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyMissingShortenedOrInfiniteRowOfStateIsFound(Case each) {
        StateTable whole = state(each.of(TestMatrix.NOISE.rows(29, DIMENSION, 9)));
        whole.rows().forEach((slot, row) -> {
            assertCorrupt(each, whole.without(slot), slot);
            assertCorrupt(each, whole.with(slot, Arrays.copyOf(row, row.length - 1)), slot);
            assertCorrupt(each, whole.with(slot, Arrays.copyOf(row, row.length + 1)), slot);
            assertCorrupt(each, whole.with(slot, row.length - 1, Double.NaN), slot);
            assertCorrupt(each, whole.with(slot, 0, Double.NEGATIVE_INFINITY), slot);
        });
    }

    private static void assertCorrupt(Case each, StateTable state, Slot slot) {
        assertThatThrownBy(() -> each.read(state)).as("%s", slot).isInstanceOf(CorruptStateException.class);
    }

    /** A lie is found, or what is read works all the same: it never hangs, and never throws anything else. */
    @ParameterizedTest
    @MethodSource("cases")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void worksOrRefusesWhateverANumberIsChangedTo(Case each) {
        double[] lies = {0, -1, 0.5, 3, 1e18, 0x1.0p53, 1e150, -1e300};
        StateTable whole = state(each.of(TestMatrix.SPIKED.rows(29, DIMENSION, 10)));
        double[][] more = TestMatrix.SPIKED.rows(9, DIMENSION, 11);
        whole.rows().forEach((slot, row) -> {
            for (int place = 0; place < Math.min(row.length, 10); place++) {
                for (double lie : lies) {
                    Sketch sketch;
                    try {
                        sketch = each.read(whole.with(slot, place, lie));
                    } catch (CorruptStateException refused) {
                        assertThat(refused).hasMessageNotContaining("null");
                        continue;
                    }
                    fold(sketch, more);
                    ask(sketch);
                }
            }
        });
    }
}
