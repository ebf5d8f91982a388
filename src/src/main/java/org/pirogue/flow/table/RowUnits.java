package org.pirogue.flow.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.pirogue.batch.Row;
import org.pirogue.prepare.align.OrgUnit;

/** Which organisation unit a row is about. */
interface RowUnits {
    /** What the unit goes by in slices; empty where it is not known. */
    Optional<String> key(Row row);

    /** For whoever reads that it is not known. */
    String where();

    /** As the table writes it: a step behind knows what becomes of it. */
    record AsWritten(String column) implements RowUnits {
        @Override
        public Optional<String> key(Row row) {
            return Optional.of(row.value(column)).filter(text -> !text.isEmpty());
        }

        @Override
        public String where() {
            return "";
        }
    }

    /** Looked up among the units of the target. */
    record AtTarget(String column, Map<String, String> keys, String where) implements RowUnits {
        /** Of a value that several units have none is guessed. */
        static AtTarget of(RowTerms terms, List<OrgUnit> units, String connection) {
            Map<String, String> keys = new HashMap<>();
            Set<String> several = new java.util.HashSet<>();
            for (OrgUnit unit : units) {
                String value =
                        switch (terms.orgUnitBy()) {
                            case CODE -> unit.code();
                            case UID -> unit.uid();
                            case ATTRIBUTE -> unit.attributes().getOrDefault(terms.attribute(), "");
                        };
                if (!value.isEmpty() && keys.put(value, unit.key()) != null) {
                    several.add(value);
                }
            }
            keys.keySet().removeAll(several);
            String by = terms.orgUnitBy() == RowTerms.By.ATTRIBUTE
                    ? "attribute " + terms.attribute()
                    : terms.orgUnitBy().name().toLowerCase(Locale.ROOT);
            return new AtTarget(terms.orgUnit(), keys, "no unit, or several, of '" + connection + "' by " + by);
        }

        @Override
        public Optional<String> key(Row row) {
            return Optional.ofNullable(keys.get(row.value(column)));
        }
    }

    /** Names, which a step behind aligns: those that differ only in writing are one unit. */
    final class Named implements RowUnits {
        private final RowTerms terms;
        private final String attribute;
        private final UnaryOperator<String> form;
        private final Map<String, String> keys = new HashMap<>();
        private final Map<String, String> written = new HashMap<>();
        private final List<OrgUnit> units = new ArrayList<>();

        /**
         * @param attribute by which the step behind looks for units, if it does
         * @param form what is left of a name when it is compared
         * @param decided names that people decided about: they stand for whatever is written alike
         */
        Named(RowTerms terms, String attribute, UnaryOperator<String> form, Set<String> decided) {
            this.terms = terms;
            this.attribute = attribute;
            this.form = form;
            for (String each : decided) {
                int slash = terms.orgUnitWithin().isEmpty() ? -1 : each.indexOf('/');
                key(slash < 0 ? "" : each.substring(0, slash), each.substring(slash + 1));
            }
        }

        @Override
        public Optional<String> key(Row row) {
            String name = row.value(terms.orgUnit());
            String above = terms.orgUnitWithin().isEmpty() ? "" : row.value(terms.orgUnitWithin());
            return name.isEmpty() ? Optional.empty() : Optional.of(key(above, name));
        }

        private String key(String above, String name) {
            return written.computeIfAbsent(above + "\0" + name, any -> {
                String parent = above.isEmpty() ? "" : unit("", above);
                return unit(parent, name);
            });
        }

        private String unit(String parent, String name) {
            String left = form.apply(name);
            return keys.computeIfAbsent(parent + "\0" + (left.isEmpty() ? name : left), any -> {
                String key = parent.isEmpty() ? name : parent + "/" + name;
                Map<String, String> attributes = attribute.isEmpty() ? Map.of() : Map.of(attribute, name);
                units.add(new OrgUnit(key, key, name, name, parent, parent.isEmpty() ? 1 : 2, attributes));
                return key;
            });
        }

        @Override
        public String where() {
            return "";
        }

        /** All that were asked for so far, and those above them. */
        List<OrgUnit> units() {
            return List.copyOf(units);
        }
    }
}
