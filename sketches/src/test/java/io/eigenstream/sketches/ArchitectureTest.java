package io.eigenstream.sketches;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.eigenstream.sketches");

    @Test
    void needsTheJdkAndEjmlAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.eigenstream.sketches..",
                        "java.lang..",
                        "java.util..",
                        "java.io",
                        "java.nio",
                        "java.nio.charset",
                        "org.ejml..",
                        "jdk.incubator.vector")
                .because("the library is embedded by others: no Kafka, no Avro, no logging, no clock")
                .check(MAIN);
    }

    @Test
    void onlyFormatKnowsBytesAndStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..format..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.util.zip..")
                .because("how a sketch is laid out in a file is decided in one place")
                .check(MAIN);
    }

    @Test
    void onlyLinalgKnowsEjml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..linalg..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ejml..")
                .because("the sketches speak of rows; how a decomposition is done is decided in one place")
                .check(MAIN);
    }

    @Test
    void onlyTheVectorKernelsKnowTheirModule() {
        noClasses()
                .that()
                .doNotHaveSimpleName("VectorKernels")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector")
                .because("where the module is absent, everything else must link all the same")
                .check(MAIN);
    }

    @Test
    void linalgKnowsNoSketch() {
        noClasses()
                .that()
                .resideInAPackage("..linalg..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.eigenstream.sketches")
                .because("arrows point down")
                .check(MAIN);
    }

    @Test
    void hasNoPackageCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.eigenstream.(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle has no bottom to read from")
                .check(MAIN);
    }

    @Test
    void isDeterministic() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .because("a replayed changelog must rebuild the same bytes")
                .check(MAIN);
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
                .because("nothing here is designed for inheritance")
                .check(MAIN);
    }

    @Test
    void fieldsArePrivateAndStaticsAreConstant() {
        fields().that()
                .areDeclaredInClassesThat(alwaysTrue())
                .and()
                .areNotStatic()
                .should()
                .bePrivate()
                .because("state has one owner")
                .check(MAIN);
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("a mutable static is shared by every sketch of the process")
                .check(MAIN);
    }

    @Test
    void printsNothing() {
        noClasses()
                .should(ACCESS_STANDARD_STREAMS)
                .because("a library has no terminal")
                .check(MAIN);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Processor|Service|Wrapper|Context|Info|Base)")
                .orShould()
                .haveNameMatching(".*\\.Abstract.*")
                .because("such a name fits everything")
                .check(MAIN);
    }
}
