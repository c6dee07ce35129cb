package porchlight.lead;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may be an e-mail address: mail alone can tell whether it is one. */
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

    /** The address as every mail server takes it; empty when only those with SMTPUTF8 (RFC 6531) would. */
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
     * Names the inbox that mail to an address most likely ends up in, for counting: case, dots and whatever follows a plus
     * sign make no difference to many providers, so somebody who wants to flood one inbox spells it in many ways. Two people
     * whose addresses differ in these only are counted as one, which costs the second an acknowledgement.
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
