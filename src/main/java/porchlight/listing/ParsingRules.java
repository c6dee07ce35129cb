package porchlight.listing;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Distinguishes listings that were parsed under different rules, so that what one profile or parser
 * version allowed is never shown under another.
 */
public final class ParsingRules {
    /**
     * Increase this with every change to what {@link PropertyParser} allows or how it converts a
     * record. New fields and traits change the digest by themselves.
     */
    private static final int PARSER = 4;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(Set.class, new Sorted()))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .build();

    private ParsingRules() {}

    /** A short text that changes exactly when the profile or the parser does. */
    public static String digest(MlsProfile profile) {
        try {
            var rules = MessageDigest.getInstance("SHA-256")
                    .digest(JSON.writeValueAsBytes(List.of(
                            profile,
                            Trait.values(),
                            PropertyFields.indexed(profile, false),
                            PropertyFields.detail(profile))));
            return PARSER + "-" + HexFormat.of().formatHex(rules, 0, 8);
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a profile that cannot be written", impossible);
        }
    }

    /** The iteration order of sets differs between processes. */
    @SuppressWarnings("rawtypes")
    private static final class Sorted extends JsonSerializer<Set> {
        @Override
        public void serialize(Set set, JsonGenerator out, SerializerProvider provider) throws IOException {
            var texts = new TreeSet<String>();
            for (var each : set) texts.add(String.valueOf(each));
            provider.defaultSerializeValue(texts.toArray(new String[0]), out);
        }
    }
}
