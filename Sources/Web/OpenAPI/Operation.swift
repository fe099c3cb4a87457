/// What the OpenAPI document says of one API route; written where the route is registered.
public struct Operation: Sendable {
    /// A parameter of the query.
    public struct Parameter: Sendable {
        let name: String
        let schema: Schema

        /// A parameter that may be absent; what it does stands under `api.parameter.<name>` in the locale
        /// files.
        public init(_ name: String, _ schema: Schema) {
            self.name = name
            self.schema = schema
        }

        /// `limit` and `cursor`.
        public static let paging = [
            Parameter("limit", .integer(1...100)), Parameter("cursor", .text(length: 1...1_000, format: nil)),
        ]
    }

    /// What the request carries.
    public enum Body: Sendable {
        /// Nothing.
        case none
        /// JSON.
        case json(Schema)
        /// `multipart/form-data`.
        case multipart(Schema)
    }

    /// What comes back when it went well.
    public enum Answer: Sendable {
        /// 200 with JSON.
        case ok(Schema)
        /// 200 with JSON and the record's version as ETag.
        case versioned(Schema)
        /// 201 with JSON, ETag and Location.
        case created(Schema)
        /// 200 with bytes of this media type.
        case bytes(mediaType: String)
        /// 204.
        case nothing
    }

    /// Unique name in lower camel case, `moveCase`.
    public let name: String
    /// The group that the route stands in, `cases`.
    public let tag: String
    let query: [Parameter]
    let body: Body
    let answer: Answer
    let problems: [Int]
    let needsVersion: Bool
    let isIdempotent: Bool

    /// Whether the body is a multipart form.
    var takesUpload: Bool {
        if case .multipart = body { true } else { false }
    }

    /// - Parameters:
    ///   - name: unique; its summary stands under `api.summary.<name>` in the locale files.
    ///   - problems: the statuses beyond 401, 404, 429, 500 and 503, which every route can give.
    ///   - needsVersion: `If-Match` is required.
    ///   - isIdempotent: `Idempotency-Key` is read.
    public init(
        _ name: String, tag: String, query: [Parameter] = [], body: Body = .none, answer: Answer,
        problems: [Int] = [], needsVersion: Bool = false, isIdempotent: Bool = false
    ) {
        self.name = name
        self.tag = tag
        self.query = query
        self.body = body
        self.answer = answer
        self.problems = problems
        self.needsVersion = needsVersion
        self.isIdempotent = isIdempotent
    }
}
