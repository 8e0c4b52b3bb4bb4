package io.eigenstream.producers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses PRODUCERS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eigenstream.producers");

    @Test
    void dependsOnSerdesButNotOnTheTopology() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.eigenstream.topology..",
                        "io.eigenstream.sketches..",
                        "io.eigenstream.quickstart..",
                        "org.apache.kafka.streams..")
                .because("a producer runs on machines that have no topology")
                .check(PRODUCERS);
    }

    @Test
    void drawsFromSeededGeneratorsOnly() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .because("the same seed and input give the same rows in the same order")
                .check(PRODUCERS);
    }

    @Test
    void topLevelClassesAreFinal() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("reuse is by composition")
                .check(PRODUCERS);
    }

    @Test
    void staticsDoNotChange() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("several feeds are sent by one process")
                .check(PRODUCERS);
    }

    @Test
    void instanceFieldsArePrivate() {
        fields().that()
                .areNotStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .bePrivate()
                .because("a class answers for its own state")
                .check(PRODUCERS);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Processor|Service|Wrapper|Context|Info|Base)$")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("an evasive name hides a missing noun")
                .check(PRODUCERS);
    }

    @Test
    void throwsTypedExceptionsAndPrintsThroughItsCommand() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS
                .because("callers tell failures apart by type")
                .check(PRODUCERS);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("a caller decides where the command prints")
                .check(PRODUCERS);
    }
}
