package porchlight.server;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.database.OwnerOnly;
import porchlight.database.SiteDatabase;
import porchlight.httpcache.Freshness;
import porchlight.httpcache.ResponseCache;
import porchlight.settings.InvalidSettings;
import porchlight.settings.Settings;
import porchlight.settings.Variable;

/**
 * The database, and the cache of MLS responses in it.
 *
 * @param shared whether other processes use the same database
 * @param words where the index of descriptions is, which is this process's own; null if nothing is stored on disk
 */
record Storage(
        HikariDataSource database,
        boolean shared,
        ResponseCache responses,
        Freshness freshness,
        @Nullable Path words) {
    private static final Logger log = LoggerFactory.getLogger(Storage.class);
    private static final long CACHE_BYTES = 256L * 1024 * 1024;

    static Storage open(Launch launch) {
        var settings = launch.settings();
        var limit = launch.limit();
        var database = database(settings.database(), launch.directory());
        var shared = SiteDatabase.isShared(settings.database().jdbcUrl());
        return new Storage(
                database,
                shared,
                new ResponseCache(database, shared, CACHE_BYTES, launch.clock()),
                new Freshness(
                        Launch.shorter(settings.cache().freshFor(), limit),
                        Launch.shorter(settings.cache().staleWhileRevalidate(), limit),
                        limit),
                shared || SiteDatabase.isFile(settings.database().jdbcUrl())
                        ? LeadModule.data(launch.directory()).resolve("words")
                        : null);
    }

    private static HikariDataSource database(Settings.Database database, Path directory) {
        try {
            if (SiteDatabase.isFile(database.jdbcUrl())) OwnerOnly.createDirectory(LeadModule.data(directory));
        } catch (IOException fault) {
            log.warn("Other accounts on this machine may read {}: {}", LeadModule.data(directory), fault.toString());
        }
        try {
            return SiteDatabase.open(database.jdbcUrl(), database.user(), database.password());
        } catch (SiteDatabase.Refused wrong) {
            throw new InvalidSettings(List.of(InvalidSettings.Fault.of(
                    Variable.DATABASE_URL.name(), "settings.database.refused", String.valueOf(wrong.getMessage()))));
        }
    }
}
