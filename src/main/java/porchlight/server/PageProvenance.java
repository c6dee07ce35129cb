package porchlight.server;

import java.time.Instant;
import java.util.List;
import porchlight.catalog.Catalog;
import porchlight.httpcache.CacheInterceptor;
import porchlight.pagecache.PageCache;
import porchlight.pagecache.ReadAhead;

/** The data that pages show: MLS responses, the catalog, and what is read ahead. */
record PageProvenance(CacheInterceptor answered, Catalog catalog, List<ReadAhead> readAhead)
        implements PageCache.Provenance {

    /** No term ever decreases, so the sum changes whenever any of them does. */
    @Override
    public long edition() {
        var sum = catalog.snapshot().version();
        for (var each : readAhead) sum += each.edition();
        return sum;
    }

    @Override
    public long answers() {
        return answered.answers();
    }

    @Override
    public Instant oldest() {
        var oldest = catalog.snapshot().asOf();
        for (var each : readAhead) if (each.asOf().isBefore(oldest)) oldest = each.asOf();
        return oldest;
    }
}
