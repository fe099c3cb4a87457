import Hummingbird
import Web

extension JSONReply {
    /// 200 with what the database answered, its version as ETag.
    init(_ answer: DatabaseAnswer) {
        self.init(answer.json, version: answer.version, status: .ok, location: nil)
    }

    /// 201 with what was made.
    static func created(_ answer: DatabaseAnswer, at location: String? = nil) -> JSONReply {
        JSONReply(answer.json, version: answer.version, status: .created, location: location)
    }
}
