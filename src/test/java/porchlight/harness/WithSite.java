package porchlight.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class, as parameters of its constructor or of its methods, a {@link porchlight.demomls.DemoMls} and a
 * {@link TestSite} on it whose catalog is complete. Classes that ask for the same site share one for as long as the JVM
 * runs, even concurrently. Tests that count requests, inject faults, or change listings must not be {@link #shared}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SiteExtension.class)
public @interface WithSite {
    /** The number of listings in the MLS. */
    int listings() default 240;

    /** Additional settings of the site, each {@code NAME=value}. */
    String[] settings() default {};

    /** Whether other classes may use the site too; if not, it ends with the class. */
    boolean shared() default true;
}
