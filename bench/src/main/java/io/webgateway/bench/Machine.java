package io.webgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the run happens on. Nothing that names the machine. */
public final class Machine {
  private Machine() {}

  /** By name. */
  public static Map<String, String> facts() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("cpu", line("/proc/cpuinfo", "model name\\s*:\\s*(.+)"));
    facts.put("cores", Integer.toString(cores().size()));
    facts.put("memory", line("/proc/meminfo", "MemTotal:\\s*(.+)"));
    facts.put("kernel", line("/proc/version", "Linux version (\\d+\\.\\d+)\\S*"));
    facts.put("system", line("/etc/os-release", "PRETTY_NAME=\"?([^\"]+)\"?"));
    facts.put("java", System.getProperty("java.vm.version", ""));
    facts.put("loadBefore", line("/proc/loadavg", "(\\S+)"));
    return facts;
  }

  /** The cores that we may use, by number. */
  static List<Integer> cores() throws IOException {
    List<Integer> cores = new ArrayList<>();
    for (String part : line("/proc/self/status", "Cpus_allowed_list:\\s*(\\S+)").split(",", -1)) {
      String[] ends = part.split("-", 2);
      for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
        cores.add(i);
      }
    }
    return cores;
  }

  private static String line(String file, String pattern) throws IOException {
    if (!Files.isReadable(Path.of(file))) {
      return "unknown";
    }
    Matcher matcher = Pattern.compile("(?m)^" + pattern).matcher(Files.readString(Path.of(file)));
    return matcher.find() ? matcher.group(1) : "unknown";
  }
}
