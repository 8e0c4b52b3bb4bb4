package io.eigenstream.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ResourceNotFoundException;

/**
 * An embedded broker that speaks to clients by TLS, asks them who they are (SASL, SCRAM-SHA-512) and lets them do what
 * access control lists say and nothing else. Itself and the administrator it knows by SASL PLAIN.
 */
final class SecuredBroker implements AutoCloseable {

    private static final String ADMINISTRATOR = "administrator";
    private static final String BROKER = "broker";
    private static final String OWN_PASSWORD = "known to the broker alone";

    private final TemporaryDirectory data = new TemporaryDirectory();
    private final TestCertificate certificate;
    private final EmbeddedBroker broker;
    private final Admin admin;

    SecuredBroker(Path directory) throws IOException, InterruptedException {
        certificate = TestCertificate.in(directory, "of the keystore");
        broker = EmbeddedBroker.start(data.path(), properties());
        admin = Admin.create(Map.copyOf(administrator()));
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put(
                "listener.name.plaintext.plain.sasl.jaas.config",
                login("plain.PlainLoginModule", BROKER, OWN_PASSWORD)
                        .replace(";", " user_%s=\"%s\"".formatted(BROKER, OWN_PASSWORD))
                        .concat(" user_%s=\"%s\";".formatted(ADMINISTRATOR, OWN_PASSWORD)));
        properties.put(
                "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", certificate.keystore().toString());
        properties.put("ssl.keystore.password", certificate.password());
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", certificate.certificate().toString());
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // the controller's listener is on this machine only, and asks no one who they are
        properties.put("super.users", "User:ANONYMOUS;User:%s;User:%s".formatted(BROKER, ADMINISTRATOR));
        return properties;
    }

    private static String login(String module, String user, String password) {
        return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                .formatted(module, user, password);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** PEM, what clients are to trust. */
    Path certificate() {
        return certificate.certificate();
    }

    /** What a client of Kafka's needs to be this user. */
    Map<String, String> client(String user, String password) {
        return settings("SCRAM-SHA-512", login("scram.ScramLoginModule", user, password));
    }

    /** What a client of Kafka's needs to be allowed everything. */
    Map<String, String> administrator() {
        return settings("PLAIN", login("plain.PlainLoginModule", ADMINISTRATOR, OWN_PASSWORD));
    }

    private Map<String, String> settings(String mechanism, String login) {
        return new TreeMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                login,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString()));
    }

    Admin admin() {
        return admin;
    }

    /** Makes the users known, all with one password, and what they are allowed; returns when the broker knows both. */
    void admit(Collection<String> users, String password, Collection<AclBinding> allowed)
            throws ExecutionException, InterruptedException {
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        users.forEach(user -> credentials.add(new UserScramCredentialUpsertion(user, how, password)));
        admin.alterUserScramCredentials(credentials).all().get();
        admin.createAcls(allowed).all().get();
        while (!knows(users)
                || !admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(allowed)) {
            Thread.onSpinWait();
        }
    }

    private boolean knows(Collection<String> users) throws ExecutionException, InterruptedException {
        try {
            admin.describeUserScramCredentials(List.copyOf(users)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    Set<String> topics() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
        data.close();
    }
}
