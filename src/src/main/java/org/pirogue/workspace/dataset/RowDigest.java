package org.pirogue.workspace.dataset;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;

/**
 * Digest of a table whatever the order of its rows: the sum of the SHA-256 of each, modulo 2^256, and of its columns. It finds
 * out whether anything differs; it is no seal against somebody who looks for two tables of one sum.
 */
final class RowDigest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private final MessageDigest sha = sha256();
    private BigInteger sum;

    RowDigest(List<Column> columns) {
        columns.forEach(column -> add(column.name() + '\0' + column.type()));
        this.sum = new BigInteger(1, sha.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void row(List<Column> columns, Row row) {
        columns.forEach(column -> add(row.value(column.name())));
        sum = sum.add(new BigInteger(1, sha.digest())).mod(MODULUS);
    }

    /** No value holds a null character: it is refused before. */
    private void add(String value) {
        sha.update(value.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }

    String hex() {
        byte[] bytes = sum.toByteArray();
        byte[] whole = new byte[32];
        int from = Math.max(0, bytes.length - whole.length);
        System.arraycopy(bytes, from, whole, whole.length - (bytes.length - from), bytes.length - from);
        return HexFormat.of().formatHex(whole);
    }
}
