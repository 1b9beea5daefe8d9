/**
 * The flows of datagrams, decided without sockets or clocks. Start at {@code FlowTable}: a {@code
 * FlowInput} goes in, each {@code FlowOutput} says what its shell has to do. Imports routes and
 * limits of {@code routing}, nothing else.
 */
@NullMarked
package io.webgateway.agent.routing.flow;

import org.jspecify.annotations.NullMarked;
