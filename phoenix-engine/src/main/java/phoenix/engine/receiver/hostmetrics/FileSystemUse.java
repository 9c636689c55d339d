package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;

/** How full a mounted file system is. */
@FunctionalInterface
interface FileSystemUse {
    /**
     * What {@code statfs(2)} says, all unsigned.
     *
     * @param blockBytes size of a block
     * @param blocks blocks in all
     * @param freeBlocks blocks that are free
     * @param availableBlocks free blocks that are not reserved for root
     * @param inodes files that can exist
     * @param freeInodes files that can still be made
     */
    record Use(long blockBytes, long blocks, long freeBlocks, long availableBlocks, long inodes, long freeInodes) {
        long usedBytes() {
            return (blocks - freeBlocks) * blockBytes;
        }

        long availableBytes() {
            return availableBlocks * blockBytes;
        }

        long reservedBytes() {
            return blocks * blockBytes - usedBytes() - availableBytes();
        }

        /** 0 where the file system counts more free ones than there are. */
        long usedInodes() {
            return Long.compareUnsigned(inodes, freeInodes) < 0 ? 0 : inodes - freeInodes;
        }
    }

    /**
     * Asks about one mount.
     *
     * @param path of the mount point, in the bytes that the kernel uses
     * @throws IOException when the path cannot be looked at, or this machine has no way to ask
     */
    Use at(byte[] path) throws IOException;
}
