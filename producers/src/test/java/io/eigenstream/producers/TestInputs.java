package io.eigenstream.producers;

import io.eigenstream.serdes.MatrixRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Files written by hand, and everything that a source reads. */
final class TestInputs {

    private TestInputs() {}

    static Path write(Path path, byte[] content) {
        try (OutputStream out = Files.newOutputStream(path);
                OutputStream packed = path.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            packed.write(content);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path path, String... lines) {
        return write(path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static RowSource open(Path path, String... fields) {
        return InputFormat.open(InputFile.of(path), RowLayout.of(List.of(fields)));
    }

    static RowSource openGrouped(Path path, String groupColumn, String... fields) {
        return InputFormat.open(
                InputFile.of(path), new RowLayout(List.of(fields), Optional.of(groupColumn), MissingValues.REFUSED));
    }

    static RowSource openMissing(Path path, String... fields) {
        return InputFormat.open(
                InputFile.of(path), new RowLayout(List.of(fields), Optional.empty(), MissingValues.MASKED));
    }

    static List<InputItem> items(RowSource source) {
        try (ItemReader reader = source.open(0)) {
            return items(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<InputItem> items(ItemReader reader) throws IOException {
        List<InputItem> items = new ArrayList<>();
        for (InputItem item = reader.read(); item != null; item = reader.read()) {
            items.add(item);
        }
        return items;
    }

    static List<double[]> values(RowSource source) {
        return items(source).stream()
                .map(item -> ((InputItem.Row) item).row().values())
                .toList();
    }

    /** The values of every row, those that its mask says are missing as null. */
    static List<List<Double>> observed(RowSource source) {
        return items(source).stream()
                .map(item -> ((InputItem.Row) item).row())
                .map(TestInputs::observed)
                .toList();
    }

    private static List<Double> observed(MatrixRow row) {
        return IntStream.range(0, row.values().length)
                .mapToObj(i -> row.mask() == null || row.mask()[i] ? Double.valueOf(row.values()[i]) : null)
                .collect(Collectors.toList());
    }

    /** A word for each item: the index of a row and its group, {@code bad}, or the end of a group. */
    static List<String> outline(List<InputItem> items) {
        return items.stream()
                .map(item -> {
                    if (item instanceof InputItem.EndOfGroup end) {
                        return "end " + end.group();
                    }
                    return item instanceof InputItem.Row row
                            ? index(item) + " " + row.row().group()
                            : "bad";
                })
                .toList();
    }

    /** The index of a row or bad line. */
    static long index(InputItem item) {
        return item instanceof InputItem.BadLine line
                ? line.index()
                : ((InputItem.Row) item).row().index();
    }

    static List<String> reasons(RowSource source) {
        return items(source).stream()
                .filter(InputItem.BadLine.class::isInstance)
                .map(item -> ((InputItem.BadLine) item).reason())
                .toList();
    }

    /** A NumPy file of version 1.0, put together as numpy.lib.format describes it. */
    static byte[] npy(String header, int dataBytes, Consumer<ByteBuffer> data) {
        int headerLength = header.length() + 1;
        ByteBuffer out = ByteBuffer.allocate(10 + headerLength + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 1).put((byte) 0).putShort((short) headerLength);
        out.put(header.getBytes(StandardCharsets.US_ASCII)).put((byte) '\n');
        data.accept(out);
        return out.array();
    }

    static String npyHeader(String type, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    }

    static byte[] idx(int type, int[] extents, int... data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.write(0);
        out.write(type);
        out.write(extents.length);
        for (int extent : extents) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(extent).array());
        }
        for (int value : data) {
            out.write(value);
        }
        return out.toByteArray();
    }
}
