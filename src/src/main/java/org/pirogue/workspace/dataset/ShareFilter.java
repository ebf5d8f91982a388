package org.pirogue.workspace.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pirogue.batch.Column;

/** The rows and columns of a version that a share gives, as a condition of SQL. */
final class ShareFilter {
    private static final int DIGITS = 12;

    private ShareFilter() {}

    /** @param units that the share reaches */
    static Cut cut(Share share, DatasetVersion version, List<String> units) {
        List<Object> values = new ArrayList<>();
        String where = where(share, value -> {
            values.add(value);
            return "?";
        });
        return new Cut(
                "share-" + share.id() + "-" + mark(share, units), share.terms().columns(), where, values);
    }

    /** The same condition for a view, which has no question marks: texts are quoted. */
    static String literal(Share share) {
        return where(share, ShareFilter::text);
    }

    /** @param said how a value stands in it */
    private static String where(Share share, UnaryOperator<String> said) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Share.Terms terms = share.terms();
        if (terms.unitColumn() != null) {
            conditions.add(Identifiers.quoted(terms.unitColumn())
                    + " in (select unit from workspace.share_unit where share = " + share.id() + ")");
        }
        if (terms.periodColumn() != null) {
            String period = comparable(Identifiers.quoted(terms.periodColumn()));
            if (terms.from() != null) {
                conditions.add(period + " >= " + comparable(said.apply(terms.from())));
            }
            if (terms.to() != null) {
                conditions.add(period + " <= " + comparable(said.apply(terms.to())));
            }
        }
        return String.join(" and ", conditions);
    }

    private static String text(String value) {
        // Standard strings, whatever the setting: no backslash means anything but itself.
        return "'" + value.replace("'", "''") + "'";
    }

    /** As texts, with weeks of two digits, so that 2026W3 comes before 2026W10. */
    private static String comparable(String expression) {
        return "regexp_replace(" + expression + "::text, 'W([0-9])$', 'W0\\1') collate \"C\"";
    }

    /** Whatever changes what it gives makes another file. */
    private static String mark(Share share, List<String> units) {
        byte[] all = (share.terms().columns() + "|" + share.terms().unitColumn() + "|" + units + "|"
                        + share.terms().periodColumn() + "|" + share.terms().from() + "|"
                        + share.terms().to())
                .getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(RowDigest.sha256().digest(all)).substring(0, DIGITS);
    }

    static List<String> names(DatasetVersion version) {
        return version.columns().stream().map(Column::name).toList();
    }
}
