package porchlight.brand;

import porchlight.message.Messages;

/**
 * Something wrong in the brand folder.
 *
 * @param file relative to the folder that contains the brand folder, such as {@code brand/site.yaml}
 * @param line counted from 1; 0 if the fault concerns the file as a whole
 */
public record BrandFault(String file, int line, String what, String remedy) {

    /**
     * A fault by the key of its message; that of its remedy ends in {@code .fix}.
     *
     * @param values arguments of both messages
     */
    static BrandFault of(String file, int line, String key, Object... values) {
        return new BrandFault(file, line, Messages.text(key, values), Messages.text(key + ".fix", values));
    }

    /** {@code file:line}, or the file alone. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }

    @Override
    public String toString() {
        return place() + ": " + what + " " + remedy;
    }
}
