package porchlight.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads a leads journal by its documented format only, without the program's code.
 *
 * @param entries in the order of the file
 * @param rest bytes after the last complete record
 */
public record JournalReader(List<JsonNode> entries, int rest) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads records up to the first incomplete one. */
    public static JournalReader of(byte[] file) throws IOException {
        var bytes = ByteBuffer.wrap(file);
        assertEquals(0x504F5243484C4A31L, bytes.getLong(0), "the header");
        assertEquals(crc(file, 0, 32), bytes.getInt(32), "the header's checksum");
        bytes.position(36);
        var entries = new ArrayList<JsonNode>();
        while (bytes.remaining() >= 12) {
            var at = bytes.position();
            var length = bytes.getInt(at + 4);
            if (bytes.getInt(at) != 0xF5504CFF || length < 0 || length > bytes.remaining() - 12) break;
            var checked = new byte[4 + length];
            System.arraycopy(file, at + 4, checked, 0, 4);
            System.arraycopy(file, at + 12, checked, 4, length);
            if (crc(checked, 0, checked.length) != bytes.getInt(at + 8)) break;
            entries.add(JSON.readTree(file, at + 12, length));
            bytes.position(at + 12 + length);
        }
        return new JournalReader(List.copyOf(entries), bytes.remaining());
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** What visitors wrote, in all leads. */
    public List<String> messages() throws IOException {
        var messages = new ArrayList<String>();
        for (var entry : entries)
            if (entry.path("entry").asText().equals("kept"))
                messages.add(JSON.readTree(entry.path("inquiry").asText())
                        .path("message")
                        .asText());
        return messages;
    }
}
