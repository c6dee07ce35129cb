package porchlight.site;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.standard.serializer.IStandardJavaScriptSerializer;

/**
 * JSON that is safe inside a {@code script} element, whatever text it contains: {@code <}, {@code >}, and {@code &} are
 * escaped, so neither {@code </script>} nor {@code <!--} can occur.
 */
final class ScriptJson extends CharacterEscapes implements IStandardJavaScriptSerializer {
    private static final long serialVersionUID = 1;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static {
        JSON.getFactory().setCharacterEscapes(new ScriptJson());
    }

    @Override
    public void serializeValue(Object object, Writer writer) {
        try {
            writer.write(JSON.writeValueAsString(object));
        } catch (IOException fault) {
            throw new UncheckedIOException("a value that cannot be written", fault);
        }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        var codes = CharacterEscapes.standardAsciiEscapesForJSON();
        for (var c : new char[] {'<', '>', '&'}) codes[c] = ESCAPE_STANDARD;
        return codes;
    }

    /** Only the standard ones. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return null;
    }
}
