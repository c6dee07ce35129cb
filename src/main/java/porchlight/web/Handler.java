package porchlight.web;

/** Answers the requests of a route. */
@FunctionalInterface
public interface Handler {
    /**
     * @throws io.javalin.http.HttpResponseException for what an error page answers, such as 404
     * @throws Exception for a fault, which is answered by an error page too
     */
    Answer answer(Request request) throws Exception;
}
