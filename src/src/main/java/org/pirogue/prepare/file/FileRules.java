package org.pirogue.prepare.file;

import java.io.Reader;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.prepare.Problems;

/** What {@code columns.yaml} declares: how a file may look, and which columns a table is made of. */
public final class FileRules {
    private final String digest;
    private final Form form;
    private final List<FileColumn> columns;
    private final @Nullable Wide wide;

    /**
     * @param sheet matches the form of a sheet's name; null where a workbook has one sheet only
     * @param headerRows rows of which the header is made, one above the other
     * @param headerWithin in how many first rows the header is looked for
     * @param skip forms of what the first filled cell of a row begins with that is no record: totals
     * @param absent forms of what is written where there is no value: NA, a dash
     */
    record Form(
            List<Charset> encodings,
            List<Character> separators,
            @Nullable Pattern sheet,
            boolean allSheets,
            int headerRows,
            int headerWithin,
            List<String> skip,
            List<String> absent) {}

    FileRules(String digest, Form form, List<FileColumn> columns, @Nullable Wide wide) {
        this.digest = digest;
        this.form = form;
        this.columns = List.copyOf(columns);
        this.wide = wide;
    }

    /**
     * @param place name of the file, for problems
     * @param today two digits of a year, and {@code max: today}, are measured by it
     * @throws Problems P680, all of them
     */
    public static FileRules read(Reader reader, String place, LocalDate today) {
        return new FileRulesReader(place, today).read(reader);
    }

    /** Of the table that comes of it, in the order of the declaration. */
    public List<Column> tableColumns() {
        return FileColumn.columns(columns);
    }

    /** Changes when the declaration does. */
    public String digest() {
        return digest;
    }

    List<FileColumn> columns() {
        return columns;
    }

    Optional<Wide> wide() {
        return Optional.ofNullable(wide);
    }

    /** Whether the column is made of headers that are periods. */
    boolean isWide(FileColumn column) {
        return wide != null && wide.takes(column.name());
    }

    List<Charset> encodings() {
        return form.encodings();
    }

    List<Character> separators() {
        return form.separators();
    }

    Optional<Pattern> sheet() {
        return Optional.ofNullable(form.sheet());
    }

    boolean allSheets() {
        return form.allSheets();
    }

    int headerRows() {
        return form.headerRows();
    }

    int headerWithin() {
        return form.headerWithin();
    }

    /** Whether a text only says that there is no value. */
    boolean isAbsent(String text) {
        return text.isBlank() || form.absent().contains(Words.form(text));
    }

    /** Whether a row is no record though it has something: a total. */
    boolean skips(RawRow row) {
        String first = Words.form(row.firstText());
        return form.skip().stream().anyMatch(each -> first.equals(each) || first.startsWith(each + " "));
    }
}
