package porchlight.web;

/** Answers the requests of a route. */
@FunctionalInterface
public interface Handler {
    /**
     * @throws io.javalin.http.HttpResponseException for a status that is shown as an error page, such as 404
     * @throws Exception for a fault, which is also shown as an error page
     */
    Answer answer(Request request) throws Exception;
}
