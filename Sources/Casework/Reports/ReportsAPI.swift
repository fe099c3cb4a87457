import Forms
import Hummingbird
import Web

/// Reports over the API: made by a monitor, answered in patches, read as drafts or as submitted.
struct ReportsAPI {
    let desk: Desk
    let forms: LoadedForms

    func add(to routes: Routes) {
        routes.api(.get, "reports", access: .signedIn, operation: ReportOperations.list) {
            [desk] request, context in
            JSONReply.page(
                try await desk.ask(context.caller, ReportQueries.list(try QueueFilter(request))), request)
        }
        routes.api(.post, "cases/:id/reports", access: .signedIn, operation: ReportOperations.create) {
            [desk, forms] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let name = try body.fields { $0.string("form", 1...100) }
            let made = try await desk.make(
                context.caller, try Once.read(request, "POST /cases/\(id)/reports", body),
                ReportQueries.create(
                    id, form: name, problems: forms.named(name)?.problems([:]) ?? "[]", wording: nil))
            return JSONReply.created(made)
        }
        routes.api(.get, "reports/:id", access: .signedIn, operation: ReportOperations.one) {
            [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ReportQueries.one(try context.id())))
        }
        routes.api(
            .get, "reports/:id/submissions/:number", access: .signedIn, operation: ReportOperations.submission
        ) { [desk] _, context in
            guard let number = Int(try context.parameter("number")), (1...10_000).contains(number) else {
                throw Refusal.notFound
            }
            return JSONReply(
                try await desk.ask(context.caller, ReportQueries.submission(try context.id(), number)))
        }
        addWriting(to: routes)
    }

    private func addWriting(to routes: Routes) {
        routes.api(.patch, "reports/:id/answers", access: .signedIn, operation: ReportOperations.save) {
            [desk, forms] request, context in
            let expected = try EntityTag.required(request)
            let body = try await JSONBody.read(request, context)
            let patch = try Self.answers(body)
            let save = SaveAnswers(desk: desk, forms: forms)
            return JSONReply(
                try await save.run(context.caller, try context.id(), expected: expected, patch: patch))
        }
        routes.api(.post, "reports/:id/findings", access: .signedIn, operation: ReportOperations.addFinding) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let finding = try body.fields(NewFinding.init)
            let once = try Once.read(request, "POST /reports/\(id)/findings", body)
            return JSONReply.created(
                try await desk.make(context.caller, once, ReportQueries.addFinding(id, finding.json)))
        }
    }

    // Answers keep numbers exactly, so that fewer of them can be read than of JSON at large.
    private static func answers(_ body: JSONBody) throws(Refusal) -> JSONValue {
        do {
            return try JSONValue.parse(
                JSON.object(body.members).utf8, maximumBytes: 2 << 20, maximumDepth: 100)
        } catch {
            guard error.code == .notJSON || error.code == .numberTooLong else {
                throw .malformed("malformed_json")
            }
            throw .invalid([RefusalReason("out_of_range", detail: "±10^99", pointer: "")])
        }
    }
}
