import Web

/// A clock that runs: who owes what until when.
struct RunningClock: Decodable, Sendable {
    let name: String
    let dueOn: String
    let owedBy: String
    let paused: Bool
    let overdue: Bool
    let soft: Bool?
}

/// Clocks as lines of a page, partial `PageKit/clocks`.
struct ClockLines: Sendable {
    struct Line: Sendable {
        let name: String
        let owedBy: String
        let due: String
        let tag: StatusTag?
    }

    let lines: [Line]

    init(_ clocks: [RunningClock], _ words: PageWords) {
        lines = clocks.map { clock in
            Line(
                name: words.clock(clock.name),
                owedBy: words.find("workflow.owed_by.\(clock.owedBy)") ?? clock.owedBy,
                due: words.date(clock.dueOn) ?? clock.dueOn, tag: Self.tag(clock, words))
        }
    }

    private static func tag(_ clock: RunningClock, _ words: PageWords) -> StatusTag? {
        if clock.paused { return StatusTag(words("page.clock.paused"), .quiet) }
        if clock.overdue { return StatusTag(words("page.clock.overdue"), .problem) }
        return clock.soft == true ? StatusTag(words("page.clock.soon"), .warning) : nil
    }
}
