package dev.stillson.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the modules, and what the core keeps out. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.stillson");

  @Test
  void theApiStandsOnThePlatformAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.stillson", "dev.stillson.store")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.stillson", "dev.stillson.store", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theCoreStandsOnTheApiAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillson.core..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.stillson", "dev.stillson.store", "dev.stillson.core..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theSchedulerHasNoThreadClockInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillson.core.scheduler..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void theWorkerKnowsNoCommandLineAndNoConnector() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillson.worker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.stillson.cli..",
            "dev.stillson.server..",
            "dev.stillson.file..",
            "dev.stillson.jdbc..",
            "dev.stillson.tabular..")
        .check(CLASSES);
  }

  @Test
  void theProtocolStandsOnTheCoreAndJackson() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillson.protocol..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.stillson",
            "dev.stillson.core..",
            "dev.stillson.protocol..",
            "java..",
            "tools.jackson..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theServerKnowsNoWorkerNoCommandLineAndNoConnector() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillson.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.stillson.worker..",
            "dev.stillson.cli..",
            "dev.stillson.file..",
            "dev.stillson.jdbc..",
            "dev.stillson.tabular..")
        .check(CLASSES);
  }

  @Test
  void onlyWhatNeedsTheServersClassPathKnowsTheServer() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillson.cli..")
        .and()
        .haveNameNotMatching(".*\\.(ServerDaemon|LuigiDesk|FileAccounts)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.stillson.server..")
        .check(CLASSES);
  }

  @Test
  void connectorsStandOnTheApiAndTheirOwnLibraries() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.stillson.file..", "dev.stillson.jdbc..", "dev.stillson.tabular..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.stillson.core..", "dev.stillson.worker..", "dev.stillson.cli..")
        .check(CLASSES);
  }

  @Test
  void thePackagesOfTheCoreFormNoCycle() {
    slices().matching("dev.stillson.core.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
