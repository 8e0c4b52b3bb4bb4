package io.eigenstream.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eigenstream.quickstart");

    @Test
    void theMathematicsIsReachedThroughTheTopology() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Oracle")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.eigenstream.sketches..", "org.ejml..")
                .because("what is shown and written must come from the topics, but for what that is compared with")
                .check(CLASSES);
    }

    @Test
    void onlyTheEmbeddedBrokerKnowsTheServersClasses() {
        noClasses()
                .that()
                .areNotAssignableTo(EmbeddedBroker.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
                .because("no compatibility is promised for them")
                .check(CLASSES);
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
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("nothing here is made for inheritance")
                .check(CLASSES);
    }

    @Test
    void fieldsArePrivate() {
        fields().that()
                .areNotStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .bePrivate()
                .because("state has one owner")
                .check(CLASSES);
    }

    @Test
    void nothingStaticIsMutable() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .because("two commands in one process must not see each other")
                .check(CLASSES);
    }

    @Test
    void chanceComesFromSeeds() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class)
                .because("the same command must give the same answer")
                .check(CLASSES);
    }

    @Test
    void nothingIsPrintedBesidesTheCommandsOwnOutput() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("commands print through picocli, so that tests and callers can read it")
                .check(CLASSES);
    }

    @Test
    void exceptionsSayWhatHappened() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS
                .because("a caller must be able to tell failures apart")
                .check(CLASSES);
    }

    @Test
    void namesAreNouns() {
        noClasses()
                .should(haveAnEvasiveName())
                .because("a name that fits everything says nothing")
                .check(CLASSES);
    }

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> haveAnEvasiveName() {
        String evasive = ".*(Manager|Helper|Utils?|Impl|Handler|Processor|Service|Wrapper|Context|Info|Base)";
        DescribedPredicate<JavaClass> named = DescribedPredicate.describe(
                "have an evasive name",
                type -> type.getSimpleName().matches(evasive)
                        || type.getSimpleName().startsWith("Abstract"));
        return com.tngtech.archunit.lang.conditions.ArchConditions.be(named);
    }
}
