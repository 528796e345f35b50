package leadledger.app.problems;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The codes of findings that sources give, read from the sources by the compiler's own parser. A code is what stands in a
 * call where the method or record called has, among others, a parameter named {@code code} or {@code faultCode}.
 */
final class SourceCodes {

    private static final Set<String> CODE_PARAMETERS = Set.of("code", "faultCode");

    /** Calls that look a code up and so give no arguments for its text. */
    private static final Set<String> LOOK_UPS = Set.of("title", "type");

    /** By code, the arguments that every place gives with it. */
    private final Map<String, Set<String>> argumentsByCode = new TreeMap<>();

    /** Places where a code stands that this reader cannot make out. */
    private final List<String> unreadable = new ArrayList<>();

    /** What can be called, wherever it is declared, and by file, which goes first: helpers of files share names. */
    private final Map<Callee, Parameters> callees = new HashMap<>();

    private record Callee(@Nullable CompilationUnitTree unit, String name, int parameters) {}

    private record Parameters(int code, int argument, int arguments) {

        static Parameters of(List<String> names) {
            int code = -1;
            // Alone it is something else's code: a finding has a rule or a field as well.
            for (int i = 0; i < names.size() && names.size() > 1; i++) {
                code = CODE_PARAMETERS.contains(names.get(i)) ? i : code;
            }
            return new Parameters(code, names.indexOf("argument"), names.indexOf("arguments"));
        }
    }

    static SourceCodes of(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        SourceCodes codes = new SourceCodes();
        units.stream().filter(unit -> !isReferenceData(unit)).forEach(codes::readDeclarations);
        units.forEach(codes::readCalls);
        return codes;
    }

    /** Items of reference data have codes as well, which are no findings. */
    private static boolean isReferenceData(CompilationUnitTree unit) {
        return String.valueOf(unit.getPackageName()).endsWith(".reference")
                || unit.getSourceFile().getName().endsWith("DemoReference.java");
    }

    Map<String, Set<String>> argumentsByCode() {
        return argumentsByCode;
    }

    List<String> unreadable() {
        return unreadable;
    }

