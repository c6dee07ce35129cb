package porchlight.diagnosis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.odata.ODataException;

/** The outcome of a test request: either a value or a fault. */
record Probe<T>(@Nullable T value, @Nullable ODataException fault, Duration took) {

    static <T> Probe<T> at(InstantSource clock, Supplier<T> request) {
        var began = clock.instant();
        try {
            var value = request.get();
            return new Probe<>(value, null, Duration.between(began, clock.instant()));
        } catch (ODataException fault) {
            return new Probe<>(null, fault, Duration.between(began, clock.instant()));
        }
    }

    /** Why there is no value; empty if there is one. */
    String problem() {
        return fault == null ? "" : String.valueOf(fault.getMessage());
    }
}
