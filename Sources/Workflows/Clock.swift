/// The clocks of `clocks.yaml`, with the version of the file.
public struct Clocks: Hashable, Sendable {
    /// The version of the file.
    public let version: Int
    /// The clocks, in the order of the file.
    public let all: [Clock]
}

/// Who owes an answer by when.
public struct Clock: Hashable, Sendable {
    /// Who owes the answer; the due date is a local date in that side's zone.
    public enum Debtor: String, Sendable, CaseIterable {
        /// The monitor of the assignment.
        case monitor
        /// The organisation of the case.
        case organisation
        /// The authority of the referral.
        case authority
    }

    /// Its name, stable text.
    public let name: Word
    /// Calendar days from the start, or nil when the date is given.
    public let days: Int?
    /// Who owes the answer.
    public let owedBy: Debtor
    /// The mark in percent of the time at which a reminder is due, 1 to 99.
    public let soft: Int
    /// The action of the system that fires when the time is over.
    public let expires: Word?
}
