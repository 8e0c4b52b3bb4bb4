package io.eigenstream.producers;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy arrays of one or two dimensions, formats 1.0 and 2.0; one dimension is one column.
 *
 * <p>Reference: numpy.lib.format, "NPY format".
 */
final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private NpyFile() {}

    /** @throws InputException when the file is not such an array, saying how NumPy makes it one */
    static RowSource open(InputFile file) {
        try (DataInputStream in = new DataInputStream(file.open())) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw file.error("not a NumPy file: it does not begin with \\x93NUMPY");
            }
            int version = in.readUnsignedByte();
            in.readUnsignedByte();
            int lengthBytes = switch (version) {
                case 1 -> 2;
                case 2 -> 4;
                default -> throw file.error("NumPy format " + version + ", expected 1 or 2");
            };
            long length = littleEndian(in.readNBytes(lengthBytes));
            if (length > Math.min(LONGEST_HEADER, file.capacityBytes())) {
                throw file.error("damaged header: a length of " + length);
            }
            byte[] header = new byte[(int) length];
            in.readFully(header);
            int headerBytes = MAGIC.length + 2 + lengthBytes + header.length;
            return source(file, new String(header, StandardCharsets.US_ASCII), headerBytes);
        } catch (IOException e) {
            throw file.error(e);
        }
    }

    private static RowSource source(InputFile file, String header, int headerBytes) {
        NumberType type = type(file, entry(TYPE, "descr", file, header));
        if (entry(ORDER, "fortran_order", file, header).equals("True")) {
            throw file.error("stored in Fortran order; save it with np.save(file, np.ascontiguousarray(x))");
        }
        String shape = entry(SHAPE, "shape", file, header);
        List<Long> extents = extents(file, shape);
        if (extents.size() != 1 && extents.size() != 2) {
            throw file.error("shape (" + shape + "), expected rows and columns; save x.reshape(len(x), -1)");
        }
        long dimension = extents.size() == 1 ? 1 : extents.get(1);
        return new ArrayFile(file, new ArrayFile.Layout(headerBytes, type, extents.get(0), dimension));
    }

    private static NumberType type(InputFile file, String type) {
        return switch (type) {
            case "<f4" -> NumberType.FLOAT32;
            case "<f8" -> NumberType.FLOAT64;
            case "|u1" -> NumberType.UINT8;
            default -> throw file.error("dtype '" + type + "', expected <f4, <f8 or |u1; save x.astype('<f8')");
        };
    }

    private static String entry(Pattern pattern, String name, InputFile file, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw file.error("damaged header: no plain '" + name + "' in " + header.strip());
        }
        return matcher.group(1);
    }

    private static List<Long> extents(InputFile file, String shape) {
        try {
            return Arrays.stream(shape.split(","))
                    .map(String::strip)
                    .filter(extent -> !extent.isEmpty())
                    .map(Long::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw file.error("damaged header: shape (" + shape + ")");
        }
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedInt(bytes[i]);
        }
        return value;
    }
}
