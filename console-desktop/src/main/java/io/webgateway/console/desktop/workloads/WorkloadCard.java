package io.webgateway.console.desktop.workloads;

import io.webgateway.client.EditEffect;
import io.webgateway.client.Workloads.Expecting;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.WorkloadForm;
import io.webgateway.console.desktop.connection.Picture;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workloads.WorkloadFields.Choices;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.model.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Publishes a workload or changes one. What is typed is read here at once; when typing rests the
 * agent says what would become of it, and its faults appear at the fields too.
 */
final class WorkloadCard {
  private static final double WIDTH_PIXELS = 640;
  private static final int REST_MILLIS = 600;

  private final Workspace workspace;
  private final Expecting expecting;
  private final Consumer<String> published;
  private final WorkloadFields fields;
  private final Button publish;
  private final Card card;
  private final String title;
  private final PauseTransition rest = new PauseTransition(Duration.millis(REST_MILLIS));
  private boolean isTouched;
  private int asked;

  private WorkloadCard(
      Workspace workspace, WorkloadForm form, Expecting expecting, Consumer<String> published) {
    this.workspace = workspace;
    this.expecting = expecting;
    this.published = published;
    boolean isNew = expecting instanceof Expecting.None;
    this.title =
        isNew ? "Publish a workload" : "Edit " + form.place().namespace() + "/" + form.place().id();
    this.fields =
        new WorkloadFields(form, new Choices(names(), pools(), isNew), workspace, this::typed);
    this.publish = Parts.primary(isNew ? "P_ublish" : "_Save", Material2MZ.PUBLISH, this::publish);
    publish.setId("publish-go");
    this.card = new Card(title, WIDTH_PIXELS, fields.node(), workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, publish);
    rest.setOnFinished(_ -> rehearse());
  }

  /** A new workload under a name, which may be empty. */
  static void publish(Workspace workspace, String namespace, Consumer<String> published) {
    List<String> pools = pools(workspace);
    WorkloadForm form = WorkloadForm.empty().at(namespace, pools.size() == 1 ? pools : List.of());
    new WorkloadCard(workspace, form, new Expecting.None(), published).open();
  }

  /** A workload that is there, as it was read. */
  static void edit(
      Workspace workspace, Workload workload, long version, Consumer<String> published) {
    new WorkloadCard(
            workspace, WorkloadForm.of(workload), new Expecting.Version(version), published)
        .open();
  }

  private void open() {
    workspace.overlay().open(title, card.node(), fields.first(), rest::stop);
  }

  private List<String> names() {
    return workspace.view().picture().map(Picture::reservations).stream()
        .flatMap(names -> names.items().stream())
        .filter(row -> row.state() == ReservationRow.State.ACTIVE)
        .map(ReservationRow::namespace)
        .toList();
  }

  private List<String> pools() {
    return pools(workspace);
  }

  private static List<String> pools(Workspace workspace) {
    return workspace.view().picture().map(Picture::pools).stream()
        .flatMap(pools -> pools.items().stream())
        .map(PoolRow::domain)
        .toList();
  }

  private void typed() {
    asked++;
    card.notice().hide();
    if (isTouched) {
      List<FieldFault> _ = fields.faults(localFaults());
    }
    rest.playFromStart();
  }

  private List<FieldFault> localFaults() {
    return switch (fields.read().read()) {
      case WorkloadForm.Ready _ -> List.of();
      case WorkloadForm.Faulty faulty -> faulty.faults();
    };
  }

  private Optional<Workload> ready() {
    return fields.read().read() instanceof WorkloadForm.Ready(Workload workload)
        ? Optional.of(workload)
        : Optional.empty();
  }

  private void rehearse() {
    int number = ++asked;
    ready()
        .ifPresent(
            workload ->
                workspace.ask(
                    agent -> agent.rehearse(workload, expecting),
                    effect -> rehearsed(number, effect),
                    problem -> refusedIfStill(number, problem)));
  }

  private void rehearsed(int number, Optional<EditEffect> answer) {
    if (number == asked) {
      List<FieldFault> _ = fields.faults(List.of());
      Optional<EditEffect> effect = answer.filter(_ -> !(expecting instanceof Expecting.None));
      card.notice()
          .show(
              effect.filter(EditEffect::isNoticed).isPresent() ? Tone.ATTENTION : Tone.GOOD,
              "The agent would take it like this",
              String.join("\n", effect.map(EditEffect::sentences).orElse(List.of())));
    }
  }

  private void refusedIfStill(int number, ProblemText problem) {
    if (number == asked) {
      refused(problem);
    }
  }

  private void refused(ProblemText problem) {
    List<FieldFault> whole = fields.faults(WorkloadForm.faults(problem.faults()));
    String text =
        whole.isEmpty()
            ? "See the fields that are marked."
            : String.join("\n", whole.stream().map(FieldFault::cure).toList());
    card.notice().show(Tone.BAD, problem.title(), text);
  }

  private void publish() {
    rest.stop();
    asked++;
    isTouched = true;
    List<FieldFault> faults = localFaults();
    List<FieldFault> whole = fields.faults(faults);
    if (!faults.isEmpty()) {
      card.notice()
          .show(
              Tone.BAD,
              "Not everything is right yet",
              String.join("\n", whole.stream().map(FieldFault::text).toList()));
      return;
    }
    ready().ifPresent(this::send);
  }

  private void send(Workload workload) {
    publish.setDisable(true);
    card.notice().show(Tone.NEUTRAL, "Signing and sending…", "");
    String path = workload.placement().path();
    boolean isNew = expecting instanceof Expecting.None;
    workspace.change(
        agent -> agent.publish(workload, expecting),
        (isNew ? "Published " : "Changed ") + path,
        () -> {
          workspace.overlay().close();
          published.accept(path);
        },
        problem -> {
          publish.setDisable(false);
          refused(problem);
        });
  }
}
