package porchlight.brand;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import porchlight.brand.Prose.Block;
import porchlight.brand.Prose.Element;
import porchlight.brand.Prose.Tag;

/**
 * Reads CommonMark with tables and the site's own blocks, one to a line: {@code ::search city="Portland"}. HTML is a
 * fault. Not thread-safe.
 *
 * @see <a href="https://spec.commonmark.org/">CommonMark</a>
 */
final class Markdown {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .customBlockParserFactory(new BlockLine.Factory())
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private static final Pattern OPTION = Pattern.compile("([a-z_]+)=(?:\"([^\"]*)\"|(\\S+))");
    private static final Map<Block.Kind, Set<String>> OPTIONS = Map.of(
            Block.Kind.OURS, Set.of("title"),
            Block.Kind.CONTACT, Set.of("title"),
            Block.Kind.AGENT, Set.of("name"),
            Block.Kind.MARKET, Set.of("city"));

    private final String file;
    private final BrandFolder folder;
    private final Set<String> pages;
    private final Known known;
    private final Faults faults;
    private final Set<String> ids = new HashSet<>();
    private int before;

    /** @param pages the slugs that links may lead to */
    Markdown(String file, BrandFolder folder, Set<String> pages, Known known, Faults faults) {
        this.file = file;
        this.folder = folder;
        this.pages = pages;
        this.known = known;
        this.faults = faults;
    }

    /** @param firstLine the line of the text's first character in its file */
    Prose read(String text, int firstLine) {
        before = firstLine;
        return new Prose(inside(PARSER.parse(text), true));
    }

