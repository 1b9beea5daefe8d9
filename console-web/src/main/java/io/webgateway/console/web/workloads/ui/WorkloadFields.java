package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.SettingWords;
import io.webgateway.client.screen.form.WorkloadForm;
import io.webgateway.client.screen.form.WorkloadForm.PlaceForm;
import io.webgateway.wire.document.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The fields of a workload, and the faults beside them. */
final class WorkloadFields extends Div {
  private final Select<String> kind = new Select<>();
  private final Select<String> namespace = new Select<>();
  private final TextField id = new TextField("Id");
  private final MultiSelectComboBox<String> pools = new MultiSelectComboBox<>("Pools");
  private final TextArea hosts = new TextArea("Hosts");
  private final TextField pathPrefix = new TextField("Path prefix");
  private final Select<String> plainHttp = new Select<>();
  private final TextField port = new TextField("Port of the pool");
  private final BackendFields backends = new BackendFields();
  private final VisitorFields visitors = new VisitorFields();
  private final ProtocolFields protocol = new ProtocolFields();
  private final LimitFields limits = new LimitFields();
  private final PolicyFields policy = new PolicyFields();

  WorkloadFields(List<String> names, List<String> poolDomains) {
    addClassName("form");
    kind.setLabel("Kind");
    kind.setItems(WorkloadForm.KINDS);
    kind.setItemLabelGenerator(SettingWords::kind);
    kind.addValueChangeListener(_ -> showKind());
    namespace.setLabel("Name");
    namespace.setItems(names);
    id.setHelperText("Tells workloads under one name apart");
    pools.setItems(poolDomains);
    pools.setHelperText("Whose nodes serve it");
    hosts.setHelperText("One a line; leave it empty for <name>.<pool>");
    hosts.setMinRows(2);
    pathPrefix.setHelperText("/ for everything");
    plainHttp.setLabel("Requests in clear (port 80)");
    plainHttp.setItems(Words.PLAIN_HTTP.all());
    plainHttp.setItemLabelGenerator(SettingWords::plainHttp);
    port.setHelperText("1 to 65535; claimed when you publish");
    add(
        pair(kind, namespace),
        pair(id, pools),
        hosts,
        backends,
        pair(pathPrefix, plainHttp),
        port,
        visitors.group(),
        protocol.group(),
        limits.group());
    policy.groups().forEach(this::add);
    wide(kind, namespace, id, pools, hosts, pathPrefix, plainHttp, port);
  }

  private static Div pair(Component... fields) {
    Div pair = new Div(fields);
    pair.addClassName("pair");
    return pair;
  }

  private static void wide(Component... fields) {
    for (Component field : fields) {
      field.getElement().getStyle().set("inline-size", "100%");
    }
  }

  private void showKind() {
    WorkloadForm form = read();
    hosts.setVisible(form.hasHosts());
    pathPrefix.setVisible(form.isHttp());
    plainHttp.setVisible(form.isHttp());
    visitors.group().setVisible(form.hasTls());
    visitors.become(form.kind());
    protocol.group().setVisible(form.hasTls());
    protocol.become(form.kind());
    limits.become(form.kind());
    policy.become(form.kind());
    port.setVisible(form.hasPort());
  }

  /** Name and id are fixed once it is published: they are what it is known by. */
  void fixPlace() {
    namespace.setReadOnly(true);
    id.setReadOnly(true);
    kind.setReadOnly(true);
  }

  void show(WorkloadForm form) {
    PlaceForm place = form.place();
    kind.setValue(place.kind());
    if (!place.namespace().isEmpty()) {
      offer(place.namespace());
      namespace.setValue(place.namespace());
    }
    id.setValue(place.id());
    pools.setValue(new TreeSet<>(place.pools()));
    hosts.setValue(place.hosts());
    pathPrefix.setValue(place.pathPrefix());
    plainHttp.setValue(form.visitors().plainHttp());
    port.setValue(place.port());
    backends.show(form.backends());
    visitors.show(form.visitors());
    protocol.show(form.backend());
    limits.show(form.limits());
    policy.show(form.policy(), form.kind());
    showKind();
  }

  private void offer(String name) {
    List<String> names = new ArrayList<>(namespace.getListDataView().getItems().toList());
    if (!names.contains(name)) {
      names.add(name);
      namespace.setItems(names);
    }
  }

  WorkloadForm read() {
    return new WorkloadForm(
        new PlaceForm(
            text(kind),
            text(namespace),
            id.getValue(),
            pools.getValue().stream().sorted().toList(),
            hosts.getValue(),
            pathPrefix.getValue(),
            port.getValue()),
        visitors.read(text(plainHttp)),
        backends.read(),
        protocol.read(),
        limits.read(),
        policy.read());
  }

  private static String text(Select<String> select) {
    return select.getOptionalValue().orElse("");
  }

  void clearFaults() {
    backends.clearFaults();
    groups().forEach(FieldGroup::clearFaults);
    for (HasValidation field :
        List.of(kind, namespace, id, pools, hosts, pathPrefix, plainHttp, port)) {
      field.setInvalid(false);
    }
  }

  /** Shows faults at their fields; answers those that belong to none. */
  List<FieldFault> mark(List<FieldFault> faults) {
    clearFaults();
    List<FieldFault> homeless = new ArrayList<>();
    for (FieldFault fault : faults) {
      switch (fault.field()) {
        case KIND -> mark(kind, fault);
        case NAMESPACE -> mark(namespace, fault);
        case ID -> mark(id, fault);
        case POOLS -> mark(pools, fault);
        case HOSTS -> mark(hosts, fault);
        case PATH_PREFIX -> mark(pathPrefix, fault);
        case PLAIN_HTTP -> mark(plainHttp, fault);
        case PORT -> mark(port, fault);
        case BACKENDS -> backends.mark(fault.index(), fault.text());
        default -> {
          if (groups().noneMatch(group -> group.mark(fault))) {
            homeless.add(fault);
          }
        }
      }
    }
    return homeless;
  }

  private Stream<FieldGroup> groups() {
    return Stream.concat(
        Stream.of(visitors.group(), protocol.group(), limits.group()), policy.groups());
  }

  private static void mark(HasValidation field, FieldFault fault) {
    field.setInvalid(true);
    field.setErrorMessage(fault.text());
  }
}
