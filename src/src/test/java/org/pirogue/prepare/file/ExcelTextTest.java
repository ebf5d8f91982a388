package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcelTextTest {
    @Test
    void aTextThatLooksLikeAnEscapeIsReadAsItWasWritten() {
        assertThat(ExcelText.write("lot_x0041_b")).isEqualTo("lot_x005F_x0041_b");
        assertThat(ExcelText.read(ExcelText.write("lot_x0041_b"))).isEqualTo("lot_x0041_b");
    }
}
