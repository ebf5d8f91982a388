package org.pirogue.prepare.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** Files, read one after the other as one table. */
public final class FileTable {
    private static final int ROWS_OF_A_PART = 1000;

    private final FileRules rules;
    private final List<Source> sources;
    private final List<String> key;
    private final Consumer<Source> faulty;

    /** @param path where it lies, @param name that people know it by */
    public record Source(Path path, String name) {}

    /**
     * @param sources in the order in which they are read; where a key is given the newest comes first
     * @param key columns: of rows that are equal in them those of the first file count. Empty: all rows of all files count
     * @param faulty told of each file in which some cell or row is wrong, when its last row was read
     */
    public FileTable(FileRules rules, List<Source> sources, List<String> key, Consumer<Source> faulty) {
        this.rules = rules;
        this.sources = List.copyOf(sources);
        this.key = List.copyOf(key);
        this.faulty = faulty;
    }

    /**
     * The headers of all files are looked at now, the rows when they are asked for.
     *
     * @throws Problems P681 to P688, of all files; and from the parts where a file is damaged further down
     */
    public Table open(Envelope envelope) {
        List<Problem> problems = new ArrayList<>();
        for (Source source : sources) {
            try (TableFile file = open(source)) {
                file.parts();
            } catch (Problems refused) {
                problems.addAll(refused.all());
            }
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        Parts parts = new Parts();
        return new Table(envelope, rules.tableColumns(), parts, parts::close);
    }

    private TableFile open(Source source) {
        return TableFile.open(source.path(), source.name(), rules, ExcelScan.Bounds.USUAL);
    }

    private final class Parts implements Iterator<Table.Part> {
        private final Iterator<Source> remaining = sources.iterator();
        private final Set<UUID> seen = new HashSet<>();
        private final Set<UUID> own = new HashSet<>();
        private @Nullable Source source;
        private @Nullable TableFile file;
        private @Nullable Iterator<RowRead> rows;
        private boolean wrong;
        private long older;

        private List<Row> taken = new ArrayList<>();
        private List<Finding> findings = new ArrayList<>();
        private Tally tally = Tally.NONE;

        @Override
        public boolean hasNext() {
            return file != null || remaining.hasNext();
        }

        @Override
        public Table.Part next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            taken = new ArrayList<>();
            findings = new ArrayList<>();
            tally = Tally.NONE;
            if (file == null) {
                begin();
            }
            while (taken.size() < ROWS_OF_A_PART && findings.size() < ROWS_OF_A_PART && rows.hasNext()) {
                take(rows.next());
            }
            if (!rows.hasNext()) {
                end();
            }
            return new Table.Part(taken, tally, findings);
        }

        private void begin() {
            source = remaining.next();
            file = FileTable.this.open(source);
            rows = file.rows();
            wrong = false;
            older = 0;
            findings.addAll(file.warnings());
        }

        private void take(RowRead read) {
            findings.addAll(read.findings());
            wrong |= !read.problems().isEmpty();
            long before = taken.size();
            read.rows().stream().filter(this::counts).forEach(taken::add);
            long used = taken.size() - before;
            long doubles = read.rows().size() - used;
            older += doubles;
            tally = tally.plus(new Tally(used, read.ignored(), 0, read.invalid(), doubles, 0));
        }

        /** Whether no newer file has the key of this row. */
        private boolean counts(Row row) {
            if (key.isEmpty()) {
                return true;
            }
            StringBuilder values = new StringBuilder();
            key.forEach(column -> values.append(row.value(column)).append('\u0000'));
            UUID hash = UUID.nameUUIDFromBytes(values.toString().getBytes(StandardCharsets.UTF_8));
            own.add(hash);
            return !seen.contains(hash);
        }

        private void end() {
            seen.addAll(own);
            own.clear();
            if (older > 0) {
                findings.add(new Finding(
                        "P696", null, null, null, source.name(), older + " of its rows are in a newer file too", true));
            }
            if (wrong) {
                faulty.accept(source);
            }
            close();
        }

        void close() {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
