package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.instance.Uids;

/**
 * The sample data of a country, from a folder with {@code scenario.yaml}, the metadata of its servers and its
 * organisation units. The same folder makes the same data, UIDs included; only passwords and tokens differ. Servers may
 * be filled in parallel.
 */
public final class Sample {
    /** Two periods as DHIS2 writes them, both inclusive. */
    public record Asked(String from, String to) {}

    /** Somebody outside; {@code dataset} is {@code workspace/name}, {@code flow} writes it, {@code key} names a row. */
    public record Partner(
            String account, String dataset, String flow, List<String> columns, List<String> key, String purpose) {}

    /** What the user made on a server may sign in with. */
    public record Access(String username, String password, String token) {}

    /**
     * What changed on the second day.
     *
     * @param slices facility and month that a count may have changed in: {@code BDI_0101_03/202601}
     * @param emptied the one of them that has no case any more
     */
    public record Changes(int edited, int moved, int deleted, int added, Set<String> slices, String emptied) {}

    private static final Set<String> AUTHORITIES = Set.of(
            "F_METADATA_IMPORT",
            "F_DATAVALUE_ADD",
            "F_DATAVALUE_DELETE",
            "F_EXPORT_DATA",
            "F_TEI_CASCADE_DELETE",
            "F_ENROLLMENT_CASCADE_DELETE",
            "F_TRACKED_ENTITY_INSTANCE_SEARCH_IN_ALL_ORGUNITS");

    private final Path folder;
    private final Scenario scenario;
    private final Hierarchy hierarchy;
    private final long big;
    private @Nullable CaseMaker maker;
    private @Nullable List<Case> cases;

    private Sample(Path folder, Scenario scenario, Hierarchy hierarchy, long big) {
        this.folder = folder;
        this.scenario = scenario;
        this.hierarchy = hierarchy;
        this.big = big;
    }

    /** @throws java.io.UncheckedIOException naming the file that cannot be read */
    public static Sample load(Path folder) {
        Scenario scenario = Scenario.read(folder);
        return new Sample(folder, scenario, Hierarchy.read(folder, scenario.orgUnits(), scenario.seed(), 0), 0);
    }

    /** As {@link #big(long, String, String)}, over all months of the scenario. */
    public Sample big(long values) {
        return big(values, scenario.months().from(), scenario.months().to());
    }

    /**
     * The same servers without cases and with so many data values, spread over as many more facilities as that takes;
     * every cell of the data set that facilities report is filled. The country's own mapping fits it.
     *
     * @param from first month, {@code 202601}
     * @param to last month, inclusive
     */
    public Sample big(long values, String from, String to) {
        Scenario within = scenario.within(new Scenario.Months(from, to));
        Routine routine = within.routines().get(0);
        int cells = names(routine.server()).cells(routine.dataSet()).size();
        long perDistrict = (long) cells * within.months().all().size() * hierarchy.districts();
        int least = (int) ((values + perDistrict - 1) / perDistrict);
        return new Sample(folder, within, Hierarchy.read(folder, within.orgUnits(), within.seed(), least), values);
    }

    /** Names of the connections whose servers it fills. */
    public Set<String> connections() {
        return scenario.servers().keySet();
    }

    /** Months with data, {@code 202411} and so on. */
    public List<String> periods() {
        return scenario.months().all().stream().map(Scenario.Months::period).toList();
    }

    /** First and last period that runs of a flow are asked for; empty for what the flow reads by itself. */
    public Optional<Asked> asked(String flow) {
        return scenario.asked() == null
                ? Optional.empty()
                : Optional.ofNullable(scenario.asked().get(flow)).map(months -> new Asked(months.from(), months.to()));
    }

    /** Who is given a dataset, and is away on the second day. */
    public Optional<Partner> partner() {
        return Optional.ofNullable(scenario.partner())
                .map(who ->
                        new Partner(who.account(), who.dataset(), who.flow(), who.columns(), who.key(), who.purpose()));
    }

