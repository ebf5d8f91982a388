package org.pirogue.flow.table;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.home.Secrets;

/** Whether two readings gave the same table; keyed, for rows may be about persons. */
public class RowDigests {
    private static final String ALGORITHM = "HmacSHA256";

    private final Secrets secrets;

    public RowDigests(Secrets secrets) {
        this.secrets = secrets;
    }

    Growing of(List<Column> columns) {
        return new Growing(columns.stream().map(Column::name).toList(), secrets.of("table-digests"));
    }

    /** Of the rows so far, in their order. */
    static final class Growing {
        private final List<String> columns;
        private final Mac mac;

        private Growing(List<String> columns, String key) {
            this.columns = columns;
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            } catch (NoSuchAlgorithmException | InvalidKeyException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
            columns.forEach(this::add);
        }

        void add(Row row) {
            add(row.place());
            columns.forEach(column -> add(row.value(column)));
        }

        private void add(String text) {
            mac.update(text.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
        }

        /** Once. */
        String value() {
            return HexFormat.of().formatHex(mac.doFinal());
        }
    }
}
