package io.webgateway.console.desktop.shell;

import io.webgateway.console.desktop.certificates.CertificatesArea;
import io.webgateway.console.desktop.identities.IdentitiesArea;
import io.webgateway.console.desktop.nodes.NodesArea;
import io.webgateway.console.desktop.overview.OverviewArea;
import io.webgateway.console.desktop.reservations.ReservationsArea;
import io.webgateway.console.desktop.settings.SettingsFile;
import io.webgateway.console.desktop.traffic.TrafficArea;
import io.webgateway.console.desktop.usage.UsageArea;
import io.webgateway.console.desktop.workloads.WorkloadsArea;
import io.webgateway.console.desktop.workspace.Area;
import io.webgateway.console.desktop.workspace.Workspace;
import java.time.ZoneId;
import java.util.List;

/** The one place that knows every area. */
final class AllAreas {
  private AllAreas() {}

  static List<Area> of(
      Workspace workspace, SettingsFile settings, IdentitiesArea identities, ZoneId zone) {
    return List.of(
        new OverviewArea(workspace),
        new ReservationsArea(workspace),
        new WorkloadsArea(workspace),
        new CertificatesArea(workspace),
        new TrafficArea(workspace, settings, zone),
        new NodesArea(workspace),
        new UsageArea(workspace),
        identities);
  }
}
