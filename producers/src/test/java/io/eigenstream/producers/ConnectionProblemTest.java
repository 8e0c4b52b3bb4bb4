package io.eigenstream.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

class ConnectionProblemTest {

    private static final Map<String, String> CLIENT = Map.of(
            "bootstrap.servers", "b:1", "security.protocol", "SASL_SSL", "ssl.key.password", "s3cret", "acks", "1");

    private static String problem(Throwable failure) {
        return ConnectionProblem.of(new KafkaException("no client was made", failure), CLIENT);
    }

    @Test
    void namesTheSettingToLookAt() {
        assertThat(problem(new SaslAuthenticationException("refused")))
                .isEqualTo("refused; is kafka.sasl.jaas.config right?");
        assertThat(problem(new UnsupportedSaslMechanismException("PLAIN is off")))
                .isEqualTo("PLAIN is off; is kafka.sasl.mechanism right?");
        assertThat(problem(new SslAuthenticationException("handshake", new IllegalStateException("no path"))))
                .isEqualTo("no path; are kafka.ssl.truststore.location and the other kafka.ssl. settings right?");
        assertThat(problem(new KafkaException("Failed to load SSL keystore /x", new IllegalStateException("padding"))))
                .isEqualTo("Failed to load SSL keystore /x; are its password and its type right in the kafka.ssl."
                        + " settings?");
        assertThat(problem(new IllegalStateException("why"))).isEqualTo("why");
    }

    @Test
    void hidesSecretValuesAndNoOthers() {
        assertThat(problem(new IllegalStateException("SASL_SSL to b:1, 1 try with s3cret")))
                .isEqualTo("SASL_SSL to b:1, 1 try with ***");
    }

    @Test
    void hidesEveryValueThatItsSettingCannotHave() {
        assertThat(problem(new ConfigException("send.buffer.bytes", "two\nlines", "it is no number of b:1")))
                .isEqualTo("Invalid value for configuration send.buffer.bytes: it is no number of b:1");
    }

    @Test
    void hidesWhatFollowsAPasswordsName() {
        assertThat(Secrets.masked("login of u with Password = \"a = b'c\";\nnext line"))
                .isEqualTo("login of u with Password = ***\nnext line");
        assertThat(Secrets.masked("kafka.ssl.truststore.password=s3cret"))
                .isEqualTo("kafka.ssl.truststore.password=***");
        assertThat(Secrets.masked("Value not specified for key 'cr3t' in JAAS config"))
                .isEqualTo("Value not specified for key '***' in JAAS config");
        assertThat(Secrets.masked("option '--rate': '0' is no rate")).isEqualTo("option '--rate': '0' is no rate");
    }
}
