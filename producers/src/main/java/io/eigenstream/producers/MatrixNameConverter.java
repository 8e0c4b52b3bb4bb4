package io.eigenstream.producers;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a matrix is the key of its records: any text but an empty one. */
final class MatrixNameConverter implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("a matrix needs a name, got ''");
        }
        return text;
    }
}
