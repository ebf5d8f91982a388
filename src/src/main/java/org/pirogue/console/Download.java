package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.dataset.DatasetFiles;
import org.springframework.http.HttpRange;

/**
 * One file for one client: whole, a range of it, or the word that it has not changed (RFC 9110). A part at a time in memory. While
 * it runs it is asked again whether it may; where it may no longer, the connection is cut.
 */
final class Download {
    private static final int PART = 1 << 16;
    private static final long ASK_EVERY = Duration.ofSeconds(1).toNanos();

    private final DatasetFiles.Written written;
    private final String name;
    private final BooleanSupplier allowed;

    /** @param name under which a browser keeps it */
    Download(DatasetFiles.Written written, String name, BooleanSupplier allowed) {
        this.written = written;
        this.name = name;
        this.allowed = allowed;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String range = request.getHeader("Range");
        boolean small = range == null && written.format().shrinks() && accepts(request, "gzip");
        // Other bytes, another tag.
        String tag = '"' + written.digest() + (small ? "-gzip" : "") + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept, Accept-Encoding, Authorization");
        response.setHeader("Cache-Control", "private, no-cache");
        if (matches(request.getHeader("If-None-Match"), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(written.format().type());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Accept-Ranges", "bytes");
        // Opened once: what is deleted meanwhile is read to its end.
        try (FileChannel file = FileChannel.open(written.file(), StandardOpenOption.READ)) {
            if (small) {
                response.setHeader("Content-Encoding", "gzip");
                compressed(file, request, response);
            } else {
                plain(file, applies(range, request.getHeader("If-Range"), tag), request, response);
            }
        }
    }

    private void compressed(FileChannel file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isHead(request)) {
            return;
        }
        try (GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream(), PART)) {
            copy(file, 0, file.size(), out);
        }
    }

    private void plain(
            FileChannel file, @Nullable String range, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long size = file.size();
        long first = 0;
        long last = size - 1;
        if (range != null) {
            HttpRange one = one(range);
            if (one == null || size == 0 || one.getRangeStart(size) >= size) {
                response.setHeader("Content-Range", "bytes */" + size);
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                return;
            }
            first = one.getRangeStart(size);
            last = one.getRangeEnd(size);
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes " + first + "-" + last + "/" + size);
        }
        response.setContentLengthLong(last - first + 1);
        if (!isHead(request)) {
            copy(file, first, last - first + 1, response.getOutputStream());
        }
    }

    /** Several ranges are answered whole, as the standard allows; so is one that is no range of bytes, or of another file. */
    private static @Nullable String applies(@Nullable String range, @Nullable String onlyOf, String tag) {
        boolean bytes = range != null && range.strip().toLowerCase(Locale.ROOT).startsWith("bytes=");
        boolean other = onlyOf != null && !onlyOf.strip().equals(tag);
        return bytes && !other && range.indexOf(',') < 0 ? range : null;
    }

    private static @Nullable HttpRange one(String range) {
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(range);
            return ranges.size() == 1 ? ranges.get(0) : null;
        } catch (IllegalArgumentException noRange) {
            return null;
        }
    }

    private void copy(FileChannel file, long from, long count, OutputStream out) throws IOException {
        byte[] part = new byte[PART];
        InputStream in = Channels.newInputStream(file.position(from));
        long left = count;
        long asked = System.nanoTime();
        while (left > 0) {
            if (System.nanoTime() - asked > ASK_EVERY) {
                asked = System.nanoTime();
                if (!allowed.getAsBoolean()) {
                    throw new IOException("withdrawn while it was read");
                }
            }
            int read = in.read(part, 0, (int) Math.min(part.length, left));
            if (read < 0) {
                throw new IOException("the file is shorter than it was");
            }
            out.write(part, 0, read);
            left -= read;
        }
    }

    private static boolean isHead(HttpServletRequest request) {
        return "HEAD".equals(request.getMethod());
    }

    private static boolean matches(@Nullable String given, String tag) {
        if (given == null) {
            return false;
        }
        for (String each : given.split(",")) {
            String one = each.strip();
            // A weak comparison, as the standard asks for here.
            if (one.equals("*") || one.equals(tag) || one.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean accepts(HttpServletRequest request, String encoding) {
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        for (String each : accepted.split(",")) {
            String[] parts = each.strip().split("\\s*;\\s*");
            if (parts[0].equalsIgnoreCase(encoding)) {
                return parts.length == 1 || !parts[1].matches("(?i)q=0(\\.0*)?");
            }
        }
        return false;
    }
}
