package io.webgateway.wire.zos;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One gateway definition as Zero-OS writes it.
 *
 * @param pointer JSON pointer to it
 * @param type one of {@link #TYPES}
 * @param tree the workload, its own fields under {@code data}
 */
record ZosDefinition(String pointer, String type, JsonNode tree) {
  static final String NAME_PROXY = "gateway-name-proxy";
  static final String FQDN_PROXY = "gateway-fqdn-proxy";
  static final List<String> TYPES = List.of(NAME_PROXY, FQDN_PROXY);

  private static final String FORM =
      "Give a workload with type and data, a deployment with workloads, or a list of them";

  /** The gateway definitions in a file. */
  static List<ZosDefinition> allIn(JsonNode tree, Findings findings) {
    List<ZosDefinition> found = new ArrayList<>();
    collect("", tree, findings, found);
    return found;
  }

  private static void collect(
      String pointer, JsonNode tree, Findings findings, List<ZosDefinition> found) {
    if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        collect(pointer + "/" + i, tree.get(i), findings, found);
      }
    } else if (tree.has("workloads")) {
      deployment(pointer, tree, findings, found);
    } else if (tree.has("type")) {
      workload(pointer, tree, findings, found);
    } else {
      findings.problem(
          pointer, "bad-form", "This is neither a workload nor a deployment of Zero-OS", FORM);
    }
  }

  private static void deployment(
      String pointer, JsonNode tree, Findings findings, List<ZosDefinition> found) {
    JsonNode workloads = tree.path("workloads");
    if (!workloads.isArray()) {
      findings.problem(
          pointer + "/workloads", "bad-form", "A deployment's workloads are a list", FORM);
      return;
    }
    int before = found.size();
    for (int i = 0; i < workloads.size(); i++) {
      workload(pointer + "/workloads/" + i, workloads.get(i), findings, found);
    }
    String contract = tree.path("contract_id").asString("");
    if (found.size() > before && !contract.isEmpty() && !contract.equals("0")) {
      findings.note(
          pointer + "/contract_id",
          "contract",
          "Contract " + contract + " goes on there, and is billed",
          "Cancel it, and its name contract, once visitors reach the new place");
    }
  }

  private static void workload(
      String pointer, JsonNode tree, Findings findings, List<ZosDefinition> found) {
    String type = tree.path("type").asString("");
    if (type.isEmpty()) {
      findings.problem(pointer + "/type", "missing", "The workload has no type", FORM);
    } else if (!TYPES.contains(type)) {
      findings.note(
          pointer,
          "other-type",
          "Left out: " + type + " is no gateway definition",
          "Nothing; it stays where it is");
    } else if (tree.path("result").path("state").asString("").equals("deleted")) {
      findings.note(
          pointer, "deleted", "Left out: it is deleted there", "Nothing, unless you want it back");
    } else {
      found.add(new ZosDefinition(pointer, type, tree));
    }
  }

  JsonNode data() {
    return tree.path("data");
  }

  /** The workload's own name; not the one that visitors know. */
  String workloadName() {
    return tree.path("name").asString("");
  }

  boolean isNameProxy() {
    return type.equals(NAME_PROXY);
  }

  /** The field that says what visitors ask for. */
  String subjectField() {
    return isNameProxy() ? "name" : "fqdn";
  }

  String at(String field) {
    return pointer + "/data/" + field;
  }
}
