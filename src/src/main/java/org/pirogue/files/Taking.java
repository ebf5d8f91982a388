package org.pirogue.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.file.Nameless;

/** Takes files of a place one after the other, and no more than was asked for; what is wrong with them is said at once. */
final class Taking {
    private static final int BLOCK = 1 << 16;

    private final String place;
    private final FilePlace.Wanted wanted;
    private final List<Problem> problems = new ArrayList<>();

    /** @param place as problems call it */
    Taking(String place, FilePlace.Wanted wanted) {
        this.place = place;
        this.wanted = wanted;
    }

    /** Somebody is writing to the file. */
    static final class Halfway extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The other side broke off. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1;

        Cut(IOException cause) {
            super(cause);
        }
    }

    /** Copies one file. */
    @FunctionalInterface
    interface Copy {
        /** @throws Halfway somebody is writing to it */
        Received to(String name, Path copy) throws IOException;
    }

    String shown() {
        return wanted.folder().isEmpty() ? place : place + ":" + wanted.folder();
    }

    /** @throws Problems P694 none of these names is wanted, one that must be there is missing, or they are too many */
    void check(List<String> names) {
        if (names.size() > wanted.mostFiles()) {
            throw amount("more than " + wanted.mostFiles() + " files are called '" + wanted.pattern() + "'");
        }
        List<String> missing = new NamePattern(wanted.pattern()).missing(names);
        if (!missing.isEmpty()) {
            throw new Problems(missing.stream().map(this::missing).toList());
        }
        if (names.isEmpty()) {
            throw amount("no file is called '" + wanted.pattern() + "'");
        }
    }

    private Problems amount(String text) {
        return BadPlace.of("P694", shown(), wanted.pattern(), text, "check the folder and the pattern");
    }

    Problem missing(String name) {
        return new Problem(
                "P694", shown(), name, "no file is called '" + name + "'", "check the folder and the pattern");
    }

    List<Received> all(List<String> names, Path into, Copy copy) {
        List<Received> received = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            try {
                Nameless file = Nameless.in(into);
                received.add(copy.to(name, file.path()).held(file));
                bytes += Files.size(file.path());
                if (bytes > wanted.mostBytes()) {
                    throw tooLarge();
                }
            } catch (Halfway writing) {
                wrong("P683", name, "it is still being written", "run again when it is whole");
            } catch (IOException unreadable) {
                wrong("P694", name, "it cannot be read", "check that Pirogue may read it");
            }
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return received;
    }

    Problems tooLarge() {
        return BadPlace.of(
                shown(),
                "its files are larger than " + (wanted.mostBytes() >> 20) + " MB",
                "take away those that are no more needed");
    }

    private void wrong(String code, String name, String text, String hint) {
        problems.add(new Problem(code, place + ":" + name, null, text, hint));
    }

    /** @throws Halfway where somebody wrote to it a moment ago */
    void quiet(Instant written, Instant now) throws Halfway {
        // A file of the future is one whose server's clock is ahead, and not one that is being written.
        if (Duration.between(written, now).abs().compareTo(wanted.quiet()) < 0) {
            throw new Halfway();
        }
    }

    /** @return how many bytes; more than are wanted where there would be even more @throws Cut where no more can be read */
    long copy(InputStream in, Path copy) throws IOException {
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(copy)) {
            byte[] block = new byte[BLOCK];
            for (int read = read(in, block); read >= 0 && copied <= wanted.mostBytes(); read = read(in, block)) {
                out.write(block, 0, read);
                copied += read;
            }
        }
        return copied;
    }

    private static int read(InputStream in, byte[] block) throws Cut {
        try {
            return in.read(block);
        } catch (IOException broken) {
            throw new Cut(broken);
        }
    }
}
