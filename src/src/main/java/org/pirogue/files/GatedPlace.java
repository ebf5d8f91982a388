package org.pirogue.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.prepare.Problems;

/** A place on a server, behind the gate of its connection: suspended, limited, and left alone for a while when it is away. */
final class GatedPlace implements FilePlace {
    /** What speaks against the server, and not against what was asked for. A refused sign-in, too: accounts are locked after some. */
    private static final Set<String> ILL = Set.of("P700", "P701", "P702", "P703", "P704", "P707");

    private final FilePlace place;
    private final Dhis2CallGate gate;

    GatedPlace(FilePlace place, Dhis2CallGate gate) {
        this.place = place;
        this.gate = gate;
    }

    @FunctionalInterface
    private interface Call<T> {
        T made() throws IOException;
    }

    private <T> T through(Dhis2CallGate.Asked asked, Call<T> call) throws IOException {
        Dhis2CallGate.Call entered = gate.enter(asked);
        try {
            T answer = call.made();
            entered.answered();
            return answer;
        } catch (Problems problems) {
            String code = problems.all().get(0).code();
            if (ILL.contains(code)) {
                entered.failed(new Dhis2Exception(Dhis2Exception.Kind.UNREACHABLE, problems.getMessage()));
            } else {
                entered.answered();
            }
            throw problems;
        } catch (IOException | RuntimeException other) {
            entered.answered();
            throw other;
        }
    }

    private <T> T reading(Call<T> call) {
        try {
            return through(Dhis2CallGate.Asked.READ, call);
        } catch (IOException never) {
            throw new java.io.UncheckedIOException(never);
        }
    }

    @Override
    public void look() {
        reading(() -> {
            place.look();
            return true;
        });
    }

    @Override
    public List<Received> receive(Wanted wanted, Path into) {
        return reading(() -> place.receive(wanted, into));
    }

    @Override
    public SteadyFile.Written write(String folder, String name, SteadyFile.Content content) throws IOException {
        return through(new Dhis2CallGate.Asked(true, 0), () -> place.write(folder, name, content));
    }

    @Override
    public void giveBack(String folder, List<Returned> all) throws IOException {
        through(new Dhis2CallGate.Asked(true, 0), () -> {
            place.giveBack(folder, all);
            return true;
        });
    }
}
