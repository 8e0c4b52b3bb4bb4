package io.eigenstream.benchmarks;

/**
 * One point of a benchmark's grid, written {@code 512x32}.
 *
 * @param dimension d: length of a row
 * @param size ℓ for a sketch, k for principal components
 */
record Shape(int dimension, int size) {

    static Shape of(String text) {
        String[] numbers = text.split("x");
        if (numbers.length != 2) {
            throw new IllegalArgumentException("the shape is " + text + ", expected one like 512x32");
        }
        return new Shape(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    @Override
    public String toString() {
        return dimension + "x" + size;
    }
}
