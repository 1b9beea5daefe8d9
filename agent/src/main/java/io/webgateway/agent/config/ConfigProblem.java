package io.webgateway.agent.config;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param path where, as in {@code backends.prefixes[1]}; {@code (file)} for the whole file
 * @param fault what is wrong
 * @param cure what would be right
 */
public record ConfigProblem(String path, String fault, String cure) {
  /** The path of problems with the whole file. */
  public static final String WHOLE_FILE = "(file)";

  /** From a sentence of the form "fault; cure.". */
  static ConfigProblem ofSentence(String path, String sentence) {
    int cut = sentence.lastIndexOf("; ");
    return cut < 0
        ? new ConfigProblem(path, sentence, "Correct the value.")
        : new ConfigProblem(path, sentence.substring(0, cut) + ".", capital(sentence, cut + 2));
  }

  private static String capital(String sentence, int from) {
    return Character.toUpperCase(sentence.charAt(from)) + sentence.substring(from + 1);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return path + ": " + fault + " " + cure;
  }
}
