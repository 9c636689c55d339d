package phoenix.engine.receiver.hostmetrics;

/**
 * A mounted file system.
 *
 * @param device what is mounted: a device file, or a name that the file system gives itself
 * @param mountPoint as a text for people and attributes
 * @param mountPointBytes as the kernel knows it, which need not be UTF-8
 * @param type such as {@code ext4}
 * @param mode {@code rw}, {@code ro} or {@code unknown}
 */
record Mount(String device, String mountPoint, byte[] mountPointBytes, String type, String mode) {}
