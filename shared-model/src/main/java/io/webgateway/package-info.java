/** Root of the Web Gateway's packages; holds no types of its own. */
@NullMarked
package io.webgateway;

import org.jspecify.annotations.NullMarked;
