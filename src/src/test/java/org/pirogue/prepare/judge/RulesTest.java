package org.pirogue.prepare.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.rows.CellColumns;

/** What is wrong in a file is told before any row is read, all of it at once. */
class RulesTest {
    @Test
    void ofCalculatedColumns() {
        assertThat(codes(() -> Calculation.read(
                        new StringReader("column,formula,decimals\nrate,#{a} /,2\n,#{a},1\nx,#{a},13\n"),
                        "columns.csv")))
                .containsExactly("P810", "P213", "P810");
    }

    @Test
    void ofGroups() {
        assertThat(codes(() -> Grouping.read(new StringReader("""
                        by: [unit]
                        columns:
                          - {name: unit, take: rows}
                          - {take: mode(gap)}
                          - {take: median(gap by weight)}
                          - {take: sum(gap), when: {gap: "<tall"}}
                        """), "group.yaml")))
                .hasSize(4)
                .containsOnly("P660");
    }

    @Test
    void ofDecisionsAndALineThatIsNeverReached() {
        assertThat(codes(() -> Decisions.read(
                        new StringReader("when a,if b,then class\n<soon,,low\n,,high\n1,,moderate\n"), "classes.csv")))
                .containsExactly("P810", "P810", "P810");
        assertThat(codes(() -> Decisions.read(new StringReader("when a\n1\n"), "classes.csv")))
                .containsExactly("P810");
    }

    @Test
    void ofCells() {
        assertThat(codes(() -> CellColumns.read(
                        new StringReader(
                                "data_element,service,column,type\nA,X,declared,\nA,Y,verified,\nB,X,declared,\n"
                                        + "C,X,found,whole\nD,Y,declared,text\n"),
                        "cells.csv")))
                .containsExactly("P810", "P810", "P810", "P810");
    }

    private static java.util.List<String> codes(ThrowingCallable reading) {
        return catchThrowableOfType(Problems.class, reading).all().stream()
                .map(Problem::code)
                .toList();
    }
}
