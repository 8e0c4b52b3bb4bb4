package io.eigenstream.serdes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses SERDES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eigenstream.serdes");

    @Test
    void dependsOnSketchesFormatsAndKafkasClientsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.eigenstream.serdes",
                        "io.eigenstream.sketches",
                        "java..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "org.apache.kafka.common..")
                .because("programs without a topology embed this module to read and write its topics")
                .check(SERDES);
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
                .check(SERDES);
    }

    @Test
    void staticsDoNotChange() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("serdes are shared by threads")
                .check(SERDES);
    }

    @Test
    void instanceFieldsArePrivate() {
        fields().that()
                .areNotStatic()
                .should()
                .bePrivate()
                .because("a class answers for its own state")
                .check(SERDES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Processor|Service|Wrapper|Context|Info|Base)$")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("an evasive name hides a missing noun")
                .check(SERDES);
    }

    @Test
    void throwsTypedExceptionsAndPrintsNothing() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS
                .because("callers tell failures apart by type")
                .check(SERDES);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("a library does not print")
                .check(SERDES);
    }
}
