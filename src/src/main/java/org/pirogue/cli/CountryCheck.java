package org.pirogue.cli;

import java.nio.file.Path;
import java.util.List;

/** Looks at a country's configuration, routes, kamelets and tables without starting anything. */
interface CountryCheck {

    /** @return every problem, each one coded line: {@code P207 org unit 'BF-0192' is not in …} */
    List<String> problems(Path home, String country);
}
