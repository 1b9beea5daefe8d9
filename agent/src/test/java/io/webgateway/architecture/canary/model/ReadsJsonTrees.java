package io.webgateway.architecture.canary.model;

import tools.jackson.databind.JsonNode;

/** JSON inside the model. */
public record ReadsJsonTrees(JsonNode node) {}
