package io.eigenstream.quickstart;

import io.eigenstream.serdes.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that the commands in docs/SECURITY.md give, one by one, under other names: those of one application.
 *
 * @param applicationId in place of eigenstream
 * @param topicPrefix put before the topics' names
 */
record DocumentedAcls(String applicationId, String topicPrefix) {

    private static final Path PAGE = Path.of("../docs/SECURITY.md");
    private static final String COMMAND = "acls --add ";
    private static final String DOCUMENTED_ID = "eigenstream";

    /** Of the page's user, for the user of the name. */
    List<AclBinding> of(String pagesUser, String user) throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith(COMMAND) && line.contains("--allow-principal User:" + pagesUser + " ")) {
                rights.addAll(parsed(line.substring(COMMAND.length()).split(" "), user));
            }
        }
        return rights;
    }

    private List<AclBinding> parsed(String[] words, String user) {
        List<AclOperation> operations = new ArrayList<>();
        List<ResourcePattern> resources = new ArrayList<>();
        boolean isPrefixed = String.join(" ", words).endsWith("--resource-pattern-type prefixed");
        for (int i = 0; i < words.length; i += 2) {
            String value = words[i + 1];
            switch (words[i]) {
                case "--allow-principal", "--resource-pattern-type" -> {}
                case "--operation" -> operations.add(AclOperation.valueOf(value.toUpperCase(Locale.ROOT)));
                case "--topic" -> resources.add(resource(ResourceType.TOPIC, value, isPrefixed));
                case "--group" -> resources.add(resource(ResourceType.GROUP, value, isPrefixed));
                case "--transactional-id" -> resources.add(resource(ResourceType.TRANSACTIONAL_ID, value, isPrefixed));
                default -> throw new AssertionError("no option that is known: " + words[i]);
            }
        }
        return resources.stream()
                .flatMap(resource -> operations.stream().map(operation -> right(resource, user, operation)))
                .toList();
    }

    private ResourcePattern resource(ResourceType type, String name, boolean isPrefixed) {
        String own = new TopicNames("").all().contains(name)
                ? topicPrefix + name
                : name.replace(DOCUMENTED_ID, applicationId);
        return new ResourcePattern(type, own, isPrefixed ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    private static AclBinding right(ResourcePattern resource, String user, AclOperation operation) {
        return new AclBinding(
                resource, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
