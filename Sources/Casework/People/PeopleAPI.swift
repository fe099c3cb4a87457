import Hummingbird
import Web

/// Who am I, who else, and which roles and trainings: over the API.
struct PeopleAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "account", access: .signedIn, operation: account) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, PeopleQueries.account))
        }
        routes.api(.get, "people", access: .signedIn, operation: people) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, PeopleQueries.people))
        }
        routes.api(.post, "people/:id/grants", access: .signedIn, operation: propose) {
            [desk] request, context in
            let id = try context.id()
            let role = try await JSONBody.read(request, context).fields { $0.string("role", 1...60) }
            return JSONReply.created(
                try await desk.ask(context.caller, PeopleQueries.propose(id, role: role)))
        }
        routes.api(.post, "grants/:id/confirmation", access: .signedIn, operation: grant("confirmGrant")) {
            [desk] _, context in
            JSONReply.created(try await desk.ask(context.caller, PeopleQueries.confirm(try context.id())))
        }
        routes.api(.post, "grants/:id/revocation", access: .signedIn, operation: grant("revokeGrant")) {
            [desk] _, context in
            JSONReply.created(try await desk.ask(context.caller, PeopleQueries.revoke(try context.id())))
        }
        routes.api(.post, "people/:id/trainings", access: .signedIn, operation: training) {
            [desk] request, context in
            let id = try context.id()
            let sql = try await JSONBody.read(request, context).fields { fields in
                PeopleQueries.training(
                    id, title: fields.string("title", 1...200), from: fields.date("valid_from").description,
                    until: fields.date("valid_until").description)
            }
            return JSONReply.created(try await desk.ask(context.caller, sql))
        }
    }

    private var account: Operation {
        Operation("readAccount", tag: "people", answer: .ok(.named("Account", .map(.anything))))
    }

    private var people: Operation {
        Operation("listPeople", tag: "people", answer: .ok(.map(.anything)), problems: [403])
    }

    private var propose: Operation {
        Operation(
            "proposeGrant", tag: "people",
            body: .json(.object([.required("role", .text(length: 1...60, format: nil))])),
            answer: .created(.map(.anything)), problems: [400, 403, 409, 413, 415, 422])
    }

    private func grant(_ name: String) -> Operation {
        Operation(name, tag: "people", answer: .created(.map(.anything)), problems: [403, 409])
    }

    private var training: Operation {
        Operation(
            "recordTraining", tag: "people",
            body: .json(
                .object([
                    .required("title", .text(length: 1...200, format: nil)), .required("valid_from", .date),
                    .required("valid_until", .date),
                ])),
            answer: .created(.object([.required("id", .uuid)])), problems: [400, 403, 413, 415, 422])
    }
}
