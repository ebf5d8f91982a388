package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.workspace.audit.AuditBook;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audit trail: written before anything is handed out, and nothing takes from it. */
abstract class TrailStory {
    private final StartedPirogue pirogue = RuntimeIT.pirogue();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop trigger entry_stays on audit.entry",
                "alter table audit.entry disable trigger all",
                "alter table audit.entry rename to other",
                "update audit.entry set entry = entry",
                "delete from audit.entry",
                "truncate audit.entry",
                "drop table audit.entry cascade",
                "drop schema audit cascade",
                "create table audit.other (x int)",
                "create or replace function audit.refuse() returns trigger language plpgsql as $$ begin return old; end $$",
                "drop function audit.refuse() cascade",
                "alter table audit.entry owner to pirogue",
                "set role pirogue_trail",
                "grant pirogue_trail to pirogue",
                "alter role pirogue_trail login password 'x'",
                "drop role pirogue_trail",
                "reassign owned by pirogue_trail to pirogue",
                "set session_replication_role = replica",
                "insert into audit.entry (seq, entry, hash, signature, key) values (1, '{}', 'x', 'x', 'x')"
            })
    void canDoNothingToTheAuditTrailButAddToIt(String attack) {
        var jdbc = pirogue.bean(JdbcTemplate.class);
        var before = jdbc.queryForObject("select count(*) from audit.entry", Long.class);

        assertThatThrownBy(() -> jdbc.execute(attack)).isInstanceOf(DataAccessException.class);

        assertThat(pirogue.bean(AuditBook.class).verify().faults()).isEmpty();
        assertThat(jdbc.queryForObject("select count(*) from audit.entry", Long.class))
                .isGreaterThanOrEqualTo(before);
    }

    @Test
    void writesDownWhoSawWhatBeforeItIsHandedOut() throws Exception {
        var red = pirogue.tokenOf("red");
        var path = "runs/" + pirogue.thingsOf("red").get("RUN") + "/rejects";
        assertThat(pirogue.get("/api/" + path, red).statusCode()).isEqualTo(200);
        assertThat(pirogue.get("/api/" + path, pirogue.tokenOf("blue")).statusCode())
                .isEqualTo(404);

        var trail = pirogue.get("/api/audit?resource=" + path, pirogue.token()).body();

        assertThat(trail)
                .contains("\"verb\":\"read\"", "\"rows\":1", "\"who\":\"token/red\"", "\"purpose\":\"a test\"")
                .contains("\"outcome\":\"refused\"", "\"who\":\"token/blue\"");
        assertThat(pirogue.get("/api/audit/verification", pirogue.token()).body())
                .contains("\"faults\":[]");
        var export =
                pirogue.get("/api/audit/export", pirogue.token()).body().lines().toList();
        assertThat(export.get(0)).startsWith("{\"head\":");
        assertThat(export.get(1)).startsWith("{\"entry\":{\"at\":");
    }
}
