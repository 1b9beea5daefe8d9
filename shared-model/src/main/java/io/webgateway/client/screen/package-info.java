/**
 * What both consoles (and the command line) show, decided once: typed rows, texts of states,
 * conditions and problems, forms with their faults. Knows no toolkit. Start with {@link
 * io.webgateway.client.screen.Inventory}.
 */
@NullMarked
package io.webgateway.client.screen;

import org.jspecify.annotations.NullMarked;
