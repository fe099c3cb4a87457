/// A status in a word, partial `layout/tag`. The style says the kind, the word says the status:
/// nothing is told by colour alone.
public struct StatusTag: Sendable {
    /// How the tag looks.
    public enum Style: String, Sendable, CaseIterable {
        /// Waiting, not begun.
        case quiet
        /// Somebody works on it.
        case active
        /// Done.
        case done
        /// Needs somebody soon.
        case warning
        /// Refused, overdue, broken.
        case problem
    }

    let text: String
    let style: String

    /// A tag as given.
    public init(_ text: String, _ style: Style) {
        self.text = text
        self.style = style.rawValue
    }
}

/// A risk flag, partial `layout/flag`: red ones are pennants, pink ones diamonds.
public struct FlagMark: Sendable {
    /// Colour of an indicator.
    public enum Colour: String, Sendable, CaseIterable {
        /// Against the law or close to it.
        case red
        /// Unusual by the statistics.
        case pink
    }

    let text: String
    let colour: String
    /// Whether it is a pennant.
    public let isRed: Bool

    /// A flag as given.
    public init(_ text: String, _ colour: Colour) {
        self.text = text
        self.colour = colour.rawValue
        self.isRed = colour == .red
    }
}

/// What a list shows when it has no rows, partial `layout/empty`.
public struct EmptyState: Sendable {
    let title: String
    let text: String?
    let action: String?
    let address: String?

    /// A title, a sentence, and a link to what can be done.
    public init(title: String, text: String? = nil, action: String? = nil, address: String? = nil) {
        self.title = title
        self.text = text
        self.action = action
        self.address = address
    }
}

/// Links to the pages before and after, partial `layout/pagination`.
public struct Pagination: Sendable {
    let first: String?
    let next: String?

    /// Addresses; nil where there is no such page.
    public init(first: String?, next: String?) {
        self.first = first
        self.next = next
    }
}