    /** Codes of the facilities. */
    public List<String> facilities() {
        return hierarchy.facilities().stream().map(Unit::code).toList();
    }

    /** Puts metadata, a user with a token, and the data of this connection into a server. */
    public Access fill(String connection, Sandbox server) {
        Names names = names(connection);
        server.loadMetadata(names.metadata());
        Access access = user(connection, names, server);
        if (big > 0) {
            fillBig(connection, names, server, access);
        } else {
            fillCases(connection, names, server, access);
            fillReports(connection, names, server, access);
            FigureLoad figures = new FigureLoad(server, names, access.username());
            scenario.figuresAt(connection).forEach(each -> figures.load(folder.resolve(each.file())));
        }
        return access;
    }

    private Access user(String connection, Names names, Sandbox server) {
        String username = scenario.servers().get(connection).user();
        String password = UUID.randomUUID().toString();
        server.users()
                .add(
                        names.made("users/" + username),
                        username,
                        password,
                        AUTHORITIES,
                        List.of(names.unit(hierarchy.root())));
        return new Access(username, password, server.createToken(username));
    }

    private void fillCases(String connection, Names names, Sandbox server, Access access) {
        if (scenario.cases() == null || !scenario.cases().server().equals(connection)) {
            return;
        }
        Map<Integer, List<Case>> byPerson = new LinkedHashMap<>();
        for (Case one : cases()) {
            byPerson.computeIfAbsent(one.person().number(), p -> new ArrayList<>())
                    .add(one);
        }
        CaseRecords records = new CaseRecords(scenario.cases(), ids(names), access.username());
        byPerson.values().forEach(person -> server.tracker().load(records.person(person)));
    }

    private void fillReports(String connection, Names names, Sandbox server, Access access) {
        for (Routine routine : scenario.routines()) {
            if (routine.server().equals(connection)) {
                ReportLoad load = new ReportLoad(server, names, routine.dataSet(), access.username());
                maker(routine).make(routine, load);
            }
        }
    }

    private void fillBig(String connection, Names names, Sandbox server, Access access) {
        Routine routine = scenario.routines().get(0);
        if (routine.server().equals(connection)) {
            ReportLoad load = new ReportLoad(server, names, routine.dataSet(), access.username());
            new ReportMaker(scenario, hierarchy.facilities()).everyCell(names.cells(routine.dataSet()), big, load);
        }
    }

    /**
     * Makes the changes of the second day through the server's own API, so that it stamps them with its own time. There is
     * one second day: call it once for a server.
     *
     * @param url {@code http://host:port} of the server that keeps the cases
     * @throws IllegalStateException when the server refuses any of them
     */
    public Changes change(String url, Access access) {
        if (scenario.cases() == null || scenario.changes() == null) {
            throw new IllegalStateException("scenario.yaml says of no case that it changes");
        }
        ChangeMaker.Chosen chosen = new ChangeMaker(scenario.cases(), cases(), maker()).choose(scenario.changes());
        ServerCalls calls = new ServerCalls(url, access.token());
        CaseIds ids = ids(names(scenario.cases().server()));
        CaseJson json = new CaseJson(scenario.cases(), ids);
        ArrayNode enrollments = array(chosen.moved().stream().map(json::enrollment));
        Stream<Case> updated = Stream.concat(chosen.edited().stream(), chosen.moved().stream());
        calls.write("CREATE_AND_UPDATE", "enrollments", enrollments);
        calls.write("CREATE_AND_UPDATE", "events", array(updated.flatMap(json::events)));
        if (!scenario.cases().drawnAttributes().isEmpty()) {
            calls.write(
                    "CREATE_AND_UPDATE",
                    "trackedEntities",
                    array(chosen.edited().stream().map(json::personAlone)));
        }
        calls.write(
                "CREATE_AND_UPDATE",
                "trackedEntities",
                array(chosen.added().stream().map(json::person)));
        calls.write(
                "DELETE",
                "events",
                array(chosen.deleted().stream().map(ids::event).map(Sample::event)));
        return chosen.summary();
    }

