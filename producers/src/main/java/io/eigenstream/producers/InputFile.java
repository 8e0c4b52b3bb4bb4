package io.eigenstream.producers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of rows, gzipped when its name ends in {@code .gz}. */
record InputFile(Path path, long sizeBytes) {

    /** Deflate writes at least 1 bit for 129 bytes: no gzip file holds more than this many times its size. */
    private static final int LARGEST_EXPANSION = 1032;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String GZIP_SUFFIX = ".gz";

    /** @throws InputException when there is no such file or nothing in it */
    static InputFile of(Path path) {
        if (!Files.exists(path)) {
            throw new InputException(path + ": no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException(path + ": not a regular file");
        }
        try {
            long size = Files.size(path);
            if (size == 0) {
                throw new InputException(path + ": the file is empty");
            }
            return new InputFile(path, size);
        } catch (IOException e) {
            throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    /** The name in lower case without {@code .gz}: its end tells the format. */
    String plainName() {
        String lower = name().toLowerCase(Locale.ROOT);
        return isGzipped() ? lower.substring(0, lower.length() - GZIP_SUFFIX.length()) : lower;
    }

    boolean isGzipped() {
        return name().toLowerCase(Locale.ROOT).endsWith(GZIP_SUFFIX);
    }

    /** No more bytes than this can be read from the file, unpacked. */
    long capacityBytes() {
        return isGzipped() ? Math.multiplyExact(sizeBytes, LARGEST_EXPANSION) : sizeBytes;
    }

    /** The content, unpacked. */
    InputStream open() throws IOException {
        InputStream file = Files.newInputStream(path);
        if (!isGzipped()) {
            return new BufferedInputStream(file, BUFFER_BYTES);
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(file, BUFFER_BYTES), BUFFER_BYTES);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    InputException error(String problem) {
        return new InputException(path + ": " + problem);
    }

    /** What a failure to read the content means to a user. */
    InputException error(IOException e) {
        String problem = e instanceof EOFException
                ? "the file ends too early"
                : e instanceof ZipException ? "damaged, or no gzip file" : "cannot be read";
        String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        return new InputException(path + ": " + problem + detail, e);
    }
}
