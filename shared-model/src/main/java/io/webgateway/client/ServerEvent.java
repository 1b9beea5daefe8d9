package io.webgateway.client;

/**
 * One event of a stream.
 *
 * @param id where to resume after it; empty when the event has none
 * @param type such as {@code condition} or {@code gap}
 * @param data its JSON
 */
public record ServerEvent(String id, String type, String data) {}
