// The wall clock, for tests in which real time passes.

import CivilTime
import Glibc

extension Instant {
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(flooring: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
