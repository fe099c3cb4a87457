import Hummingbird
import Web

/// Offers to monitors and everybody's declarations of conflicts of interest, over the API.
struct AssignmentsAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "monitors", access: .signedIn, operation: monitors) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, AssignmentQueries.monitors))
        }
        routes.api(.post, "cases/:id/assignments", access: .signedIn, operation: offer) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let (monitor, due) = try body.fields { ($0.uuid("monitor_id"), $0.date("due_on")) }
            let once = try Once.read(request, "POST /cases/\(id)/assignments", body)
            let sql = AssignmentQueries.create(id, monitor: monitor, dueOn: due.description)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
        routes.api(.post, "cases/:id/conflict-declarations", access: .signedIn, operation: declare) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let (hasConflict, statement) = try body.fields {
                ($0.boolean("has_conflict"), $0.optionalString("statement", 0...4_000) ?? "")
            }
            let once = try Once.read(request, "POST /cases/\(id)/conflict-declarations", body)
            let sql = AssignmentQueries.declare(id, hasConflict: hasConflict, statement: statement)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
    }

    private var monitors: Operation {
        Operation("listMonitors", tag: "assignments", answer: .ok(.map(.anything)), problems: [403])
    }

    private var offer: Operation {
        Operation(
            "offerAssignment", tag: "assignments",
            body: .json(.object([.required("monitor_id", .uuid), .required("due_on", .date)])),
            answer: .created(.named("Assignment", .map(.anything))),
            problems: [400, 403, 409, 413, 415, 422],
            isIdempotent: true)
    }

    private var declare: Operation {
        Operation(
            "declareConflict", tag: "assignments",
            body: .json(
                .object([
                    .required("has_conflict", .boolean),
                    .optional("statement", .nullable(.text(length: 0...4_000, format: nil))),
                ])),
            answer: .created(.named("ConflictDeclaration", .map(.anything))),
            problems: [400, 403, 413, 415, 422], isIdempotent: true)
    }
}
