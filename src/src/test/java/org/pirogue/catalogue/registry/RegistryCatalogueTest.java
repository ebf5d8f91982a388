package org.pirogue.catalogue.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.apache.nifi.registry.bucket.Bucket;
import org.apache.nifi.registry.client.NiFiRegistryClient;
import org.apache.nifi.registry.client.NiFiRegistryClientConfig;
import org.apache.nifi.registry.client.impl.JerseyNiFiRegistryClient;
import org.apache.nifi.registry.diff.ComponentDifferenceGroup;
import org.apache.nifi.registry.flow.VersionedFlow;
import org.apache.nifi.registry.flow.VersionedFlowSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.CatalogueContract;
import org.pirogue.catalogue.Catalogues;
import org.pirogue.catalogue.Samples;
import org.pirogue.catalogue.TemplateId;

/** What every catalogue does, in a real NiFi Registry. */
@Tag("full")
class RegistryCatalogueTest extends CatalogueContract {
    private String place;

    @BeforeEach
    void anEmptyBucket() {
        place = RegistryServer.emptyCatalogue();
    }

    @Override
    protected Catalogue open() {
        return Catalogues.open(place, true);
    }

    @Test
    void theRegistrysOwnComparisonNamesTheFilesThatChanged() throws Exception {
        open().publish(Samples.kamelet("1.0.0", "title: before"));
        open().publish(Samples.kamelet("1.1.0", "title: after"));
        try (NiFiRegistryClient client = client()) {
            VersionedFlow flow = flow(client);
            assertThat(client.getFlowSnapshotClient()
                            .getLatestMetadata(flow.getIdentifier())
                            .getComments())
                    .startsWith("1.1.0: ");
            List<String> changed = client
                    .getFlowClient()
                    .diff(flow.getBucketIdentifier(), flow.getIdentifier(), 1, 2)
                    .getComponentDifferenceGroups()
                    .stream()
                    .map(ComponentDifferenceGroup::getComponentName)
                    .toList();
            assertThat(changed)
                    .contains("template.yaml", "files/report-checks-action.kamelet.yaml")
                    .doesNotContain("files/test/report-checks-action.test.yaml");
        }
    }

    /** Whoever may write into the bucket by another client can spoil a version; nobody installs it. */
    @Test
    void whatSomebodyElsePutThereIsRefused() throws Exception {
        open().publish(Samples.kamelet("1.0.0", "title: text"));
        try (NiFiRegistryClient client = client()) {
            VersionedFlow flow = flow(client);
            VersionedFlowSnapshot snapshot = client.getFlowSnapshotClient().get(flow.getIdentifier(), 1);
            snapshot.getFlowContents().getProcessors().forEach(file -> file.getProperties()
                    .computeIfPresent("content", (key, text) -> text.replace("title: text", "title: evil")
                            .replace("version: 1.0.0", "version: 1.0.1")));
            snapshot.getSnapshotMetadata().setVersion(2);
            client.getFlowSnapshotClient().create(snapshot);
        }
        assertThatThrownBy(() -> open().parcel(Samples.NAME, TemplateId.version("1.0.1")))
                .hasMessageStartingWith("P625");
        assertThat(open().parcel(Samples.NAME, TemplateId.version("1.0.0")).files())
                .hasSize(2);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsTold() {
        assertThatThrownBy(() -> Catalogues.open("http://127.0.0.1:1", false).names())
                .hasMessageStartingWith("P644");
    }

    private NiFiRegistryClient client() {
        URI uri = URI.create(place);
        return new JerseyNiFiRegistryClient.Builder()
                .config(new NiFiRegistryClientConfig.Builder()
                        .baseUrl("http://" + uri.getAuthority())
                        .build())
                .build();
    }

    private VersionedFlow flow(NiFiRegistryClient client) throws Exception {
        String bucket = client.getBucketClient().getAll().stream()
                .filter(each -> each.getName().equals(URI.create(place).getFragment()))
                .map(Bucket::getIdentifier)
                .findFirst()
                .orElseThrow();
        return client.getFlowClient().getByBucket(bucket).stream()
                .filter(each -> each.getName().equals(Samples.NAME))
                .findFirst()
                .orElseThrow();
    }
}
