package io.webgateway.client.screen.form;

import io.webgateway.wire.ProblemDocument;
import java.util.List;

/**
 * One fault of a form.
 *
 * @param field which field of the form; {@link FormField#WHOLE} for none in particular
 * @param index which backend, from 0; -1 for no backend
 * @param fault what was wrong
 * @param cure what would be right
 */
public record FieldFault(FormField field, int index, String fault, String cure) {
  /** Fault and cure in one line. */
  public String text() {
    return (fault.endsWith(".") ? fault : fault + ".") + " " + cure;
  }

  static FieldFault of(ProblemDocument.FieldError problem) {
    String pointer = problem.pointer();
    for (String lead : List.of("/body/spec", "/body")) {
      pointer = pointer.startsWith(lead + "/") ? pointer.substring(lead.length()) : pointer;
    }
    FormField field = FormField.at(pointer);
    int index = index(pointer);
    // What is typed in another unit than the document's is told in it.
    return SettingGroup.find(field)
        .or(() -> GrantForm.find(field))
        .flatMap(Setting::cure)
        .filter(_ -> problem.code().equals("out-of-range"))
        .map(cure -> new FieldFault(field, index, "This is no such amount", cure))
        .orElseGet(() -> new FieldFault(field, index, problem.fault(), problem.cure()));
  }

  private static int index(String pointer) {
    String[] steps = pointer.split("/", -1);
    boolean isIndexed = steps.length > 2 && steps[1].equals("backends");
    return isIndexed && steps[2].matches("[0-9]{1,4}") ? Integer.parseInt(steps[2]) : -1;
  }
}
