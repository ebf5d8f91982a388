package org.pirogue.sandbox.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where on a server the values of a case stand: with the person, or in the event of a stage. */
final class CaseValues {
    private CaseValues() {}

    /** Value by code of the attribute; one that is not known is not there. */
    static Map<String, String> attributes(Cases spec, Case one) {
        Map<String, String> attributes = new LinkedHashMap<>();
        spec.attributes().forEach((attribute, kind) -> attributes.put(attribute, one.attribute(kind)));
        spec.drawnAttributes().forEach(code -> attributes.put(code, one.values().getOrDefault(code, "")));
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    /** Value by code of the element, by code of the stage; the case's own stage has an event in any case. */
    static Map<String, Map<String, String>> byStage(Cases spec, Case one) {
        Set<String> attributes = spec.drawnAttributes();
        Map<String, Map<String, String>> stages = new LinkedHashMap<>();
        stages.put(spec.stage(), new LinkedHashMap<>());
        one.values().forEach((element, value) -> {
            if (!attributes.contains(element)) {
                stages.computeIfAbsent(spec.stageOf(element), stage -> new LinkedHashMap<>())
                        .put(element, value);
            }
        });
        return stages;
    }
}
