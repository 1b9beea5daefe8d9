package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.webgateway.client.EditEffect;
import io.webgateway.client.Gateway;
import io.webgateway.client.Submitted;
import io.webgateway.client.Workloads;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.WorkloadForm;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Confirm;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.EmptyState;
import io.webgateway.console.web.component.LiveScreen;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.ScreenHead;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.Picture;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.model.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Publishes a workload, or edits one that is there, on the version that was read. */
@PageTitle("Publish · Web Gateway")
@Route("publish")
@RouteAlias("workloads/:namespace/:id/edit")
public class WorkloadEditor extends LiveScreen implements BeforeEnterObserver {
  private static final String CHANGED = "changed-meanwhile";

  private final Div body = new Div();
  private final ProblemBox problem = new ProblemBox();
  private final Button publish = new Button("Publish");
  private final Button check = new Button("Check");
  private Optional<WorkloadFields> fields = Optional.empty();
  private Workloads.Expecting expecting = new Workloads.Expecting.None();
  private String namespace = "";
  private String id = "";

  /** For Vaadin. */
  public WorkloadEditor() {
    body.addClassNames("card", "editor");
    publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    publish.setId("save");
    publish.addClickListener(_ -> read().ifPresent(workload -> publish(workload, expecting)));
    check.setId("check");
    check.setTooltipText(
        "Asks the agent whether it would be accepted, and what visitors would notice; changes nothing");
    check.addClickListener(_ -> read().ifPresent(this::rehearse));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    namespace = event.getRouteParameters().get("namespace").orElse("");
    id = event.getRouteParameters().get("id").orElse("");
    begin();
    if (isAttached()) {
      // Vaadin keeps the screen when only the address changes.
      draw(picture(), Current.now());
    }
  }

  private void begin() {
    fields = Optional.empty();
    expecting = new Workloads.Expecting.None();
    problem.clear();
    publish.setText("Publish");
    busy(false);
    removeAll();
    RouterLink back = new RouterLink("Workloads", WorkloadsScreen.class);
    back.addClassName("back");
    add(
        back,
        new ScreenHead(
            isEdit() ? "Edit " + namespace + "/" + id : "Publish",
            isEdit()
                ? "It changes in one step; connections that need not change are left alone."
                : "Signed here with your key. Where your backends are is sealed to the pools you"
                    + " choose: nobody else can read it."),
        body);
  }

  private boolean isEdit() {
    return !id.isEmpty();
  }

  @Override
  protected void draw(Picture picture, Instant now) {
    if (fields.isPresent()) {
      return; // Never under somebody's hands.
    }
    body.removeAll();
    if (!isLoaded()) {
      body.add(EmptyState.loading());
    } else if (isEdit()) {
      body.add(EmptyState.loading());
      load();
    } else {
      WorkloadFields fresh = open(picture);
      fresh.show(first(picture));
    }
  }

  private WorkloadFields open(Picture picture) {
    List<String> names =
        picture.reservations().items().stream()
            .filter(ReservationRow::canRenew)
            .map(ReservationRow::namespace)
            .toList();
    List<String> pools = picture.pools().items().stream().map(PoolRow::domain).toList();
    WorkloadFields fresh = new WorkloadFields(names, pools);
    fields = Optional.of(fresh);
    Div row = new Div(publish, check);
    row.addClassName("row");
    body.removeAll();
    body.add(problem, fresh, row);
    return fresh;
  }

  private static WorkloadForm first(Picture picture) {
    WorkloadForm empty = WorkloadForm.empty();
    List<PoolRow> pools = picture.pools().items();
    List<ReservationRow> names =
        picture.reservations().items().stream().filter(ReservationRow::canRenew).toList();
    return empty.at(
        names.size() == 1 ? names.getFirst().namespace() : "",
        pools.size() == 1 ? List.of(pools.getFirst().domain()) : List.of());
  }

  private void load() {
    SignedIn user = user();
    Background.run(
        this,
        () -> user.gateway().workloads().find(namespace, id),
        found -> found.ifPresentOrElse(this::edit, this::sayUnreadable),
        failed -> {
          body.removeAll();
          body.add(problem, new Button("Try again", _ -> load()));
          problem.show(failed);
        });
  }

