package org.pirogue.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the files of a template stand in a home, and what stands there now. */
public final class HomeFiles {
    private final Path home;

    public HomeFiles(Path home) {
        this.home = home;
    }

    /** @return relative to the home, with slashes, as the lock file names it */
    static String path(Release release, @Nullable String country, String file) {
        return folder(release.kind(), release.name(), country) + "/" + file;
    }

    static String folder(Kind kind, String name, @Nullable String country) {
        return switch (kind) {
            case KAMELET -> "kamelets";
            case FLOW -> "routes/" + country + "/" + name;
        };
    }

    /** What an installed template can be set to, by its definition in the home; none if that is gone. */
    public Map<String, Parameter> parameters(Lock.Installed installed) {
        String ending = installed.kind() == Kind.KAMELET ? ".kamelet.yaml" : ".camel.yaml";
        String path = folder(installed.kind(), installed.name(), installed.country()) + "/" + installed.name() + ending;
        return content(path)
                .map(file -> installed.kind() == Kind.KAMELET
                        ? KameletDefinition.read(file, path).parameters()
                        : FlowRoutes.read(installed.name(), file, path).parameters())
                .orElse(Map.of());
    }

    /** Digest of a file as it is now; none where there is none. @throws CatalogueProblem P631 something else is there */
    Optional<String> digest(String path) {
        return content(path).map(Digests::of);
    }

    public Optional<byte[]> content(String path) {
        Path file = home.resolve(path);
        if (!Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            throw new CatalogueProblem("P631", path);
        }
        return Optional.of(read(file));
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CatalogueProblem("P647", file, e.getClass().getSimpleName());
        }
    }
}
