/// The model of `layout/page`.
struct LayoutPage: Sendable {
    struct LanguageLink: Sendable {
        let code: String
        let short: String
        let name: String
        let address: String
        let isCurrent: Bool
    }

    struct SignedIn: Sendable {
        let name: String
        let organisation: String?
        let csrf: String
    }

    let language: String
    let title: String
    let stylesheet: String
    let icon: String?
    /// Our module; empty where the installation has none.
    let script: String
    let hasScript: Bool
    let isSignedIn: Bool
    let account: SignedIn?
    /// Where a visitor signs in; nil for who is signed in and on the sign-in page itself.
    let signIn: String?
    let navigation: [NavigationItem]
    let hasNavigation: Bool
    let breadcrumbs: [Breadcrumb]
    let hasBreadcrumbs: Bool
    let languages: [LanguageLink]
    let summary: ErrorSummary?
    let message: String?
    let content: String
}

/// The list of problems at the top of a form that was sent back.
public struct ErrorSummary: Sendable {
    /// One problem, linked to its field when it has one.
    public struct Entry: Sendable {
        let text: String
        let address: String?
    }

    let entries: [Entry]

    /// Words for the problems, in the order in which their fields stand on the page; nil when there are none. Only a
    /// field that the page has is linked, and what concerns no field comes first.
    init?(
        _ problems: [RefusalReason], _ words: ReasonWords, labels: [String: String], content: String
    ) {
        guard !problems.isEmpty else { return nil }
        let placed = problems.enumerated().map { order, problem in
            let field = problem.pointer.flatMap {
                $0.hasPrefix("/") && $0.count > 1 ? String($0.dropFirst()) : nil
            }
            let text = words.text(problem, label: field.flatMap { labels[$0] })
            let place = field.flatMap { Self.place(of: $0, in: content) }
            let entry = Entry(text: text, address: place == nil ? nil : field.map { "#\($0)" })
            return (place: place ?? -1, order: order, entry: entry)
        }
        entries = placed.sorted { ($0.place, $0.order) < ($1.place, $1.order) }.map(\.entry)
    }

    private static func place(of field: String, in content: String) -> Int? {
        content.utf8.firstRange(of: "id=\"\(field)\"".utf8).map {
            content.utf8.distance(from: content.utf8.startIndex, to: $0.lowerBound)
        }
    }
}

/// The wording of reasons beside fields and in the summary.
public struct ReasonWords: Sendable {
    private let locales: Locales
    private let language: Language

    /// Words in one language.
    public init(_ locales: Locales, _ language: Language) {
        self.locales = locales
        self.language = language
    }

    /// The reason in words: `reason.<code>` with its detail filled in, for a requirement of a move the wording of the
    /// workflow, else the detail, else the code.
    public func text(_ reason: RefusalReason) -> String {
        let name = reason.code.replacing(":", with: ".")
        let keys = [
            "reason." + name, name.replacing("requirement.", with: "workflow.requirements.") + ".refusal",
        ]
        let found = keys.lazy.compactMap { locales.find($0, language, ["detail": reason.detail ?? ""]) }.first
        return found ?? reason.detail ?? reason.code
    }

    /// The same with the label of its field before it.
    func text(_ reason: RefusalReason, label: String?) -> String {
        guard let label else { return text(reason) }
        return locales.text("frame.field_problem", language, ["label": label, "problem": text(reason)])
    }

    /// The first problem of a field in words, nil when it has none.
    public func error(of field: String, in problems: [RefusalReason]) -> String? {
        problems.first { $0.pointer == "/" + field }.map(text)
    }
}
