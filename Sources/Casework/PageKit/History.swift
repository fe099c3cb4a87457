import Web

/// One event of a case as the database tells it.
struct HistoryEvent: Decodable, Sendable {
    let at: String
    let kind: String
    let action: String
    let actor: String?
    let actorKind: String
    let reason: String?
}

extension Timeline {
    /// A case's history, newest first.
    init(_ events: [HistoryEvent], _ words: PageWords) {
        self.init(
            Self.gathered(events).map { event, times in
                Timeline.Entry(
                    title: Self.title(event, times, words),
                    actor: event.actor ?? (event.actorKind == "account" ? nil : words("page.history.system")),
                    moment: words.moment(event.at) ?? event.at, machineMoment: event.at, text: event.reason)
            })
    }

    // Who fills in a form saves it many times in a row, who reviews it gives many verdicts: that is one line, with the
    // moment of the last time. Every move stands alone with its own.
    private static let repeated: Set = ["answers_saved", "verdict_given"]

    private static func gathered(_ events: [HistoryEvent]) -> [(event: HistoryEvent, times: Int)] {
        events.reduce(into: []) { lines, event in
            if let last = lines.last?.event, last.action == event.action, last.actor == event.actor,
                repeated.contains(event.action)
            {
                lines[lines.count - 1].times += 1
            } else {
                lines.append((event, 1))
            }
        }
    }

    private static func title(_ event: HistoryEvent, _ times: Int, _ words: PageWords) -> String {
        let title =
            words.find("workflow.history.\(event.kind).\(event.action)")
            ?? words.find("page.history.\(event.action)") ?? event.action
        guard times > 1 else { return title }
        return words("page.history.repeated", ["what": title, "count": String(times)])
    }
}
