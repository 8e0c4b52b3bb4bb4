package io.eigenstream.topology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.eigenstream.topology");

    @Test
    void knowsNothingAboveIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.eigenstream.producers..", "io.eigenstream.quickstart..", "kafka..")
                .because("arrows point down, and no broker runs inside the application")
                .check(MAIN);
    }

    @Test
    void seesTheSketchesAndNotTheirArithmetic() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.eigenstream.sketches.linalg..", "org.ejml..")
                .because("linear algebra is the library's")
                .check(MAIN);
    }

    @Test
    void readsNoClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("reprocessing a topic must give the same answer")
                .check(MAIN);
    }

    @Test
    void processorsArePrivateToThePackage() {
        classes()
                .that()
                .implement(Processor.class)
                .should()
                .bePackagePrivate()
                .because("EigenstreamTopology wires them; nobody else needs to")
                .check(MAIN);
    }

    @Test
    void classesAreFinalAndTheirStateIsTheirOwn() {
        classes()
                .that()
                .areTopLevelClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("nothing here is designed for inheritance")
                .check(MAIN);
        fields().that()
                .areNotStatic()
                .should()
                .bePrivate()
                .because("state has one owner")
                .check(MAIN);
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("a mutable static is shared by every task of the process")
                .check(MAIN);
    }

    @Test
    void printsThroughTheCommandLineOnly() {
        noClasses()
                .should(ACCESS_STANDARD_STREAMS)
                .because("commands print through picocli's writers, which tests and callers can replace")
                .check(MAIN);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Service|Wrapper|Context|Info|Base)")
                .because("such a name fits everything")
                .check(MAIN);
    }
}
