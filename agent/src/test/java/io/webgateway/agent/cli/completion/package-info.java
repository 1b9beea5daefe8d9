/** Tests of the completion scripts as texts; real shells source them in {@code CompletionIT}. */
@NullMarked
package io.webgateway.agent.cli.completion;

import org.jspecify.annotations.NullMarked;
