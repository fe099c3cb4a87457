import Hummingbird
import Web

extension JSONReply {
    /// 200 with what the database answered, its version as ETag.
    init(_ answer: DatabaseAnswer) {
        self.init(answer.json, version: answer.version, status: .ok, location: nil)
    }

    /// 200 with a page of a list, and a `Link` header to the next one.
    static func page(_ answer: DatabaseAnswer, _ request: Request) -> JSONReply {
        JSONReply(answer).linking(next: answer.next, request)
    }

    /// 201 with what was made.
    static func created(_ answer: DatabaseAnswer, at location: String? = nil) -> JSONReply {
        JSONReply(answer.json, version: answer.version, status: .created, location: location)
    }
}
