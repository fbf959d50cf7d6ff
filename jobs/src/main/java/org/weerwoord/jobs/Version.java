package org.weerwoord.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.spark.package$;
import picocli.CommandLine.IVersionProvider;

/** The versions of what runs. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"weerwoord " + weerwoord(), "Spark " + spark(), "Java " + java()};
  }

  /** Returns the version of Weerwoord. */
  static String weerwoord() {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read version.properties", e);
    }
    return properties.getProperty("version");
  }

  static String spark() {
    return package$.MODULE$.SPARK_VERSION();
  }

  static String java() {
    return System.getProperty("java.version");
  }
}
