package io.webgateway.agent.cli;

import io.webgateway.client.RefusedException;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Workloads as files: YAML or JSON, one or several in a file. */
final class Documents {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private Documents() {}

  /** All documents of a text; JSON is YAML too. */
  static List<JsonNode> parse(String text) {
    try (MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      List<JsonNode> found = new ArrayList<>();
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (!document.isNull() && !document.isMissingNode()) {
          found.add(document);
        }
      }
      return found;
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null || e.getLocation().getLineNr() < 1
              ? ""
              : " at line " + e.getLocation().getLineNr();
      throw refused(
          List.of(
              new FieldError(
                  "",
                  "bad-yaml",
                  "This is not proper YAML or JSON" + place,
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""))));
    }
  }

  /** One value, as it would stand in a document. */
  static JsonNode value(String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      return value.isMissingNode() ? MAPPER.getNodeFactory().stringNode(text) : value;
    } catch (JacksonException e) {
      // Not every address or path is YAML; as plain text it is judged by the field that it is for.
      return MAPPER.getNodeFactory().stringNode(text);
    }
  }

  /** A document as people edit it. */
  static String yaml(JsonNode document) {
    return MAPPER.writeValueAsString(document);
  }

  /** The workloads of documents; every problem of all of them is told at once. */
  static List<Workload> workloads(List<JsonNode> documents) {
    List<Workload> workloads = new ArrayList<>();
    List<FieldError> problems = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      String prefix = documents.size() == 1 ? "" : "/document " + (i + 1);
      switch (WorkloadDocument.read(documents.get(i))) {
        case WorkloadDocument.Parsed parsed -> workloads.add(parsed.workload());
        case WorkloadDocument.Invalid invalid ->
            invalid.problems().stream()
                .map(p -> new FieldError(prefix + p.pointer(), p.code(), p.fault(), p.cure()))
                .forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    return workloads;
  }

  /** What stops a command whose definition has faults: all of them. */
  static RefusedException refused(List<FieldError> problems) {
    String title =
        problems.size() == 1
            ? "The definition is not right"
            : "The definition is not right in " + problems.size() + " places";
    return new RefusedException(
        new ProblemDocument(
            ProblemDocument.TYPE_PREFIX + "bad-definition", title, 422, title, problems));
  }
}
