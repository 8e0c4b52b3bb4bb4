package io.eigenstream.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Versions of this build, from its jar's manifest, and of what it runs on. */
final class BuildVersion implements IVersionProvider {

    /** The versions that a result depends on, by name. */
    static Map<String, String> all() {
        String own = Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("eigenstream", own);
        versions.put("kafka", AppInfoParser.getVersion());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    @Override
    public String[] getVersion() {
        return all().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toArray(String[]::new);
    }
}
