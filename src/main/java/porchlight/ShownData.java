package porchlight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import porchlight.catalogue.Catalogue;
import porchlight.httpcache.CacheInterceptor;
import porchlight.listing.OpenHouseCalendar;
import porchlight.place.CurrentPlaces;
import porchlight.site.PageCache;

/** What pages show: answers of the MLS, and what is read ahead of them. */
record ShownData(CacheInterceptor answered, Catalogue catalogue, CurrentPlaces places, OpenHouseCalendar openHouses)
        implements PageCache.Provenance {

    @Override
    public @Nullable Instant oldestAnswer(PageCache.Making making) throws Exception {
        return answered.oldestUsed(making::make);
    }

    /** None of them ever falls, so their sum changes with each. */
    @Override
    public long edition() {
        return catalogue.snapshot().version() + places.edition() + openHouses.edition();
    }

    @Override
    public long answers() {
        return answered.answers();
    }

    @Override
    public Instant oldest() {
        var catalogued = catalogue.snapshot().asOf();
        var read = openHouses.asOf();
        return read.isBefore(catalogued) ? read : catalogued;
    }
}
