package porchlight.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Segment.Text;
import porchlight.listing.Trait;

/**
 * The listings of one {@link Segment}, column by column, with names instead of this process's numbers for them: what
 * another process needs to hold them in memory.
 *
 * @param names in each column of names; a row's number is the position here, 0 for no name
 * @param features likewise, from 0 on
 * @param rows the listings, numbered by these positions
 * @param passes the sweep's pass that saw each listing last
 * @param confirmed when the feed confirmed it, in milliseconds since 1970
 */
record Block(List<List<String>> names, List<String> features, List<Segment.Row> rows, long[] passes, long[] confirmed) {
    /** Raised when a column or a text gets another meaning and keeps its name. */
    private static final int MEANING = 1;

    /**
     * Bytes of a process that has another format cannot be read. It is that of the columns, whose names say what they
     * mean.
     */
    static final long FORMAT = MEANING
            + 31L
                    * Stream.of(Column.values(), Text.values(), Trait.values())
                            .map(Arrays::toString)
                            .toList()
                            .hashCode();

    private static final int FAST = 64 * 1_024;

    /** A segment and what is known of its rows at one moment. */
    record Source(
            Segment segment,
            @Nullable String[][] names,
            @Nullable String[] features,
            long[] passes,
            long[] confirmed) {
        /** When the feed confirmed the listings: the earliest moment, and the latest. */
        long earliest() {
            return rows().length == 0
                    ? Long.MAX_VALUE
                    : Arrays.stream(rows())
                            .mapToLong(row -> confirmed[row])
                            .min()
                            .orElseThrow();
        }

        long latest() {
            return Arrays.stream(rows()).mapToLong(row -> confirmed[row]).max().orElse(Long.MIN_VALUE);
        }

        private int[] rows() {
            var rows = new int[Segment.ROWS];
            var count = 0;
            for (int row = 0; row < Segment.ROWS; row++) if (segment.isUsed(row)) rows[count++] = row;
            return Arrays.copyOf(rows, count);
        }

        /** Zipped. */
        byte[] bytes() {
            var bytes = new ByteArrayOutputStream(FAST);
            try (var out = new DataOutputStream(new Fast(bytes))) {
                write(out, rows());
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            return bytes.toByteArray();
        }

        private void write(DataOutputStream out, int[] rows) throws IOException {
            out.writeInt(rows.length);
            if (rows.length == 0) return;
            for (var column : Column.values()) {
                var numbers = new long[rows.length];
                for (int i = 0; i < rows.length; i++) numbers[i] = segment.number(column, rows[i]);
                if (column.isOfNames()) write(out, names(out, numbers, names[column.ordinal()]));
                else write(out, numbers);
            }
            write(out, Arrays.stream(rows).mapToLong(row -> passes[row]).toArray());
            write(out, Arrays.stream(rows).mapToLong(row -> confirmed[row]).toArray());
            features(out, rows);
            for (var text : Text.values()) {
                var texts = new ArrayList<byte[]>(rows.length);
                for (var row : rows) texts.add(segment.bytes(text, row));
                write(out, texts.stream().mapToLong(each -> each.length).toArray());
                for (var each : texts) out.write(each);
            }
        }

        /** Writes the names that these numbers stand for; returns their positions. */
        private static long[] names(DataOutputStream out, long[] numbers, @Nullable String[] names) throws IOException {
            var known = new HashMap<Long, Integer>();
            var used = new ArrayList<String>();
            var positions = new long[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] == 0) continue;
                var at = known.get(numbers[i]);
                if (at == null) {
                    used.add(names[(int) numbers[i]]);
                    at = used.size();
                    known.put(numbers[i], at);
                }
                positions[i] = at;
            }
            write(out, used);
            return positions;
        }

        private static void write(DataOutputStream out, List<String> texts) throws IOException {
            out.writeInt(texts.size());
            for (var text : texts) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }

        private void features(DataOutputStream out, int[] rows) throws IOException {
            Map<Integer, Integer> known = new HashMap<>();
            var used = new ArrayList<String>();
            var counts = new long[rows.length];
            var all = new ArrayList<Long>();
            for (int i = 0; i < rows.length; i++)
                for (var feature : segment.features().of(rows[i])) {
                    var at = known.computeIfAbsent(feature, first -> {
                        used.add(features[feature]);
                        return used.size() - 1;
                    });
                    counts[i]++;
                    all.add((long) at);
                }
            write(out, used);
            write(out, counts);
            out.writeInt(all.size());
            write(out, all.stream().mapToLong(Long::longValue).toArray());
        }

        /** In as few bytes as their range needs. */
        private static void write(DataOutputStream out, long[] numbers) throws IOException {
            if (numbers.length == 0) return;
            var least = Arrays.stream(numbers).min().orElseThrow();
            var range = Arrays.stream(numbers).max().orElseThrow() - least;
            var width =
                    range == 0 ? 0 : range < 0 ? Long.BYTES : Long.BYTES - Long.numberOfLeadingZeros(range) / Byte.SIZE;
            out.writeLong(least);
            out.writeByte(width);
            // The bytes of equal weight together: they are more alike.
            for (int place = 0; place < width; place++)
                for (var number : numbers) out.writeByte((int) (number - least >>> place * Byte.SIZE));
        }
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out, FAST);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    List<String> keys() {
        return rows.stream().map(Segment.Row::key).toList();
    }

    /** @throws UncheckedIOException if the bytes are damaged */
    static Block read(byte[] bytes) {
        try (var in = new DataInputStream(
                new ByteArrayInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes), FAST).readAllBytes()))) {
            return read(in);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static Block read(DataInputStream in) throws IOException {
        var size = in.readInt();
        if (size == 0) return new Block(List.of(), List.of(), List.of(), new long[0], new long[0]);
        var names = new ArrayList<List<String>>();
        var columns = new long[Column.ALL][];
        for (var column : Column.values()) {
            if (column.isOfNames()) names.add(texts(in));
            columns[column.ordinal()] = numbers(in, size);
        }
        var passes = numbers(in, size);
        var confirmed = numbers(in, size);
        var features = texts(in);
        var counts = numbers(in, size);
        var featured = numbers(in, in.readInt());
        var texts = new byte[size][Text.ALL][];
        for (int text = 0; text < Text.ALL; text++) {
            var lengths = numbers(in, size);
            for (int i = 0; i < size; i++) texts[i][text] = in.readNBytes((int) lengths[i]);
        }
        var rows = new ArrayList<Segment.Row>(size);
        var from = 0;
        for (int i = 0; i < size; i++) {
            var numbers = new long[Column.ALL];
            for (int column = 0; column < Column.ALL; column++) numbers[column] = columns[column][i];
            var its = new int[(int) counts[i]];
            for (int at = 0; at < its.length; at++) its[at] = (int) featured[from++];
            rows.add(new Segment.Row(numbers, its, texts[i]));
        }
        return new Block(names, features, rows, passes, confirmed);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--)
            texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        return texts;
    }

    private static long[] numbers(DataInputStream in, int count) throws IOException {
        var numbers = new long[count];
        if (count == 0) return numbers;
        var least = in.readLong();
        var width = in.readUnsignedByte();
        Arrays.fill(numbers, least);
        for (int place = 0; place < width; place++) {
            var bytes = in.readNBytes(count);
            for (int i = 0; i < count; i++) numbers[i] += (bytes[i] & 0xFFL) << place * Byte.SIZE;
        }
        return numbers;
    }
}
