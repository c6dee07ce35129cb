package porchlight.catalog.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Snapshot;
import porchlight.listing.PropertySweep.Remark;

/**
 * The Lucene index: of each home its key, its ModificationTimestamp, and the set of its description's words, without their
 * order. One thread writes, any number read.
 */
final class WordIndex implements AutoCloseable {
    /** Raised when {@link Spelling} changes. */
    private static final String SPELLING = "1";

    /** Later versions of Java have more that Lucene would like to use, and it says so. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private static final String KEY = "key";
    private static final String MODIFIED = "modified";
    private static final String TEXT = "text";
    private static final String WORD = "word";
    private static final double BUFFERED_MEGABYTES = 8;

    private final Directory directory;
    private final IndexWriter writer;
    private DirectoryReader reader;
    /** Keys of the homes that were written since the reader was opened. */
    private Set<String> written = new HashSet<>();

    private volatile boolean stale;
    private volatile @Nullable Rows known;

    /**
     * Where the homes in the index are in a snapshot.
     *
     * @param rows by number of the document; -1 for homes that are not there
     * @param complete whether the index has the current description of every home in the snapshot
     */
    private record Rows(DirectoryReader reader, Snapshot snapshot, int[] rows, boolean complete) {}

    private WordIndex(Directory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.reader = DirectoryReader.open(writer);
    }

