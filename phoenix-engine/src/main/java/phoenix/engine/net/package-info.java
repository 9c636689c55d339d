/**
 * The little of HTTP that OTLP needs, on blocking sockets: a client each for HTTP/1.1 and for unary gRPC, and the
 * framing of HTTP/2 and HPACK for both ends. Small because every megabyte of a client library is resident in a process
 * that has a collector's memory to live on; measured in docs/adr/0003-otlp-clients.md.
 */
@NullMarked
package phoenix.engine.net;

import org.jspecify.annotations.NullMarked;
