/**
 * The rules of the house as tests, over all classes and sources of the project. Start at {@code
 * ImportTableTest}, which reads what may import what from {@code docs/architecture.md}. Every rule
 * is tried on the house, where it must hold, and on the bad classes in {@code canary}, which it
 * must reject.
 */
@NullMarked
package io.webgateway.architecture;

import org.jspecify.annotations.NullMarked;
