package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/**
 * The same folder in a zip file, to be carried on a stick. What was written to it is in it once it is closed; a second one
 * who opens it on this machine waits until then.
 */
final class ArchiveCatalogue implements Catalogue {
    private final FolderCatalogue inside;
    private final FileSystem zip;
    private final FileChannel turn;
    private final String place;

    /** @param create whether a file that is not there is made */
    ArchiveCatalogue(Path file, String place, boolean create) {
        this.place = place;
        if (!create && !Files.isRegularFile(file)) {
            throw new CatalogueProblem("P620", place, "NoSuchFileException");
        }
        FileChannel opened = null;
        try {
            opened = turn(file);
            this.zip = FileSystems.newFileSystem(file, Map.of("create", String.valueOf(!Files.exists(file))));
            this.inside = new FolderCatalogue(zip.getPath("/"), place);
            this.turn = opened;
        } catch (IOException | RuntimeException e) {
            close(opened, place);
            throw new CatalogueProblem("P620", place, e.getClass().getSimpleName());
        }
    }

    /** One at a time on this machine. Not beside the archive: a stick may be locked against writing. */
    private static FileChannel turn(Path file) throws IOException {
        String name = Digests.of(
                (System.getProperty("user.name") + file.toAbsolutePath().normalize()).getBytes(UTF_8));
        FileChannel channel = FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), "pirogue-" + name.substring(0, 16) + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    private static void close(@Nullable FileChannel channel, String place) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new CatalogueProblem("P642", place, e.getClass().getSimpleName());
        }
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public List<String> names() {
        return inside.names();
    }

    @Override
    public List<Release> releases(String name) {
        return inside.releases(name);
    }

    @Override
    public Parcel parcel(String name, Semver version) {
        return inside.parcel(name, version);
    }

    @Override
    public void publish(Parcel parcel) {
        inside.publish(parcel);
    }

    @Override
    public Notes notes(String name) {
        return inside.notes(name);
    }

    @Override
    public void retire(String name, Semver version, Retirement retirement) {
        inside.retire(name, version, retirement);
    }

    @Override
    public void use(String name, Use use) {
        inside.use(name, use);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new CatalogueProblem("P642", place, e.getClass().getSimpleName());
        } finally {
            close(turn, place);
        }
    }
}
