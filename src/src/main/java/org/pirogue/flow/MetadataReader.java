package org.pirogue.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.hisp.dhis.integration.sdk.api.RemoteDhis2ClientException;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.prepare.align.OrgUnit;
import org.pirogue.pressure.Gates;

/**
 * Metadata and other small answers of a DHIS2 server, by Camel's own {@code dhis2} component and the connection's
 * client bean.
 */
public class MetadataReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA_SET_FIELDS = "id,code,access,periodType,openFuturePeriods,"
            + "dataSetElements[categoryCombo[id],dataElement[id,code,name,valueType,categoryCombo[id]]],organisationUnits[id,code,name]";
    private static final String PROGRAM_FIELDS =
            "id,code,access,programStages[id,code,access,programStageDataElements[dataElement[id,code]]],"
                    + "programTrackedEntityAttributes[trackedEntityAttribute[id,code]],organisationUnits[id,code]";
    private static final String OPTION_FIELDS =
            "id,programStages[programStageDataElements[dataElement[id,code,optionSet["
                    + "options[code,name]]]]],programTrackedEntityAttributes[trackedEntityAttribute[id,code,optionSet[options[code,name]]]]";
    private static final String ORG_UNIT_FIELDS =
            "id,code,name,level,parent[id],attributeValues[value,attribute[id,code]]";
    static final String OPTION_COMBO_FIELDS = "id,categoryCombo[id],categoryOptions[id,code,name]";

    private final ProducerTemplate camel;

    private final Gates gates;

    public MetadataReader(ProducerTemplate camel, Gates gates) {
        this.camel = camel;
        this.gates = gates;
    }

    /** Name of the bean in the Camel registry that is the connection's client of the {@code dhis2} component. */
    public static String clientName(String connection) {
        return connection + "Client";
    }

    /** @throws FlowException P311 when the server has no such data set, P30x when it cannot be asked */
    public DataSetMetadata dataSet(String connection, String code) {
        OptionCombos optionCombos = new OptionCombos();
        get(connection, "categoryOptionCombos", OPTION_COMBO_FIELDS, List.of())
                .path("categoryOptionCombos")
                .forEach(optionCombos::add);
        return DataSetMetadata.of(one(connection, "dataSets", DATA_SET_FIELDS, code, "P311"), optionCombos);
    }

    /** @throws FlowException P312 when the server has no such program, P30x when it cannot be asked */
    public ProgramMetadata program(String connection, String code) {
        JsonNode program = one(connection, "programs", PROGRAM_FIELDS, code, "P312");
        mayReadData(connection, "program " + code, program);
        program.path("programStages")
                .forEach(stage -> mayReadData(connection, "program stage " + DataSetMetadata.codeOf(stage), stage));
        return ProgramMetadata.of(program);
    }

    /** What the options of a program's elements and attributes are called: name by code, by the code of the element or attribute. */
    public Map<String, Map<String, String>> options(String connection, String program) {
        Map<String, Map<String, String>> options = new HashMap<>();
        JsonNode found = one(connection, "programs", OPTION_FIELDS, program, "P312");
        found.path("programStages").forEach(stage -> stage.path("programStageDataElements")
                .forEach(member -> addOptions(options, member.path("dataElement"))));
        found.path("programTrackedEntityAttributes")
                .forEach(member -> addOptions(options, member.path("trackedEntityAttribute")));
        return options;
    }

    private static void addOptions(Map<String, Map<String, String>> options, JsonNode object) {
        Map<String, String> names = new HashMap<>();
        object.path("optionSet")
                .path("options")
                .forEach(option -> names.put(
                        option.path("code").asText(), option.path("name").asText()));
        options.put(DataSetMetadata.codeOf(object), names);
    }

    /** Data that the user may not read is left out of an answer without a word. */
    private static void mayReadData(String connection, String what, JsonNode object) {
        if (!object.path("access").path("data").path("read").asBoolean(true)) {
            throw new FlowException(
                    "P448",
                    "the user of connection '" + connection + "' may not read the data of " + what
                            + ": share it with the user in DHIS2");
        }
    }

    /** What the server calls its units, data elements and category options. */
    public Names names(String connection) {
        Names names = new Names();
        all(connection, "organisationUnits", "id,code,name,path").forEach(names::addOrgUnit);
        all(connection, "dataElements", "id,code,name").forEach(names::addDataElement);
        all(connection, "categoryOptions", "id,code,name").forEach(names::addCategoryOption);
        return names;
    }

    /** All units that the connection's user sees, with the values of one attribute. */
    public List<OrgUnit> orgUnits(String connection, String attribute) {
        List<OrgUnit> units = new ArrayList<>();
        all(connection, "organisationUnits", ORG_UNIT_FIELDS).forEach(unit -> {
            Map<String, String> attributes = new HashMap<>();
            unit.path("attributeValues").forEach(each -> {
                if (DataSetMetadata.codeOf(each.path("attribute")).equals(attribute)) {
                    attributes.put(attribute, each.path("value").asText());
                }
            });
            units.add(new OrgUnit(
                    unit.path("id").asText(),
                    DataSetMetadata.codeOf(unit),
                    unit.path("code").asText(""),
                    unit.path("name").asText(),
                    unit.path("parent").path("id").asText(""),
                    unit.path("level").asInt(),
                    attributes));
        });
        return units;
    }

    /** Objects of a type; each filter as DHIS2 writes it, {@code code:in:[A,B]}, all of them to hold. */
    public JsonNode list(String connection, String type, String fields, List<String> filters) {
        return get(connection, type, fields, filters).path(type);
    }

    /** What the server tells of itself. */
    JsonNode info(String connection) {
        return get(connection, "system/info", "*", List.of());
    }

    private JsonNode all(String connection, String type, String fields) {
        return get(connection, type, fields, List.of()).path(type);
    }

    /** UIDs of the organisation units that the connection's user sees data of. */
    public List<String> rootUnits(String connection) {
        JsonNode me = get(
                connection,
                "me",
                "id,organisationUnits[id],dataViewOrganisationUnits[id],teiSearchOrganisationUnits[id]",
                List.of());
        JsonNode view = me.path("dataViewOrganisationUnits");
        List<String> roots = (view.isEmpty() ? me.path("organisationUnits") : view).findValuesAsText("id");
        if (roots.isEmpty()) {
            throw new FlowException(
                    "P313",
                    "the user of connection '" + connection + "' has no organisation unit: assign one in DHIS2");
        }
        return roots;
    }

    /** Version of the server, as it tells it. */
    public String version(String connection) {
        return get(connection, "system/info", "*", List.of()).path("version").asText("");
    }

    /** Paths of organisation units, by UID; those that are gone are left out. */
    Map<String, String> orgUnitPaths(String connection, Collection<String> ids) {
        Map<String, String> paths = new HashMap<>();
        get(connection, "organisationUnits", "id,path", List.of("id:in:[" + String.join(",", ids) + "]"))
                .path("organisationUnits")
                .forEach(unit ->
                        paths.put(unit.path("id").asText(), unit.path("path").asText()));
        return paths;
    }

    /** Today, by the server's own clock and zone: DHIS2 compares {@code lastUpdated} by whole days of that zone. */
    public LocalDate serverDate(String connection) {
        String date = get(connection, "system/info", "*", List.of())
                .path("serverDate")
                .asText();
        return LocalDateTime.parse(date).toLocalDate();
    }

    /** What time the server has; empty where it does not say in which zone. */
    Optional<Instant> serverTime(String connection) {
        JsonNode info = get(connection, "system/info", "*", List.of());
        try {
            return Optional.of(LocalDateTime.parse(info.path("serverDate").asText())
                    .atZone(ZoneId.of(info.path("serverTimeZoneId").asText()))
                    .toInstant());
        } catch (DateTimeException noTimeOrZone) {
            return Optional.empty();
        }
    }

    private JsonNode one(String connection, String type, String fields, String code, String missing) {
        JsonNode found =
                get(connection, type, fields, List.of("code:eq:" + code)).path(type);
        if (found.size() != 1) {
            throw new FlowException(
                    missing,
                    "connection '" + connection + "' shows no " + type + " with code '" + code
                            + "': check the code, and that the connection's user may read it");
        }
        return found.get(0);
    }

    private JsonNode get(String connection, String path, String fields, List<String> filter) {
        Dhis2CallGate.Call call = gates.of(connection).enter(Dhis2CallGate.Asked.READ);
        try {
            JsonNode answer = ask(connection, path, fields, filter);
            call.answered();
            return answer;
        } catch (FlowException e) {
            call.failed(new Dhis2Exception(kind(e.code()), String.valueOf(e.getMessage())));
            throw e;
        } catch (RuntimeException e) {
            call.failed(new Dhis2Exception(Kind.UNEXPECTED_ANSWER, connection + ": metadata could not be read"));
            throw e;
        }
    }

    private static Kind kind(String code) {
        return switch (code) {
            case "P301" -> Kind.UNREACHABLE;
            case "P302" -> Kind.SIGN_IN;
            case "P304" -> Kind.NOT_JSON;
            case "P305" -> Kind.EMPTY_ANSWER;
            case "P315" -> Kind.RATE_LIMITED;
            case "P316" -> Kind.SERVER_ERROR;
            default -> Kind.REFUSED;
        };
    }

    private JsonNode ask(String connection, String path, String fields, List<String> filter) {
        Map<String, Object> options = filter.isEmpty()
                ? Map.of("CamelDhis2.path", path, "CamelDhis2.fields", fields)
                : Map.of("CamelDhis2.path", path, "CamelDhis2.fields", fields, "CamelDhis2.filter", filter);
        String uri = "dhis2:get/resource?path=" + path + "&client=#" + clientName(connection);
        try (InputStream answer = camel.requestBodyAndHeaders(uri, null, options, InputStream.class)) {
            JsonNode json = JSON.readTree(answer);
            if (json == null || !json.isObject()) {
                throw new FlowException(
                        "P305", "connection '" + connection + "' answered nothing where metadata was asked for");
            }
            return json;
        } catch (ResolveEndpointFailedException e) {
            throw new FlowException(
                    "P584",
                    "connection '" + connection
                            + "' is no DHIS2 server: what stands there cannot be asked or compared");
        } catch (CamelExecutionException e) {
            throw refused(connection, e);
        } catch (JsonProcessingException e) {
            throw new FlowException(
                    "P304",
                    "connection '" + connection
                            + "' did not answer in JSON: a login page, or another site? Check its url and secret");
        } catch (IOException e) {
            throw new FlowException("P301", "connection '" + connection + "' broke off while it answered");
        }
    }

    /** Camel's message carries the client's settings and the body: only the status leaves this place. */
    private static FlowException refused(String connection, CamelExecutionException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RemoteDhis2ClientException remote) {
                return byStatus(connection, remote.getHttpStatusCode());
            }
        }
        return new FlowException(
                "P301", "connection '" + connection + "' cannot be reached: is the server up, and its url right?");
    }

    private static FlowException byStatus(String connection, int status) {
        return switch (status) {
            case 400, 401, 302 ->
                new FlowException(
                        "P302",
                        "connection '" + connection + "' refused the sign-in (" + status + "): check its secret");
            case 403 ->
                new FlowException(
                        "P303", "the user of connection '" + connection + "' may not read this metadata (403)");
            case 429 -> new FlowException("P315", "connection '" + connection + "' asks to slow down (429)");
            case 500, 502, 503, 504 ->
                new FlowException("P316", "connection '" + connection + "' failed inside (" + status + ")");
            default -> new FlowException("P306", "connection '" + connection + "' answered " + status);
        };
    }
}
