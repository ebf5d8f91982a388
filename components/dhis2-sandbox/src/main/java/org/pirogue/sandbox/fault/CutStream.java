package org.pirogue.sandbox.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets so many bytes through and cuts the connection then. */
public final class CutStream extends FilterOutputStream {
    private final Runnable cut;
    private long left;

    public CutStream(OutputStream out, long bytes, Runnable cut) {
        super(out);
        this.left = bytes;
        this.cut = cut;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int count = (int) Math.min(left, length);
        out.write(bytes, offset, count);
        left -= count;
        if (count < length) {
            cut();
        }
    }

    /** An answer shorter than the limit is cut at its end: its last chunk does not come. */
    @Override
    public void close() throws IOException {
        cut();
    }

    private void cut() throws IOException {
        out.flush();
        cut.run();
        throw new IOException("cut by the fault script");
    }
}
