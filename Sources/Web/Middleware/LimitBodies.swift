import Hummingbird

/// Refuses an announced body above the route's limit before a byte of it is read; readers bound what they
/// read too, since a body may be sent without its length.
enum LimitBodies {
    static func check(_ request: Request, limit: Int) throws(Refusal) {
        guard let header = request.headers[.contentLength] else { return }
        guard let length = Int(header), length >= 0 else { throw .malformed("malformed_request") }
        guard length <= limit else { throw .tooLarge(limit: limit) }
    }
}
