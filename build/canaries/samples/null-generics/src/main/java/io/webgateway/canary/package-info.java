/** A sample for the gates; never part of the product. */
@NullMarked
package io.webgateway.canary;

import org.jspecify.annotations.NullMarked;
