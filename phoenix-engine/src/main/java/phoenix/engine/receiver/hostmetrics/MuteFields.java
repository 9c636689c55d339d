package phoenix.engine.receiver.hostmetrics;

import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;

/** The fields {@code mute_process_*}. */
final class MuteFields {
    private static final Field<Boolean> ALL =
            Field.bool("mute_process_all_errors", false, "Count and log no error of this scraper");
    private static final Field<Boolean> NAME =
            Field.bool("mute_process_name_error", false, "Not those of processes that cannot be read at all");
    private static final Field<Boolean> EXE =
            Field.bool("mute_process_exe_error", false, "Not those of reading the path of the executable");
    private static final Field<Boolean> IO =
            Field.bool("mute_process_io_error", false, "Not those of reading the disk use");
    private static final Field<Boolean> USER =
            Field.bool("mute_process_user_error", false, "Not those of naming the owner");
    private static final Field<Boolean> CGROUP =
            Field.bool("mute_process_cgroup_error", false, "Not those of reading the cgroup");

    static final Field<ProcessScraper.Mutes> INLINE = Field.inline(ConfigSpec.of(
            v -> new ProcessScraper.Mutes(v.get(ALL), v.get(NAME), v.get(EXE), v.get(IO), v.get(USER), v.get(CGROUP)),
            ALL,
            NAME,
            EXE,
            IO,
            USER,
            CGROUP));

    private MuteFields() {}
}
