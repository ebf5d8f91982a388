package org.pirogue.workspace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;

class AsyncApiTest {
    private static final Promise PROMISE = new Promise(
            "burundi",
            7,
            "surveillance/weekly-cases",
            "Weekly cases by district",
            "As districts sent them last.",
            List.of(
                    new Column("district", Column.Type.TEXT, false, "Code of the district"),
                    new Column("reçu le", Column.Type.DATE, false, ""),
                    new Column("cases", Column.Type.INTEGER, false, "")),
            List.of("district"),
            Set.of("district"));

    private static ObjectNode document() {
        return new AsyncApi(PROMISE, 2)
                .of(List.of(
                        new AsyncApi.Channel("topic1", "amqp1", "topic.surveillance.weekly-cases.share-7", true),
                        new AsyncApi.Channel("kafka2", "kafka", "weekly-cases", true),
                        new AsyncApi.Channel("webhook3", "http", null, false)));
    }

    @Test
    void eachReferenceLeadsSomewhereWithinTheDocument() throws Exception {
        ObjectNode document = document();
        // For whoever holds it against AsyncAPI's own schema by hand.
        Files.writeString(Path.of("target/asyncapi.json"), document.toPrettyString());
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).hasSizeGreaterThan(20);
        references.forEach(reference -> assertThat(
                        document.at(reference.asText().substring(1)).isMissingNode())
                .as(reference.asText())
                .isFalse());
    }

    @Test
    void rowsComeThroughTopicAndKafkaAndANoticeByWebhook() {
        ObjectNode document = document();
        assertThat(document.at("/channels/topic1/messages").size()).isEqualTo(4);
        assertThat(document.at("/channels/webhook3/messages").fieldNames())
                .toIterable()
                .containsExactly("given", "erased");
        assertThat(document.at("/channels/webhook3/address").isNull()).isTrue();
        assertThat(document.at("/info/version").asText()).isEqualTo("2.0.0");
        assertThat(document.at("/components/schemas/row/properties/district/type")
                        .asText())
                .isEqualTo("string");
        assertThat(document.at("/components/schemas/row/properties/reçu le/format")
                        .asText())
                .isEqualTo("date");
    }
}
