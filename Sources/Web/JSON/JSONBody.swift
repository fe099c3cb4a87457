import Hummingbird

/// A JSON object that a request carries, read whole and bounded.
public struct JSONBody: Sendable {
    /// What was sent.
    public let members: JSONMembers

    /// Reads the body: 415 for another media type, 413 above the route's limit, 400 with line and column
    /// for what is not JSON, 422 for JSON that is no object.
    public static func read(_ request: Request, _ context: some RequestFacts) async throws -> JSONBody {
        let type = MediaTypeHeader(request.headers[.contentType])
        guard type.isJSON, type.charset == nil || type.charset == "utf-8" else {
            throw Refusal.wrongMediaType(expected: "application/json")
        }
        let buffer = try await BoundedBody.collect(request, limit: context.web.bodyLimit)
        return try JSONBody(parsing: Array(buffer.readableBytesView))
    }

    /// The same from bytes.
    public init(parsing bytes: [UInt8]) throws(Refusal) {
        let value: JSON
        do {
            value = try JSON(parsing: bytes)
        } catch {
            let place = RefusalReason(error.code, detail: "\(error.line):\(error.column)")
            throw Refusal(400, "malformed_json", reasons: [place])
        }
        guard let members = value.members else {
            throw .invalid([RefusalReason("wrong_type", detail: "object", pointer: "")])
        }
        self.members = members
    }

    /// Runs `read` over the members and gives its result; throws one 422 with every problem that any of the
    /// getters found and every key that none of them asked for.
    public func fields<Value>(_ read: (JSONFields) throws -> Value) throws -> Value {
        let problems = JSONProblems()
        let fields = JSONFields(members, pointer: "", problems: problems)
        let value = try read(fields)
        fields.refuseUnknownKeys()
        if !problems.reasons.isEmpty { throw Refusal.invalid(problems.reasons) }
        return value
    }
}

/// The value of a Content-Type header as far as we need it.
struct MediaTypeHeader {
    let type: String
    let charset: String?
    let boundary: String?

    init(_ header: String?) {
        let parts = (header ?? "").split(separator: ";", omittingEmptySubsequences: false).map {
            $0.trimmed()
        }
        type = parts.first?.lowercased() ?? ""
        let parameters = parts.dropFirst().compactMap { part -> (String, String)? in
            guard let equals = part.firstIndex(of: "=") else { return nil }
            var value = part[part.index(after: equals)...]
            if value.count >= 2, value.first == "\"", value.last == "\"" {
                value = value.dropFirst().dropLast()
            }
            return (part[..<equals].trimmed().lowercased(), String(value))
        }
        charset = parameters.first { $0.0 == "charset" }?.1.lowercased()
        boundary = parameters.first { $0.0 == "boundary" }?.1
    }

    var isJSON: Bool { type == "application/json" || type == "application/merge-patch+json" }
    var isURLEncodedForm: Bool { type == "application/x-www-form-urlencoded" }
    var isMultipartForm: Bool { type == "multipart/form-data" }
}

/// Collects a body that may not be longer than a limit.
enum BoundedBody {
    static func collect(_ request: Request, limit: Int) async throws -> ByteBuffer {
        var all = ByteBuffer()
        for try await chunk in request.body {
            guard all.readableBytes + chunk.readableBytes <= limit else {
                throw Refusal.tooLarge(limit: limit)
            }
            all.writeImmutableBuffer(chunk)
        }
        return all
    }
}
