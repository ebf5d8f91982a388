package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class FileRulesTest {
    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Problems problems = catchThrowableOfType(Problems.class, () -> FileTableTest.rules("""
                        file:
                          encodings: [utf8]
                          separators: [":"]
                          sheets: some
                          headerWithin: 0
                          colour: red
                          wide:
                            period: when
                            weeks: monday
                            values:
                              - {column: cases, headers: ["Cas", "{moth} {year}"]}
                        columns:
                          - {name: district, headers: [DS]}
                          - {name: district, requird: true}
                          - {name: zone, headers: ["D.S."], type: string}
                          - {name: cases, headers: [ds], type: integer, min: few, decimal: dot}
                          - {name: date, type: date, formats: [dd/MM/yyyy, MM/dd/yyyy]}
                          - {name: onset, type: date, formats: [foo], max: tomorrow}
                          - {name: name, min: 3, fromFile: "a"}
                          - {name: sex, values: {M: [h, f], F: [f]}}
                          - type: text
                        """));
        assertThat(problems.all())
                .extracting(each -> each.place() + ": " + each.text())
                .containsExactlyInAnyOrder(
                        "columns.yaml, file: encoding 'utf8' is not known",
                        "columns.yaml, file: separator ':' is not known",
                        "columns.yaml, file: 'sheets' is neither one nor all",
                        "columns.yaml, file: 'headerWithin' is no whole number from 1 to 1000",
                        "columns.yaml, file: 'colour' is not known here",
                        "columns.yaml, file.wide: 'when' is no column of this file",
                        "columns.yaml, file.wide: 'weeks' is neither iso nor sunday",
                        "columns.yaml, file.wide.values: 'Cas' names no period",
                        "columns.yaml, file.wide.values: '{moth}' is not known",
                        "columns.yaml, file.wide: 'values' names no column",
                        "columns.yaml, column district: 'requird' is not known here",
                        "columns.yaml: column 'district' is declared twice",
                        "columns.yaml, column zone: type 'string' is not known",
                        "columns.yaml, column cases: 'few' is not a number",
                        "columns.yaml, column cases: 'decimal' is neither point nor comma",
                        "columns.yaml: header 'ds' means both 'district' and 'cases'",
                        "columns.yaml, column date: two formats read the same text as two days",
                        "columns.yaml, column onset: a format is none of a date",
                        "columns.yaml, column onset: 'tomorrow' is not a date",
                        "columns.yaml, column name: a text has no min and max",
                        "columns.yaml, column name: 'fromFile' is no pattern with one group",
                        "columns.yaml, column sex: 'F' means both 'M' and 'F'",
                        "columns.yaml, column 9: 'name' is missing");
        assertThat(problems.all()).extracting(Problem::code).containsOnly("P680");
    }

    @Test
    void refusesWhatIsNoDeclaration() {
        for (String text : new String[] {"", "- a", "columns: [a", "columns: 3", "columns: []", "columns: [3]"}) {
            assertThat(catchThrowableOfType(Problems.class, () -> FileTableTest.rules(text)))
                    .as(text)
                    .isNotNull();
        }
    }

    @Test
    void changesItsDigestWithTheDeclaration() {
        String one = "columns: [{name: a}]";
        assertThat(FileTableTest.rules(one).digest())
                .isEqualTo(FileTableTest.rules("columns:\n- name: a\n").digest())
                .isNotEqualTo(FileTableTest.rules("columns: [{name: b}]").digest());
    }
}
