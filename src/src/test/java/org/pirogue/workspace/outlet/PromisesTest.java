package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.COLUMNS;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;
import org.pirogue.prepare.table.DatasetContract;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Share;

/** A version that would break what consumers rely on is held back; what only adds to it comes. */
class PromisesTest {
    private final Tells tells = new Tells();

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DatasetProblem.class, refused -> {
            assertThat(refused.code()).isEqualTo("P739");
            assertThat(refused.text()).contains(words);
        });
    }

    private void promise(boolean filled) {
        tells.lab.contract = new DatasetContract(
                Map.of(
                        "id", new DatasetContract.Promised(Column.Type.TEXT, true),
                        "cases", new DatasetContract.Promised(Column.Type.INTEGER, filled)),
                List.of("id"));
    }

    @Test
    void columnsTypesAndKeyStayAndMoreMayCome() {
        promise(false);
        tells.lab.publish(rows(3, "1"));
        List<Column> more = new ArrayList<>(COLUMNS);
        more.add(Column.text("note"));
        assertThat(tells.lab.publish(more, rows(4, "1"))).isPresent();
        refused(
                () -> tells.lab.publish(List.of(Column.text("id")), List.of(row("a"))),
                "column 'cases' is promised and would be no more");
        refused(
                () -> tells.lab.publish(
                        List.of(Column.text("id"), Column.text("cases")), List.of(row("a", "cases", "1"))),
                "promised as integer and would be text");
        tells.lab.key = List.of("id", "cases");
        refused(() -> tells.lab.publish(rows(5, "1")), "the key is promised as [id] and would be [id, cases]");
        assertThat(tells.lab.datasets.version(tells.lab.name, null).version()).isEqualTo(2);
    }

    @Test
    void aPromisedValueIsThereInEachRowAndTheSchemaSaysSo() {
        promise(true);
        tells.lab.publish(rows(3, "1"));
        Share share = tells.share("id", "cases", "rate");
        tells.add(share, "topic", null);
        assertThat(tells.contract(share, 1)
                        .at("/$defs/row/properties/cases/type")
                        .asText())
                .isEqualTo("integer");
        assertThat(tells.contract(share, 1)
                        .at("/$defs/row/properties/rate/type")
                        .isArray())
                .isTrue();
        refused(() -> tells.lab.publish(List.of(row("a", "cases", "1"), row("b"))), "'cases'", "1 without");
        promise(false);
        refused(() -> tells.lab.publish(List.of(row("b"))), "share " + share.id(), "'cases'");
    }

    @Test
    void theKeyOfATopicStaysAndOneThatIsOnlyReadMayChange() {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.share("id", "cases");
        tells.lab.key = List.of("id", "cases");
        assertThat(tells.lab.publish(rows(4, "1"))).isPresent();
        tells.add(share, "kafka", "partners/cases");
        tells.lab.key = List.of("id");
        refused(() -> tells.lab.publish(rows(5, "1")), "share " + share.id(), "[id, cases]");
        tells.outlets.remove(share, tells.state(share).outlet());
        assertThat(tells.lab.publish(rows(5, "1"))).isPresent();
    }
}
