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
            events.map { event in
                Timeline.Entry(
                    title: Self.title(event, words),
                    actor: event.actor ?? (event.actorKind == "account" ? nil : words("page.history.system")),
                    moment: words.moment(event.at) ?? event.at, machineMoment: event.at, text: event.reason)
            })
    }

    private static func title(_ event: HistoryEvent, _ words: PageWords) -> String {
        words.find("workflow.history.\(event.kind).\(event.action)")
            ?? words.find("page.history.\(event.action)") ?? event.action
    }
}
