package org.pirogue.flow.object;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.object.ObjectClaim;

/** The uids that Pirogue gives at the target to one tracked entity, its enrollments and its events. */
final class TrackerIds {
    private final String flow;
    private final SortedMap<String, Integer> generations;
    private final String entity;
    /** Target uid by part: {@code enrollments/ID/}. */
    private final Map<String, String> byPart = new LinkedHashMap<>();
    /** Source uid by target uid. */
    private final Map<String, String> keys = new LinkedHashMap<>();

    TrackerIds(String flow, ObjectClaim.ToRead object) {
        this.flow = flow;
        this.generations = object.generations();
        this.entity = TargetUids.of(flow, "trackedEntity", object.key(), generations.getOrDefault("", 1));
        Collection<String> fields = new TreeSet<>(object.known());
        if (object.wanted() != null) {
            fields.addAll(object.wanted().keySet());
        }
        fields.forEach(this::parts);
    }

    private void parts(String field) {
        if (!field.startsWith(TrackerFields.ENROLLMENTS)) {
            return;
        }
        String[] path = field.split("/");
        String enrollment = path[0] + "/" + path[1] + "/";
        make(enrollment, "enrollment", path[1]);
        if (path.length > 4 && path[2].equals("events")) {
            make(enrollment + path[2] + "/" + path[3] + "/", "event", path[3]);
        }
    }

    /** What hangs on a thing that is made anew must be made anew too: generations add up along the path. */
    private void make(String part, String kind, String key) {
        if (byPart.containsKey(part)) {
            return;
        }
        int generation = 1;
        for (Map.Entry<String, Integer> each : generations.entrySet()) {
            generation += part.startsWith(each.getKey()) ? each.getValue() - 1 : 0;
        }
        String uid = TargetUids.of(flow, kind, key, generation);
        byPart.put(part, uid);
        keys.put(uid, key);
    }

    String entity() {
        return entity;
    }

    String of(String part) {
        return byPart.get(part);
    }

    Map<String, String> byPart() {
        return byPart;
    }

    /** The source's uid, null for a thing that is not ours. */
    @Nullable
    String key(String targetUid) {
        return keys.get(targetUid);
    }

    @Nullable
    String part(String targetUid) {
        return byPart.entrySet().stream()
                .filter(each -> each.getValue().equals(targetUid))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
