/** The local stand-in for New Relic: an OTLP endpoint with its documented behaviour, which counts what it gets. */
@NullMarked
package phoenix.app.sink;

import org.jspecify.annotations.NullMarked;
