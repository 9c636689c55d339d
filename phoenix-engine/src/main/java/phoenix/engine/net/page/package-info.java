/**
 * A small HTTP/1.1 server for pages that are read, never written to: scrape endpoints, health checks, own telemetry. What
 * a client can cost is bounded, whatever it does.
 */
@NullMarked
package phoenix.engine.net.page;

import org.jspecify.annotations.NullMarked;
