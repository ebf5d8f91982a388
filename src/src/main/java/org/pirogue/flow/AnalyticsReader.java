package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pirogue.prepare.map.Mapping;

/** What a server's analytics is asked for, by its metadata of this minute, and how old its tables are. */
class AnalyticsReader {
    private static final Pattern UNITS = Pattern.compile("(LEVEL(?=-\\d+$)|OU_GROUP|DATA_SET)-(.+)");
    private static final int NEVER = 1970;

    private final MetadataReader reader;

    AnalyticsReader(MetadataReader reader) {
        this.reader = reader;
    }

    /** @throws FlowException P556 for an item, P557 for units that the server does not show */
    AnalyticsScope scope(AnalyticsTerms terms, Mapping mapping) {
        List<String> roots = reader.rootUnits(terms.connection());
        Map<String, String> ids = new HashMap<>();
        Map<String, String> codes = new HashMap<>();
        units(terms).forEach(unit -> {
            boolean seen =
                    roots.stream().anyMatch(root -> unit.path("path").asText().contains("/" + root));
            if (seen) {
                ids.put(DataSetMetadata.codeOf(unit), unit.path("id").asText());
                codes.put(unit.path("id").asText(), DataSetMetadata.codeOf(unit));
            }
        });
        if (ids.isEmpty()) {
            throw new FlowException(
                    "P557",
                    "connection '" + terms.connection() + "' shows no org unit of '" + terms.orgUnits()
                            + "': check it, and where the connection's user stands");
        }
        return new AnalyticsScope(
                new AnalyticsItems(reader, terms.connection()).of(mapping.sources()), ids, codes, roots, List.of(), "");
    }

    private Iterable<JsonNode> units(AnalyticsTerms terms) {
        Matcher said = units(terms.orgUnits());
        if (said.group(1).equals("LEVEL")) {
            return reader.list(
                    terms.connection(), "organisationUnits", "id,code,path", List.of("level:eq:" + said.group(2)));
        }
        String type = said.group(1).equals("OU_GROUP") ? "organisationUnitGroups" : "dataSets";
        return reader.list(
                        terms.connection(),
                        type,
                        "organisationUnits[id,code,path]",
                        List.of("code:eq:" + said.group(2)))
                .path(0)
                .path("organisationUnits");
    }

    /** Kind and name of what says which units. @throws FlowException P557 where it is not of this form */
    static Matcher units(String text) {
        Matcher said = UNITS.matcher(text);
        if (!said.matches()) {
            throw new FlowException(
                    "P557", "orgUnits is '" + text + "': write LEVEL-3, OU_GROUP-CODE or DATA_SET-CODE");
        }
        return said;
    }

    /** How old the newest tables are; empty where the server does not say. @throws FlowException P561 where there are none */
    Optional<Duration> age(String connection) {
        JsonNode info = reader.info(connection);
        Optional<LocalDateTime> built = Stream.of("lastAnalyticsTableSuccess", "lastAnalyticsTablePartitionSuccess")
                .flatMap(name -> time(info.path(name).asText()).stream())
                .max(LocalDateTime::compareTo);
        if (built.isPresent() && built.get().getYear() <= NEVER) {
            throw new FlowException(
                    "P561",
                    "the analytics tables of connection '" + connection
                            + "' were never built: nothing is taken for empty. Build them there (Data administration)");
        }
        return built.flatMap(at -> time(info.path("serverDate").asText()).map(now -> Duration.between(at, now)));
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
