@org.jspecify.annotations.NullMarked
package phoenix.engine.extension.filestorage;
