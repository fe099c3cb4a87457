import Hummingbird
import Web

/// The moves of every record that has a status: which there are now, and making one.
struct MovesAPI {
    let desk: Desk
    /// Makes the move of sealing, which writes a dossier first.
    let seal: @Sendable (Caller, MoveRequest) async throws -> DatabaseAnswer

    func add(to routes: Routes) {
        for kind in RecordKind.allCases {
            routes.api(.get, "\(kind.plural)/:id/moves", access: .signedIn, operation: list(kind)) {
                [desk] _, context in
                JSONReply(try await desk.ask(context.caller, MoveRequest.allowed(kind, try context.id())))
            }
            routes.api(.post, "\(kind.plural)/:id/moves", access: .signedIn, operation: make(kind)) {
                [desk, seal] request, context in
                let (move, once) = try await Self.read(request, context, kind)
                if kind == .referral, move.action == "seal" {
                    return JSONReply(try await seal(context.caller, move))
                }
                return JSONReply(try await desk.make(context.caller, once, move.sql))
            }
        }
    }

    private static func read(
        _ request: Request, _ context: SignedInContext, _ kind: RecordKind
    ) async throws -> (MoveRequest, Once?) {
        let version = try EntityTag.required(request)
        let id = try context.id()
        let body = try await JSONBody.read(request, context)
        let move = try body.fields { fields in
            let data = fields.optionalValue("data")
            if let data, data.members == nil { fields.refuse("data", "wrong_type", detail: "object") }
            return MoveRequest(
                kind: kind, id: id, action: fields.string("action", 1...60), version: version,
                reason: fields.optionalString("reason", 0...4_000), data: data?.members)
        }
        return (move, try Once.read(request, "POST /\(kind.plural)/\(id)/moves", body))
    }

    private func list(_ kind: RecordKind) -> Operation {
        Operation(
            "list\(kind.rawValue.capitalized)Moves", tag: kind.plural, answer: .versioned(CaseSchemas.moves))
    }

    private func make(_ kind: RecordKind) -> Operation {
        Operation(
            "move\(kind.rawValue.capitalized)", tag: kind.plural,
            body: .json(
                .object([
                    .required("action", .text(length: 1...60, format: nil)),
                    .optional("reason", .nullable(.text(length: 0...4_000, format: nil))),
                    .optional("data", .nullable(.map(.anything))),
                ])),
            answer: .versioned(CaseSchemas.record), problems: [400, 403, 409, 412, 413, 415, 422, 428],
            needsVersion: true, isIdempotent: true)
    }
}
