package porchlight.bench;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Main class of a Javalin that does nothing but answer the bytes of files: {@code /0}, {@code /1} …; it tells its port. */
public final class BareServer {
    private BareServer() {}

    public static void main(String[] files) throws IOException {
        var bodies = new byte[files.length][];
        for (int i = 0; i < files.length; i++) bodies[i] = Files.readAllBytes(Path.of(files[i]));
        var server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            for (int i = 0; i < bodies.length; i++) {
                var body = bodies[i];
                config.routes.get(
                        "/" + i,
                        ctx -> ctx.contentType("text/html; charset=utf-8")
                                .header("Content-Encoding", "br")
                                .header("Content-Length", Integer.toString(body.length))
                                .result(body));
            }
        });
        server.start("127.0.0.1", 0);
        System.out.println("port " + server.port());
    }
}
