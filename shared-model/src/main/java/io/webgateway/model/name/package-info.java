/**
 * The words for where things are: names, host patterns, addresses, prefixes and ports, each a value
 * that cannot hold nonsense. Every type has {@code parse}, which answers with a {@link
 * io.webgateway.model.name.Parsed} and so reports what is wrong and what would be right as a value,
 * and {@code of}, which throws. Start at {@link io.webgateway.model.name.NamespaceName}. No look-up
 * in the network happens here. Imports nothing else of this project.
 */
@NullMarked
package io.webgateway.model.name;

import org.jspecify.annotations.NullMarked;
