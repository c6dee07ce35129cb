package porchlight.search;

import io.javalin.http.NotFoundResponse;
import org.jspecify.annotations.Nullable;

/** A page of results after the last one. */
public final class PastTheEnd extends NotFoundResponse {
    private final @Nullable Integer lastPage;

    /** @param lastPage the last page; null if unknown */
    PastTheEnd(@Nullable Integer lastPage) {
        this.lastPage = lastPage;
    }

    @Nullable
    public Integer lastPage() {
        return lastPage;
    }
}
