/** Bad on purpose: the rules of the house must reject what is in here. */
@NullMarked
package io.webgateway.architecture.canary.agent.management;

import org.jspecify.annotations.NullMarked;
