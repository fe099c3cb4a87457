import Foundation
import Hummingbird

extension WebContext {
    /// The path's parameter as a UUID; a text that is none is not found, since no such row can exist.
    public func id(_ name: String = "id") throws(Refusal) -> UUID {
        guard let id = parameters.get(name, as: UUID.self) else { throw .notFound }
        return id
    }

    /// The path's parameter as text, at most 200 characters; anything else is not found.
    public func parameter(_ name: String) throws(Refusal) -> String {
        guard let text = parameters.get(name), text.utf8.count <= 200,
            let decoded = text.removingPercentEncoding, !decoded.unicodeScalars.contains("\0")
        else { throw .notFound }
        return decoded
    }
}
