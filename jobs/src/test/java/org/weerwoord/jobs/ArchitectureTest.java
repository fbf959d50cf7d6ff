package org.weerwoord.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.weerwoord", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modelsDoNotKnowJobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("..jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..jobs..");

  @ArchTest
  static final ArchRule readersDoNotKnowTheJobsNorTheOutput =
      noClasses()
          .that()
          .resideInAPackage("..jobs.input..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.weerwoord.jobs", "..jobs.output..", "..classifiers..");

  @ArchTest
  static final ArchRule outputKnowsNothingElse =
      noClasses()
          .that()
          .resideInAPackage("..jobs.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.weerwoord.jobs",
              "..jobs.input..",
              "..classifiers..",
              "..text..",
              "org.apache.spark..");

  @ArchTest
  static final ArchRule commandsThatAreNoJobsStartNoSparkSession =
      noClasses()
          .that()
          .areAssignableTo(CheckedCommand.class)
          .and()
          .areNotAssignableTo(JobCommand.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.sql..");

  @ArchTest
  static final ArchRule reportPageKnowsNothingElse =
      noClasses()
          .that()
          .resideInAPackage("..jobs.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.weerwoord.jobs",
              "..jobs.input..",
              "..jobs.output..",
              "..classifiers..",
              "org.apache.spark..");

  @ArchTest
  static final ArchRule onlyMainExits =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.weerwoord.jobs.Weerwoord")
          .should()
          .callMethod(System.class, "exit", int.class);
}
