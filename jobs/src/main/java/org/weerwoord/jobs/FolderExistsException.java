package org.weerwoord.jobs;

/** Says that a folder to write into is not empty. */
final class FolderExistsException extends RuntimeException {

  FolderExistsException(String folder) {
    super(
        "Output "
            + folder
            + " already exists and is a file or not empty. Remove it, or use another --output; train has"
            + " --overwrite for a model folder.");
  }
}
