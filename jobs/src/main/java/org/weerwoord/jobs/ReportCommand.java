package org.weerwoord.jobs;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the report on an output that is there already. */
@Command(
    name = "report",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Writes OUTPUT/_report/report.html, one page for a browser, of what label wrote to OUTPUT:"
            + " counts, acts over time, who blames whom, threads, what was set aside. An earlier"
            + " report is replaced.",
    footer = {"", "Example:", "  weerwoord report --output hdfs:///labelled/2024"})
final class ReportCommand extends JobCommand {

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "What label wrote; the report is put beside it.")
  private String output;

  @Mixin private ReportOptions reportOptions;

  @Override
  void validate() {
    if (output.isBlank()) {
      throw new IllegalArgumentException(
          "--output must not be blank: name the folder that label wrote");
    }
    reportOptions.validate();
  }

  @Override
  void run(SparkSession spark) throws IOException {
    print("report in " + new ReportJob(spark, output, reportOptions.threads()).run());
  }
}
