package org.pirogue.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCatalogueTest {
    @TempDir
    Path folder;

    @Test
    void whatWasPutInComesOut() {
        Parcel parcel = Samples.kamelet("1.0.0", "text");
        try (Catalogue stick = Catalogues.open(zip().toString(), true)) {
            stick.publish(parcel);
            stick.use(Samples.NAME, new Use("a", null, "1.0.0", "amina", "now"));
            stick.use(Samples.NAME, new Use("a", null, "1.0.0", "jean", "now"));
        }
        try (Catalogue stick = Catalogues.open(zip().toString(), false)) {
            assertThat(stick.names()).containsExactly(Samples.NAME);
            assertThat(stick.parcel(Samples.NAME, TemplateId.version("1.0.0")).release())
                    .isEqualTo(parcel.release());
            assertThat(stick.notes(Samples.NAME).uses()).extracting(Use::by).containsExactly("jean");
            assertThatThrownBy(() -> stick.publish(Samples.kamelet("1.0.0", "other")))
                    .hasMessageStartingWith("P624");
        }
    }

    @Test
    void anArchiveThatIsNotThereIsNotMadeByLooking() {
        assertThatThrownBy(() -> Catalogues.open(zip().toString(), false)).hasMessageStartingWith("P620");
        assertThat(zip()).doesNotExist();
    }

    @Test
    void pathsThatLeadOutAreRefused() throws IOException {
        zip("../../evil.kamelet.yaml", 10);
        assertThatThrownBy(() -> Catalogues.open(zip().toString(), false)).hasMessageStartingWith("P620");
    }

    @Test
    void noArchiveIsTold() throws IOException {
        Files.writeString(zip(), "no zip at all");
        assertThatThrownBy(() -> Catalogues.open(zip().toString(), false)).hasMessageStartingWith("P620");
    }

    /** What unpacks to a thousand times its size is read up to the limit, and no further. */
    @Test
    void aBombIsNotUnpacked() throws IOException {
        zip(Samples.NAME + "/1.0.0/template.yaml", 64 << 20);
        assertThat(Files.size(zip())).isLessThan(2 << 20);
        try (Catalogue stick = Catalogues.open(zip().toString(), false)) {
            assertThatThrownBy(() -> stick.parcel(Samples.NAME, TemplateId.version("1.0.0")))
                    .hasMessageStartingWith("P626");
        }
    }

    @Test
    void anAddressWithAPasswordIsRefusedAndNotShown() {
        assertThatThrownBy(() -> Catalogues.open("https://amina:secret@registry.example.org", false))
                .hasMessageStartingWith("P620")
                .hasMessageContaining("PIROGUE_CATALOGUE_TOKEN")
                .hasMessageNotContaining("secret");
    }

    private void zip(String entry, int size) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip());
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
            byte[] zeros = new byte[1 << 16];
            for (int left = size; left > 0; left -= zeros.length) {
                zip.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
    }

    private Path zip() {
        return folder.resolve("stick.zip");
    }
}
