package org.pirogue.prepare.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Row;

class RowFormulaTest {
    private static final Row ROW = new Row("row 1", Map.of("a", "0.1", "b", "0.2", "nought", "0", "ten of it", "10"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "#{a} + #{b}; 0.3",
                "#{a} + #{b} == 0.3; 1",
                "(#{ten of it} - #{a}) * 2; 19.8",
                "-#{a}; -0.1",
                "if(#{a} < #{b} && !(#{b} > 1), #{a}, 7); 0.1",
                "if(#{absent} > 1, 5, 6); 6",
                "greatest(#{a} - #{b}, #{b} - #{a}); 0.1",
                "least(1, #{ten of it} / 4); 1",
                "isNull(#{absent}) + isNotNull(#{a}); 2",
                "firstNonNull(#{absent}, #{nought}, #{a}); 0",
                "#{ten of it} % 4; 2"
            })
    void calculatesExactly(String formula, BigDecimal expected) {
        assertThat(value(formula)).hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#{a} + #{absent}", "#{a} / #{nought}", "greatest(#{a}, #{absent})", "#{absent} < 1"})
    void whatIsMissingMakesTheResultMissing(String formula) {
        assertThat(value(formula)).isEmpty();
    }

    @Test
    void aThirdHasThirtyFourDigits() {
        assertThat(value("1 / 3").orElseThrow().precision()).isEqualTo(34);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#{a} +", "N{abcdefghijk}", "#{}", "log(#{a})", "#{a} ^ 2", "#{a}.periodOffset(1)", "'text'"})
    void refusesWhatItCannotCalculate(String formula) {
        assertThatThrownBy(() -> new RowFormula(formula)).isInstanceOf(BadRowFormula.class);
    }

    private static Optional<BigDecimal> value(String formula) {
        return new RowFormula(formula).value(ROW);
    }
}
