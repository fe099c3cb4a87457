import Hummingbird

/// An answer in JSON, as a rule bytes that PostgreSQL made and that pass through untouched.
public struct JSONReply: ResponseGenerator, Sendable {
    private let body: ByteBuffer
    private let status: HTTPResponse.Status
    private var headers: HTTPFields = [:]

    /// Ready bytes of JSON. `version` becomes the strong ETag, `location` the address of what was made.
    public init(_ bytes: ByteBuffer, version: Int64?, status: HTTPResponse.Status, location: String?) {
        self.body = bytes
        self.status = status
        if let version { headers[.eTag] = EntityTag(version: version).text }
        if let location { headers[.location] = location }
    }

    /// 200 with ready text from the database.
    public init(_ text: String, version: Int64? = nil) {
        self.init(ByteBuffer(string: text), version: version, status: .ok, location: nil)
    }

    /// A value made here.
    public init(_ value: JSON, status: HTTPResponse.Status = .ok) {
        self.init(ByteBuffer(bytes: value.utf8), version: nil, status: status, location: nil)
    }

    /// 201 with the address of what was made.
    public static func created(_ text: String, version: Int64?, location: String) -> JSONReply {
        JSONReply(ByteBuffer(string: text), version: version, status: .created, location: location)
    }

    /// The same with a `Link` header to the next page, when there is one.
    public func linking(next cursor: String?, _ request: Request) -> JSONReply {
        guard let cursor else { return self }
        var reply = self
        reply.headers[.link] = "<\(PageAddress(request).with("cursor", cursor))>; rel=\"next\""
        return reply
    }

    /// The response; 304 when the reader already has this version.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers = headers
        if status == .ok, EntityTag.isKnown(headers[.eTag], to: request) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
