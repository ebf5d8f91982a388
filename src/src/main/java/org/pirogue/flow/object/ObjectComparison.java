package org.pirogue.flow.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.FoundObject;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.run.Plans;

/** Holds objects that were just read from the source against what a read of the target shows, field by field. */
public class ObjectComparison {
    private final ObjectBook book;
    private final ObjectDeliveries deliveries;
    private final Plans plans;

    public ObjectComparison(ObjectBook book, ObjectDeliveries deliveries, Plans plans) {
        this.book = book;
        this.deliveries = deliveries;
        this.plans = plans;
    }

    void compare(ObjectTarget target, Flow flow, String connection, ObjectBatch batch) {
        ObjectKind kind = target.kind();
        ObjectBook.Excused excused = book.excused(flow.name(), kind);
        Map<String, ObjectDeliveries.Seen> seen = deliveries.seen(
                flow.name(),
                kind,
                batch.objects().stream().map(ObjectRecord::key).toList());
        List<ObjectClaim.ToRead> objects = new ArrayList<>();
        batch.objects().forEach(each -> objects.add(toRead(each, seen.get(each.key()))));
        Plans.Comparison found = Plans.Comparison.NONE;
        for (Map.Entry<ObjectClaim.ToRead, FoundObject> each :
                target.read(flow, connection, objects).entrySet()) {
            found = found.plus(compare(each.getKey(), each.getValue(), excused));
        }
        plans.compared(batch.envelope().run(), found);
    }

    private static ObjectClaim.ToRead toRead(ObjectRecord record, ObjectDeliveries.Seen seen) {
        return new ObjectClaim.ToRead(
                record.key(),
                record.label(),
                record.level(),
                record.parent(),
                seen == null ? null : seen.uid(),
                seen == null ? new TreeMap<>() : seen.generations(),
                0,
                record.fields(),
                new TreeSet<>());
    }

    private static Plans.Comparison compare(ObjectClaim.ToRead object, FoundObject found, ObjectBook.Excused excused) {
        SortedMap<String, String> wanted = object.wanted() == null ? new TreeMap<>() : object.wanted();
        TreeSet<String> fields = new TreeSet<>(wanted.keySet());
        if (object.wanted() == null && found.exists()) {
            fields.addAll(found.fields().keySet());
        }
        Plans.Comparison all = Plans.Comparison.NONE;
        for (String field : fields) {
            String theirs = found.fields().getOrDefault(field, "");
            if (wanted.getOrDefault(field, "").equals(theirs)) {
                all = all.plus(new Plans.Comparison(1, 1, 0, 0, 0, 0, 0));
            } else if (excused.rejected().contains(object.key())) {
                all = all.plus(new Plans.Comparison(1, 0, 0, 0, 0, 1, 0));
            } else if (excused.disputed().contains(object.key())) {
                all = all.plus(new Plans.Comparison(1, 0, 0, 0, 0, 0, 1));
            } else {
                all = all.plus(different(wanted.containsKey(field), theirs.isEmpty()));
            }
        }
        return all;
    }

    private static Plans.Comparison different(boolean wanted, boolean absent) {
        if (wanted && absent) {
            return new Plans.Comparison(1, 0, 0, 1, 0, 0, 0);
        }
        return wanted ? new Plans.Comparison(1, 0, 1, 0, 0, 0, 0) : new Plans.Comparison(1, 0, 0, 0, 1, 0, 0);
    }
}
