package org.pirogue.sandbox.values;

import com.fasterxml.jackson.core.JsonProcessingException;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.metadata.MetadataStore;

/** Writes the values that a query asks for, block by block: memory stays flat, writers are not held up. */
final class ValueExport {
    private static final int BLOCK = 4096;

    /** One block of rows, copied while the store is locked. */
    private record Block(
            int[] unit,
            int[] cell,
            int[] value,
            int[] user,
            long[] created,
            long[] updated,
            boolean[] deleted,
            Shelf.@Nullable Extra[] extra) {
        static Block empty() {
            return new Block(
                    new int[BLOCK],
                    new int[BLOCK],
                    new int[BLOCK],
                    new int[BLOCK],
                    new long[BLOCK],
                    new long[BLOCK],
                    new boolean[BLOCK],
                    new Shelf.Extra[BLOCK]);
        }
    }

    private final MetadataStore metadata;
    private final DataValues store;
    private final ValueQuery query;
    private final boolean csv;
    private final Buffer out;
    private final Block block = Block.empty();
    private final Int2ObjectOpenHashMap<byte[]> unitParts = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectOpenHashMap<byte[]> elementParts = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectOpenHashMap<byte[]> comboParts = new Int2ObjectOpenHashMap<>();
    private final Int2ObjectOpenHashMap<byte[]> userParts = new Int2ObjectOpenHashMap<>();
    private byte[] periodPart = new byte[0];
    private long lastMillis = Long.MIN_VALUE;
    private byte[] lastTime = new byte[0];
    private boolean first = true;
    private int toSkip;
    private int left;

    ValueExport(MetadataStore metadata, DataValues store, ValueQuery query, boolean csv, OutputStream out) {
        this.metadata = metadata;
        this.store = store;
        this.query = query;
        this.csv = csv;
        this.out = new Buffer(out);
        this.toSkip = query.offset();
        this.left = query.limit();
    }

    /** Refuses a scheme by which something in reach has no name. To be asked before anything is sent. */
    static void requireNames(MetadataStore metadata, DataValues store, ValueQuery query) {
        store.lock.readLock().lock();
        try {
            Selection selection = new Selection(store, query, metadata.orgUnits());
            Set<String> elements = new LinkedHashSet<>();
            Set<String> combos = new LinkedHashSet<>();
            selection.cells().forEach(cell -> {
                elements.add(store.names.text(store.cells.dataElement(cell)));
                combos.add(store.names.text(store.cells.optionCombo(cell)));
            });
            IdScheme.Set schemes = query.schemes();
            require(metadata, schemes.get("dataElementIdScheme"), "dataElements", elements, "data element(s)");
            if (!query.unfold()) {
                IdScheme scheme = schemes.get("categoryOptionComboIdScheme");
                require(metadata, scheme, "categoryOptionCombos", combos, "category option combo(s)");
            }
            Set<String> units = new LinkedHashSet<>();
            selection.units().forEach(unit -> units.add(store.names.text(unit)));
            require(metadata, schemes.get("orgUnitIdScheme"), "organisationUnits", units, "org unit(s)");
        } finally {
            store.lock.readLock().unlock();
        }
    }

    private static void require(MetadataStore metadata, IdScheme scheme, String type, Set<String> ids, String what) {
        if (scheme == IdScheme.UID) {
            return;
        }
        Set<String> nameless = new LinkedHashSet<>(ids);
        nameless.removeIf(id -> scheme.name(metadata, type, id).isPresent());
        if (!nameless.isEmpty()) {
            throw Refusal.conflict(
                    "E8203",
                    "Export as " + scheme + " not possible as the property is undefined for " + what + ": `" + nameless
                            + "`");
        }
    }

    void write() throws IOException {
        head();
        Selection selection;
        store.lock.readLock().lock();
        try {
            selection = new Selection(store, query, metadata.orgUnits());
        } finally {
            store.lock.readLock().unlock();
        }
        for (Period period : store.periods()) {
            if (left > 0 && query.takes(period)) {
                write(period, selection);
            }
        }
        if (!csv) {
            out.add(bytes("]}"));
        }
        out.flush();
    }