  private void edit(Workloads.Seen seen) {
    WorkloadFields fresh = open(picture());
    fresh.show(WorkloadForm.of(seen.workload()));
    fresh.fixPlace();
    expecting = new Workloads.Expecting.Version(seen.version());
    publish.setText("Save");
    problem.clear();
  }

  private void sayUnreadable() {
    body.removeAll();
    body.add(
        new EmptyState(
            "Its definition cannot be read here",
            "It is gone, or it was sealed to pools that this agent is not in and to a key that this"
                + " console does not have. Edit it where it was published."));
  }

  private Optional<Workload> read() {
    problem.clear();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    return switch (fields.get().read().read()) {
      case WorkloadForm.Ready ready -> {
        fields.get().clearFaults();
        yield Optional.of(ready.workload());
      }
      case WorkloadForm.Faulty faulty -> {
        show(faulty.faults());
        yield Optional.empty();
      }
    };
  }

  private void show(List<FieldFault> faults) {
    List<FieldFault> homeless = fields.map(open -> open.mark(faults)).orElse(faults);
    if (homeless.isEmpty()) {
      problem.show("Some fields are not right yet; each says what would be");
    } else {
      problem.show(String.join(" ", homeless.stream().map(FieldFault::text).toList()));
    }
  }

  private void busy(boolean busy) {
    publish.setEnabled(!busy);
    check.setEnabled(!busy);
  }

  private void rehearse(Workload workload) {
    busy(true);
    SignedIn user = user();
    Workloads.Expecting wanted = expecting;
    Background.run(
        this,
        () -> user.gateway().rehearsing().workloads().publish(workload, wanted),
        done -> {
          busy(false);
          tell(done);
        },
        this::failed);
  }

  private void tell(Optional<Submitted> done) {
    Optional<EditEffect> effect = done.flatMap(Submitted::wouldEnd).filter(_ -> isEdit());
    problem.tell(
        effect.filter(EditEffect::isNoticed).isPresent() ? Tone.ATTENTION : Tone.GOOD,
        done.isPresent() ? "It would be accepted" : "It is there already, word for word",
        effect.map(EditEffect::sentences).orElse(List.of()));
    problem.scrollIntoView();
  }

  private void publish(Workload workload, Workloads.Expecting wanted) {
    busy(true);
    SignedIn user = user();
    Background.run(
        this,
        () -> {
          Gateway gateway = user.gateway();
          return gateway.workloads().publish(workload, wanted);
        },
        done -> {
          Toast.done(
              workload.placement().path()
                  + (done.isPresent() ? " was accepted by the ledger" : " is there already"));
          user.live().refresh();
          getUI().ifPresent(ui -> ui.navigate(WorkloadScreen.class, parameters(workload)));
        },
        failed -> {
          failed(failed);
          if (failed.faults().stream().anyMatch(fault -> fault.code().equals(CHANGED))) {
            askWhoseWins(workload);
          }
        });
  }

  private static RouteParameters parameters(Workload workload) {
    return new RouteParameters(
        new RouteParam("namespace", workload.placement().namespace()),
        new RouteParam("id", workload.placement().id()));
  }

  private void failed(ProblemText text) {
    busy(false);
    List<FieldFault> homeless =
        fields.map(open -> open.mark(WorkloadForm.faults(text.faults()))).orElse(List.of());
    boolean isAtFields = homeless.isEmpty() && !text.faults().isEmpty();
    if (isAtFields) {
      problem.show(text.title());
    } else {
      problem.show(text);
    }
  }

  private void askWhoseWins(Workload mine) {
    Confirm.ask(
        "It was changed meanwhile",
        "Publish mine over it",
        () -> publish(mine, new Workloads.Expecting.Anything()),
        "Somebody, perhaps you in another window, has published another version since you opened this"
            + " one.",
        "Keep it, and open the form again to see what is there now; or publish yours over it.");
  }
}
