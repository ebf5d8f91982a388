package org.pirogue.sandbox.tracker;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A field selection as the {@code fields} parameter writes it: {@code *,!notes,events[event,dataValues[value]]}. */
final class Fields {
    static final Fields ALL = parse("*");

    private boolean all;
    private final Map<String, Fields> named = new LinkedHashMap<>();
    private final Set<String> excluded = new LinkedHashSet<>();

    private Fields() {}

    static Fields parse(String text) {
        return new Reader(text).list();
    }

    boolean has(String field) {
        return !excluded.contains(field) && (all || named.containsKey(field));
    }

    /** The selection below a field. */
    Fields of(String field) {
        return named.getOrDefault(field, ALL);
    }

    private void add(String name, Fields below) {
        if (name.equals("*") || name.equals(":all")) {
            all = true;
        } else if (name.startsWith("!")) {
            excluded.add(name.substring(1));
        } else if (name.contains(".")) {
            int dot = name.indexOf('.');
            Fields inner = named.computeIfAbsent(name.substring(0, dot), field -> new Fields());
            inner.add(name.substring(dot + 1), below);
        } else {
            named.put(name, below);
        }
    }

    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private Fields list() {
            Fields fields = new Fields();
            StringBuilder name = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '[' || c == '(') {
                    fields.add(take(name), list());
                } else if (c == ']' || c == ')') {
                    break;
                } else if (c == ',') {
                    plain(fields, name);
                } else {
                    name.append(c);
                }
            }
            plain(fields, name);
            return fields;
        }

        private static void plain(Fields fields, StringBuilder name) {
            if (!name.isEmpty()) {
                String field = take(name);
                fields.add(field, ALL == null ? new Fields() : ALL);
            }
        }

        private static String take(StringBuilder name) {
            String taken = name.toString().trim();
            name.setLength(0);
            return taken;
        }
    }
}
