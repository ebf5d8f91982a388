package org.pirogue.files;

import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.FileServer;

/** A folder of an SFTP server. Each call signs in, does all that it has to, and goes. */
public final class SftpPlace implements FilePlace {
    private final String name;
    private final SftpServer server;
    private final Spool spool;
    private final Clock clock;

    /** @param name of the connection, for problems */
    public SftpPlace(String name, FileServer server, Spool spool, Clock clock) {
        this.name = name;
        this.server = new SftpServer(name, server);
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public void look() {
        visit(base -> folder(base, List.of()));
    }

    @Override
    public List<Received> receive(Wanted wanted, Path into) {
        List<String> parts = parts(wanted.folder());
        return visit(base -> {
            SftpFolder folder = folder(base, parts);
            Taking taking = new Taking(name, wanted);
            List<String> names = folder.names(new NamePattern(wanted.pattern()), wanted.mostFiles());
            plain(names);
            taking.check(names);
            return taking.all(names, into, (file, copy) -> copy(folder, file, copy, taking, wanted));
        });
    }

    /** Of what a server calls its files nothing is believed. @throws Problems P706 a name is a path */
    private void plain(List<String> names) {
        if (names.stream().anyMatch(file -> file.chars().anyMatch(each -> each == '/' || each == '\\' || each < ' '))) {
            throw BadPlace.of(
                    "P706", name, null, "the server lists a file whose name is a path", "ask who runs the server");
        }
    }

    private Received copy(SftpFolder folder, String file, Path copy, Taking taking, Wanted wanted) throws IOException {
        try {
            SftpATTRS before = folder.look(file).orElseThrow(Taking.Halfway::new);
            if (!before.isReg()) {
                throw new IOException("no plain file");
            }
            taking.quiet(written(before), Instant.now(clock));
            if (before.getSize() > wanted.mostBytes()) {
                throw taking.tooLarge();
            }
            long copied;
            try (InputStream in = folder.read(file)) {
                copied = taking.copy(in, copy);
            }
            Optional<SftpATTRS> after = folder.look(file);
            boolean same = after.filter(now -> now.isReg()
                            && now.getMTime() == before.getMTime()
                            && now.getSize() == before.getSize()
                            && copied == now.getSize())
                    .isPresent();
            if (!same) {
                throw new Taking.Halfway();
            }
            return new Received(file, copy, written(before));
        } catch (Taking.Cut broken) {
            throw server.brokeOff();
        } catch (SftpException failure) {
            IOException refused = SftpFolder.refused(failure);
            if (refused != null) {
                throw refused;
            }
            throw server.brokeOff();
        }
    }

    /** Seconds of a day in 1970 to 2106: version 3 of the protocol has 32 bits for them. */
    private static Instant written(SftpATTRS file) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(file.getMTime()));
    }

    @Override
    public SteadyFile.Written write(String folder, String file, SteadyFile.Content content) throws IOException {
        List<String> parts = parts(folder);
        BadPlace.fileName(name, file);
        Path drafts = spool.open();
        try {
            return server.visit(
                    base -> new SteadyFile(new SftpShelf(folder(base, parts), drafts), file).write(content));
        } finally {
            Spool.remove(drafts);
        }
    }

    @Override
    public void giveBack(String folder, List<Returned> all) throws IOException {
        List<String> parts = parts(folder);
        Path drafts = spool.open();
        try {
            server.visit(base -> {
                SftpFolder within = folder(base, parts);
                boolean there = within.look(RETURNED).filter(SftpATTRS::isDir).isPresent();
                for (Returned each : all) {
                    there = giveBack(within, each, there, drafts);
                }
                return there;
            });
        } finally {
            Spool.remove(drafts);
        }
    }

    private boolean giveBack(SftpFolder folder, Returned back, boolean there, Path drafts)
            throws SftpException, IOException {
        SteadyFile file =
                new SteadyFile(new SftpShelf(folder.in(RETURNED), drafts), BadPlace.fileName(name, back.name()));
        Path book = back.book();
        if (book == null && there) {
            file.remove();
        } else if (book != null) {
            if (!there) {
                folder.make(RETURNED);
            }
            file.write(to -> Files.copy(book, to, StandardCopyOption.REPLACE_EXISTING));
            return true;
        }
        return there;
    }

    private <T> T visit(SftpServer.Visit<T> visit) {
        try {
            return server.visit(visit);
        } catch (IOException refused) {
            throw BadPlace.of(name, "it cannot be read", "check that the user of the connection may read it");
        }
    }

    /** Of a name that leads elsewhere the server need not hear. @throws Problems P694 */
    private List<String> parts(String relative) {
        List<String> parts = relative.isEmpty() ? List.of() : List.of(relative.split("/", -1));
        boolean below = parts.stream()
                .noneMatch(part -> part.isBlank()
                        || part.equals(".")
                        || part.equals("..")
                        || part.chars().anyMatch(each -> each == '\\' || each < ' '));
        if (!below) {
            throw BadPlace.of(shown(relative), "it leads out of its place", "name a folder below it");
        }
        return parts;
    }

    /** @throws Problems P694 where it is not there, or a link */
    private SftpFolder folder(SftpFolder base, List<String> parts) throws SftpException {
        if (!base.isThere()) {
            throw BadPlace.of(name, "no such folder", "create it, or correct the path of the connection");
        }
        SftpFolder folder = base;
        for (String part : parts) {
            String shown = shown(String.join("/", parts));
            SftpATTRS found = folder.look(part).orElseThrow(() -> BadPlace.of(shown, "no such folder", "create it"));
            if (!found.isDir()) {
                throw BadPlace.of(shown, "it is a link, or no folder", "name a folder below the place");
            }
            folder = folder.in(part);
        }
        return folder;
    }

    private String shown(String relative) {
        return name + ":" + relative;
    }
}
