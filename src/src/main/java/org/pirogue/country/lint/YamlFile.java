package org.pirogue.country.lint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one YAML file by the parser that Camel itself uses, and takes only the plain part of YAML: what two parsers could read
 * differently, what makes a small file large and what makes a parser build objects is refused.
 */
public final class YamlFile {
    static final int LARGEST = 256 * 1024;
    private static final int DEEPEST = 50;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(LARGEST).build();

    private final Report report;
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean refused;

    private YamlFile(Report report) {
        this.report = report;
    }

    /** @param unreadable code of what is no YAML at all */
    public static Optional<Branch> read(Path file, String unreadable, Report report) {
        try {
            if (Files.size(file) > LARGEST) {
                report.add(
                        "P181", 1, null, "larger than " + LARGEST / 1024 + " KB", "move data into a table beside it");
                return Optional.empty();
            }
            return new YamlFile(report).read(Files.readAllBytes(file), unreadable);
        } catch (IOException e) {
            report.add(unreadable, 1, null, "cannot be read", "check its permissions");
            return Optional.empty();
        }
    }

    private Optional<Branch> read(byte[] bytes, String unreadable) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            new Letters(report).check(text);
            parse(text);
            return refused ? Optional.empty() : compose(text);
        } catch (CharacterCodingException e) {
            report.add("P182", 1, null, "not written in UTF-8", "save it as UTF-8");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            report.add(unreadable, line, null, "not readable as YAML: " + e.getProblem(), "correct it");
        } catch (YamlEngineException e) {
            report.add(unreadable, 1, null, "not readable as YAML", "correct it");
        }
        return Optional.empty();
    }

    private void parse(String text) {
        int documents = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof DocumentStartEvent start) {
                document(start, ++documents);
            } else if (event instanceof NodeEvent node) {
                plain(node);
                nest(node);
            } else if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
                open.pop();
            }
            if (open.size() > DEEPEST) {
                refuse("P181", event, null, "nested deeper than " + DEEPEST, "make it flat");
                return;
            }
        }
    }

    /** Counts what stands in each open object: every other part of it is a key. */
    private void nest(NodeEvent node) {
        if (!open.isEmpty() && open.peek().isObject && open.peek().parts++ % 2 == 0 && !(node instanceof ScalarEvent)) {
            refuse("P180", node, null, "a key that is no text", "write a name");
        }
        if (node instanceof CollectionStartEvent) {
            open.push(new Open(node instanceof MappingStartEvent));
        }
    }

    private static final class Open {
        private final boolean isObject;
        private int parts;

        Open(boolean isObject) {
            this.isObject = isObject;
        }
    }

    private void document(DocumentStartEvent start, int number) {
        if (number > 1) {
            refuse("P180", start, "---", "a second document", "one file holds one document");
        }
        if (!start.getTags().isEmpty() || start.getSpecVersion().isPresent()) {
            refuse("P180", start, "%", "a directive", "remove it");
        }
    }

    private void plain(NodeEvent node) {
        if (node instanceof AliasEvent) {
            refuse("P180", node, "*", "an alias", "write the text out");
        }
        node.getAnchor()
                .filter(anchor -> !(node instanceof AliasEvent))
                .ifPresent(anchor -> refuse("P180", node, "&" + anchor.getValue(), "an anchor", "remove it"));
        Optional<String> tag = Optional.empty();
        if (node instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (node instanceof CollectionStartEvent start) {
            tag = start.getTag();
        }
        tag.ifPresent(said -> refuse("P180", node, said, "a tag", "remove it: texts, numbers and truths need none"));
    }

    private void refuse(String code, Event event, @Nullable String value, String text, String hint) {
        refused = true;
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        report.add(code, line, value, text, hint);
    }

    private Optional<Branch> compose(String text) {
        Optional<Node> root = new Compose(SETTINGS).composeString(text);
        if (root.isEmpty()) {
            report.add("P180", 1, null, "an empty file", "write what it is for, or remove it");
            return Optional.empty();
        }
        keys(root.get());
        Branch found = Branch.of(root.get());
        found.scalars(scalar -> new Letters(report).check(scalar));
        return refused ? Optional.empty() : Optional.of(found);
    }

    private void keys(Node node) {
        if (node instanceof MappingNode mapping) {
            Set<String> seen = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                key(tuple.getKeyNode(), seen);
                keys(tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::keys);
        }
    }

    private void key(Node key, Set<String> seen) {
        String name = Branch.of(key).text();
        boolean merge = name.equals("<<");
        if (merge || !seen.add(name)) {
            refused = true;
            String text = merge ? "a merge key" : "the key stands twice";
            report.add("P180", Branch.of(key).line(), name, text, merge ? "write the keys out" : "keep one of them");
        }
    }
}
