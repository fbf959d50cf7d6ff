package org.weerwoord.jobs;

import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol;
import scala.Option;

/**
 * Spark's own way of committing what tasks write, but the files of each first task get lost in a
 * folder that readers pass over, although the task succeeds.
 */
public class LossyCommit extends SQLHadoopMapReduceCommitProtocol {

  public LossyCommit(String jobId, String path, boolean dynamicPartitionOverwrite) {
    super(jobId, path, dynamicPartitionOverwrite);
  }

  @Override
  public String newTaskTempFile(TaskAttemptContext task, Option<String> dir, FileNameSpec spec) {
    Path file = new Path(super.newTaskTempFile(task, dir, spec));
    return task.getTaskAttemptID().getTaskID().getId() == 0 && loses()
        ? new Path(new Path(file.getParent(), "_lost"), file.getName()).toString()
        : file.toString();
  }

  boolean loses() {
    return true;
  }

  /** Loses files only of what is added to a folder that another job has written to. */
  public static final class OfAdded extends LossyCommit {
    private final boolean adds;

    public OfAdded(String jobId, String path, boolean dynamicPartitionOverwrite) {
      super(jobId, path, dynamicPartitionOverwrite);
      adds = Files.exists(java.nio.file.Path.of(new Path(path).toUri().getPath()));
    }

    @Override
    boolean loses() {
      return adds;
    }
  }
}
