/** What happened to one exchange or connection, with one reason each. */
@NullMarked
package io.webgateway.model.traffic;

import org.jspecify.annotations.NullMarked;
