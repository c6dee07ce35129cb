package porchlight.brand;

import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** A line that starts with colons, such as {@code ::market city="Portland"}. */
final class BlockLine extends CustomBlock {
    private static final Pattern LINE = Pattern.compile(":{2,4}\\s*([a-zA-Z][\\w-]*)\\s*(.*?):*\\s*");

    private final String name;
    private final String options;

    private BlockLine(String name, String options) {
        this.name = name;
        this.options = options;
    }

    String name() {
        return name;
    }

    /** What follows the name. */
    String options() {
        return options;
    }

    /** Recognizes such lines while a text is parsed. */
    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            var line = LINE.matcher(state.getLine()
                    .getContent()
                    .subSequence(
                            state.getNextNonSpaceIndex(),
                            state.getLine().getContent().length()));
            return line.matches()
                    ? BlockStart.of(new OneLine(
                                    new BlockLine(line.group(1).toLowerCase(java.util.Locale.ROOT), line.group(2))))
                            .atIndex(state.getLine().getContent().length())
                    : BlockStart.none();
        }
    }

    private static final class OneLine extends AbstractBlockParser {
        private final BlockLine block;

        private OneLine(BlockLine block) {
            this.block = block;
        }

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return BlockContinue.none();
        }
    }
}
