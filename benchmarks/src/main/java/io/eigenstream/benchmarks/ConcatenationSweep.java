package io.eigenstream.benchmarks;

import io.eigenstream.benchmarks.ConcatenationPoint.Bound;
import io.eigenstream.benchmarks.ConcatenationPoint.Data;
import io.eigenstream.benchmarks.ConcatenationPoint.Members;
import io.eigenstream.benchmarks.ConcatenationPoint.Setting;
import io.eigenstream.producers.InputException;
import io.eigenstream.sketches.IncrementalSvd;
import io.eigenstream.sketches.RowBlock;
import io.eigenstream.sketches.ShrinkPolicy;
import io.eigenstream.sketches.SpectrumEstimate;
import io.eigenstream.sketches.concatenated.CandidateOrder;
import io.eigenstream.sketches.concatenated.Member;
import io.eigenstream.sketches.linalg.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The grid of the study of clustering: blocks, members, tolerances, bounds, orders. */
final class ConcatenationSweep {

    private static final double[] TOLERANCES = {0.05, 0.1, 0.2};

    private static final int SMOKE_SUBSPACES = 4;
    private static final int SMOKE_BLOCKS = 24;
    private static final int SMOKE_BLOCK_ROWS = 6;
    private static final int SMOKE_DIMENSION = 20;
    private static final int SMOKE_RANK = 3;
    private static final double SMOKE_NOISE = 0.02;

    private final Consumer<String> progress;
    private final List<ConcatenationPoint> points = new ArrayList<>();

    /** @param progress is told what has been measured */
    ConcatenationSweep(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * The whole grid.
     *
     * @throws InputException when a file is not there, before anything is measured
     */
    List<ConcatenationPoint> measure(Path data) throws IOException {
        for (DataSet set : DataSet.values()) {
            set.feed(data);
        }
        for (BlockSource source : BlockSource.values()) {
            measure(source.read(data));
        }
        return List.copyOf(points);
    }

    /** Generated blocks of a few subspaces. */
    List<ConcatenationPoint> smoke() {
        measure(generated(new Random(1)));
        return List.copyOf(points);
    }

    private static BlockSet generated(Random random) {
        double[][][] bases = new double[SMOKE_SUBSPACES][SMOKE_RANK][];
        for (double[][] basis : bases) {
            Arrays.setAll(basis, k -> gaussian(SMOKE_DIMENSION, 1, random));
        }
        List<double[][]> blocks = new ArrayList<>();
        for (int b = 0; b < SMOKE_BLOCKS; b++) {
            double[][] basis = bases[b % SMOKE_SUBSPACES];
            double[][] block = new double[SMOKE_BLOCK_ROWS][];
            Arrays.setAll(block, i -> gaussian(SMOKE_DIMENSION, SMOKE_NOISE, random));
            for (double[] row : block) {
                for (double[] direction : basis) {
                    Kernels.axpy(random.nextGaussian(), direction, row);
                }
            }
            blocks.add(block);
        }
        return new BlockSet("smoke", SMOKE_RANK, SMOKE_BLOCK_ROWS - 1, blocks);
    }

    private static double[] gaussian(int d, double deviation, Random random) {
        double[] x = new double[d];
        Arrays.setAll(x, j -> deviation * random.nextGaussian());
        return x;
    }

    private void measure(BlockSet set) {
        for (Members members : Members.values()) {
            List<Member> named = named(set, members);
            for (double tolerance : TOLERANCES) {
                for (Bound bound : Bound.values()) {
                    for (CandidateOrder order : CandidateOrder.values()) {
                        Setting setting = new Setting(Data.of(set), tolerance, bound, order, members);
                        points.add(ConcatenationPoint.measure(set, named, setting));
                    }
                }
            }
            progress.accept(String.format(
                    "%s, %s: %d blocks of %d rows of %d",
                    set.name(), CsvField.of(members), set.size(), set.blockRows(), set.dimension()));
        }
    }

    private static List<Member> named(BlockSet set, Members members) {
        List<Member> named = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            double[][] block = set.blocks().get(i);
            String name = Integer.toString(i);
            named.add(members == Members.RAW ? Member.ofRows(name, block) : sketched(name, block, set.sketchSize()));
        }
        return named;
    }

    /** The lower bounds of the singular values times their vectors: what the sketch is certain of. */
    static Member sketched(String name, double[][] block, int size) {
        IncrementalSvd sketch = new IncrementalSvd(block[0].length, size, ShrinkPolicy.TRUNCATION);
        sketch.fold(RowBlock.of(block));
        SpectrumEstimate spectrum = sketch.spectrum();
        double[][] rows = new double[spectrum.rank()][];
        Arrays.setAll(rows, i -> Kernels.scaled(spectrum.lowerBounds()[i], spectrum.vectors()[i]));
        return Member.ofSketch(name, rows, spectrum.energy() * (1 + sketch.relativeRounding()));
    }
}
