package io.mimar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors of this module: a package imports only lower ones. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mimar");

  @Test
  void packagesStandOnFloors() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("base")
        .definedBy("io.mimar")
        .layer("random")
        .definedBy("io.mimar.random")
        .layer("stats")
        .definedBy("io.mimar.stats")
        .layer("graph")
        .definedBy("io.mimar.graph")
        .layer("network")
        .definedBy("io.mimar.network")
        .layer("objective")
        .definedBy("io.mimar.objective")
        .layer("space")
        .definedBy("io.mimar.space")
        .layer("trial")
        .definedBy("io.mimar.trial")
        .layer("search")
        .definedBy("io.mimar.search")
        .layer("stop")
        .definedBy("io.mimar.stop")
        .layer("study")
        .definedBy("io.mimar.study")
        .layer("table")
        .definedBy("io.mimar.table")
        .whereLayer("table")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("study")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("stop")
        .mayOnlyBeAccessedByLayers("study")
        .whereLayer("search")
        .mayOnlyBeAccessedByLayers("study", "table")
        .whereLayer("trial")
        .mayOnlyBeAccessedByLayers("search", "stop", "study", "table")
        .whereLayer("space")
        .mayOnlyBeAccessedByLayers("trial", "search", "study", "table")
        .whereLayer("network")
        .mayOnlyBeAccessedByLayers("space")
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers("space", "trial", "search", "table")
        .check(CORE);
  }

  @Test
  void randomnessIsPassedNeverFetched() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CORE);
  }

  @Test
  void coreKnowsNoTensorsAndNoDatabases() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "java.sql..")
        .check(CORE);
  }

  @Test
  void onlyTablesLogsOfProcessesAndWholeFilesTouchFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.mimar.table", "io.mimar.process", "io.mimar.file")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "org.apache.commons.csv..", "java.nio.file..")
        .check(CORE);
  }
}