    private void write(Period period, Selection selection) throws IOException {
        Shelf shelf = store.shelf(period.id());
        IntArrayList rows;
        store.lock.readLock().lock();
        try {
            rows = selection.rows(shelf);
        } finally {
            store.lock.readLock().unlock();
        }
        int from = Math.min(toSkip, rows.size());
        toSkip -= from;
        int to = (int) Math.min((long) from + left, rows.size());
        left -= to - from;
        periodPart = csv
                ? bytes("," + period.id())
                : query.hasOnePeriod() ? new byte[0] : bytes(",\"period\":" + quoted(period.id()));
        for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            copy(shelf, rows, at, count);
            for (int i = 0; i < count; i++) {
                if (csv) {
                    csvRow(i);
                } else {
                    jsonRow(i);
                }
            }
        }
    }

    private void copy(Shelf shelf, IntArrayList rows, int at, int count) {
        store.lock.readLock().lock();
        try {
            for (int i = 0; i < count; i++) {
                int row = rows.getInt(at + i);
                block.unit[i] = shelf.orgUnit(row);
                block.cell[i] = shelf.cell(row);
                block.value[i] = shelf.value(row);
                block.user[i] = shelf.storedBy(row);
                block.created[i] = store.millis(shelf.created(row));
                block.updated[i] = store.millis(shelf.updated(row));
                block.deleted[i] = shelf.deleted(row);
                block.extra[i] = shelf.extra(row);
            }
        } finally {
            store.lock.readLock().unlock();
        }
    }

    private void head() throws IOException {
        if (csv) {
            out.add(bytes("dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,"
                    + "lastupdated,comment,followup,deleted\n"));
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (query.hasOneDataSet()) {
            String id = query.dataSets().get(0);
            fields.put("dataSet", named("dataSetIdScheme", "dataSets", id));
        }
        if (query.hasOnePeriod()) {
            fields.put("period", query.periods().get(0));
        }
        if (query.hasOneOrgUnit()) {
            String id = query.orgUnitsGiven().get(0);
            fields.put("orgUnit", named("orgUnitIdScheme", "organisationUnits", id));
        }
        for (String kind : IdScheme.Set.KINDS) {
            IdScheme scheme = query.schemes().get(kind);
            if (scheme != IdScheme.UID) {
                fields.put(kind, scheme.name());
            }
        }
        out.add((byte) '{');
        for (Map.Entry<String, String> field : fields.entrySet()) {
            out.add(bytes(quoted(field.getKey()) + ":" + quoted(field.getValue()) + ","));
        }
        out.add(bytes("\"dataValues\":["));
    }

    private String named(String kind, String type, String id) {
        return query.schemes().get(kind).name(metadata, type, id).orElse(id);
    }

    private void jsonRow(int i) throws IOException {
        if (!first) {
            out.add((byte) ',');
        }
        first = false;
        out.add(part(elementParts, block.cell[i], this::elementPart));
        out.add(periodPart);
        out.add(part(unitParts, block.unit[i], this::unitPart));
        out.add(part(comboParts, block.cell[i], this::comboPart));
        value(block.value[i]);
        out.add(part(userParts, block.user[i], this::userPart));
        out.add(time(block.created[i]));
        out.add(UPDATED);
        out.add(time(block.updated[i]));
        Shelf.Extra extra = block.extra[i];
        if (extra == null && !block.deleted[i]) {
            out.add(CLOSE);
            return;
        }
        out.add((byte) '"');
        if (extra != null && extra.comment() != null) {
            out.add(bytes(",\"comment\":" + quoted(extra.comment())));
        }
        if (extra != null && extra.followUp()) {
            out.add(bytes(",\"followup\":true"));
        }
        out.add(bytes(block.deleted[i] ? ",\"deleted\":true}" : "}"));
    }

    private static final byte[] UPDATED = bytes("\",\"lastUpdated\":\"");
    private static final byte[] CLOSE = bytes("\"}");
    private static final byte[] VALUE = bytes(",\"value\":\"");
    private static final byte[] QUOTE = bytes("\"");

    private void value(int code) throws IOException {
        if (code >= 0) {
            out.add(VALUE);
            out.number(code);
            out.add(QUOTE);
        } else {
            out.add(bytes(",\"value\":" + quoted(store.values.text(code))));
        }
    }

    private void csvRow(int i) throws IOException {
        int cell = block.cell[i];
        out.add(part(elementParts, cell, c -> bytes(element(c))));
        out.add(periodPart);
        out.add(part(unitParts, block.unit[i], u -> bytes("," + unit(u))));
        out.add(part(comboParts, cell, c -> bytes("," + optionCombo(c) + "," + attributeCombo(c) + ",")));
        out.add(bytes(store.values.text(block.value[i]) + "," + store.users.text(block.user[i]) + ","));
        out.add(time(block.updated[i]));
        out.add(bytes(",,," + block.deleted[i] + "\n"));
    }

    private static byte[] part(Int2ObjectOpenHashMap<byte[]> known, int number, IntFunction<byte[]> make) {
        byte[] part = known.get(number);
        if (part == null) {
            part = make.apply(number);
            known.put(number, part);
        }
        return part;
    }

    private byte[] elementPart(int cell) {
        return bytes("{\"dataElement\":" + quoted(element(cell)));
    }

    private String element(int cell) {
        return named("dataElementIdScheme", "dataElements", store.names.text(store.cells.dataElement(cell)));
    }

    private byte[] unitPart(int unit) {
        return query.hasOneOrgUnit() ? new byte[0] : bytes(",\"orgUnit\":" + quoted(unit(unit)));
    }

    private String unit(int unit) {
        return named("orgUnitIdScheme", "organisationUnits", store.names.text(unit));
    }

    private byte[] comboPart(int cell) {
        String combo = query.unfold() ? unfolded(cell) : quoted(optionCombo(cell));
        return bytes(",\"categoryOptionCombo\":" + combo + ",\"attributeOptionCombo\":" + quoted(attributeCombo(cell)));
    }

    private String optionCombo(int cell) {
        String id = store.names.text(store.cells.optionCombo(cell));
        return named("categoryOptionComboIdScheme", "categoryOptionCombos", id);
    }

    /** The default combo stays a UID whatever the scheme: so it was recorded. */
    private String attributeCombo(int cell) {
        String id = store.names.text(store.cells.attributeCombo(cell));
        return id.equals(DataValues.DEFAULT_COMBO)
                ? id
                : named("attributeOptionComboIdScheme", "categoryOptionCombos", id);
    }

    private String unfolded(int cell) {
        String id = store.names.text(store.cells.optionCombo(cell));
        Map<String, String> named = new LinkedHashMap<>();
        metadata.byId("categoryOptionCombos", id).ifPresent(combo -> OptionCombos.options(metadata, combo)
                .forEach((category, option) -> named.put(
                        named("categoryIdScheme", "categories", category),
                        named("categoryOptionIdScheme", "categoryOptions", option))));
        try {
            return Call.JSON.writeValueAsString(named);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] userPart(int user) {
        return bytes(",\"storedBy\":" + quoted(store.users.text(user)) + ",\"created\":\"");
    }

    private byte[] time(long millis) {
        if (millis != lastMillis) {
            lastMillis = millis;
            lastTime = bytes(Times.offset(Instant.ofEpochMilli(millis)));
        }
        return lastTime;
    }

    private static String quoted(@Nullable String text) {
        try {
            return Call.JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A plain buffer without a lock. */
    private static final class Buffer {
        private final OutputStream out;
        private final byte[] bytes = new byte[1 << 16];
        private int size;

        Buffer(OutputStream out) {
            this.out = out;
        }

        void add(byte one) throws IOException {
            if (size == bytes.length) {
                flush();
            }
            bytes[size++] = one;
        }

        void add(byte[] part) throws IOException {
            if (part.length > bytes.length - size) {
                flush();
                if (part.length > bytes.length) {
                    out.write(part);
                    return;
                }
            }
            System.arraycopy(part, 0, bytes, size, part.length);
            size += part.length;
        }

        void number(int number) throws IOException {
            if (bytes.length - size < 10) {
                flush();
            }
            int digits = 1;
            for (int rest = number; rest >= 10; rest /= 10) {
                digits++;
            }
            for (int at = size + digits - 1, rest = number; at >= size; at--, rest /= 10) {
                bytes[at] = (byte) ('0' + rest % 10);
            }
            size += digits;
        }

        void flush() throws IOException {
            out.write(bytes, 0, size);
            size = 0;
        }
    }
}