    private List<Element> inside(Node node, boolean isTop) {
        var elements = new ArrayList<Element>();
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) add(child, isTop, elements);
        return elements;
    }

    private Element of(Tag tag, Node node) {
        return Element.of(tag, inside(node, false));
    }

    private void add(Node node, boolean isTop, List<Element> to) {
        if (node instanceof Text text) to.add(Element.text(text.getLiteral()));
        else if (node instanceof SoftLineBreak) to.add(Element.text(" "));
        else if (node instanceof HardLineBreak) to.add(Element.of(Tag.BR, List.of()));
        else if (node instanceof Emphasis) to.add(of(Tag.EM, node));
        else if (node instanceof StrongEmphasis) to.add(of(Tag.STRONG, node));
        else if (node instanceof Code code) to.add(Element.of(Tag.CODE, List.of(Element.text(code.getLiteral()))));
        else if (node instanceof Link link) to.add(link(link));
        else if (node instanceof Image image) picture(image, to);
        else if (node instanceof Paragraph) to.add(paragraph(node));
        else if (node instanceof Heading heading) to.add(heading(heading));
        else if (node instanceof BulletList) to.add(of(Tag.UL, node));
        else if (node instanceof OrderedList) to.add(of(Tag.OL, node));
        else if (node instanceof ListItem) to.add(of(Tag.LI, node));
        else if (node instanceof BlockQuote) to.add(of(Tag.BLOCKQUOTE, node));
        else if (node instanceof ThematicBreak) to.add(Element.of(Tag.HR, List.of()));
        else if (node instanceof TableBlock) to.add(table(node));
        else if (node instanceof BlockLine line) block(line, isTop, to);
        else if (node instanceof HtmlBlock || node instanceof HtmlInline) fault(node, "brand.markdown.raw");
        else if (node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock)
            fault(node, "brand.markdown.code");
        else to.addAll(inside(node, false));
    }

    /** A picture alone in its paragraph is a block. */
    private Element paragraph(Node node) {
        var inside = inside(node, false);
        return inside.size() == 1 && inside.get(0).tag() == Tag.IMG ? inside.get(0) : Element.of(Tag.P, inside);
    }

    private Element heading(Heading heading) {
        var tag = heading.getLevel() <= 2 ? Tag.H2 : heading.getLevel() == 3 ? Tag.H3 : Tag.H4;
        var inside = inside(heading, false);
        var words = inside.stream().map(Element::words).collect(Collectors.joining());
        var id = Slugs.of(words);
        for (int number = 2; !ids.add(id); number++) id = Slugs.of(words) + "-" + number;
        return new Element(tag, id, null, null, null, inside);
    }

    private Element link(Link link) {
        var to = brand(link, link.getDestination());
        return new Element(Tag.A, "", porchlight.brand.Link.address(to, pages), null, null, inside(link, false));
    }

    private void picture(Image image, List<Element> to) {
        var alt = Element.of(Tag.P, inside(image, false)).words();
        if (alt.isBlank()) fault(image, "brand.markdown.alt", image.getDestination());
        // Relative to the folder, or to the page as editors show it.
        var path = image.getDestination().replaceFirst("^(?:\\.\\./|/)+", "");
        var media = Media.read(folder, brand(image, path));
        if (media != null) to.add(new Element(Tag.IMG, alt, null, media, null, List.of()));
    }

    private Element table(Node table) {
        var rows = new ArrayList<Element>();
        for (var part = table.getFirstChild(); part != null; part = part.getNext())
            for (var row = part.getFirstChild(); row != null; row = row.getNext())
                if (row instanceof TableRow) rows.add(Element.of(Tag.TR, cells(row)));
        return Element.of(Tag.TABLE, rows);
    }

    private List<Element> cells(Node row) {
        var cells = new ArrayList<Element>();
        for (var cell = row.getFirstChild(); cell != null; cell = cell.getNext())
            if (cell instanceof TableCell of) cells.add(of(of.isHeader() ? Tag.TH : Tag.TD, cell));
        return cells;
    }

    private void block(BlockLine line, boolean isTop, List<Element> to) {
        var kind = Stream.of(Block.Kind.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(line.name()))
                .findFirst();
        if (kind.isEmpty()) {
            var names = Stream.of(Block.Kind.values())
                    .map(each -> "::" + each.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            fault(line, "brand.block.unknown", "::" + line.name(), names);
            return;
        }
        if (!isTop) {
            fault(line, "brand.block.inside", "::" + line.name());
            return;
        }
        var block = new Block(kind.get(), options(line));
        var options = block.options();
        var allowed = OPTIONS.get(kind.get());
        if (allowed != null)
            options.keySet().stream()
                    .filter(name -> !allowed.contains(name))
                    .forEach(name ->
                            fault(line, "brand.block.option", name, String.join(", ", allowed), "::" + line.name()));
        else
            for (var error : known.searchErrors().apply(block.parameters()))
                fault(line, "brand.search", line.name(), error);
        if (kind.get() == Block.Kind.AGENT && !options.containsKey("name")) fault(line, "brand.block.name");
        if (kind.get() == Block.Kind.MARKET && !options.containsKey("city")) fault(line, "brand.block.city");
        to.add(new Element(Tag.BLOCK, "", null, null, block, List.of()));
    }

    private Map<String, String> options(BlockLine line) {
        var options = new LinkedHashMap<String, String>();
        var match = OPTION.matcher(line.options());
        var rest = new StringBuilder();
        while (match.find()) {
            match.appendReplacement(rest, "");
            options.put(match.group(1), match.group(2) != null ? match.group(2) : match.group(3));
        }
        match.appendTail(rest);
        if (!rest.toString().isBlank())
            fault(line, "brand.block.options", rest.toString().strip());
        return options;
    }

    private Section.Value brand(Node node, String text) {
        return Section.found(file, line(node), text, faults);
    }

    private void fault(Node node, String key, Object... values) {
        faults.add(file, line(node), key, values);
    }

    private int line(Node node) {
        for (var at = node; at != null; at = at.getParent())
            if (!at.getSourceSpans().isEmpty())
                return at.getSourceSpans().get(0).getLineIndex() + before;
        return before;
    }
}
