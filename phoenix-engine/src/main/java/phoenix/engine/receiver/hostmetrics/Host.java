package phoenix.engine.receiver.hostmetrics;

import java.time.InstantSource;

/** What scrapers are made for. */
record Host(HostPaths paths, KernelSettings kernel, FileSystemUse fileSystems, InstantSource clock) {}
