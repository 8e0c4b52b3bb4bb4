package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key and its self-signed certificate for 127.0.0.1, made anew by the JDK's keytool for every test that asks.
 *
 * @param keystore PKCS12, with the key
 * @param certificate PEM, what clients trust
 * @param password of the keystore and the key
 */
record TestCertificate(Path keystore, Path certificate, String password) {

    private static final long PATIENCE_SECONDS = 60;

    static TestCertificate in(Path directory, String password) throws IOException, InterruptedException {
        TestCertificate made =
                new TestCertificate(directory.resolve("broker.p12"), directory.resolve("broker.pem"), password);
        made.keytool(made.keystore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1");
        made.keytool(made.keystore, "-exportcert", "-rfc", "-file", made.certificate.toString());
        return made;
    }

    /** A PKCS12 file of this password that trusts another certificate. */
    Path trusting(Path other) throws IOException, InterruptedException {
        Path truststore = keystore.resolveSibling("trusted.p12");
        keytool(truststore, "-importcert", "-noprompt", "-file", other.toString());
        return truststore;
    }

    private void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
