package porchlight.brand;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A font for browsers.
 *
 * @param isVariable whether one file has all weights
 * @see <a href="https://www.w3.org/TR/WOFF2/">WOFF File Format 2.0</a>
 */
record Woff2(byte[] bytes, boolean isVariable) {
    private static final int SIGNATURE = 0x774f4632;
    private static final int HEADER = 48;
    private static final int MOST_TABLES = 100;
    /** Numbers of tables in the specification's list. */
    private static final int GLYF = 10;

    private static final int LOCA = 11;
    private static final int FVAR = 47;
    private static final int OTHER = 63;
    /** Of glyf and loca, meaning that they are stored as they are. */
    private static final int NOT_TRANSFORMED = 3;

    /** Null, with a fault, for anything else. */
    static @Nullable Woff2 read(BrandFolder folder, Section.@Nullable Value named) {
        var file = named == null ? null : folder.read(named);
        if (named == null || file == null) return null;
        try {
            return new Woff2(file, parse(ByteBuffer.wrap(file)));
        } catch (BufferUnderflowException | IllegalArgumentException wrong) {
            named.fault("brand.font");
            return null;
        }
    }

    /** Whether the table of variations is among the font's. */
    private static boolean parse(ByteBuffer file) {
        if (file.getInt() != SIGNATURE) throw new IllegalArgumentException("no signature");
        file.getInt();
        if (file.getInt() != file.capacity()) throw new IllegalArgumentException("not complete");
        var tables = Short.toUnsignedInt(file.getShort());
        if (tables == 0 || tables > MOST_TABLES) throw new IllegalArgumentException("no tables");
        file.position(HEADER);
        var varies = false;
        for (int i = 0; i < tables; i++) {
            var flags = Byte.toUnsignedInt(file.get());
            var table = flags & OTHER;
            if (table == OTHER) file.getInt();
            length(file);
            var transform = flags >> 6;
            if (table == GLYF || table == LOCA ? transform != NOT_TRANSFORMED : transform != 0) length(file);
            varies |= table == FVAR;
        }
        return varies;
    }

    /** A number in up to five bytes, of which all but the last have their highest bit set. */
    private static void length(ByteBuffer file) {
        for (int i = 0; i < 5; i++) if (file.get() >= 0) return;
        throw new IllegalArgumentException("no number");
    }
}
