package porchlight.server;

import java.time.Instant;
import java.util.List;
import porchlight.brand.CurrentBrand;
import porchlight.catalog.Catalog;
import porchlight.httpcache.CacheInterceptor;
import porchlight.pagecache.PageCache;
import porchlight.pagecache.ReadAhead;

/** What pages show: MLS responses, the catalog, what is read ahead, and the brand. */
record PageProvenance(CacheInterceptor answered, Catalog catalog, List<ReadAhead> readAhead, CurrentBrand brand)
        implements PageCache.Provenance {

    /** No term ever decreases, so the sum changes whenever any of them does. */
    @Override
    public long edition() {
        var sum = catalog.snapshot().version() + brand.edition();
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
