package porchlight.lead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's disk, with a record of what was done to it in what order, that fails when it is told to. */
public final class TestDisk implements Disk {
    /** Called with each operation before it is done; what it throws is what the disk answers. */
    public interface Before {
        void operation(String name) throws IOException;
    }

    private final Disk disk = Disk.ofTheMachine();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile Before before = name -> {};

    /** Operations that succeeded, as {@code "write leads.journal"}. */
    public List<String> done() {
        return List.copyOf(done);
    }

    public void before(Before now) {
        before = now;
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private <T> T perform(String name, Path file, Operation<T> operation) throws IOException {
        var full = name + " " + file.getFileName();
        before.operation(full);
        var result = operation.run();
        done.add(full);
        return result;
    }

    private OpenFile recording(Path file, OpenFile open) {
        return new OpenFile() {
            @Override
            public long size() throws IOException {
                return open.size();
            }

            @Override
            public int read(ByteBuffer into, long at) throws IOException {
                return open.read(into, at);
            }

            @Override
            public void write(ByteBuffer from, long at) throws IOException {
                perform("write", file, () -> {
                    open.write(from, at);
                    return null;
                });
            }

            @Override
            public void truncate(long size) throws IOException {
                perform("truncate", file, () -> {
                    open.truncate(size);
                    return null;
                });
            }

            @Override
            public void force() throws IOException {
                perform("force", file, () -> {
                    open.force();
                    return null;
                });
            }

            @Override
            public void close() throws IOException {
                open.close();
            }
        };
    }

    @Override
    public OpenFile open(Path file) throws IOException {
        return recording(file, disk.open(file));
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        return recording(file, perform("create", file, () -> disk.create(file)));
    }

    @Override
    public void replace(Path next, Path file) throws IOException {
        perform("replace", file, () -> {
            disk.replace(next, file);
            return null;
        });
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        perform("sync", directory, () -> {
            disk.syncDirectory(directory);
            return null;
        });
    }
}
