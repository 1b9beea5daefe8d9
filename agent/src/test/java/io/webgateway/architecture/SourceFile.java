package io.webgateway.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One source file and the faults that can be seen only in its text. */
record SourceFile(String path, String text) {
  static final int FILE_LINES = 500;
  static final int METHOD_LINES = 60;

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Opened once: opening it costs more than parsing a file. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  static SourceFile in(Path checkout, Path file, String text) {
    return new SourceFile(checkout.relativize(file).toString(), text);
  }

  List<String> faults() {
    var faults = new ArrayList<String>();
    long lines = text.lines().count();
    if (lines > FILE_LINES) {
      faults.add(path + " has " + lines + " lines; at most " + FILE_LINES);
    }
    if (path.startsWith("console-") && text.contains("import io.webgateway.agent.")) {
      faults.add(path + " is a console and imports the agent");
    }
    faults.addAll(silencedWithoutReason());
    boolean isTest = path.contains("/src/test/"); // a table of cases may be long
    if (lines > METHOD_LINES && !isTest) {
      faults.addAll(longMethods());
    }
    if (path.endsWith("package-info.java") && !text.stripLeading().startsWith("/**")) {
      faults.add(path + " does not say what the package is for");
    }
    return faults;
  }

  /** A silenced warning needs a comment on its own line or just above. */
  private List<String> silencedWithoutReason() {
    var faults = new ArrayList<String>();
    var lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var above = i == 0 ? "" : lines.get(i - 1).strip();
      boolean hasReason = lines.get(i).contains("//") || above.startsWith("//");
      if (lines.get(i).strip().startsWith("@SuppressWarnings") && !hasReason) {
        faults.add(path + ":" + (i + 1) + " silences a warning without a comment that says why");
      }
    }
    return faults;
  }

  private List<String> longMethods() {
    var faults = new ArrayList<String>();
    try {
      var task = (JavacTask) COMPILER.getTask(null, FILES, null, null, null, List.of(source()));
      var positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new MethodLengths(unit, positions, faults), null);
      }
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
    return faults;
  }

  private JavaFileObject source() {
    return new SimpleJavaFileObject(
        URI.create("string:///" + path.replace(' ', '_')), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private final class MethodLengths extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> faults;
    private String owner = "";

    MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> faults) {
      this.unit = unit;
      this.positions = positions;
      this.faults = faults;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      var outer = owner;
      owner = type.getSimpleName().toString();
      super.visitClass(type, null);
      owner = outer;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      var body = method.getBody(); // not its annotations
      if (body != null) {
        long start = positions.getStartPosition(unit, body);
        long end = positions.getEndPosition(unit, body);
        var lineMap = unit.getLineMap();
        long lines = lineMap.getLineNumber(end) - lineMap.getLineNumber(start) + 1;
        if (lines > METHOD_LINES) {
          var name = owner + "." + method.getName();
          faults.add(path + ": " + name + " has " + lines + " lines; at most " + METHOD_LINES);
        }
      }
      return super.visitMethod(method, null);
    }
  }
}
