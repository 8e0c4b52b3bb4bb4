package io.eigenstream.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.eigenstream.quickstart.EmbeddedBroker;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.State;

class ArchitectureTest {

    private static final JavaClasses BENCHMARKS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("jmh_generated"))
            .importPackages("io.eigenstream.benchmarks");

    @Test
    void ofTheQuickstartOnlyItsBrokerIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.eigenstream.quickstart..").and(not(belongToAnyOf(EmbeddedBroker.class))))
                .because("a broker is all that a measurement needs beside the topology")
                .check(BENCHMARKS);
    }

    @Test
    void drawsFromSeededGeneratorsOnly() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .because("two runs must be given the same rows")
                .check(BENCHMARKS);
    }

    @Test
    void topLevelClassesAreFinal() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotEnums()
                .and(not(annotatedWith(State.class)))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("reuse is by composition; only JMH extends the states of its benchmarks")
                .check(BENCHMARKS);
    }

    @Test
    void staticsDoNotChange() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("one benchmark must not leave anything to the next")
                .check(BENCHMARKS);
    }

    @Test
    void instanceFieldsArePrivate() {
        fields().that()
                .areNotStatic()
                .should()
                .bePrivate()
                .because("a class answers for its own state")
                .check(BENCHMARKS);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Processor|Service|Wrapper|Context|Info|Base)$")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("an evasive name hides a missing noun")
                .check(BENCHMARKS);
    }

    @Test
    void throwsTypedExceptionsAndPrintsThroughItsCommand() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS
                .because("callers tell failures apart by type")
                .check(BENCHMARKS);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("a caller decides where the command prints")
                .check(BENCHMARKS);
    }
}
