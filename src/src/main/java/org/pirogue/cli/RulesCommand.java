package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pirogue.prepare.aggregate.IndicatorRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rules}: the program indicators of a metadata package as {@code rules.csv}. */
@Command(name = "rules")
final class RulesCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "file", arity = "1..*", descriptionKey = "parameter.metadata")
    List<Path> files = List.of();

    RulesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        IndicatorRules rules =
                IndicatorRules.of(files.stream().map(RulesCommand::read).toList());
        if (rules.rows().isEmpty() && rules.problems().isEmpty()) {
            throw Refusal.failed("P824", files.toString());
        }
        context.screen().print(csv(rules).stripTrailing());
        rules.problems().forEach(each -> context.screen().tell(context.screen().sentence(each.toString())));
        return rules.problems().isEmpty() ? Exit.OK : Exit.FAILED;
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw Refusal.failed("P824", file.toString());
        }
    }

    private static String csv(IndicatorRules rules) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.LF)
                .build(text)) {
            csv.writeRecord(
                    "data_element",
                    "category_options",
                    "count",
                    "when",
                    "date",
                    "zero",
                    "valid_from",
                    "valid_to",
                    "note");
            rules.rows()
                    .forEach(row -> csv.writeRecord(
                            row.dataElement(),
                            row.categoryOptions(),
                            row.count(),
                            row.when(),
                            row.date(),
                            "absent",
                            "",
                            "",
                            row.note()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
