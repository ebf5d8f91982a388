package org.pirogue.workspace.dataset;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What each login role of the database may do with each kind of thing in each schema, asked of PostgreSQL itself and held against the
 * table {@code roles.csv}. A schema without a row is a difference: whoever adds one says who may do what there.
 */
public final class RoleMatrix {
    private static final Map<String, List<String>> VERBS = Map.of(
            "schema", List.of("USAGE", "CREATE"),
            "table", List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "OWN"),
            "view", List.of("SELECT", "INSERT", "UPDATE", "DELETE", "OWN"),
            "sequence", List.of("USAGE", "UPDATE", "OWN"),
            "function", List.of("EXECUTE", "OWN"));
    private static final String THINGS = """
            select nspname as schema, 'schema' as kind, oid, nspname::text as name, nspowner as owner from pg_namespace
            union all
            select n.nspname, case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end, c.oid,
                c.oid::regclass::text, c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'm', 'f', 'v', 'S')
            union all
            select n.nspname, 'function', p.oid, p.oid::regprocedure::text, p.proowner
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            """;

    private final JdbcTemplate jdbc;
    private final String share;
    private final String other;

    /** @param share number of a share that has a role; {@code other} of another one */
    private RoleMatrix(JdbcTemplate jdbc, long share, long other) {
        this.jdbc = jdbc;
        this.share = ShareRoles.role(share);
        this.other = ShareViews.schema(other);
    }

    /** Of a whole Pirogue, with a dataset and two shares by SQL. @return every cell that is not as its row says */
    public static List<String> differences(
            JdbcTemplate jdbc, DatasetPublisher publisher, Shares shares, ShareRoles roles, Datasets datasets) {
        DatasetName name = new DatasetName("red", "roles");
        publish(publisher, name);
        datasets.state(name, Dataset.State.PUBLISHED, "test");
        long one = share(shares, name);
        long two = share(shares, name);
        roles.open(one);
        roles.open(two);
        try {
            return new RoleMatrix(jdbc, one, two).differences();
        } finally {
            List.of(one, two).forEach(each -> {
                shares.withdraw(each, "test");
                roles.close(each);
            });
        }
    }

    private static void publish(DatasetPublisher publisher, DatasetName name) {
        Iterator<Table.Part> parts = List.of(
                        new Table.Part(List.of(new Row("row 1", Map.of("id", "1"))), Tally.NONE, List.of()))
                .iterator();
        Envelope envelope = new Envelope("flow", name.workspace(), 1, 1, Envelope.Mode.SYNC);
        var json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;
        publisher.publish(new Publication(
                name,
                new Table(envelope, List.of(Column.text("id")), parts, () -> {}),
                List.of("id"),
                "flow",
                1,
                json.objectNode(),
                json.objectNode().put("anonymised", true),
                Publication.About.NOTHING));
    }

    private static long share(Shares shares, DatasetName name) {
        return shares.add(
                        name,
                        new Share.Terms(
                                Share.Kind.PARTNER,
                                "pat",
                                List.of("id"),
                                null,
                                List.of(),
                                false,
                                null,
                                null,
                                null,
                                "test",
                                null),
                        null,
                        "test")
                .id();
    }

    private record Thing(String schema, String kind, long oid, String name, long owner) {}

    private List<String> differences() {
        Map<String, Set<String>> expected = new TreeMap<>();
        table().forEach(row -> expected.put(
                row.getField("role") + " " + row.getField("schema") + " " + row.getField("kind"),
                words(row.getField("may"))));
        List<String> differences = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        Map<String, String> roles = new TreeMap<>(Map.of(
                "application", "pirogue", "trail", "pirogue_trail", "witness", "pirogue_witness", "share", share));
        for (Thing thing : things()) {
            roles.forEach((kind, role) -> {
                String cell = kind + " " + family(thing.schema()) + " " + thing.kind();
                used.add(cell);
                Set<String> may = may(role, thing);
                if (!expected.containsKey(cell)) {
                    differences.add("no row for " + cell + ": " + thing.name() + " " + may);
                } else if (!expected.get(cell).equals(may)) {
                    differences.add(cell + ": " + thing.name() + " " + may + ", not " + expected.get(cell));
                }
            });
        }
        expected.keySet().stream()
                .filter(cell -> !used.contains(cell))
                .forEach(cell -> differences.add("nothing is " + cell));
        differences.addAll(beyond(roles));
        return differences;
    }

    /** What roles are, whatever they may do with things. */
    private List<String> beyond(Map<String, String> roles) {
        List<String> found = new ArrayList<>();
        roles.forEach((kind, role) -> {
            Map<String, Object> is = jdbc.queryForMap(
                    "select rolsuper, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname = ?",
                    role);
            List.of("rolsuper", "rolcreatedb", "rolreplication", "rolbypassrls").stream()
                    .filter(each -> Boolean.TRUE.equals(is.get(each)))
                    .forEach(each -> found.add(role + " is " + each));
            if (Boolean.TRUE.equals(is.get("rolcanlogin")) == kind.equals("trail")) {
                found.add(role + " signs in: " + is.get("rolcanlogin"));
            }
            if (Boolean.TRUE.equals(is.get("rolcreaterole")) != kind.equals("application")) {
                found.add(role + " makes roles: " + is.get("rolcreaterole"));
            }
        });
        for (String able : List.of("pirogue", "pirogue_witness", share)) {
            if (Boolean.TRUE.equals(jdbc.queryForObject(
                    "select pg_has_role(?, 'pirogue_trail', 'member') or pg_has_role(?, 'postgres', 'member')",
                    Boolean.class,
                    able,
                    able))) {
                found.add(able + " may become another");
            }
        }
        return found;
    }

    private List<Thing> things() {
        return jdbc
                .query(
                        THINGS,
                        (row, i) -> new Thing(
                                row.getString(1), row.getString(2), row.getLong(3), row.getString(4), row.getLong(5)))
                .stream()
                .filter(thing ->
                        !thing.schema().startsWith("pg_") && !thing.schema().equals("information_schema"))
                .toList();
    }

    /** Schemas that are made while it runs go by what they are. */
    private String family(String schema) {
        if (schema.equals(other)) {
            return "share of another";
        }
        if (("pirogue_" + schema).equals(share)) {
            return "share of its own";
        }
        return schema.startsWith("ws_") ? "workspace of somebody" : schema;
    }

    /** What is really possible: a privilege within a schema that may not be used is none. */
    private Set<String> may(String role, Thing thing) {
        Set<String> may = new TreeSet<>();
        boolean inside = thing.kind().equals("schema")
                || Boolean.TRUE.equals(jdbc.queryForObject(
                        "select has_schema_privilege(?, ?, 'USAGE')", Boolean.class, role, thing.schema()));
        for (String verb : Objects.requireNonNull(VERBS.get(thing.kind()))) {
            boolean can = verb.equals("OWN")
                    ? Boolean.TRUE.equals(jdbc.queryForObject(
                            "select pg_has_role(?, ?::oid, 'USAGE')", Boolean.class, role, thing.owner()))
                    : inside && has(role, thing, verb);
            if (can) {
                may.add(verb.toLowerCase(java.util.Locale.ROOT));
            }
        }
        return may;
    }

    private boolean has(String role, Thing thing, String verb) {
        String of = thing.kind().equals("view") ? "table" : thing.kind();
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select has_" + of + "_privilege(?, ?::oid, ?)", Boolean.class, role, thing.oid(), verb));
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : new TreeSet<>(List.of(text.split(" ")));
    }

    private static List<NamedCsvRecord> table() {
        try (var csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        Objects.requireNonNull(RoleMatrix.class.getResourceAsStream("roles.csv")),
                        StandardCharsets.UTF_8))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
