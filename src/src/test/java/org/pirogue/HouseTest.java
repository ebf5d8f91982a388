package org.pirogue;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;

/** The direction of dependencies in the house: who may know whom. */
@AnalyzeClasses(packages = "org.pirogue", importOptions = DoNotIncludeTests.class)
class HouseTest {
    private static final String ROWS_OF_THE_LEDGER =
            "org\\.pirogue\\.ledger\\.\\w+\\.(\\w+Table|\\w*Redress|ObjectPacked|Slice(Plans|Row|State)|Held(Back|Objects"
                    + "|Tables)|Corrected|Counts|Dispute|FlowLock|Holding|Marks|Mirroring|Moves|Packed|Refusal|Restoring|RowJson|Seal|SqlArray)(\\$.*)?";

    @ArchTest
    static final ArchRule batchKnowsOnlyTheJdkAndJackson = classes()
            .that()
            .resideInAPackage("org.pirogue.batch..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("org.pirogue.batch..", "java..", "com.fasterxml.jackson..", "org.jspecify.."));

    @ArchTest
    static final ArchRule prepareIsPlainJava = noClasses()
            .that()
            .resideInAPackage("org.pirogue.prepare..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.camel..", "java.sql..", "javax.sql..", "java.net.http..", "org.springframework.."))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("org.pirogue..")
                    .and(not(resideInAnyPackage("org.pirogue.prepare..", "org.pirogue.batch.."))));

    @ArchTest
    static final ArchRule onlyTheLedgerAndTheOwnersOfTablesSpeakSql = noClasses()
            .that(not(resideInAnyPackage(
                    "org.pirogue.ledger..",
                    "org.pirogue.workspace.access..",
                    "org.pirogue.workspace.audit..",
                    "org.pirogue.workspace.dataset..",
                    "org.pirogue.workspace.outlet..",
                    "org.pirogue.workspace.secret..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.postgresql.."));

    @ArchTest
    static final ArchRule onlyTheBufferKnowsTheBroker = noClasses()
            .that(not(resideInAnyPackage("org.pirogue.buffer..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.activemq..", "org.messaginghub..", "jakarta.jms.."));

    @ArchTest
    static final ArchRule onlyItsPackageKnowsTheRegistry = noClasses()
            .that(not(resideInAnyPackage("org.pirogue.catalogue.registry..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.nifi..", "javax.ws.rs.."));

    @ArchTest
    static final ArchRule theCatalogueKnowsNoFlow = noClasses()
            .that()
            .resideInAPackage("org.pirogue.catalogue..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel..")
                    .or(resideInAnyPackage("org.pirogue..").and(not(resideInAnyPackage("org.pirogue.catalogue..")))));

    @ArchTest
    static final ArchRule componentsNeverKnowPirogue = noClasses()
            .that(resideInAnyPackage("org.pirogue.camel..", "org.pirogue.sandbox.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.pirogue..")
                    .and(not(resideInAnyPackage("org.pirogue.camel..", "org.pirogue.sandbox.."))));

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsTheSandbox = noClasses()
            .that(not(resideInAnyPackage("org.pirogue.cli..", "org.pirogue.sandbox..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.pirogue.sandbox.."));

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("org.pirogue.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheLedgerFormNoCircle =
            slices().matching("org.pirogue.ledger.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheLedgerKnowNothingThatIsOverThem = noClasses()
            .that()
            .resideInAPackage("org.pirogue.ledger.*..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.pirogue.ledger"));

    /** Public only for the packages beside theirs: whoever uses one of them must be inside a transaction of the ledger. */
    @ArchTest
    static final ArchRule whatWritesRowsOfTheLedgerStaysInIt = noClasses()
            .that(not(resideInAnyPackage("org.pirogue.ledger..")))
            .should()
            .dependOnClassesThat(nameMatching(ROWS_OF_THE_LEDGER));

    @ArchTest
    static final ArchRule timeIsAskedOfTheClock = noClasses()
            .that(not(resideInAnyPackage("org.pirogue.cli..", "org.pirogue.sandbox..", "org.pirogue.camel..")))
            .and(not(belongToAnyOf(Pirogue.class)))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule routesAreYaml = noClasses().should().beAssignableTo(RouteBuilder.class);

    @ArchTest
    static final ArchRule settingsAreRecords =
            noFields().should().beAnnotatedWith(Value.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule settingsAreNotMethodParameters =
            noMethods().should().beAnnotatedWith(Value.class).allowEmptyShould(true);
}
