package io.eigenstream.sketches.linalg;

/**
 * The inner loops. Rows are {@code double[]}, matrices {@code double[][]}: C2 vectorises a loop over separate row
 * arrays with one index, and nothing flatter.
 *
 * <p>Sums of products are done by one of two sets, chosen once, when this class is loaded, by the system property
 * {@code io.eigenstream.kernels}:
 *
 * <table><caption>Kernels</caption>
 *   <tr><td>{@code plain}, or no property</td><td>Java alone; every machine gives the same bits</td></tr>
 *   <tr><td>{@code vector}</td><td>the machine's vectors; needs {@code --add-modules jdk.incubator.vector}; slower than
 *       plain until C2 has compiled it, some 10⁴ to 10⁵ rows</td></tr>
 *   <tr><td>{@code auto}</td><td>{@code vector} where the module is there and vectors have 4 numbers or more, else
 *       {@code plain}</td></tr>
 * </table>
 *
 * <p>The tests compare both with textbook loops. Everything else here, and the decompositions, are common to both and
 * without fused multiply-add.
 */
public final class Kernels {

    private static final String PROPERTY = "io.eigenstream.kernels";
    private static final KernelSet SET = chosen(System.getProperty(PROPERTY, "plain"));
    /** The fewest that gained anything. */
    private static final int FEWEST_LANES = 4;

    private static final int TILE = 4;

    private Kernels() {}

    /**
     * The set of that name.
     *
     * @throws IllegalArgumentException when there is none of that name
     * @throws IllegalStateException when it does not work in this process; the cause tells why
     */
    static KernelSet chosen(String name) {
        return switch (name) {
            case "plain" -> new PlainKernels();
            case "vector" -> vectorKernels();
            case "auto" -> vectorOrPlainKernels();
            default ->
                throw new IllegalArgumentException(PROPERTY + " is " + name + ", expected plain, vector or auto");
        };
    }

    /** By reflection, because the class cannot be linked where its module is absent. */
    private static KernelSet vectorKernels() {
        try {
            Class<?> type = Class.forName(Kernels.class.getPackageName() + ".VectorKernels");
            return (KernelSet) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError reason) {
            throw new IllegalStateException(
                    PROPERTY + " is vector, expected --add-modules jdk.incubator.vector", reason);
        }
    }

    private static KernelSet vectorOrPlainKernels() {
        KernelSet plain = new PlainKernels();
        try {
            KernelSet vector = vectorKernels();
            return vector.lanes() < FEWEST_LANES ? plain : vector;
        } catch (IllegalStateException noVectors) {
            return plain;
        }
    }

    /**
     * Which set is in use: {@code plain}, or {@code vector} with the length of its vectors, as {@code vector-8}. Equal
     * rows give equal bits under equal names.
     */
    public static String name() {
        return SET.name();
    }

    /** How many numbers the set in use takes at once: 1 for {@code plain}. What its bits depend on. */
    public static int lanes() {
        return SET.lanes();
    }

    /** Σ xᵢyᵢ. */
    public static double dot(double[] x, double[] y) {
        return SET.dot(x, y);
    }

    /** ‖x‖². */
    public static double squaredNorm(double[] x) {
        return dot(x, x);
    }

    /** ‖X‖_F² for the matrix X of the rows. */
    public static double squaredNorm(double[][] rows) {
        double sum = 0;
        for (double[] row : rows) {
            sum += squaredNorm(row);
        }
        return sum;
    }

    /** ‖Bv‖² for the matrix B of the rows. */
    public static double squaredNormAlong(double[][] rows, double[] v) {
        double sum = 0;
        for (double[] row : rows) {
            double c = dot(row, v);
            sum += c * c;
        }
        return sum;
    }

    /** The symmetric m×m matrix of all dot products of the rows: m²d flops. */
    public static double[][] gram(double[][] rows) {
        return gram(rows, 0);
    }

    /**
     * The same when the first rows are orthogonal to each other: between them it takes zeros for granted and computes
     * none, which saves the share (orthogonal/m)² of the flops. The matrix is wrong by what these products are, so for
     * rows that are orthogonal up to rounding by as much as they are.
     *
     * @param orthogonal how many rows, from the first on
     */
    public static double[][] gram(double[][] rows, int orthogonal) {
        return SET.gram(rows, orthogonal);
    }

    /** The k×d product of k rows of coefficients, each for all the m ≥ 1 rows: 2kmd flops. */
    public static double[][] product(double[][] coefficients, double[][] rows) {
        return coefficients.length == 0 ? new double[0][] : SET.product(coefficients, rows);
    }

    /** target += Σᵣ coefficients[r]·rows[r] over the first {@code count} rows. */
    public static void combine(double[] coefficients, double[][] rows, int count, double[] target) {
        combine(coefficients, rows, count, target, 0, target.length);
    }

    /** The same, at the indices from ≤ i &lt; to. */
    static void combine(double[] coefficients, double[][] rows, int count, double[] target, int from, int to) {
        int r = 0;
        for (; r <= count - TILE; r += TILE) {
            combineFour(coefficients, r, rows, target, from, to);
        }
        for (; r < count; r++) {
            axpy(coefficients[r], rows[r], target, from, to);
        }
    }

    private static void combineFour(double[] coefficients, int r, double[][] rows, double[] target, int from, int to) {
        double c0 = coefficients[r];
        double c1 = coefficients[r + 1];
        double c2 = coefficients[r + 2];
        double c3 = coefficients[r + 3];
        double[] x0 = rows[r];
        double[] x1 = rows[r + 1];
        double[] x2 = rows[r + 2];
        double[] x3 = rows[r + 3];
        for (int i = from; i < to; i++) {
            target[i] += (c0 * x0[i] + c1 * x1[i]) + (c2 * x2[i] + c3 * x3[i]);
        }
    }

    /** y += c·x. */
    public static void axpy(double c, double[] x, double[] y) {
        axpy(c, x, y, 0, y.length);
    }

    /** y += c·x at the indices from ≤ i &lt; to. */
    static void axpy(double c, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += c * x[i];
        }
    }

    /** (x, y) ← (cosine·x − sine·y, sine·x + cosine·y). */
    static void rotate(double[] x, double[] y, double cosine, double sine) {
        for (int j = 0; j < x.length; j++) {
            double old = y[j];
            y[j] = sine * x[j] + cosine * old;
            x[j] = cosine * x[j] - sine * old;
        }
    }

    /** c·x as a new array. */
    public static double[] scaled(double c, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = c * x[i];
        }
        return y;
    }

    /** x scaled to length 1, as a new array; x itself when it is zero. */
    public static double[] normalized(double[] x) {
        double norm = Math.sqrt(squaredNorm(x));
        return norm == 0 ? x.clone() : scaled(1 / norm, x);
    }

    /** v or −v: the one whose entry of largest magnitude (the first of equals) is positive. */
    public static double[] canonicalSign(double[] v) {
        int largest = 0;
        for (int i = 1; i < v.length; i++) {
            if (Math.abs(v[i]) > Math.abs(v[largest])) {
                largest = i;
            }
        }
        return v.length > 0 && v[largest] < 0 ? scaled(-1, v) : v;
    }
}
