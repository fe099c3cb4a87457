/// What is known of whoever stands at the door: for growing delays, and for the list in which a person recognises the
/// own sessions.
public struct Visitor: Sendable {
    /// For the delays; never stored as it is.
    let network: String
    /// For the list: enough to recognise a place.
    let place: String
    let agent: String?

    /// The client's network, and its browser's family.
    public init(network: String, agent: AgentFamily? = nil) {
        self.network = network
        place = Self.shortened(network)
        self.agent = agent?.rawValue
    }

    // The first three of four numbers, or the first three groups of an IPv6 network; anything else as it is.
    private static func shortened(_ network: String) -> String {
        let numbers = network.split(separator: ".", omittingEmptySubsequences: false)
        if numbers.count == 4, numbers.allSatisfy({ UInt8($0) != nil }) {
            return numbers.prefix(3).joined(separator: ".") + ".0/24"
        }
        let groups = network.split(separator: ":")
        return groups.count > 3
            ? groups.prefix(3).joined(separator: ":") + "::/48" : String(network.prefix(60))
    }
}

/// The family of a browser and nothing finer: enough to recognise one's own, too little to follow a person.
public enum AgentFamily: String, Sendable, CaseIterable {
    case firefox, chrome, edge, safari, other

    /// By the words that a browser's `User-Agent` holds; each also names those that it descends from.
    public init(userAgent: String?) {
        let text = userAgent ?? ""
        let found = Self.marks.first { mark in mark.words.contains { text.contains($0) } }
        self = found?.family ?? .other
    }

    // In this order: Edge says that it is Chrome too, and Chrome that it is Safari.
    private static let marks: [(family: AgentFamily, words: [String])] = [
        (.edge, ["Edg/", "EdgA/", "EdgiOS/"]), (.firefox, ["Firefox/", "FxiOS/"]),
        (.chrome, ["Chrome/", "CriOS/"]), (.safari, ["Safari/"]),
    ]
}
