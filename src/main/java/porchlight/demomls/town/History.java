package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * A listing's HistoryTransactional rows; as on real servers, they include changes of private
 * fields.
 */
final class History {
    private History() {}

    static ArrayNode of(int number, ObjectNode listing) {
        var rows = JsonNodeFactory.instance.arrayNode();
        var listed = listing.path("OnMarketTimestamp").asText();
        var changed = listing.path("PriceChangeTimestamp");
        if (changed.isTextual()) {
            var original = listing.path("OriginalListPrice").asText();
            var previous = listing.path("PreviousListPrice").asText();
            if (!previous.equals(original)) {
                var from = Instant.parse(listed);
                var halfway = from.plus(
                        Duration.between(from, Instant.parse(changed.asText())).dividedBy(2));
                row(rows, number, "Price Change", "ListPrice", original, previous, halfway.toString());
            }
            row(
                    rows,
                    number,
                    "Price Change",
                    "ListPrice",
                    previous,
                    listing.path("ListPrice").asText(),
                    changed.asText());
        }
        var status = listing.path("StatusChangeTimestamp");
        if (status.isTextual())
            for (var field : new String[] {"StandardStatus", "MlsStatus"})
                row(
                        rows,
                        number,
                        "Status Change",
                        field,
                        "Active",
                        listing.path(field).asText(),
                        status.asText());
        row(rows, number, "Field Change", "PrivateRemarks", "", "HISTORY-REMARKS-" + number, listed);
        row(rows, number, "Field Change", "OwnerName", "", "HISTORY-OWNER-" + number, listed);
        return rows;
    }

    private static void row(
            ArrayNode rows, int number, String type, String field, String from, String to, String timestamp) {
        rows.addObject()
                .put("HistoryTransactionalKey", "1" + Digits.of(number, 22) + Digits.of(rows.size(), 3))
                .put("ChangeType", type)
                .put("FieldName", field)
                .put("PreviousValue", from)
                .put("NewValue", to)
                .put("ModificationTimestamp", timestamp);
    }
}