    private void readDeclarations(CompilationUnitTree unit) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
                declare(
                        unit,
                        method.getName().toString(),
                        method.getParameters(),
                        method.getModifiers().getFlags().contains(Modifier.PRIVATE));
                return super.visitMethod(method, null);
            }

            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void ignored) {
                if (type.getKind() == Tree.Kind.RECORD) {
                    declare(
                            unit,
                            type.getSimpleName().toString(),
                            type.getMembers().stream()
                                    .filter(VariableTree.class::isInstance)
                                    .map(VariableTree.class::cast)
                                    .filter(variable -> variable.getInitializer() == null)
                                    .toList(),
                            type.getModifiers().getFlags().contains(Modifier.PRIVATE));
                }
                return super.visitClass(type, null);
            }
        }.scan(unit, null);
    }

    private void declare(
            CompilationUnitTree unit, String name, List<? extends VariableTree> variables, boolean inItsFileOnly) {
        Parameters parameters = Parameters.of(
                variables.stream().map(SourceCodes::nameIfCodeIsText).toList());
        callees.put(new Callee(unit, name, variables.size()), parameters);
        if (parameters.code() >= 0 && !inItsFileOnly) {
            callees.put(new Callee(null, name, variables.size()), parameters);
        }
    }

    private static String nameIfCodeIsText(VariableTree variable) {
        String name = variable.getName().toString();
        boolean text = String.valueOf(variable.getType()).endsWith("String");
        return CODE_PARAMETERS.contains(name) && !text ? "" : name;
    }

    private void readCalls(CompilationUnitTree unit) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void ignored) {
                read(simpleName(call.getMethodSelect()), call.getArguments(), getCurrentPath());
                return super.visitMethodInvocation(call, null);
            }

            @Override
            public @Nullable Void visitNewClass(NewClassTree call, @Nullable Void ignored) {
                read(simpleName(call.getIdentifier()), call.getArguments(), getCurrentPath());
                return super.visitNewClass(call, null);
            }
        }.scan(unit, null);
    }

    private void read(String name, List<? extends ExpressionTree> values, TreePath path) {
        Parameters parameters = callees.getOrDefault(
                new Callee(path.getCompilationUnit(), name, values.size()),
                callees.get(new Callee(null, name, values.size())));
        if (parameters == null || parameters.code() < 0) {
            return;
        }
        Set<String> found = new HashSet<>();
        if (!collect(values.get(parameters.code()), path, found)) {
            unreadable.add(path.getCompilationUnit().getSourceFile().getName() + ": " + path.getLeaf());
        }
        if (LOOK_UPS.contains(name)) {
            found.forEach(code -> argumentsByCode.putIfAbsent(code, null));
            return;
        }
        Set<String> given = chained(path);
        if (parameters.argument() >= 0) {
            given.addAll(literals(values.get(parameters.argument())));
        }
        if (parameters.arguments() >= 0) {
            given.addAll(keys(values.get(parameters.arguments())));
        }
        found.forEach(code -> argumentsByCode.merge(code, new TreeSet<>(given), (one, other) -> {
            one.retainAll(other);
            return one;
        }));
    }

    /** Finds the codes that an expression can be; false if it can be something that is not to be seen here. */
    private boolean collect(ExpressionTree expression, TreePath path, Set<String> found) {
        Set<String> literals = literals(expression);
        if (!literals.isEmpty()) {
            found.addAll(literals);
            return true;
        }
        return switch (expression) {
            case IdentifierTree name -> {
                found.addAll(constant(name.getName().toString(), path.getCompilationUnit()));
                yield !found.isEmpty()
                        || CODE_PARAMETERS.contains(name.getName().toString());
            }
            case MethodInvocationTree call -> {
                // An accessor passes a code on; a method of the same file makes one.
                found.addAll(returned(simpleName(call.getMethodSelect()), path.getCompilationUnit()));
                yield !found.isEmpty() || simpleName(call.getMethodSelect()).equals("code");
            }
            default -> false;
        };
    }

    /** The arguments of {@code .with("name", …)} behind a call. */
    private static Set<String> chained(TreePath path) {
        Set<String> names = new TreeSet<>();
        TreePath above = path.getParentPath();
        while (above != null
                && above.getLeaf() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("with")
                && above.getParentPath().getLeaf() instanceof MethodInvocationTree with) {
            names.addAll(literals(with.getArguments().getFirst()));
            above = above.getParentPath().getParentPath();
        }
        return names;
    }

    private static Set<String> keys(ExpressionTree map) {
        Set<String> keys = new TreeSet<>();
        if (map instanceof MethodInvocationTree call) {
            for (int i = 0; i < call.getArguments().size(); i += 2) {
                keys.addAll(literals(call.getArguments().get(i)));
            }
        }
        return keys;
    }

    private static Set<String> constant(String name, CompilationUnitTree unit) {
        Set<String> values = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void ignored) {
                if (variable.getName().contentEquals(name) && variable.getInitializer() != null) {
                    values.addAll(literals(variable.getInitializer()));
                }
                return super.visitVariable(variable, null);
            }
        }.scan(unit, null);
        return values;
    }

    private static Set<String> returned(String method, CompilationUnitTree unit) {
        Set<String> values = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree declared, @Nullable Void ignored) {
                if (declared.getName().contentEquals(method)) {
                    values.addAll(literals(declared.getBody()));
                }
                return super.visitMethod(declared, null);
            }
        }.scan(unit, null);
        return values;
    }

    private static Set<String> literals(@Nullable Tree tree) {
        Set<String> values = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void ignored) {
                if (literal.getValue() instanceof String text) {
                    values.add(text);
                }
                return super.visitLiteral(literal, null);
            }
        }.scan(tree, null);
        return values;
    }

    private static String simpleName(Tree callee) {
        String name = callee.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
