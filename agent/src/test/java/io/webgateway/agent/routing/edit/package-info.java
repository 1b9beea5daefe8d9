/** What edits end. */
@NullMarked
package io.webgateway.agent.routing.edit;

import org.jspecify.annotations.NullMarked;
