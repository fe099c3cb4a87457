/// A problem document of RFC 9457 in one language, with our members `code`, `request_id` and `errors`.
public struct Problem: Equatable, Sendable {
    /// One entry of `errors`.
    public struct Entry: Equatable, Sendable {
        /// Where in the request; nil when the reason concerns all of it.
        public let pointer: String?
        /// Stable code.
        public let code: String
        /// The reason in words.
        public let detail: String
    }

    /// The refusal that the document tells.
    public let refusal: Refusal
    /// Short name of the kind of problem.
    public let title: String
    /// What happened.
    public let detail: String
    /// What the reader can do now.
    public let next: String
    /// Path of the request, without its query.
    public let instance: String
    /// Names the request in our logs.
    public let requestID: String
    /// Every reason in words.
    public let errors: [Entry]

    /// Puts a refusal into words.
    public init(_ refusal: Refusal, locales: Locales, language: Language, instance: String, requestID: String)
    {
        self.refusal = refusal
        self.instance = instance
        self.requestID = requestID
        let words = ProblemWords(refusal, locales: locales, language: language)
        title = words.title
        detail = words.explanation
        next = words.next
        errors = words.reasons.map { reason in
            Entry(pointer: reason.pointer, code: reason.code, detail: words.text(of: reason))
        }
    }

    /// The document as JSON.
    public var json: JSON {
        .object([
            "type": .string("/problems/" + refusal.code),
            "title": .string(title),
            "status": .integer(refusal.status),
            "detail": .string(detail + " " + next),
            "instance": .string(instance),
            "code": .string(refusal.code),
            "request_id": .string(requestID),
            "errors": .array(
                errors.map { entry in
                    var members: JSONMembers = ["code": .string(entry.code), "detail": .string(entry.detail)]
                    if let pointer = entry.pointer { members["pointer"] = .string(pointer) }
                    return .object(members)
                }),
        ])
    }
}
