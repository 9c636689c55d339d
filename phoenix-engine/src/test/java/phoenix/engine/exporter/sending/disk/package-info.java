@org.jspecify.annotations.NullMarked
package phoenix.engine.exporter.sending.disk;
