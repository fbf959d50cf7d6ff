package org.weerwoord.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/**
 * All moves that publish a run, written before the first of them. Paths are relative to the output
 * folder.
 *
 * @param replaced earlier files or folders that make room, and where they wait until the run is
 *     complete
 * @param published this run's files, one by one: their names hold the run id, so no other run has
 *     them, and to roll back is to delete them
 */
record Journal(List<Move> replaced, List<Move> published) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  record Move(String from, String to) {}

  Journal {
    replaced = List.copyOf(replaced);
    published = List.copyOf(published);
  }

  String toJson() throws JsonProcessingException {
    return JSON.writeValueAsString(this);
  }

  static Journal fromJson(String json) throws JsonProcessingException {
    return JSON.readValue(json, Journal.class);
  }
}
