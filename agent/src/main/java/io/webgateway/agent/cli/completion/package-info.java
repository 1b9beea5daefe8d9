/**
 * What shells need to complete the command line, written from picocli's model of the commands.
 * Pure: a model in, a script out. Start at {@code CompletionScript}.
 */
@NullMarked
package io.webgateway.agent.cli.completion;

import org.jspecify.annotations.NullMarked;
