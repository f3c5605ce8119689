package io.mimar;

import static com.tngtech.archunit.base.DescribedPredicate.allElements;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Which package of the app may know which. */
@AnalyzeClasses(
    packages = "io.mimar",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArrowsTest.NoTestJars.class})
final class ArrowsTest {

  /** Tests of other modules, whose helpers these use. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final DescribedPredicate<JavaClass> OURS_OR_JAVAS =
      DescribedPredicate.describe(
          "of Java or of Mimar",
          type -> {
            String name = type.getBaseComponentType().getName();
            return type.getBaseComponentType().isPrimitive()
                || name.startsWith("java.")
                || name.startsWith("io.mimar.");
          });

  @ArchTest
  static final ArchRule PACKAGES_STAND_ON_FLOORS =
      slices().matching("io.mimar.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule READERS_KNOW_THE_STORE_NOT_THE_SEARCH =
      noClasses()
          .that()
          .resideInAnyPackage("io.mimar.cli..", "io.mimar.report..", "io.mimar.dashboard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mimar.search..",
              "io.mimar.gne..",
              "io.mimar.gan..",
              "io.mimar.surrogate..",
              "io.mimar.peer..");

  @ArchTest
  static final ArchRule REPORTS_KNOW_NO_RUN =
      noClasses()
          .that()
          .resideInAPackage("io.mimar.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mimar.run..",
              "io.mimar.tabulate..",
              "io.mimar.worker..",
              "io.mimar.benchmark..",
              "io.mimar.dashboard..",
              "io.mimar.cli..");

  /** A run does not know who watches it, and a server is in one place. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_THE_DASHBOARD =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.mimar.cli..", "io.mimar.dashboard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mimar.dashboard..", "io.javalin..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_BENCHMARKS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.mimar.cli..", "io.mimar.benchmark..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.mimar.benchmark..");

  @ArchTest
  static final ArchRule CONFIGURATION_KNOWS_NO_RUN =
      noClasses()
          .that()
          .resideInAPackage("io.mimar.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mimar.cli..",
              "io.mimar.run..",
              "io.mimar.tabulate..",
              "io.mimar.worker..",
              "io.mimar.report..");

  @ArchTest
  static final ArchRule TABLES_NEED_NO_STUDY =
      noClasses()
          .that()
          .resideInAPackage("io.mimar.tabulate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mimar.run..", "io.mimar.report..", "io.mimar.store..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mimar.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mimar.cli..", "picocli..", "me.tongfei..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_THE_FACE_FOR_PROGRAMS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.mimar.api..", "io.mimar.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.mimar.api..");

  /** What programs call must not change with the libraries behind it. */
  @ArchTest
  static final ArchRule THE_FACE_FOR_PROGRAMS_SHOWS_NO_LIBRARY =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.mimar.api..")
          .should()
          .haveRawReturnType(OURS_OR_JAVAS)
          .andShould()
          .haveRawParameterTypes(allElements(OURS_OR_JAVAS));

  /** A worker redirects System.out, so that nothing a library prints breaks a message. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mimar.cli..")
          .and()
          .doNotHaveFullyQualifiedName("io.mimar.worker.WorkerMain")
          .and()
          .resideOutsideOfPackage("io.mimar.bench..")
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "are System.out or System.err",
                  (JavaAccess<?> access) ->
                      access.getTargetOwner().isEquivalentTo(System.class)
                          && access.getTarget().getName().matches("out|err")));

  @ArchTest
  static final ArchRule RANDOMNESS_IS_PASSED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random");

  /** The time of day may be set back or forward while something is trained. */
  @ArchTest
  static final ArchRule WHAT_TRAINS_KNOWS_NO_TIME_OF_DAY =
      noClasses()
          .that()
          .resideInAnyPackage("io.mimar.train..", "io.mimar.evaluate..", "io.mimar.worker..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Instant.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule THE_ENGINE_STAYS_IN_ITS_MODULE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.mimar.api..",
              "io.mimar.cli..",
              "io.mimar.config..",
              "io.mimar.run..",
              "io.mimar.tabulate..",
              "io.mimar.worker..",
              "io.mimar.benchmark..",
              "io.mimar.dashboard..",
              "io.mimar.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..");
}
