/// What the OpenAPI document says of the headers of answers.
enum ResponseHeaders {
    /// Of an answer that went well: its name in our logs, and version and address where the answer has them.
    static func ofSuccess(_ answer: Operation.Answer) -> JSON {
        var headers = every
        switch answer {
        case .versioned: headers["ETag"] = version(isRequired: true)
        case .created:
            headers["ETag"] = version(isRequired: false)
            headers["Location"] = header("Path of what was made", isRequired: false)
        case .bytes:
            headers["ETag"] = header("SHA-256 of the bytes, in quotation marks", isRequired: true)
            headers["Content-Disposition"] = header("Always an attachment, with its name", isRequired: true)
            headers["Accept-Ranges"] = header("Always none: the whole is read and verified", isRequired: true)
        case .ok, .nothing: break
        }
        return .object(headers)
    }

    /// The shared problem answer of this status.
    static func reference(_ status: Int) -> JSON {
        .object(["$ref": .string("#/components/responses/" + name(status))])
    }

    /// The three problem answers by their names; `content` is the same for all.
    static func problems(_ content: JSON) -> JSON {
        .object([
            "Problem": problem(content),
            "NotSignedIn": problem(
                content, "WWW-Authenticate", header("The scheme, Bearer", isRequired: true)),
            "AskLater": problem(content, "Retry-After", header("Seconds to wait", isRequired: false)),
        ])
    }

    private static func name(_ status: Int) -> String {
        switch status {
        case 401: "NotSignedIn"
        case 429, 503, 507: "AskLater"
        default: "Problem"
        }
    }

    private static func problem(_ content: JSON, _ name: String? = nil, _ header: JSON? = nil) -> JSON {
        var headers = every
        if let name { headers[name] = header }
        return .object([
            "description": .string("Refused: application/problem+json as RFC 9457 defines it"),
            "headers": .object(headers), "content": content,
        ])
    }

    private static let every: JSONMembers = [
        "X-Request-Id": header("Names the request in logs, events and problems", isRequired: true)
    ]

    private static func version(isRequired: Bool) -> JSON {
        header("The record's version, for If-Match", isRequired: isRequired, pattern: "^\"[0-9]+\"$")
    }

    private static func header(_ description: String, isRequired: Bool, pattern: String? = nil) -> JSON {
        var schema: JSONMembers = ["type": .string("string")]
        if let pattern { schema["pattern"] = .string(pattern) }
        return .object([
            "description": .string(description), "required": .boolean(isRequired), "schema": .object(schema),
        ])
    }
}
