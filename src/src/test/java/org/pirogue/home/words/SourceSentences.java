package org.pirogue.home.words;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The English sentences that sources are able to say: each text of two words or more, with {@code {0}}, {@code {1}} where the code puts
 * something between. A choice in the middle ({@code a ? " is" : " is not"}), or a variable that holds the rest of a sentence, gives
 * one sentence for each. Not meant: logs, SQL, patterns, what is compared with, what only a programmer reads.
 */
final class SourceSentences extends TreePathScanner<Void, Void> {
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");
    private static final Pattern FORMATTED = Pattern.compile("%[-+,.\\d]*[a-z]");
    private static final Pattern WORDS = Pattern.compile("(?s).*\\p{Alpha}{2,}.*");
    private static final Pattern SQL = Pattern.compile("(?is)("
            + "select\\b.*\\bfrom|select \\w+[(.]|insert into|update \\S+ (\\w+ )?set|delete from|with \\w+ as|with recursive"
            + "|create (or|table|unlogged|temp|index|unique|role|schema|view|user|extension)\\b"
            + "|(alter|drop) (table|view|role|schema|owned|index)|(grant|revoke) \\S+.* (on|to|from)\\b|comment on|order by"
            + "|analyze \\{|savepoint|rollback to|set local|set \\{|schema \\{|copy (\\{|\\()|(where|from|join|and) \\S+.*="
            + "|\\w+ = \\S+$).*"
            + "|.*([=>] \\?|= \\(select|\\(select |::text|\\b(max|min|count)\\(|distinct from|(not|is) null).*");
    private static final Pattern PATTERN = Pattern.compile("(?s)\\(\\?.*");
    /** A rest of a sentence: not to be said by itself. */
    private static final Pattern REST = Pattern.compile("(?s)[\\s,;:.].*|.*\\s|\\S*");

    private static final Set<String> LOGS = Set.of("trace", "debug", "info", "warn", "error");
    private static final Set<String> COMPARED = Set.of(
            "compile",
            "matches",
            "replace",
            "replaceAll",
            "replaceFirst",
            "split",
            "contains",
            "startsWith",
            "endsWith",
            "indexOf",
            "equals",
            "equalsIgnoreCase",
            "description",
            "setHeader",
            "ofPattern",
            "named");
    private static final Set<String> FOR_PROGRAMMERS = Set.of(
            "IllegalStateException",
            "UnsupportedOperationException",
            "IOException",
            "UncheckedIOException",
            "SQLException",
            "Dhis2Exception");

    private final Map<String, Set<String>> found = new TreeMap<>();
    private final Map<String, ExpressionTree> rests = new HashMap<>();
    private String file = "";

