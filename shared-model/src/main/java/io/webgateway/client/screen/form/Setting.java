package io.webgateway.client.screen.form;

import io.webgateway.model.workload.WorkloadKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A field of the traffic policy, or of a grant, as forms show it.
 *
 * @param field which one
 * @param label how it is called
 * @param input how it is typed
 * @param help what it does, and what is usual
 * @param counts whether it counts with what else is chosen; a form hides it otherwise
 */
public record Setting(
    FormField field, String label, Input input, String help, Predicate<PolicyForm> counts) {
  /** How a value is typed. */
  public sealed interface Input {
    /**
     * A number.
     *
     * @param unit what it counts; empty for nothing in particular
     * @param shift how many decimal digits its unit is larger than the document's
     * @param most the largest in its unit, where that is not the document's
     */
    record Amount(String unit, int shift, String most) implements Input {}

    /** A text. */
    record Text() implements Input {}

    /**
     * One of a few words.
     *
     * @param words which ones, the usual one first
     * @param say what people read instead
     */
    record Choice(Function<WorkloadKind, List<String>> words, Function<String, String> say)
        implements Input {}

    /** Yes or no. */
    record Flag() implements Input {}
  }

  static Setting number(FormField field, String label, String unit, String help) {
    return new Setting(field, label, new Input.Amount(unit, 0, ""), help, _ -> true);
  }

  static Setting text(FormField field, String label, String help) {
    return new Setting(field, label, new Input.Text(), help, _ -> true);
  }

  static Setting flag(FormField field, String label, String help) {
    return new Setting(field, label, new Input.Flag(), help, _ -> true);
  }

  static Setting choice(
      FormField field,
      String label,
      Function<WorkloadKind, List<String>> words,
      Function<String, String> say,
      String help) {
    return new Setting(field, label, new Input.Choice(words, say), help, _ -> true);
  }

  /** The same with a largest number, typed in a unit that may be larger than the document's. */
  Setting in(String unit, int shift, String most) {
    return new Setting(field, label, new Input.Amount(unit, shift, most), help, counts);
  }

  /** The same, counting only with a certain choice elsewhere. */
  Setting when(FormField other, String... choices) {
    return new Setting(
        field, label, input, help, counts.and(form -> List.of(choices).contains(form.get(other))));
  }

  /** How it is called for a kind: datagrams have flows where others have connections. */
  public String label(WorkloadKind kind) {
    return kind == WorkloadKind.UDP_FORWARD
        ? label.replace("Connections", "Flows").replace("connections", "flows")
        : label;
  }

  /** What it does for a kind, and which applications it suits. */
  public String help(WorkloadKind kind) {
    return SettingWords.help(field, kind).orElse(help);
  }

  /** What would be right, where the field says how much is the most. */
  Optional<String> cure() {
    return input instanceof Input.Amount(String unit, _, String most) && !most.isEmpty()
        ? Optional.of(("Write a number from 0 to " + most + " " + unit).strip())
        : Optional.empty();
  }

  /**
   * The number that is typed, in the document's unit; empty when it is none, or more than the most.
   */
  OptionalLong amount(String typed) {
    String digits = written(typed.strip());
    if (!(input instanceof Input.Amount(_, _, String most)) || !digits.matches("[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(digits);
    return number <= Long.parseLong(written(most)) ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** As it is typed: a document's value in the field's unit. */
  String shown(String value) {
    return input instanceof Input.Amount(_, int shift, _) && shift > 0 && value.matches("[0-9]+")
        ? new BigDecimal(value).movePointLeft(shift).stripTrailingZeros().toPlainString()
        : value;
  }

  /** As a document has it; what is no such number stays what it is, and is told as a fault. */
  String written(String typed) {
    int shift = input instanceof Input.Amount number ? number.shift() : 0;
    return shift > 0 && typed.matches("[0-9]{1,18}([.][0-9]{1,18})?")
        ? new BigDecimal(typed).movePointRight(shift).stripTrailingZeros().toPlainString()
        : typed;
  }

  /** Its value for people, with its unit. */
  String said(String typed) {
    return switch (input) {
      case Input.Amount(String unit, _, _) -> unit.isEmpty() ? typed : typed + " " + unit;
      case Input.Choice choice -> choice.say().apply(typed);
      case Input.Text _ -> typed;
      case Input.Flag _ -> typed.equals("true") ? "yes" : "no";
    };
  }
}
