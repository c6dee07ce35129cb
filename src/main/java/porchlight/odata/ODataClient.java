package porchlight.odata;

import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Reads an OData service. Thread-safe. */
public final class ODataClient {
    public ODataClient(OkHttpClient http, HttpUrl serviceRoot, InstantSource clock) {}

    /**
     * Reads one page of a collection.
     *
     * @throws ODataException if the service cannot be reached, refuses the query or sends nonsense
     */
    public ODataPage page(ODataQuery query) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads the page that a {@link ODataPage#nextLink()} names.
     *
     * @throws ODataException as {@link #page}
     */
    public ODataPage next(HttpUrl nextLink) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads one entity; of the query's options {@code $select} and {@code $expand} apply. Empty when the service says
     * 404.
     *
     * @throws ODataException as {@link #page}
     */
    public Optional<ODataEntity> entity(ODataQuery query, String key) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads and parses {@code $metadata}.
     *
     * @throws ODataException as {@link #page}
     */
    public Metadata metadata() {
        throw new UnsupportedOperationException();
    }
}
