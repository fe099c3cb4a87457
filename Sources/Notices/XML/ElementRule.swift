/// What to do where a path of element names matches; a format is a list of these.
///
/// A path is names joined by "/": `Lot/Project/Name`. A name may hold `*` (any run) and `?` (one character).
/// `Block/**/Count` matches Count at any depth below Block, and so do all other rules written below that
/// Block.
struct ElementRule<Draft: AnyObject> {
    typealias Start = @Sendable (Draft, Element) -> Void
    typealias Gate = @Sendable (Draft, Element) -> Bool
    typealias Text = @Sendable (Draft, String, String?) -> Void
    typealias Close = @Sendable (Draft) -> Void

    enum Action {
        /// Asked at the start tag; false skips the element with everything in it.
        case gate(Gate)
        case open(Start)
        case close(Close)
        /// The element's own character data, trimmed; with the value of one attribute of the start tag.
        case text(attribute: StaticString?, Text)
        /// As text, with that of all elements inside; paragraphs are lines.
        case prose(attribute: StaticString?, Text)
        /// Called for each element at any depth inside that no other rule matches.
        case inside(Start)
    }

    let path: [String]
    let action: Action

    private init(_ path: String, _ action: Action) {
        self.path = path.split(separator: "/").map(String.init)
        self.action = action
    }

    private init(path: [String], action: Action) {
        self.path = path
        self.action = action
    }

    static func gate(_ path: String, _ body: @escaping Gate) -> Self { .init(path, .gate(body)) }
    static func open(_ path: String, _ body: @escaping Start) -> Self { .init(path, .open(body)) }
    static func close(_ path: String, _ body: @escaping Close) -> Self { .init(path, .close(body)) }
    static func inside(_ path: String, _ body: @escaping Start) -> Self { .init(path, .inside(body)) }

    static func text(_ path: String, _ attribute: StaticString? = nil, _ body: @escaping Text) -> Self {
        .init(path, .text(attribute: attribute, body))
    }

    static func prose(_ path: String, _ attribute: StaticString? = nil, _ body: @escaping Text) -> Self {
        .init(path, .prose(attribute: attribute, body))
    }

    /// The same rules one level deeper.
    static func within(_ path: String, _ rules: [Self]) -> [Self] {
        let prefix = path.split(separator: "/").map(String.init)
        return rules.map { Self(path: prefix + $0.path, action: $0.action) }
    }
}
