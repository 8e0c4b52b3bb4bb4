package io.eigenstream.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The prose of a page with places to be filled, written {@code {{name}}}. */
record PageTemplate(List<String> lines) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    /** The resource of the name, beside this class. */
    static PageTemplate named(String name) throws IOException {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            return new PageTemplate(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    /**
     * The page.
     *
     * @param blocks lines to stand for lines that are one place
     * @param words to stand for places inside lines
     * @throws IllegalArgumentException when there is nothing for a place
     */
    List<String> fill(Map<String, List<String>> blocks, Map<String, String> words) {
        List<String> page = new ArrayList<>();
        for (String line : lines) {
            Matcher place = PLACE.matcher(line);
            if (place.matches() && blocks.containsKey(place.group(1))) {
                page.addAll(blocks.get(place.group(1)));
            } else {
                page.add(place.replaceAll(match -> Matcher.quoteReplacement(word(match.group(1), words))));
            }
        }
        return page;
    }

    private static String word(String name, Map<String, String> words) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("nothing for the place " + name);
        }
        return word;
    }
}
