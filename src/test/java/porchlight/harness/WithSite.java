package porchlight.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class, as parameters of its constructor or of its methods, a {@link porchlight.demomls.DemoMls} and a
 * {@link TestSite} of it whose catalog is complete. Classes that ask for the same share one of each for as long as the
 * JVM lives, at the same time too: what counts requests, arms faults or changes listings is {@link #shared not for them}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SiteExtension.class)
public @interface WithSite {
    /** How many listings the MLS has. */
    int listings() default 240;

    /** Further settings of the site, each {@code NAME=value}. */
    String[] settings() default {};

    /** Whether other classes may use the site too; if not, it ends with the class. */
    boolean shared() default true;
}