    /**
     * Opens an index, or begins an empty one.
     *
     * @param feed identifies the feed and the rules by which it is read; the words of another feed are dropped
     * @return null if another process uses it
     * @throws IOException if it cannot be read
     */
    static @Nullable WordIndex open(Path path, String feed) throws IOException {
        LUCENE.setLevel(Level.SEVERE);
        var merging = new TieredMergePolicy().setForceMergeDeletesPctAllowed(0);
        merging.setNoCFSRatio(1);
        var config = new IndexWriterConfig()
                .setMergePolicy(merging)
                .setMergeScheduler(new SerialMergeScheduler())
                .setRAMBufferSizeMB(BUFFERED_MEGABYTES);
        var directory = new PrivateDirectory(path);
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, config);
            var contents = Map.of("feed", feed, "spelling", SPELLING);
            if (!isOf(writer, contents)) {
                writer.deleteAll();
                writer.setLiveCommitData(contents.entrySet());
                writer.commit();
            }
            return new WordIndex(directory, writer);
        } catch (LockObtainFailedException used) {
            directory.close();
            return null;
        } catch (IOException | RuntimeException fault) {
            if (writer != null) writer.rollback();
            directory.close();
            throw fault;
        }
    }

    /**
     * Deletes an index and its directory, unless another process uses it.
     *
     * @throws IOException if that is not possible
     */
    static void delete(Path path) throws IOException {
        try (var directory = new PrivateDirectory(path);
                var alone = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            alone.ensureValid();
            try (var files = Files.list(path)) {
                for (var file : files.toList()) Files.delete(file);
            }
            Files.delete(path);
        } catch (LockObtainFailedException used) {
            // It is none of ours.
        }
    }

    private static boolean isOf(IndexWriter writer, Map<String, String> contents) {
        var data = writer.getLiveCommitData();
        var stored = new HashMap<String, String>();
        if (data != null) data.forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        return stored.equals(contents);
    }

    /**
     * Adds descriptions, or replaces those of the same homes.
     *
     * @return whether any differs from before
     */
    synchronized boolean put(List<Remark> remarks) throws IOException {
        var changed = false;
        for (var each : remarks) {
            var text = each.text() == null ? "" : each.text();
            if (isIndexed(each.listingKey(), each.modified(), text.hashCode())) continue;
            var document = new Document();
            document.add(new StringField(KEY, each.listingKey(), Field.Store.NO));
            document.add(new NumericDocValuesField(MODIFIED, Column.nanoseconds(each.modified())));
            document.add(new NumericDocValuesField(TEXT, text.hashCode()));
            for (var word : Spelling.words(text)) document.add(new StringField(WORD, word, Field.Store.NO));
            written.add(each.listingKey());
            writer.updateDocument(new Term(KEY, each.listingKey()), document);
            changed = true;
        }
        if (changed) stale = true;
        return changed;
    }

    private boolean isIndexed(String listingKey, Instant modified, int text) throws IOException {
        if (written.contains(listingKey)) return false;
        for (var leaf : reader.leaves()) {
            var terms = leaf.reader().terms(KEY);
            if (terms == null) continue;
            var key = terms.iterator();
            if (!key.seekExact(new BytesRef(listingKey))) continue;
            var document = live(leaf.reader(), key.postings(null, PostingsEnum.NONE));
            if (document != DocIdSetIterator.NO_MORE_DOCS)
                return number(leaf.reader(), MODIFIED, document) == Column.nanoseconds(modified)
                        && number(leaf.reader(), TEXT, document) == text;
        }
        return false;
    }

    private static int live(LeafReader leaf, PostingsEnum documents) throws IOException {
        var live = leaf.getLiveDocs();
        var document = documents.nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document))
            document = documents.nextDoc();
        return document;
    }

    private static long number(LeafReader leaf, String field, int document) throws IOException {
        var numbers = leaf.getNumericDocValues(field);
        return numbers != null && numbers.advanceExact(document) ? numbers.longValue() : -1;
    }

    /** Receives a home's key and its document. */
    private interface Visitor {
        void visit(BytesRef key, LeafReader leaf, int document) throws IOException;
    }

    private static void each(LeafReader leaf, Visitor visitor) throws IOException {
        var terms = leaf.terms(KEY);
        if (terms == null) return;
        var keys = terms.iterator();
        PostingsEnum documents = null;
        for (var key = keys.next(); key != null; key = keys.next()) {
            documents = keys.postings(documents, PostingsEnum.NONE);
            var document = live(leaf, documents);
            if (document != DocIdSetIterator.NO_MORE_DOCS) visitor.visit(key, leaf, document);
        }
    }

    /**
     * Deletes all other homes. Their words stay in the files until {@link #expunge}.
     *
     * @return whether there were any
     */
    synchronized boolean keep(Predicate<String> isKept) throws IOException {
        refresh();
        var gone = new ArrayList<Term>();
        for (var leaf : reader.leaves())
            each(leaf.reader(), (key, of, document) -> {
                if (!isKept.test(key.utf8ToString())) gone.add(new Term(KEY, BytesRef.deepCopyOf(key)));
            });
        if (gone.isEmpty()) return false;
        writer.deleteDocuments(gone.toArray(Term[]::new));
        stale = true;
        return true;
    }

    /** Makes what was written survive a crash. */
    void commit() throws IOException {
        writer.commit();
    }

    /** Rewrites the files that have anything of deleted or replaced descriptions. */
    void expunge() throws IOException {
        writer.forceMergeDeletes();
        writer.commit();
        synchronized (this) {
            // The former reader's files stay as long as it is open.
            stale = true;
            refresh();
        }
        writer.deleteUnusedFiles();
    }

    private void refresh() throws IOException {
        if (!stale) return;
        stale = false;
        written = new HashSet<>();
        var next = DirectoryReader.openIfChanged(reader, writer);
        if (next == null) return;
        var former = reader;
        reader = next;
        known = null;
        former.close();
    }

    /** How many homes it knows. */
    int size() {
        return writer.getDocStats().numDocs;
    }

    /** Whether it has the current description of every home in a snapshot. */
    boolean isComplete(Snapshot snapshot) throws IOException {
        return rows(snapshot).complete();
    }

    private Rows rows(Snapshot snapshot) throws IOException {
        var last = known;
        return last != null && !stale && last.snapshot().hasSameRows(snapshot) ? last : look(snapshot);
    }

    private synchronized Rows look(Snapshot snapshot) throws IOException {
        if (!writer.isOpen()) throw new AlreadyClosedException("closed");
        refresh();
        var last = known;
        if (last != null && last.snapshot().hasSameRows(snapshot)) return last;
        var rows = new int[reader.maxDoc()];
        java.util.Arrays.fill(rows, -1);
        var current = new BitSet();
        for (var leaf : reader.leaves()) {
            var modified = new long[leaf.reader().maxDoc()];
            var numbers = leaf.reader().getNumericDocValues(MODIFIED);
            while (numbers != null && numbers.nextDoc() != DocIdSetIterator.NO_MORE_DOCS)
                modified[numbers.docID()] = numbers.longValue();
            each(leaf.reader(), (key, of, document) -> {
                var row = snapshot.row(key.utf8ToString());
                rows[leaf.docBase + document] = row;
                // The index is written first, so it may be ahead of the snapshot.
                if (row >= 0 && modified[document] >= snapshot.number(Column.MODIFIED, row)) current.set(row);
            });
        }
        var next = new Rows(reader, snapshot, rows, current.cardinality() == snapshot.size());
        known = next;
        return next;
    }

    /**
     * The rows of the homes whose descriptions have all of these words.
     *
     * @param words as {@link Spelling#asked} spells them
     */
    BitSet find(Snapshot snapshot, List<String> words) throws IOException {
        while (true) {
            var rows = rows(snapshot);
            if (!rows.reader().tryIncRef()) continue;
            try {
                return find(rows, words);
            } finally {
                rows.reader().decRef();
            }
        }
    }

    private static BitSet find(Rows rows, List<String> words) throws IOException {
        var found = new BitSet();
        for (var leaf : rows.reader().leaves()) {
            var all = new FixedBitSet(leaf.reader().maxDoc());
            all.set(0, all.length());
            for (var word : words) all.and(having(leaf.reader(), word));
            var live = leaf.reader().getLiveDocs();
            for (int document = 0; document < all.length(); document++) {
                var row = rows.rows()[leaf.docBase + document];
                if (row >= 0 && all.get(document) && (live == null || live.get(document))) found.set(row);
            }
        }
        return found;
    }

    private static FixedBitSet having(LeafReader leaf, String word) throws IOException {
        var having = new FixedBitSet(leaf.maxDoc());
        var terms = leaf.terms(WORD);
        if (terms == null) return having;
        var beginning = new BytesRef(word);
        var term = terms.iterator();
        if (!Spelling.isBeginning(word)) {
            if (term.seekExact(beginning)) having.or(term.postings(null, PostingsEnum.NONE));
            return having;
        }
        if (term.seekCeil(beginning) == TermsEnum.SeekStatus.END) return having;
        PostingsEnum documents = null;
        do {
            if (!StringHelper.startsWith(Objects.requireNonNull(term.term()), beginning)) break;
            documents = term.postings(documents, PostingsEnum.NONE);
            having.or(documents);
        } while (term.next() != null);
        return having;
    }

    /** Stores what was written, as far as possible. */
    @Override
    public synchronized void close() throws IOException {
        try (directory;
                writer) {
            known = null;
            reader.close();
        }
    }
}
