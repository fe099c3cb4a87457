import Foundation
import Postgres
import Web

/// A running clock of a case or, for an authority, of a referral that was sent to it.
struct DueDate: Decodable, Sendable {
    let id: UUID
    let name: String
    let dueOn: String
    let zone: String
    let owedBy: String
    let paused: Bool
    let soft: Bool
    let overdue: Bool
    let recordKind: String
    let recordId: UUID
    let caseId: UUID?
    let caseNumber: String?
    let title: String

    /// The page of what is owed.
    var address: String {
        caseId.map { "/cases/\($0.uuidString.lowercased())" }
            ?? "/referrals/\(recordId.uuidString.lowercased())"
    }
}

/// A page of due dates, the earliest first.
struct DueDates: Decodable, Sendable {
    let items: [DueDate]
    let next: String?
}

/// How many due dates a day has.
struct DueDays: Decodable, Sendable {
    struct Day: Decodable, Sendable {
        let on: String
        let count: Int
        let overdue: Int
    }

    let items: [Day]
}

/// A due date as a line of the agenda, partial `Calendar/due-date`.
struct DueLine: Sendable {
    let number: String?
    let title: String
    let address: String
    let name: String
    let owedBy: String
    /// The zone's name, where the date is not one of the reader's own zone.
    let zone: String?
    let tag: StatusTag?

    init(_ due: DueDate, _ words: PageWords) {
        number = due.caseNumber
        title = due.title
        address = due.address
        name = words.clock(due.name)
        owedBy = words.find("workflow.owed_by.\(due.owedBy)") ?? due.owedBy
        zone = due.zone == words.zone.identifier ? nil : words.zoneName(due.zone)
        tag = Self.tag(due, words)
    }

    private static func tag(_ due: DueDate, _ words: PageWords) -> StatusTag? {
        if due.paused { return StatusTag(words("page.clock.paused"), .quiet) }
        if due.overdue { return StatusTag(words("page.clock.overdue"), .problem) }
        return due.soft ? StatusTag(words("page.clock.soon"), .warning) : nil
    }
}

/// A day of the agenda with what is due on it.
struct DueDay: Sendable {
    let date: String
    let machineDate: String
    let lines: [DueLine]

    /// The days of a list that is sorted by day.
    static func days(_ items: [DueDate], _ words: PageWords) -> [DueDay] {
        items.reduce(into: [[DueDate]]()) { days, due in
            if days.last?.first?.dueOn == due.dueOn {
                days[days.count - 1].append(due)
            } else {
                days.append([due])
            }
        }.map { day in
            let on = day[0].dueOn
            return DueDay(
                date: words.date(on) ?? on, machineDate: on, lines: day.map { DueLine($0, words) })
        }
    }
}
