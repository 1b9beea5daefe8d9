package io.webgateway.client.screen.form;

import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The traffic policy while it is typed, and a UdpForward's flows. Immutable.
 *
 * @param typed what is typed in each field; a field that is not named is empty
 */
public record PolicyForm(Map<FormField, String> typed) {
  private static final String HEADER = SettingWords.HEADER + ":";
  private static final Map<WorkloadKind, ObjectNode> DOCUMENTS = new EnumMap<>(WorkloadKind.class);
  private static final Map<WorkloadKind, PolicyForm> USUAL = new EnumMap<>(WorkloadKind.class);

  static {
    for (WorkloadKind kind : WorkloadKind.values()) {
      ObjectNode document = WorkloadDocument.write(usualWorkload(kind));
      DOCUMENTS.put(kind, document);
      USUAL.put(kind, read(document));
    }
  }

  /** Copies the map. */
  public PolicyForm {
    typed = Map.copyOf(typed);
  }

  /** The usual of a kind. */
  public static PolicyForm usual(WorkloadKind kind) {
    return Objects.requireNonNull(USUAL.get(kind));
  }

  static PolicyForm of(Workload workload) {
    return read(WorkloadDocument.write(workload));
  }

  private static PolicyForm read(ObjectNode document) {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    SettingGroup.all()
        .filter(setting -> !setting.field().pointer().isEmpty())
        .forEach(
            setting ->
                typed.put(
                    setting.field(),
                    setting.shown(document.at(setting.field().pointer()).asString(""))));
    String hash = document.at(FormField.HASH.pointer()).asString("");
    typed.put(FormField.HASH, hash.startsWith(HEADER) ? SettingWords.HEADER : hash);
    typed.put(
        FormField.HASH_HEADER, hash.startsWith(HEADER) ? hash.substring(HEADER.length()) : "");
    if (document.at(FormField.STICKY.pointer()).isObject()) {
      typed.put(FormField.STICKY, SettingWords.COOKIE);
    } else {
      typed.put(FormField.COOKIE, Balancing.Stickiness.Cookie.DEFAULT_NAME);
      typed.put(FormField.COOKIE_SECONDS, "0");
    }
    // What an HTTP check begins with, when somebody chooses one.
    typed.computeIfPresent(FormField.CHECK_PATH, (_, path) -> path.isEmpty() ? "/" : path);
    typed.computeIfPresent(
        FormField.CHECK_STATUS, (_, status) -> status.isEmpty() ? "200-399" : status);
    // The same with waiting and with a pause.
    BackendLoss.Wait wait = BackendLoss.Wait.DEFAULT;
    putIfEmpty(typed, FormField.HOLD, wait.holdMillis());
    putIfEmpty(typed, FormField.MAX_HELD, wait.maxHeld());
    putIfEmpty(typed, FormField.REPLAY, wait.replayBytes());
    putIfEmpty(typed, FormField.RETRY_AFTER, Pause.On.DEFAULT.retryAfterSeconds());
    typed.computeIfPresent(FormField.RESUME, (_, flag) -> flag.isEmpty() ? "false" : flag);
    return new PolicyForm(typed);
  }

  private static void putIfEmpty(Map<FormField, String> typed, FormField field, long usual) {
    typed.computeIfPresent(field, (_, text) -> text.isEmpty() ? Long.toString(usual) : text);
  }

  private static Workload usualWorkload(WorkloadKind kind) {
    Placement place = new Placement("", "", List.of());
    return switch (kind) {
      case HTTP_SERVICE ->
          new Workload.HttpService(
              place, List.of(), "/", HttpSettings.DEFAULT, List.of(), Timeouts.DEFAULT);
      case TLS_PASSTHROUGH ->
          new Workload.TlsPassthrough(place, List.of(), List.of(), Timeouts.DEFAULT);
      case TCP_FORWARD -> new Workload.TcpForward(place, 1, List.of(), Timeouts.DEFAULT);
      case UDP_FORWARD -> new Workload.UdpForward(place, 1, List.of(), Timeouts.DEFAULT);
    };
  }

