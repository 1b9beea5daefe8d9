package io.webgateway.bench.change.side;

import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.side.EditDice.Edit;
import io.webgateway.bench.change.side.EditDice.Setting;
import io.webgateway.bench.change.visit.Target;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Ours: a real agent, enrolled and published to as by everybody. It is edited through the client of
 * the consoles and the command line; drained and upgraded by commands.
 */
public final class OurSide implements Side {
  private final OurAgent agent;
  private final List<Ports> places;
  private final RandomGenerator random;
  private final EditDice dice;
  private OurPublisher publisher = OurPublisher.NONE;
  private OurDocuments documents;
  private int vainUpgrades;
  private int drains;

  /**
   * Not started yet.
   *
   * @param places where backends may ever be: on loopback they are listed one by one
   * @param random draws ports and edits
   */
  public OurSide(Place place, List<Ports> places, RandomGenerator random) {
    this.agent = new OurAgent(place);
    this.places = places;
    this.random = random;
    this.dice = new EditDice(random);
    this.documents = new OurDocuments(new Target(Place.HOST, 0, 0, 0, 0), places.getFirst());
  }

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public String version() throws IOException, InterruptedException {
    return agent.command("--version").lines().findFirst().orElse("").trim();
  }

  @Override
  public Set<Change> changes() {
    return EnumSet.allOf(Change.class);
  }

  @Override
  public Target start(Ports backend) throws IOException, InterruptedException {
    List<Integer> free = Ports.free(5, random);
    Target target = new Target(Place.HOST, free.get(0), free.get(1), free.get(2), free.get(3));
    agent.start(target, free.get(4), places);
    agent.enrol();
    documents = new OurDocuments(target, backend);
    publisher = OurPublisher.open(agent.homeFolder());
    for (Map<String, Object> document : documents.all()) {
      publisher.publish(document);
    }
    return target;
  }

  @Override
  public String edit() throws IOException, InterruptedException {
    return switch (dice.roll()) {
      case Edit.Fields(String workload, List<Setting> settings) -> {
        publisher.publish(documents.edit(workload, settings));
        yield settings.stream()
            .map(setting -> workload + "." + setting.field() + "=" + setting.value())
            .collect(Collectors.joining(", "));
      }
      case Edit.ExtraPath(String prefix, boolean isThere) -> {
        if (isThere) {
          publisher.publish(documents.extra(prefix));
        } else {
          publisher.delete(prefix.substring(1));
        }
        yield prefix + (isThere ? " added" : " taken away");
      }
    };
  }

  @Override
  public void point(Ports backend) throws IOException, InterruptedException {
    documents.point(backend);
    for (Map<String, Object> document : documents.all()) {
      publisher.publish(document);
    }
  }

  @Override
  public void upgrade() throws IOException, InterruptedException {
    agent.upgrade();
  }

  @Override
  public String upgradeInVain() throws IOException, InterruptedException {
    return agent.upgradeInVain(vainUpgrades++);
  }

  @Override
  public String drain(int seconds) throws IOException, InterruptedException {
    switch (drains++ % 5) {
      case 0 -> agent.drain("node", List.of(), seconds);
      case 1 -> agent.drain("listener", List.of("http"), seconds);
      case 2 -> agent.drain("workload", List.of("bench/web"), seconds);
      case 3 -> agent.drain("listener", List.of("https"), seconds);
      default -> agent.drain("workload", List.of("bench/tcp"), seconds);
    }
    return "drain " + drains;
  }

  @Override
  public long processes() {
    return agent.processes();
  }

  @Override
  public void close() {
    publisher.close();
    agent.close();
  }
}
