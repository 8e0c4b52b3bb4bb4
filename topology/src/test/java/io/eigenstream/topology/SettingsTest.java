package io.eigenstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eigenstream.sketches.DetectorParameters;
import io.eigenstream.sketches.HalfLife;
import io.eigenstream.sketches.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Path REFERENCE = Path.of("../docs/SETTINGS.md");

    @Test
    void listsAllProblemsAtOnceAndTheNearestNames() {
        assertThatThrownBy(() -> Settings.of(
                        Map.of("sketch.sise", "3", Settings.SKETCH_SIZE, "1", Settings.MODEL_ENERGY, "often")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown setting sketch.sise: did you mean sketch.size?")
                .hasMessageContaining("sketch.size")
                .hasMessageContaining("model.energy")
                .hasMessageContaining("bootstrap.servers");
    }

    @Test
    void aValueThatCannotBeReadIsOneProblem() {
        assertThatThrownBy(() ->
                        Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "localhost:9092", Settings.SKETCH_SIZE, "abc")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value abc for configuration sketch.size: Not a number of type INT");
    }

    @Test
    void handsKafkaSettingsOverUnderOurDefaults() {
        Settings settings = Settings.of(Map.of(
                Settings.BOOTSTRAP_SERVERS, "b:1", "kafka.commit.interval.ms", "77", "kafka.security.protocol", "SSL"));
        Properties properties = StreamsSettings.of(settings);
        assertThat(properties)
                .containsEntry("bootstrap.servers", "b:1")
                .containsEntry("commit.interval.ms", "77")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("application.id", "eigenstream");
    }

    @Test
    void showsNothingThatGoesToKafka() {
        Settings settings =
                Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "b:1", "kafka.sasl.jaas.config", "password=\"hush\""));
        assertThat(settings.values().toString()).doesNotContain("hush");
    }

    @Test
    void laterSourcesWin(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("app.properties");
        Files.writeString(file, "bootstrap.servers=file:1\nsketch.size=16\nemit.every.rows=5\n");
        Settings settings = new SettingsSources()
                .file(file)
                .environment(Map.of(
                        "EIGENSTREAM_SKETCH_SIZE", "32",
                        "EIGENSTREAM_EMIT_EVERY_ROWS", "6",
                        "EIGENSTREAM_KAFKA_SSL_KEY__X___Y", "z",
                        "PATH", "/bin"))
                .flags(Map.of(Settings.EMIT_EVERY_ROWS, "7"))
                .settings();
        assertThat(settings.bootstrapServers()).isEqualTo("file:1");
        assertThat(settings.getInt(Settings.SKETCH_SIZE)).isEqualTo(32);
        assertThat(settings.getLong(Settings.EMIT_EVERY_ROWS)).isEqualTo(7);
        assertThat(settings.kafka()).containsEntry("ssl.key_x-y", "z");
    }

    @Test
    void aMissingSettingsFileIsNamed() {
        SettingsSources sources = new SettingsSources();
        assertThatThrownBy(() -> sources.file(Path.of("nowhere.properties")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("nowhere.properties");
    }

    @Test
    void moreSettingsGoOnTop() {
        Settings settings = Pipeline.settings(Map.of()).with(Map.of(Settings.TOPIC_PREFIX, "p-"));
        assertThat(settings.topics().rows()).isEqualTo("p-rows");
        assertThat(settings.getInt(Settings.SKETCH_SIZE)).isEqualTo(8);
    }

    /** To write the page anew: {@code ./eigenstream topology --settings}. */
    @Test
    void theReferencePageIsWhatTheDefinitionSays() throws IOException {
        assertThat(Files.readString(REFERENCE)).endsWith(Settings.reference());
    }

    @Test
    void saysHowRowsAreScored() {
        DetectorParameters standard =
                Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "b:1")).detection();
        assertThat(standard.falseAlarmRate()).isEqualTo(0.001);
        assertThat(standard.learning()).isEqualTo(DetectorParameters.Learning.BOUNDED);
        assertThat(standard.freezeAfterRows()).isZero();
        assertThat(standard.halfLife()).isEqualTo(HalfLife.NEVER);
        assertThat(standard.scaling()).isEqualTo(Scaling.NONE);
        assertThat(standard.startRows()).isEqualTo(1024);
        assertThat(standard.relearnAfterRows()).isEqualTo(1024);
        DetectorParameters other = Settings.of(Map.of(
                        Settings.BOOTSTRAP_SERVERS, "b:1",
                        Settings.FALSE_ALARM_RATE, "0.02",
                        Settings.LEARNING, "exclude",
                        Settings.SCALING, "standard",
                        Settings.RELEARN_AFTER_ROWS, "0",
                        Settings.START_ROWS, "256",
                        Settings.FREEZE_AFTER_ROWS, "500",
                        Settings.HALF_LIFE_ROWS, "200"))
                .detection();
        assertThat(other.falseAlarmRate()).isEqualTo(0.02);
        assertThat(other.learning()).isEqualTo(DetectorParameters.Learning.EXCLUDE);
        assertThat(other.scaling()).isEqualTo(Scaling.STANDARD);
        assertThat(other.startRows()).isEqualTo(256);
        assertThat(other.relearnAfterRows()).isZero();
        assertThat(other.freezeAfterRows()).isEqualTo(500);
        assertThat(other.halfLife()).isEqualTo(HalfLife.ofRows(200));
    }

    @Test
    void aRowCountsHalfAfterRowsOrAfterATimeNotBoth() {
        Map<String, String> timed = Map.of(Settings.BOOTSTRAP_SERVERS, "b:1", Settings.HALF_LIFE_MS, "60000");
        assertThat(Settings.of(timed).detection().halfLife()).isEqualTo(HalfLife.ofMillis(60_000));
        assertThatThrownBy(() -> Settings.of(timed).with(Map.of(Settings.HALF_LIFE_ROWS, "200")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("anomaly.half.life.rows is 200 and anomaly.half.life.ms is 60000: set one of them, a row"
                        + " has one half-life");
    }

    private static Lags lags(String value) {
        return Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "b:1", Settings.LAGS, value))
                .lags();
    }

    @Test
    void lagsAreOfTheNamedMatricesAndOfAllOthers() {
        Lags some = lags("pump=20, a=b=1000,fan = 0");
        assertThat(some.of("pump")).isEqualTo(20);
        assertThat(some.of("a=b")).isEqualTo(1000);
        assertThat(some.of("fan")).isZero();
        assertThat(some.of("other")).isZero();
        Lags all = lags("*=7,fan=0");
        assertThat(all.of("other")).isEqualTo(7);
        assertThat(all.of("fan")).isZero();
        assertThat(lags("").of("other")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pump", "=20", "pump=", "pump=-1", "pump=1001", "pump=2.5", "20", "pump=20 fan"})
    void refusesLagsThatAreNone(String entry) {
        assertThatThrownBy(() -> lags("*=1," + entry))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value " + entry
                        + " for configuration lags: expected NAME=K, K from 0 to 1000, such" + " as pump=20 or *=20");
    }

    @Test
    void refusesTwoLagsOfOneMatrix() {
        assertThatThrownBy(() -> lags("pump=1,fan=1,pump=2"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value pump=2 for configuration lags: expected one K for pump: leave one out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2.5", "gaps", "10000", ""})
    void refusesARankThatIsNone(String rank) {
        assertThatThrownBy(() -> Settings.of(Map.of(Settings.BOOTSTRAP_SERVERS, "b:1", Settings.MODEL_RANK, rank)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.rank")
                .hasMessageContaining("expected energy, gap or a number");
    }
}
