package org.pirogue.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Cell;

class TableLinesTest {
    @TempDir
    Path folder;

    private TableLines table(String text) throws IOException {
        return TableLines.read(Files.writeString(folder.resolve("mapping.csv"), text));
    }

    @Test
    void writesARowInTheOrderAndWithTheSeparatorOfTheFile() throws IOException {
        TableLines lines = table("\uFEFFnote;target_data_element;source_data_element;source_category_options\n");
        Map<String, String> row = new LinkedHashMap<>();
        row.put("source_data_element", "MAL;NEW");
        row.put("target_data_element", "-");
        assertThat(lines.row(row)).isEqualTo(";-;\"MAL;NEW\";");
    }

    @Test
    void findsTheLinesOfACellWhateverTheOrderOfItsOptions() throws IOException {
        TableLines lines = table("""
                source_data_element,source_category_options,target_data_element,valid_to
                MAL,B;A,X,202512
                MAL,C,Y,
                """);
        List<TableLines.Line> found =
                lines.of("source_data_element", "source_category_options", new Cell("MAL", "A;B"));
        assertThat(found).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(2);
            assertThat(line.text()).isEqualTo("MAL,B;A,X,202512");
        });
        assertThat(lines.after(found)).isEqualTo("202601");
        assertThat(lines.after(List.of())).isEmpty();
    }

    @Test
    void aFileThatIsNotThereStillGivesARow() {
        TableLines none = TableLines.read(folder.resolve("nothing.csv"));
        assertThat(none.row(Map.of("source_org_unit", "A"))).isEqualTo("A");
    }
}
