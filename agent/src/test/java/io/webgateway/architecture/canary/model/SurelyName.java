package io.webgateway.architecture.canary.model;

import java.util.Optional;

/** Nothing wrong here: absence is an Optional. */
public record SurelyName(Optional<String> name) {}
