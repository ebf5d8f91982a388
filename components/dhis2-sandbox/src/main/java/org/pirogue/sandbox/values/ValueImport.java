package org.pirogue.sandbox.values;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.VersionMode;
import org.pirogue.sandbox.metadata.User;

/** Imports a payload: decode, judge, apply. */
final class ValueImport {
    private final Instance instance;
    private final DataValues store;
    private final Completeness completeness;
    private volatile @Nullable Rules rules;

    ValueImport(Instance instance, DataValues store, Completeness completeness) {
        this.instance = instance;
        this.store = store;
        this.completeness = completeness;
    }

    Verdict run(Payload payload, ImportOptions options, User user) {
        Rules now = Rules.of(instance.metadata(), rules);
        rules = now;
        Decoded decoded;
        try {
            decoded = Decoder.decode(instance.metadata(), store.names, payload, options);
        } catch (Decoder.Undecodable undecodable) {
            return Verdict.refused(undecodable.conflict, List.of(), null);
        }
        Judgement judgement = judge(decoded, now, options, user);
        if (judgement.refusal() != null) {
            return judgement.refusal();
        }
        Counts counts =
                options.dryRun() ? count(decoded, judgement, options) : apply(decoded, judgement, options, user);
        String complete = options.dryRun() ? "false" : complete(decoded, user);
        return verdict(decoded, judgement, counts, complete);
    }

    private record Counts(int created, int changed, int deleted) {}

    private Judgement judge(Decoded decoded, Rules now, ImportOptions options, User user) {
        LocalDate today = instance.now().atZone(ZoneOffset.UTC).toLocalDate();
        if (instance.mode() == VersionMode.V2_42) {
            return new RowJudge(decoded, now, instance.metadata(), user, store.names, options, today).judge();
        }
        for (int row = 0; row < decoded.size(); row++) {
            if (!decoded.hasPeriod(row)) {
                throw Refusal.of(
                        500,
                        "Cannot invoke \"org.hisp.dhis.datavalue.DataEntryGroup.deletion()\" because \"group\" is null");
            }
        }
        return new GroupJudge(decoded, now, instance.orgUnits(), user, store.names, options, today).judge();
    }

    private Verdict verdict(Decoded decoded, Judgement judgement, Counts counts, String complete) {
        BitSet rejected = judgement.rejected();
        boolean old = instance.mode() == VersionMode.V2_42;
        return new Verdict(
                old ? counts.created : 0,
                old ? counts.changed : counts.created + counts.changed,
                rejected.cardinality(),
                counts.deleted,
                judgement.conflicts(),
                rejected.stream().boxed().toList(),
                complete);
    }

    private Counts count(Decoded decoded, Judgement judgement, ImportOptions options) {
        int good = decoded.size() - judgement.rejected().cardinality();
        return options.deletes() ? new Counts(0, 0, good) : new Counts(0, good, 0);
    }

    private Counts apply(Decoded decoded, Judgement judgement, ImportOptions options, User user) {
        Instant now = instance.now();
        int userNumber = store.users.of(user.username());
        int defaultCombo = store.names.of(DataValues.DEFAULT_COMBO);
        boolean log = instance.truth().isOn();
        int created = 0;
        int changed = 0;
        int deleted = 0;
        store.lock.writeLock().lock();
        try {
            int stamp = store.stamp(now);
            Shelf shelf = null;
            int shelfPeriod = -1;
            for (int row = 0; row < decoded.size(); row++) {
                if (judgement.rejected().get(row)) {
                    continue;
                }
                if (shelf == null || shelfPeriod != decoded.period()[row]) {
                    shelfPeriod = decoded.period()[row];
                    shelf = store.shelf(decoded.periodOf(row).id());
                }
                int cell = store.cells.of(
                        decoded.dataElement()[row],
                        or(decoded.optionCombo()[row], defaultCombo),
                        or(decoded.attributeCombo()[row], defaultCombo));
                boolean gone = options.deletes() || decoded.payload().deleted.getBoolean(row);
                int unit = decoded.orgUnit()[row];
                int code = code(decoded.payload(), row, shelf, unit, cell, gone);
                int before = store.set(shelf, unit, cell, code, stamp, userNumber, gone);
                shelf.extra(shelf.row(unit, cell), decoded.payload().extras.get(row));
                if (options.deletes()) {
                    deleted++;
                } else if (before == ValueCodes.NONE) {
                    created++;
                } else {
                    changed++;
                }
                if (log) {
                    log(now, user, decoded.periodOf(row).id(), unit, cell, before, gone ? ValueCodes.NONE : code);
                }
            }
        } finally {
            store.lock.writeLock().unlock();
        }
        return new Counts(created, changed, deleted);
    }

    private static int or(int number, int otherwise) {
        return number < 0 ? otherwise : number;
    }

    /** A deletion without a value keeps the one that stands there. */
    private int code(Payload payload, int row, Shelf shelf, int unit, int cell, boolean gone) {
        int sent = payload.value.getInt(row);
        if (sent >= 0) {
            return sent;
        }
        if (sent != Payload.ABSENT) {
            return store.values.of(payload.longValues.get(-2 - sent));
        }
        int known = gone ? shelf.row(unit, cell) : -1;
        return known >= 0 ? shelf.value(known) : store.values.of("");
    }

    private void log(Instant now, User user, String period, int unit, int cell, int before, int after) {
        String key = store.names.text(store.cells.dataElement(cell)) + "/" + period + "/" + store.names.text(unit) + "/"
                + store.names.text(store.cells.optionCombo(cell)) + "/"
                + store.names.text(store.cells.attributeCombo(cell));
        instance.truth()
                .add(now, user.username(), "dataValue", key, text(before), text(after), after == ValueCodes.NONE);
    }

    private @Nullable String text(int code) {
        return code == ValueCodes.NONE ? null : store.values.text(code);
    }

    /** A header with a completion date registers the data set as complete. */
    private String complete(Decoded decoded, User user) {
        Payload payload = decoded.payload();
        if (payload.completeDate == null
                || decoded.dataSet() == null
                || payload.headPeriod == null
                || payload.headOrgUnit == null) {
            return "false";
        }
        String unit = decoded.size() > 0 ? store.names.text(decoded.orgUnit()[0]) : payload.headOrgUnit;
        completeness.put(new Completeness.Registration(
                new Completeness.Key(decoded.dataSet(), payload.headPeriod, unit, DataValues.DEFAULT_COMBO),
                payload.completeDate,
                user.username(),
                true));
        return payload.completeDate;
    }

    static List<Integer> indexes(int size) {
        return IntStream.range(0, size).boxed().toList();
    }
}