    /** @return each sentence, and the files that say it */
    static Map<String, Set<String>> of(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourceSentences scan = new SourceSentences();
            for (CompilationUnitTree unit : task.parse()) {
                scan.file =
                        Path.of(unit.getSourceFile().getName()).getFileName().toString();
                scan.rests.clear();
                new Rests(scan.rests).scan(unit, null);
                scan.scan(unit, null);
            }
            return scan.found;
        }
    }

    /** Variables that hold the rest of a sentence. */
    private static final class Rests extends TreePathScanner<Void, Void> {
        private final Map<String, ExpressionTree> rests;

        Rests(Map<String, ExpressionTree> rests) {
            this.rests = rests;
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            if (variable.getInitializer() != null && isRest(variants(variable.getInitializer(), Map.of()))) {
                rests.put(variable.getName().toString(), variable.getInitializer());
            }
            return super.visitVariable(variable, none);
        }

        private static boolean isRest(List<String> variants) {
            return variants.stream().anyMatch(Rests::isText)
                    && variants.stream()
                            .allMatch(text -> text.isEmpty()
                                    || isText(text) && REST.matcher(text).matches());
        }

        private static boolean isText(String text) {
            return PLACE.matcher(text).replaceAll("").chars().anyMatch(Character::isLetter);
        }
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void none) {
        if (literal.getValue() instanceof String) {
            take(literal);
        }
        return null;
    }

    @Override
    public Void visitBinary(BinaryTree binary, Void none) {
        if (!isText(binary)) {
            return super.visitBinary(binary, none);
        }
        take(binary);
        scanPlaces(binary);
        return null;
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void none) {
        return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        return method.getName().contentEquals("toString") ? null : super.visitMethod(method, none);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
        return rests.containsKey(variable.getName().toString()) ? null : super.visitVariable(variable, none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
        String name = nameOf(call.getMethodSelect());
        if (LOGS.contains(name) && call.getMethodSelect().toString().startsWith("LOG") || COMPARED.contains(name)) {
            return scan(call.getMethodSelect(), none);
        }
        return super.visitMethodInvocation(call, none);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void none) {
        return FOR_PROGRAMMERS.contains(made.getIdentifier().toString()) ? null : super.visitNewClass(made, none);
    }

    private void take(ExpressionTree text) {
        for (String each : variants(text, rests)) {
            String sentence = numbered(each).strip();
            if (sentence.contains(" ")
                    && WORDS.matcher(PLACE.matcher(sentence).replaceAll(" ")).matches()
                    && !SQL.matcher(sentence).matches()
                    && !PATTERN.matcher(sentence).matches()) {
                found.computeIfAbsent(sentence, none -> new TreeSet<>()).add(file);
            }
        }
    }

    /** {@code {}} for each place. */
    private static List<String> variants(ExpressionTree text, Map<String, ExpressionTree> rests) {
        ExpressionTree bare = text;
        while (bare instanceof ParenthesizedTree brackets) {
            bare = brackets.getExpression();
        }
        if (bare instanceof LiteralTree literal) {
            return List.of(
                    literal.getValue() instanceof String string
                            ? FORMATTED.matcher(string).replaceAll("\u0000")
                            : "\u0000");
        }
        if (bare instanceof BinaryTree plus && isText(plus)) {
            return both(variants(plus.getLeftOperand(), rests), variants(plus.getRightOperand(), rests));
        }
        if (bare instanceof ConditionalExpressionTree choice && isRest(choice)) {
            List<String> all = new ArrayList<>(variants(choice.getTrueExpression(), rests));
            all.addAll(variants(choice.getFalseExpression(), rests));
            return all;
        }
        if (bare instanceof IdentifierTree name
                && rests.containsKey(name.getName().toString())) {
            return variants(rests.get(name.getName().toString()), Map.of());
        }
        return List.of("\u0000");
    }

    private static List<String> both(List<String> left, List<String> right) {
        return left.stream().flatMap(a -> right.stream().map(b -> a + b)).toList();
    }

    private static boolean isRest(ConditionalExpressionTree choice) {
        return isText(choice.getTrueExpression()) || isText(choice.getFalseExpression());
    }

    private static boolean isText(Tree tree) {
        return tree instanceof LiteralTree literal && literal.getValue() instanceof String
                || tree instanceof ParenthesizedTree brackets && isText(brackets.getExpression())
                || tree instanceof ConditionalExpressionTree choice && isRest(choice)
                || tree instanceof BinaryTree plus
                        && plus.getKind() == Tree.Kind.PLUS
                        && (isText(plus.getLeftOperand()) || isText(plus.getRightOperand()));
    }

    /** What the code puts between may say something too. */
    private void scanPlaces(Tree part) {
        if (part instanceof ParenthesizedTree brackets) {
            scanPlaces(brackets.getExpression());
        } else if (part instanceof BinaryTree plus && plus.getKind() == Tree.Kind.PLUS) {
            scanPlaces(plus.getLeftOperand());
            scanPlaces(plus.getRightOperand());
        } else if (part instanceof ConditionalExpressionTree choice && isRest(choice)) {
            scanPlaces(choice.getTrueExpression());
            scanPlaces(choice.getFalseExpression());
        } else if (!(part instanceof LiteralTree)) {
            scan(part, null);
        }
    }

    private static String numbered(String text) {
        StringBuilder numbered = new StringBuilder();
        int place = 0;
        for (char letter : text.toCharArray()) {
            numbered.append(letter == '\u0000' ? "{" + place++ + "}" : String.valueOf(letter));
        }
        return numbered.toString();
    }

    private static String nameOf(Tree method) {
        return method instanceof MemberSelectTree member
                ? member.getIdentifier().toString()
                : method.toString();
    }
}
