package org.pirogue.sandbox.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Lets bytes through slowly, ten portions a second. */
public final class DripStream extends FilterOutputStream {
    private final int portion;

    public DripStream(OutputStream out, int bytesPerSecond) {
        super(out);
        this.portion = Math.max(1, bytesPerSecond / 10);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += portion) {
            out.write(bytes, offset + at, Math.min(portion, length - at));
            out.flush();
            pause();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
