package porchlight.search.results;

import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.StringWriter;
import java.time.Instant;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.search.Finder;
import porchlight.search.ParameterNames;
import porchlight.search.Results;
import porchlight.search.SearchField;
import porchlight.search.SearchQuery;
import porchlight.search.SearchWords;
import porchlight.search.Sort;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Request;

/**
 * {@code GET /feed.atom}: search results as short entries with links, newest first (RFC 4287), if the MLS's profile
 * allows it; otherwise 404.
 */
public final class AtomFeed {
    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private final SearchPage search;
    private final Finder finder;
    private final MlsProfile profile;
    private final SiteInfo site;

    public AtomFeed(SearchPage search, Finder finder, MlsProfile profile, SiteInfo site) {
        this.search = search;
        this.finder = finder;
        this.profile = profile;
        this.site = site;
    }

    static String path(SearchQuery query) {
        return query.sort(Sort.NEWEST).map(false).path().replaceFirst("^/homes", "/feed.atom");
    }

    public Answer answer(Request request) {
        if (!profile.feedAllowed()) throw new NotFoundResponse();
        var names = ParameterNames.of(request.query(), SearchField.NAMES);
        if (!names.areReadable()) throw new io.javalin.http.BadRequestResponse();
        var typed = search.typed(request.query().asMap());
        if (!typed.form().errors().isEmpty()) throw new io.javalin.http.BadRequestResponse();
        var query = typed.query().sort(Sort.NEWEST).map(false);
        var results = finder.find(query, request.retrieval());
        // Feed readers keep what they receive, so it must match the request.
        if (results.areOthers()) throw new ServiceUnavailableResponse();
        return Answer.content("application/atom+xml; charset=utf-8", feed(request.origin(), query, results, names));
    }

    private String feed(String origin, SearchQuery query, Results results, ParameterNames names) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("utf-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            element(xml, "id", origin + path(query));
            element(xml, "title", SearchWords.of(query) + " | " + site.name());
            var notices = search.notices(query, results, names, SearchQuery::path);
            if (!notices.isEmpty())
                element(xml, "subtitle", notices.stream().map(Notice::text).collect(Collectors.joining(" ")));
            element(xml, "updated", results.page().asOf().toString());
            element(xml, "rights", site.copyright());
            link(xml, "self", origin + path(query));
            link(xml, "alternate", origin + query.path());
            xml.writeStartElement("author");
            element(xml, "name", site.brokerage());
            xml.writeEndElement();
            for (var listing : results.page().listings())
                entry(xml, origin, listing, results.page().asOf());
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private void entry(XMLStreamWriter xml, String origin, Listing listing, Instant asOf) throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", origin + ListingPath.ofKey(listing.listingKey()));
        element(xml, "title", listing.price().text() + ", " + listing.address().full());
        element(xml, "updated", (listing.modified() == null ? asOf : listing.modified()).toString());
        link(xml, "alternate", origin + listing.path());
        element(xml, "summary", summary(listing));
        xml.writeEndElement();
    }

    private static String summary(Listing listing) {
        var size = listing.dimensions();
        var home = size.beds() == null
                ? listing.kind()
                : Messages.text("search.feed.home", listing.kind(), size.bedsText("bed", "beds"));
        var by = listing.attribution();
        return Messages.text(
                "search.feed.summary", home, by.officeLabel(), by.office(), listing.listingId(), listing.statusText());
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("href", href);
    }
}
