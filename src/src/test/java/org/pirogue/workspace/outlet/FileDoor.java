package org.pirogue.workspace.outlet;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An outlet that is a file: what it took is on disk, and is taken again where it is sent again. */
final class FileDoor implements RowWay.Door {
    private final Path file;

    FileDoor(Path file) {
        this.file = file;
    }

    @Override
    public void look(Errand errand) {}

    @Override
    public void send(Errand errand, Event event) {
        ByteBuffer frame = ByteBuffer.allocate(4 + event.body().length);
        frame.putInt(event.body().length).put(event.body()).flip();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (frame.hasRemaining()) {
                out.write(frame);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it took, whole; a kill may have cut the last one. */
    static List<byte[]> taken(Path file) throws IOException {
        List<byte[]> taken = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            while (true) {
                byte[] body = new byte[in.readInt()];
                in.readFully(body);
                taken.add(body);
            }
        } catch (EOFException end) {
            return taken;
        }
    }
}
