package porchlight.lead;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Syntax checks for email addresses; only sending mail shows whether an address exists. */
final class EmailAddress {
    private static final Pattern POSSIBLE = Pattern.compile(
            "[^\\s@<>()\\[\\]\\\\,;:\"\\p{C}]{1,64}@(?=.{3,253}$)[\\p{L}\\p{M}\\p{N}]([\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?"
                    + "(\\.[\\p{L}\\p{M}\\p{N}]([\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?)+");

    private EmailAddress() {}

    static boolean isPossible(String text) {
        return POSSIBLE.matcher(text).matches()
                && !text.startsWith(".")
                && !text.contains("..")
                && !text.contains(".@");
    }

    /**
     * The address in a form that every mail server accepts; empty if only servers with SMTPUTF8 (RFC 6531) would accept
     * it.
     */
    static Optional<String> deliverable(String address) {
        var at = address.lastIndexOf('@');
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(address.substring(0, at))) return Optional.empty();
        try {
            return Optional.of(address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1)));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /**
     * The inbox that mail to an address most likely ends up in, for counting. Many providers ignore case, dots, and
     * whatever follows a plus sign, so an attacker who floods one inbox can spell it in many ways. Two people whose
     * addresses differ only in these are counted as one, which costs the second an acknowledgment.
     */
    static String inbox(String address) {
        var at = address.lastIndexOf('@');
        var local = address.substring(0, at)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\+.*", "")
                .replace(".", "");
        var domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
        try {
            domain = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noDomain) {
            // Counted as it is spelled.
        }
        return local + "@" + (domain.equals("googlemail.com") ? "gmail.com" : domain);
    }
}
