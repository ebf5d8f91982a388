package org.pirogue.ledger.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database of this Pirogue.
 *
 * @param url JDBC address of an external PostgreSQL; none: the embedded one
 * @param user name at the external PostgreSQL
 * @param passwordFile file with its password
 * @param binaries folder into which the embedded PostgreSQL is unpacked; none: the data directory
 * @param unpacked folder of another unpacking, whose files are copied: that takes a moment, to unpack takes seconds
 * @param port of the embedded PostgreSQL, for BI tools that are to find it again; 0: a free one at each start
 * @param maxConnections size of the pool
 */
@ConfigurationProperties("pirogue.database")
public record DatabaseSettings(
        @Nullable String url,
        @DefaultValue("pirogue") String user,
        @Nullable String passwordFile,
        @Nullable String binaries,
        @Nullable String unpacked,
        @DefaultValue("0") int port,
        @DefaultValue("16") int maxConnections) {

    public boolean isExternal() {
        return url != null && !url.isBlank();
    }

    Path binariesPath(Path otherwise) {
        return binaries == null || binaries.isBlank()
                ? otherwise
                : Path.of(binaries).toAbsolutePath();
    }
}
