/** Runs both variants of an experiment in this process: one ingest, two graphs, nothing shared behind the fan-out. */
@NullMarked
package phoenix.app.embedded;

import org.jspecify.annotations.NullMarked;