  /** What is typed in a field. */
  public String get(FormField field) {
    return typed.getOrDefault(field, "");
  }

  /** The same with something else typed in a field. */
  public PolicyForm with(FormField field, String text) {
    Map<FormField, String> changed = new EnumMap<>(FormField.class);
    changed.putAll(typed);
    changed.put(field, text);
    return new PolicyForm(changed);
  }

  /** The same for another kind: what was usual there is usual here. */
  public PolicyForm moved(WorkloadKind from, WorkloadKind to) {
    Map<FormField, String> moved = new EnumMap<>(FormField.class);
    SettingGroup.all()
        .map(Setting::field)
        .forEach(
            field ->
                moved.put(
                    field,
                    get(field).equals(usual(from).get(field)) || get(field).isEmpty()
                        ? usual(to).get(field)
                        : get(field)));
    return new PolicyForm(moved);
  }

  /** Whether a kind has a field, and it counts with what else is chosen. */
  public boolean shows(Setting setting, WorkloadKind kind) {
    return has(setting.field(), kind) && setting.counts().test(this);
  }

  private static boolean has(FormField field, WorkloadKind kind) {
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    return switch (field) {
      case HASH, HASH_HEADER, COOKIE, COOKIE_SECONDS -> isHttp;
      case CHECK_PATH, CHECK_HOST, CHECK_STATUS, CHECK_SERVICE, CHECK_PORT -> true;
      case HOLD, PAUSE_MESSAGE -> true;
      case MAX_HELD -> kind != WorkloadKind.UDP_FORWARD;
      case RESUME -> isHttp || kind == WorkloadKind.TCP_FORWARD;
      case REPLAY -> kind == WorkloadKind.TCP_FORWARD;
      case RETRY_AFTER -> isHttp;
      default -> !Objects.requireNonNull(DOCUMENTS.get(kind)).at(field.pointer()).isMissingNode();
    };
  }

  /** Whether something in a group is not as usual, so that a form opens what it would fold away. */
  public boolean isUnusual(SettingGroup group, WorkloadKind kind) {
    return group.settings().anyMatch(setting -> isUnusual(setting, kind));
  }

  boolean isUnusual(Setting setting, WorkloadKind kind) {
    return shows(setting, kind) && !get(setting.field()).equals(usual(kind).get(setting.field()));
  }

  void put(ObjectNode tree, WorkloadKind kind) {
    SettingGroup.all()
        .filter(setting -> shows(setting, kind))
        .forEach(setting -> put(tree, setting));
  }

  private void put(ObjectNode tree, Setting setting) {
    String text = get(setting.field()).strip();
    switch (setting.field()) {
      case HASH_HEADER -> {}
      case HASH ->
          tree.withObject("balancing")
              .put("hash", text.equals(SettingWords.HEADER) ? HEADER + header() : text);
      case STICKY -> {
        if (text.equals(SettingWords.COOKIE)) {
          tree.withObject(setting.field().pointer());
        } else {
          tree.withObject("balancing").put("sticky", text);
        }
      }
      default -> putPlain(tree, setting, text);
    }
  }

  private String header() {
    return get(FormField.HASH_HEADER).strip();
  }

  private static void putPlain(ObjectNode tree, Setting setting, String text) {
    String pointer = setting.field().pointer();
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = slash == 0 ? tree : tree.withObject(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    switch (setting.input()) {
      case Setting.Input.Amount _ -> WorkloadForm.putNumber(parent, name, setting.written(text));
      case Setting.Input.Flag _ -> parent.put(name, text.equals("true"));
      case Setting.Input.Text _, Setting.Input.Choice _ -> {
        if (!text.isEmpty()) {
          parent.put(name, text);
        }
      }
    }
  }
}
