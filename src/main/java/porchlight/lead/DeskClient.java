package porchlight.lead;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Works at the desk of the site that holds the leads. */
public final class DeskClient implements LeadDesk {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OkHttpClient http = new OkHttpClient.Builder()
            .callTimeout(PATIENCE)
            .readTimeout(PATIENCE)
            .build();
    private final String url;
    private final String password;

    private DeskClient(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /**
     * Finds the desk.
     *
     * @param directory where the leads' file is
     * @throws UncheckedIOException if no running site tells of one
     */
    public static DeskClient of(Path directory) {
        var file = DeskServer.file(directory);
        try {
            var lines = Files.readAllLines(file);
            if (lines.size() < 2) throw new IOException(file + " is cut short");
            return new DeskClient("http://127.0.0.1:" + Integer.parseInt(lines.get(0)), lines.get(1));
        } catch (IOException fault) {
            throw new UncheckedIOException("another process holds the leads and cannot be asked: " + fault, fault);
        }
    }

    @Override
    public List<Lead> all() {
        return ask("/all", List.of(), new TypeReference<>() {});
    }

    @Override
    public int resend(Collection<String> ids) {
        return ask("/resend", ids, new TypeReference<>() {});
    }

    @Override
    public int delete(Collection<String> ids) {
        return ask("/delete", ids, new TypeReference<>() {});
    }

    @Override
    public String webhookSecret() {
        return ask("/secret", List.of(), new TypeReference<>() {});
    }

    private <T> T ask(String path, Collection<String> ids, TypeReference<T> type) {
        try {
            var body = RequestBody.create(LeadStore.JSON.writeValueAsBytes(ids), MediaType.get("application/json"));
            var request = new Request.Builder()
                    .url(url + path)
                    .header("Authorization", "Bearer " + password)
                    .post(body)
                    .build();
            try (var response = http.newCall(request).execute()) {
                if (!response.isSuccessful()) throw new IOException("the site answered " + response.code());
                return LeadStore.JSON.readValue(response.body().bytes(), type);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(
                    "the site that holds the leads cannot be asked: " + fault.getMessage(), fault);
        }
    }
}
