package io.webgateway.wire.zos;

import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Turns Zero-OS definitions of the types {@code gateway-name-proxy} and {@code gateway-fqdn-proxy}
 * into workloads, and says what cannot be carried over.
 *
 * <p>Takes one workload, a deployment (an object with {@code workloads}), or a list of either. What
 * is no gateway definition is left out with a note. A gateway definition that is itself wrong is a
 * problem, and then there are no workloads at all.
 */
public final class ZosImport {
  private ZosImport() {}

  /**
   * How the definitions are to be read.
   *
   * @param pools domains of the pools to publish on, at least one
   * @param namespaces reserved names to publish under, by the name or the domain that the
   *     definition has; what is not in it keeps its own name
   */
  public record Plan(List<String> pools, Map<String, String> namespaces) {
    /** Copies list and map. */
    public Plan {
      pools = List.copyOf(pools);
      namespaces = Map.copyOf(namespaces);
    }
  }

  /** What became of it. */
  public sealed interface Outcome {}

  /**
   * The definitions were read.
   *
   * @param items the workloads, in the order of their definitions
   * @param notes what could not be carried over, and what to do instead
   */
  public record Imported(List<Item> items, List<FieldError> notes) implements Outcome {
    /** Copies the lists. */
    public Imported {
      items = List.copyOf(items);
      notes = List.copyOf(notes);
    }
  }

  /**
   * One workload.
   *
   * @param pointer JSON pointer to its definition
   * @param origin type and name of the definition, for people
   * @param workload what it becomes
   */
  public record Item(String pointer, String origin, Workload workload) {}

  /**
   * The definitions cannot be read.
   *
   * @param problems all that is wrong; at least one
   */
  public record Invalid(List<FieldError> problems) implements Outcome {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** Reads definitions; every problem is reported at once. */
  public static Outcome read(JsonNode tree, Plan plan) {
    Findings findings = new Findings();
    List<Item> items = new ArrayList<>();
    for (ZosDefinition definition : ZosDefinition.allIn(tree, findings)) {
      new ZosConversion(definition, plan, findings).item(items).ifPresent(items::add);
    }
    if (items.isEmpty() && findings.problems().isEmpty()) {
      findings.problem(
          "",
          "nothing-to-import",
          "No definition in it can be imported",
          "Give definitions of the types "
              + String.join(" and ", ZosDefinition.TYPES)
              + notesAsWords(findings));
    }
    return findings.problems().isEmpty()
        ? new Imported(items, findings.notes())
        : new Invalid(findings.problems());
  }

  /** When nothing is left, the reasons are all there is to say. */
  private static String notesAsWords(Findings findings) {
    StringBuilder words = new StringBuilder();
    findings
        .notes()
        .forEach(
            note -> words.append("; ").append(note.pointer()).append(": ").append(note.fault()));
    return words.toString();
  }
}
