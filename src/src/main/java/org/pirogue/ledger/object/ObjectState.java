package org.pirogue.ledger.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.value.SliceState.Standing;

/**
 * What the ledger knows of one object, field by field, by the marks of its values. Pure rules, no SQL. The empty value is none.
 * A dispute may be about a field, about a part of the object ({@code enrollments/ID/}), or about all of it: the empty name.
 */
final class ObjectState {
    static final String NOTHING = "";
    static final String WHOLE = "";

    /** Null where the object should not stand. */
    @Nullable
    SortedMap<String, String> desired;

    final SortedMap<String, String> acknowledged;
    final Map<String, List<String>> attempted;
    final Map<String, Dispute> disputes = new TreeMap<>();
    boolean unseen;

    @Nullable
    ObjectRefusal refusal;

    ObjectState(@Nullable String desired, String acknowledged, String attempted, String disputed) {
        this.desired = desired == null ? null : ObjectPacked.values(desired);
        this.acknowledged = ObjectPacked.values(acknowledged);
        this.attempted = ObjectPacked.lists(attempted);
        ObjectPacked.lists(disputed).forEach((field, it) -> disputes.put(field, Dispute.of(it)));
    }

    /** In which column of its run's balance it stands; null where nothing stands and nothing should. */
    @Nullable
    Standing standing() {
        return desired == null ? ofRetracted() : ofDesired();
    }

    private @Nullable Standing ofRetracted() {
        if (acknowledged.isEmpty() && attempted.isEmpty()) {
            return null;
        }
        if (refusal != null) {
            return Standing.DELETE_REJECTED;
        }
        Dispute whole = disputes.get(WHOLE);
        if (whole == null) {
            return Standing.DELETE;
        }
        return whole.open() ? Standing.DELETE_CONFLICT : null;
    }

    private Standing ofDesired() {
        if (refusal != null) {
            return Standing.REJECTED;
        }
        if (unseen || fields().stream().anyMatch(this::isDue)) {
            return Standing.PUT;
        }
        return disputes.values().stream().anyMatch(Dispute::open) ? Standing.CONFLICT : Standing.GOOD;
    }

    boolean inFlight() {
        Standing standing = standing();
        return standing != null && standing.inFlight();
    }

    /** Every field that should have a value, has one by this flow, or may have. */
    SortedSet<String> fields() {
        SortedSet<String> fields = new TreeSet<>(acknowledged.keySet());
        fields.addAll(attempted.keySet());
        if (desired != null) {
            fields.addAll(desired.keySet());
        }
        return fields;
    }

    /**
     * Fields by which the target would lose something that this flow put there, or may have put: all of an object that should
     * not stand, those of a part that should not, and the date that closes it. Empty where nothing is taken away.
     */
    SortedSet<String> takenAway(ObjectKind kind) {
        SortedSet<String> taken = new TreeSet<>();
        if (desired == null) {
            return standing() == Standing.DELETE ? fields() : taken;
        }
        for (String field : fields()) {
            boolean there = acknowledged.containsKey(field) || attempted.containsKey(field);
            if (there && goal(field).isEmpty() && isDue(field) && isOfPartThatGoes(field)) {
                taken.add(field);
            }
        }
        String closing = kind.closing();
        if (closing != null && closes(closing)) {
            taken.add(closing);
        }
        return taken;
    }

    private boolean isOfPartThatGoes(String field) {
        return parts(field).anyMatch(part -> desired.keySet().stream().noneMatch(wanted -> wanted.startsWith(part)));
    }

    /** A new object may be closed from the beginning. */
    private boolean closes(String closing) {
        return !acknowledged.isEmpty()
                && !acknowledged.containsKey(closing)
                && !goal(closing).isEmpty()
                && isDue(closing);
    }

    /** The parts that a field belongs to, outermost first: what comes after each second slash hangs on a part. */
    private static Stream<String> parts(String field) {
        Stream.Builder<String> parts = Stream.builder();
        int slash = field.indexOf('/');
        while (slash >= 0) {
            int end = field.indexOf('/', slash + 1);
            if (end < 0) {
                break;
            }
            parts.add(field.substring(0, end + 1));
            slash = field.indexOf('/', end + 1);
        }
        return parts.build();
    }

    String goal(String field) {
        return desired == null ? NOTHING : desired.getOrDefault(field, NOTHING);
    }

    /** Whether a field must be written or emptied. */
    boolean isDue(String field) {
        if (isDisputed(field)) {
            return false;
        }
        return attempted.containsKey(field) || !goal(field).equals(acknowledged.getOrDefault(field, NOTHING));
    }

    /** Whether a person is asked about it, or theirs was left standing. */
    boolean isDisputed(String field) {
        Dispute own = disputes.get(field);
        if (own != null && own.ours().equals(goal(field))) {
            return true;
        }
        return isInDisputedPart(field);
    }

    boolean isInDisputedPart(String field) {
        return disputes.keySet().stream().anyMatch(name -> isPart(name) && field.startsWith(name));
    }

    /** Whether a name is that of several fields. */
    static boolean isPart(String name) {
        return name.isEmpty() || name.endsWith("/");
    }

    /** Drops disputes of what is no longer wanted; returns the conflicts that have no object any more. */
    List<Long> forgetStaleDisputes() {
        List<Long> gone = new ArrayList<>();
        disputes.entrySet().removeIf(entry -> {
            String name = entry.getKey();
            Dispute dispute = entry.getValue();
            boolean stale = isPart(name)
                    ? desired != null && desired.keySet().stream().noneMatch(field -> field.startsWith(name))
                    : !dispute.ours().equals(goal(name));
            if (stale && dispute.open()) {
                gone.add(dispute.conflict());
            }
            return stale;
        });
        return gone;
    }

    /** In flight until the target was read, if there is anything to write. */
    void lookFirst() {
        unseen = false;
        unseen = desired != null && inFlight();
    }

    void attempt(String field, String mark) {
        attempted.merge(field, List.of(mark), (before, now) -> Stream.concat(
                        before.stream().filter(each -> !each.equals(mark)), Stream.of(mark))
                .toList());
    }

    void withdraw(String field, String mark) {
        attempted.computeIfPresent(field, (name, before) -> {
            List<String> left =
                    before.stream().filter(each -> !each.equals(mark)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    void acknowledge(String field, String mark) {
        attempted.remove(field);
        if (mark.equals(NOTHING)) {
            acknowledged.remove(field);
        } else {
            acknowledged.put(field, mark);
        }
    }

    /** Nothing of it, or of this part, stands at the target any more. */
    void forget(String part) {
        acknowledged.keySet().removeIf(field -> field.startsWith(part));
        attempted.keySet().removeIf(field -> field.startsWith(part));
    }

    String packedDisputes() {
        Map<String, List<String>> lists = new TreeMap<>();
        disputes.forEach((field, dispute) -> lists.put(field, dispute.packed()));
        return ObjectPacked.pack(lists);
    }
}
