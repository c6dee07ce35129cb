package porchlight.catalog.words;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import porchlight.database.OwnerOnly;

/** Lucene's files, which only their owner may read. */
final class PrivateDirectory extends FilterDirectory {
    private final Path path;

    PrivateDirectory(Path path) throws IOException {
        super(FSDirectory.open(path));
        this.path = path;
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        return restricted(super.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        return restricted(super.createTempOutput(prefix, suffix, context));
    }

    private IndexOutput restricted(IndexOutput output) throws IOException {
        OwnerOnly.restrict(path.resolve(output.getName()));
        return output;
    }

    @Override
    public Lock obtainLock(String name) throws IOException {
        var lock = super.obtainLock(name);
        OwnerOnly.restrict(path.resolve(name));
        return lock;
    }
}
