package phoenix.engine.ottl;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A value that is a time read in a zone; as a mere value it is an instant, and what asks it for more gets the zone too. */
interface ZonedGetter extends Getter {
    ZonedDateTime time(Row row) throws EvalException;

    @Override
    default Object get(Row row) throws EvalException {
        return time(row).toInstant();
    }

    /** The time of any getter; in UTC where it tells no zone. */
    static ZonedDateTime of(Getter getter, Row row) throws EvalException {
        if (getter instanceof ZonedGetter zoned) {
            return zoned.time(row);
        }
        try {
            return Values.time(getter.get(row)).atZone(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new EvalException("the time is out of range");
        }
    }
}