    /** Types the figures of the second day into the forms of this connection's server. */
    public void type(String connection, String url, Access access) {
        TypedFigures hands = new TypedFigures(
                new ServerCalls(url, access.token()),
                names(connection),
                hierarchy.facilities(),
                Scenario.Months.period(scenario.months().last()));
        scenario.typedAt(connection).forEach(hands::type);
    }

    /** Names of the connections whose servers keep cases that change on the second day: one, or none. */
    public Set<String> keepersOfCases() {
        return scenario.cases() == null || scenario.changes() == null
                ? Set.of()
                : Set.of(scenario.cases().server());
    }

    /**
     * Reports of this connection's server come late, figures in others are corrected or taken away.
     *
     * @return facility and period of each: {@code BDI_0101_03/202601}
     */
    public Set<String> report(String connection, String url, Access access) {
        Set<String> changed = new TreeSet<>();
        for (Routine.Reports reports : scenario.reportsAt(connection)) {
            ReportChanges changes = new ReportChanges(new ServerCalls(url, access.token()), names(connection), reports);
            Routine routine = scenario.routines().stream()
                    .filter(each -> each.isOf(connection, reports.dataSet()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nobody reports " + reports.dataSet()));
            ReportMaker maker = maker(routine);
            maker.make(routine, changes);
            changed.addAll(changes.write(maker, routine));
        }
        return changed;
    }

    /**
     * Some reports of this connection's server are registered as complete late, some registrations are taken back.
     *
     * @return facility and month of each: {@code BDI_0101_03/202601}
     */
    public Set<String> register(String connection, String url, Access access) {
        Set<String> reports = new TreeSet<>();
        for (Routine.Registered registered : scenario.registeredAt(connection)) {
            LateReports late = new LateReports(new ServerCalls(url, access.token()), names(connection), registered);
            scenario.routines().stream()
                    .filter(routine -> routine.isOf(connection, registered.dataSet()))
                    .forEach(routine -> maker(routine).make(routine, late));
            reports.addAll(late.write());
        }
        return reports;
    }

    /** Facilities open, change their names, move and close, where this connection's server is the one that keeps them. */
    public void reorganise(String connection, String url, Access access) {
        Units.Facilities facilities = scenario.facilities();
        if (facilities != null && facilities.server().equals(connection)) {
            new Reorganisation(new ServerCalls(url, access.token()), names(connection), hierarchy).make(facilities);
        }
    }

    private ReportMaker maker(Routine routine) {
        return new ReportMaker(scenario, hierarchy.at(routine.level()));
    }

    private static ArrayNode array(Stream<ObjectNode> records) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        records.forEach(array::add);
        return array;
    }

    private static ObjectNode event(String uid) {
        return JsonNodeFactory.instance.objectNode().put("event", uid);
    }

    synchronized List<Case> cases() {
        if (cases == null) {
            cases = maker().all();
        }
        return cases;
    }

    private synchronized CaseMaker maker() {
        if (maker == null) {
            maker = new CaseMaker(scenario, hierarchy.facilities());
        }
        return maker;
    }

    private CaseIds ids(Names names) {
        LocalDate open = scenario.months().last().minusMonths(1).atDay(1);
        return new CaseIds(scenario.cases(), names, open);
    }

    private Names names(String connection) {
        Server server = scenario.servers().get(connection);
        if (server == null) {
            throw new IllegalArgumentException(
                    "no server '%s' in scenario.yaml, only %s".formatted(connection, connections()));
        }
        Uids uids = new Uids(scenario.seed() * 31 + connection.hashCode());
        return Names.read(folder, server, uids, hierarchy);
    }
}
