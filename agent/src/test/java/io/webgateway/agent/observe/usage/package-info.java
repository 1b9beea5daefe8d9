/** Usage, counted and kept. */
@NullMarked
package io.webgateway.agent.observe.usage;

import org.jspecify.annotations.NullMarked;
