package org.weerwoord.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one Spark session of their JVM. It is started for the first test that asks for
 * it, and ends with the JVM: a test must not stop it, nor leave its settings changed.
 */
public final class SparkSessionExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Started.SESSION;
  }

  /** Initialised by the class loader: once, and only when a test needs it. */
  private static final class Started {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("weerwoord-tests")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", temporary("warehouse"))
            .config("spark.ui.enabled", "false")
            .getOrCreate();

    private static String temporary(String name) {
      try {
        Path folder = Files.createTempDirectory("weerwoord-" + name);
        folder.toFile().deleteOnExit();
        return folder.toUri().toString();
      } catch (IOException e) {
        throw new UncheckedIOException("A temporary folder can't be made", e);
      }
    }
  }
}
