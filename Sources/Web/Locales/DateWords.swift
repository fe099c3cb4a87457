import Foundation
import Postgres

extension Locales {
    /// A date in words: `22 November 2026`, `22 ноември 2026 г.`, `22 novembre 2026`.
    public func date(_ date: LocalDate, _ language: Language) -> String {
        text(
            "date.long", language,
            [
                "day": String(date.day), "month": text("date.month.\(date.month)", language),
                "year": String(date.year),
            ])
    }

    /// The moment's date in a zone.
    public func date(_ moment: Date, in zone: TimeZone, _ language: Language) -> String {
        date(CivilTime(moment, in: zone).date, language)
    }

    /// The moment's date and time to the minute in a zone, with the zone's offset: `22 November 2026, 14:05
    /// (UTC+1)`.
    public func moment(_ moment: Date, in zone: TimeZone, _ language: Language) -> String {
        let civil = CivilTime(moment, in: zone)
        return text(
            "date.with_time", language,
            ["date": date(civil.date, language), "time": civil.time, "offset": civil.offset])
    }
}

/// A moment as clocks on the wall of a zone show it.
struct CivilTime {
    let date: LocalDate
    let time: String
    let offset: String

    init(_ moment: Date, in zone: TimeZone) {
        let shift = zone.secondsFromGMT(for: moment)
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down)) + shift
        let minute = (seconds - Self.floorDivide(seconds, 86_400) * 86_400) / 60
        date = LocalDate(daysSince1970: Self.floorDivide(seconds, 86_400))
        time = Self.twoDigits(minute / 60) + ":" + Self.twoDigits(minute % 60)
        let minutes = abs(shift) / 60
        let sign = shift < 0 ? "\u{2212}" : "+"
        offset =
            shift == 0
            ? "UTC"
            : "UTC\(sign)\(minutes / 60)" + (minutes % 60 == 0 ? "" : ":\(Self.twoDigits(minutes % 60))")
    }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
