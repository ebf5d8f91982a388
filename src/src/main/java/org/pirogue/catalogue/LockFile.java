package org.pirogue.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code templates.lock.yaml} of a home. */
public final class LockFile {
    public static final String NAME = "templates.lock.yaml";
    private static final String HEAD =
            "# Written by ./pirogue template: what is installed here, and the sum of each file. Keep it in version control.\n";

    private LockFile() {}

    /**
     * @param name the home's name where there is no lock file yet
     * @throws CatalogueProblem P640 it cannot be read
     */
    public static Lock read(Path home, String name) {
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            return Lock.none(name);
        }
        try {
            Lock lock = ReleaseYaml.read(HomeFiles.read(file), Lock.class, file.toString());
            boolean whole = lock.format() == Lock.FORMAT
                    && lock.home() != null
                    && lock.templates() != null
                    && lock.templates().stream()
                            .allMatch(each -> each != null
                                    && each.name() != null
                                    && each.kind() != null
                                    && each.version() != null
                                    && each.digest() != null
                                    && each.files() != null
                                    && each.values() != null);
            if (!whole) {
                throw new CatalogueProblem("P640", file);
            }
            return lock;
        } catch (CatalogueProblem e) {
            throw new CatalogueProblem("P640", file);
        }
    }

    static byte[] write(Lock lock) {
        byte[] yaml = ReleaseYaml.write(lock);
        byte[] head = HEAD.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + yaml.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(yaml, 0, all, head.length, yaml.length);
        return all;
    }
}
