package porchlight.server;

import java.time.Instant;
import porchlight.catalog.Catalog;
import porchlight.httpcache.CacheInterceptor;
import porchlight.listing.OpenHouseCalendar;
import porchlight.pagecache.PageCache;
import porchlight.place.CurrentPlaces;

/** The data that pages show: MLS responses, and what is read ahead. */
record PageProvenance(CacheInterceptor answered, Catalog catalog, CurrentPlaces places, OpenHouseCalendar openHouses)
        implements PageCache.Provenance {

    /** No term ever decreases, so the sum changes whenever any of them does. */
    @Override
    public long edition() {
        return catalog.snapshot().version() + places.edition() + openHouses.edition();
    }

    @Override
    public long answers() {
        return answered.answers();
    }

    @Override
    public Instant oldest() {
        var catalogd = catalog.snapshot().asOf();
        var read = openHouses.asOf();
        return read.isBefore(catalogd) ? read : catalogd;
    }
}
