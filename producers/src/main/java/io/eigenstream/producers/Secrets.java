package io.eigenstream.producers;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes secrets out of what is told to people. */
public final class Secrets {

    private static final String MASK = "***";

    /** Kafka's parser of login modules tells which of its words it stumbled over: half a password, it may be. */
    private static final Pattern WORD_OF_A_LOGIN = Pattern.compile("'[^'\n]*'(?= in (the )?JAAS config)");

    /** What an option of a login module is set to, up to the end of the line: a password may have any character. */
    private static final Pattern VALUE_OF_A_LOGIN =
            Pattern.compile("((?:password|secret|token|credential)[\\w.]*\"?\\s*=\\s*).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_SETTING =
            Pattern.compile(".*(password|secret|jaas|token|credential|keystore\\.key|assertion).*");

    private Secrets() {}

    /** The text without what follows {@code password=} and the like on its line, or is a word of a login module. */
    public static String masked(String text) {
        String words = WORD_OF_A_LOGIN.matcher(text).replaceAll("'" + MASK + "'");
        return VALUE_OF_A_LOGIN.matcher(words).replaceAll("$1" + MASK);
    }

    /** The text, masked, and without the values of those settings of Kafka's clients that are secret. */
    static String masked(String text, Map<String, String> kafka) {
        String rest = text;
        for (Map.Entry<String, String> setting : kafka.entrySet()) {
            if (isSecret(setting.getKey()) && !setting.getValue().isEmpty()) {
                rest = rest.replace(setting.getValue(), MASK);
            }
        }
        return masked(rest);
    }

    private static boolean isSecret(String setting) {
        return SECRET_SETTING.matcher(setting.toLowerCase(Locale.ROOT)).matches();
    }
}
