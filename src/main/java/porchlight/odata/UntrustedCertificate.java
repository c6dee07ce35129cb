package porchlight.odata;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The service's TLS certificate does not prove its identity, so nothing was sent to it. The message
 * says in plain words what is wrong with the certificate. Retrying does not help.
 */
final class UntrustedCertificate extends IOException {
    private static final long serialVersionUID = 1L;

    private UntrustedCertificate(String message, IOException cause) {
        super(message, cause);
    }

    /** The certificate problem behind a failed call; empty if there was another reason. */
    static Optional<UntrustedCertificate> in(IOException fault, String host) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            var problem = problem(cause);
            if (problem != null)
                return Optional.of(new UntrustedCertificate("the certificate of " + host + " " + problem, fault));
        }
        return Optional.empty();
    }

    private static @Nullable String problem(Throwable cause) {
        if (cause instanceof CertificateExpiredException) return "has expired; the MLS must renew it";
        if (cause instanceof CertificateNotYetValidException) return "is not valid yet; is this machine's clock right?";
        if (cause instanceof CertPathBuilderException) return "is not signed by an authority that this machine trusts";
        if (cause instanceof SSLPeerUnverifiedException) return "is for another host; check RESO_SERVICE_ROOT";
        return null;
    }
}
