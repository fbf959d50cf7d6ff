package org.weerwoord;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.io.ObjectInputStream;

/**
 * Packages depend in one direction, {@code text ← reading ← attribution ← features ← classifiers},
 * and on Spark late. The encoder stands by itself, below one of the classifiers.
 */
@AnalyzeClasses(
    packages = "org.weerwoord",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule TEXT_DEPENDS_ON_NO_OTHER_PACKAGE =
      noClasses()
          .that()
          .resideInAPackage("org.weerwoord.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.weerwoord.reading..",
              "org.weerwoord.attribution..",
              "org.weerwoord.features..",
              "org.weerwoord.classifiers..",
              "org.weerwoord.evaluation..");

  @ArchTest
  static final ArchRule READING_DEPENDS_ON_TEXT_ONLY =
      noClasses()
          .that()
          .resideInAPackage("org.weerwoord.reading..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.weerwoord.attribution..",
              "org.weerwoord.features..",
              "org.weerwoord.classifiers..",
              "org.weerwoord.evaluation..");

  @ArchTest
  static final ArchRule ATTRIBUTION_DEPENDS_ON_READING_AND_TEXT_ONLY =
      noClasses()
          .that()
          .resideInAPackage("org.weerwoord.attribution..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.weerwoord.features..",
              "org.weerwoord.classifiers..",
              "org.weerwoord.evaluation..");

  @ArchTest
  static final ArchRule FEATURES_DO_NOT_SEE_CLASSIFIERS =
      noClasses()
          .that()
          .resideInAPackage("org.weerwoord.features..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.weerwoord.classifiers..", "org.weerwoord.evaluation..");

  @ArchTest
  static final ArchRule CLASSIFIERS_DO_NOT_SEE_HOW_THEY_ARE_MEASURED =
      noClasses()
          .that()
          .resideInAPackage("org.weerwoord.classifiers..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.weerwoord.evaluation..");

  @ArchTest
  static final ArchRule ENCODER_DEPENDS_ON_NO_OTHER_PACKAGE =
      noClasses()
          .that()
          .resideInAPackage("org.weerwoord.encoder..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.weerwoord..")
                  .and(resideOutsideOfPackage("org.weerwoord.encoder..")));

  @ArchTest
  static final ArchRule ONLY_THE_CLASSIFIER_THAT_READS_WHOLE_ARTICLES_USES_THE_ENCODER =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.weerwoord.encoder..", "org.weerwoord.classifiers.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.weerwoord.encoder..");

  @ArchTest
  static final ArchRule ONLY_TRAINING_USES_SPARK =
      noClasses()
          .that()
          .resideOutsideOfPackage("..classifiers.mllib..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule NOTHING_BUT_TRAINING_DEPENDS_ON_TRAINING =
      noClasses()
          .that()
          .resideOutsideOfPackage("..classifiers.mllib..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..classifiers.mllib..");

  @ArchTest
  static final ArchRule NOBODY_ENDS_THE_JVM =
      noClasses()
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule NOTHING_IS_READ_BY_JAVA_SERIALISATION =
      noClasses()
          .should()
          .callConstructor(ObjectInputStream.class, InputStream.class)
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("ModelSerializer")
          .because("a model from elsewhere must do no more than be refused");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      classes()
          .should()
          .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)")
          .because("these endings fit any class");
}
