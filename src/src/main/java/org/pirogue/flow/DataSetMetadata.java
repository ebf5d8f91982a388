package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;

/**
 * What one server says of one data set, with the two-way tables between its UIDs and the codes that travel. A thing
 * without a code goes by its UID.
 */
public final class DataSetMetadata {
    /** @param categoryCombo UID of the category combo that applies to this element in this data set */
    public record Element(String id, String code, String valueType, String categoryCombo) {}

    private final String id;
    private final String code;
    private final String periodType;
    private final int openFuturePeriods;
    private final Map<String, Element> elementsById = new HashMap<>();
    private final Map<String, Element> elementsByCode = new HashMap<>();
    private final Map<String, String> orgUnitCodes = new HashMap<>();
    private final Map<String, String> orgUnitIds = new HashMap<>();
    private final Map<String, String> orgUnitNames = new HashMap<>();
    private final Map<String, String> elementNames = new HashMap<>();
    private final OptionCombos optionCombos;

    private DataSetMetadata(JsonNode dataSet, OptionCombos optionCombos) {
        this.id = dataSet.path("id").asText();
        this.code = codeOf(dataSet);
        this.periodType = dataSet.path("periodType").asText();
        this.openFuturePeriods = dataSet.path("openFuturePeriods").asInt();
        this.optionCombos = optionCombos;
    }

    /** @param dataSet a data set as {@link MetadataReader} asks for it */
    static DataSetMetadata of(JsonNode dataSet, OptionCombos optionCombos) {
        DataSetMetadata metadata = new DataSetMetadata(dataSet, optionCombos);
        for (JsonNode member : dataSet.path("dataSetElements")) {
            metadata.addElement(member);
        }
        for (JsonNode unit : dataSet.path("organisationUnits")) {
            metadata.orgUnitCodes.put(unit.path("id").asText(), codeOf(unit));
            metadata.orgUnitIds.put(codeOf(unit), unit.path("id").asText());
            metadata.orgUnitNames.put(codeOf(unit), unit.path("name").asText());
        }
        return metadata;
    }

    private void addElement(JsonNode member) {
        JsonNode element = member.path("dataElement");
        String combo = member.path("categoryCombo").path("id").asText("");
        if (combo.isEmpty()) {
            combo = element.path("categoryCombo").path("id").asText();
        }
        Element known = new Element(
                element.path("id").asText(),
                codeOf(element),
                element.path("valueType").asText("TEXT"),
                combo);
        elementsById.put(known.id(), known);
        elementsByCode.put(known.code(), known);
        elementNames.put(known.code(), element.path("name").asText());
    }

    public static String codeOf(JsonNode object) {
        String code = object.path("code").asText("");
        return code.isEmpty() ? object.path("id").asText() : code;
    }

    public String id() {
        return id;
    }

    public String code() {
        return code;
    }

    /** DHIS2's name of the period type, {@code Monthly}. */
    public String periodType() {
        return periodType;
    }

    public int openFuturePeriods() {
        return openFuturePeriods;
    }

    /** Codes of the organisation units that the data set is assigned to. */
    public Set<String> orgUnits() {
        return new TreeSet<>(orgUnitIds.keySet());
    }

    /** Codes of its data elements. */
    Set<String> dataElements() {
        return new TreeSet<>(elementsByCode.keySet());
    }

    /** How many cells one slice can have. */
    public int cells() {
        return elementsById.values().stream()
                .mapToInt(element -> optionCombos.size(element.categoryCombo()))
                .sum();
    }

    public @Nullable String orgUnitId(String code) {
        return orgUnitIds.get(code);
    }

    public @Nullable String orgUnitCode(String id) {
        return orgUnitCodes.get(id);
    }

    /** What people call an organisation unit, null where the server does not say. */
    public @Nullable String orgUnitName(String code) {
        return said(orgUnitNames.get(code));
    }

    /** What people call a data element, null where the server does not say. */
    public @Nullable String elementName(String code) {
        return said(elementNames.get(code));
    }

    private static @Nullable String said(@Nullable String name) {
        return name == null || name.isBlank() ? null : name;
    }

    public @Nullable Element element(String code) {
        return elementsByCode.get(code);
    }

    /** The cell of two UIDs; a UID that the data set does not know stands for itself, so that nothing is lost. */
    public Cell cell(String dataElement, String categoryOptionCombo) {
        Element element = elementsById.get(dataElement);
        return new Cell(element == null ? dataElement : element.code(), optionCombos.options(categoryOptionCombo));
    }

    /** Category options of an option combo's UID, as {@link Cell#categoryOptions}. */
    public String options(String optionCombo) {
        return optionCombos.options(optionCombo);
    }

    /** UID of the option combo of these options in the element's category combo, null where there is none. */
    public @Nullable String optionComboId(Element element, String options) {
        return optionCombos.id(element.categoryCombo(), options);
    }

    /** UID of an attribute option combo, null where the options name none or more than one. */
    public @Nullable String attributeOptionComboId(String options) {
        return optionCombos.onlyId(options);
    }
}
