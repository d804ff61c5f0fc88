// The part of a zone that repeats every year: when summer time begins and ends, for all the years that no table
// names one by one.

/// A standard offset and, in zones that have it, daylight saving between two changes a year.
struct YearlyRule: Sendable, Equatable {
    /// In seconds east of UTC.
    let standard: Int64
    let daylight: Daylight?

    struct Daylight: Sendable, Equatable {
        /// In seconds east of UTC.
        let offset: Int64
        /// On the wall clock of standard time.
        let start: Change
        /// On the wall clock of daylight saving time.
        let end: Change
    }

    /// A time on a day of every year.
    struct Change: Sendable, Equatable {
        let day: Day
        /// Since midnight; −167 h to 167 h, so it may lie on another day.
        let seconds: Int64
    }

    /// The three ways in which POSIX names a day.
    enum Day: Sendable, Equatable {
        /// 1...365; 29 February is never counted (`Jn`).
        case withoutLeapDay(Int)
        /// 0...365; 29 February is counted (`n`).
        case withLeapDay(Int)
        /// The first to fourth, or with 5 the last, of a weekday (0 is Sunday) in a month (`Mm.w.d`).
        case weekday(Int, week: Int, month: Int)
    }

    /// What holds at an instant in seconds since 1970-01-01T00:00:00Z. O(1).
    func stretch(at seconds: Int64) -> TimeZoneRules.Stretch {
        guard let daylight else { return TimeZoneRules.Stretch(offset: standard, end: .max) }
        let year = CivilDate(dayNumber: Int((seconds + standard).flooredDivision(by: 86_400).quotient)).parts.year
        var offset = standard
        // A change may lie days outside its year, so the years around it have a say.
        for candidate in year - 1...year + 1 {
            let (first, second) = Self.moments(of: daylight, standard: standard, in: candidate)
            if seconds < first.start { return TimeZoneRules.Stretch(offset: offset, end: first.start) }
            if seconds < second.start { return TimeZoneRules.Stretch(offset: first.offset, end: second.start) }
            offset = second.offset
        }
        return TimeZoneRules.Stretch(offset: offset, end: .max)
    }

    /// The two changes of a year, in their order: south of the equator daylight saving ends first.
    private static func moments(
        of daylight: Daylight, standard: Int64, in year: Int
    ) -> (TimeZoneRules.Period, TimeZoneRules.Period) {
        let start = daylight.start.wallSeconds(in: year) - standard
        let end = daylight.end.wallSeconds(in: year) - daylight.offset
        let begins = TimeZoneRules.Period(start: start, offset: daylight.offset)
        let ends = TimeZoneRules.Period(start: end, offset: standard)
        return start <= end ? (begins, ends) : (ends, begins)
    }
}

extension YearlyRule.Change {
    /// In seconds since 1970-01-01T00:00:00 on the wall clock that is about to change.
    fileprivate func wallSeconds(in year: Int) -> Int64 { Int64(day.date(in: year).dayNumber) * 86_400 + seconds }
}

extension YearlyRule.Day {
    fileprivate func date(in year: Int) -> CivilDate {
        switch self {
        case .withoutLeapDay(let day):
            let isBehindLeapDay = day > 59 && CivilDate.length(ofMonth: 2, in: year) == 29
            return CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: day)) + (isBehindLeapDay ? 1 : 0)
        case .withLeapDay(let day):
            return CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1)) + day
        case .weekday(let weekday, let week, let month):
            return Self.date(of: weekday, week: week, month: month, year: year)
        }
    }

    private static func date(of weekday: Int, week: Int, month: Int, year: Int) -> CivilDate {
        let first = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: 1))
        let firstWeekday = Int(Int64(first.dayNumber + 4).flooredDivision(by: 7).remainder)  // 1970-01-01: a Thursday
        let day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
        return first + (day < CivilDate.length(ofMonth: month, in: year) ? day : day - 7)
    }
}
