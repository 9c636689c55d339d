package phoenix.analysis;

import java.util.List;

/**
 * Something the user named as critical.
 *
 * @param type such as {@code process} or {@code metric}
 * @param pattern as the user wrote it
 * @param matched how many things of the baseline it matches
 * @param lost those of them that the candidate lost
 */
public record CriticalItem(String type, String pattern, int matched, List<String> lost) {
    public CriticalItem {
        lost = List.copyOf(lost);
    }
}
